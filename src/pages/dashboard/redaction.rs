//! What redaction removes: a row as it is and as it is exported, side by side, line by line.

use js_sys::JSON;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use crate::pages::words::text;

/// Rows longer than this are shown without marks, so that comparing stays quick.
const LINES: usize = 400;

/// Both forms with the differing lines marked.
pub(super) fn twins(whole: &str, redacted: &str) -> AnyView {
    let (whole, redacted) = (pretty(whole), pretty(redacted));
    let (left, right) = marks(&whole, &redacted);
    let old = left
        .into_iter()
        .map(|(line, kept)| if kept { line.into_any() } else { view! { <del>{line}</del> }.into_any() });
    let new = right
        .into_iter()
        .map(|(line, kept)| if kept { line.into_any() } else { view! { <ins>{line}</ins> }.into_any() });
    let column = |title: &str, lines: Vec<AnyView>| {
        let lines: Vec<_> = lines.into_iter().map(|line| view! { {line} "\n" }).collect();
        view! {
            <figure>
                <figcaption>{text(title)}</figcaption>
                <pre tabindex="0">{lines}</pre>
            </figure>
        }
    };
    view! {
        <div class="twins" data-test="preview">
            {column("as_it_is", old.collect())}
            {column("as_exported", new.collect())}
        </div>
    }
    .into_any()
}

fn pretty(json: &str) -> Vec<String> {
    let spread = JSON::parse(json)
        .and_then(|value| JSON::stringify_with_replacer_and_space(&value, &JsValue::NULL, &JsValue::from(2)));
    let text = spread.map_or_else(|_| json.to_owned(), String::from);
    text.lines().map(str::to_owned).collect()
}

/// Lines, each with whether the other side has it too.
type Marked = Vec<(String, bool)>;

/// Each line of both sides with whether the other side has it too, in the same order: the longest
/// common subsequence.
fn marks(left: &[String], right: &[String]) -> (Marked, Marked) {
    let (rows, columns) = (left.len(), right.len());
    if rows > LINES || columns > LINES {
        let plain = |lines: &[String]| lines.iter().map(|line| (line.clone(), true)).collect();
        return (plain(left), plain(right));
    }
    // longest[i][j]: how many lines left[i..] and right[j..] have in common.
    let mut longest = vec![vec![0_u32; columns + 1]; rows + 1];
    for i in (0..rows).rev() {
        for j in (0..columns).rev() {
            longest[i][j] = if left[i] == right[j] {
                longest[i + 1][j + 1] + 1
            } else {
                longest[i + 1][j].max(longest[i][j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let (mut old, mut new) = (Vec::new(), Vec::new());
    while i < rows || j < columns {
        if i < rows && j < columns && left[i] == right[j] {
            old.push((left[i].clone(), true));
            new.push((right[j].clone(), true));
            (i, j) = (i + 1, j + 1);
        } else if j == columns || (i < rows && longest[i + 1][j] >= longest[i][j + 1]) {
            old.push((left[i].clone(), false));
            i += 1;
        } else {
            new.push((right[j].clone(), false));
            j += 1;
        }
    }
    (old, new)
}
