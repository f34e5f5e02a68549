//! The places that src/bin/classifier.js gives to names are those of the core.

use candor::classify::{Action, Job};
use candor::fact::RequestKind;
use candor::knowledge::Function;
use candor::knowledge::format::options::METHODS;
use serde::Serialize;

/// The strings of the array `name` in the file.
fn array(name: &str) -> Vec<String> {
    let file = std::fs::read_to_string("src/bin/classifier.js").expect("the file");
    let begin = file.find(&format!("export const {name} =")).expect("the array");
    let body = file[begin..].split(']').next().unwrap_or_default();
    body.split('\'').skip(1).step_by(2).map(str::to_owned).collect()
}

fn names<T: Serialize>(values: &[T]) -> Vec<String> {
    let name = |value| serde_json::to_value(value).ok().and_then(|name| name.as_str().map(str::to_owned));
    values.iter().filter_map(name).collect()
}

#[test]
fn names_stand_in_the_same_order() {
    assert_eq!(array("FUNCTIONS"), names(&Function::ALL));
    assert_eq!(array("JOBS"), names(&Job::ALL));
    assert_eq!(array("ACTIONS"), names(&[Action::Block, Action::Allow, Action::None]));
    assert_eq!(array("METHODS"), METHODS);
    // The browser's word for a web socket is one word; the core takes both.
    let kinds = names(&RequestKind::ALL)
        .iter()
        .map(|name| name.replace("web_socket", "websocket"))
        .collect::<Vec<_>>();
    assert_eq!(array("KINDS"), kinds);
}
