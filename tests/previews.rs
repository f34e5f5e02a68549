//! The canned answers of `tests/pages-preview` are answers: a picture of a page shows what it would draw.

use std::collections::BTreeMap;
use std::fs;

use candor::view::Answer;

#[test]
fn canned_answers_can_be_read() {
    for name in ["empty", "full"] {
        let text = fs::read_to_string(format!("tests/pages-preview/{name}.json")).expect("a file");
        let answers: BTreeMap<String, serde_json::Value> = serde_json::from_str(&text).expect("JSON");
        for (question, answer) in answers {
            let read = serde_json::from_value::<Answer>(answer);
            assert!(read.is_ok(), "{name}, {question}: {read:?}");
        }
    }
}
