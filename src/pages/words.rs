//! Words: message ids and phrases become text in the person's language.

use super::message::message;
pub(super) use super::message::text;
use super::when;
use crate::explain::{Arg, Phrase};

/// Phrases inside phrases are followed this deep.
const DEPTH: u8 = 4;

/// The text of a message with arguments.
pub(super) fn fill(id: &str, args: impl IntoIterator<Item = Arg>) -> String {
    say(&Phrase::new(id, args))
}

/// The text of a phrase. A missing message shows its id, so that it is found.
pub(super) fn say(phrase: &Phrase) -> String {
    render(phrase, DEPTH)
}

/// A word of a list as a message: `word("function", "retargeting")` is `function_retargeting`.
pub(super) fn word(list: &str, value: impl serde::Serialize) -> String {
    text(&format!("{list}_{}", name(value)))
}

/// The name that an enum without data has in messages and exports.
pub(super) fn name(value: impl serde::Serialize) -> String {
    serde_wasm_bindgen::to_value(&value).ok().and_then(|value| value.as_string()).unwrap_or_default()
}

/// A name as an argument.
pub(super) fn arg(text: impl Into<String>) -> Arg {
    Arg::Text(text.into())
}

/// A count as an argument.
pub(super) fn count(count: u32) -> Arg {
    Arg::Count(count.into())
}

fn render(phrase: &Phrase, depth: u8) -> String {
    let args: js_sys::Array =
        phrase.args.iter().map(|arg| wasm_bindgen::JsValue::from(argument(arg, depth))).collect();
    let counts =
        phrase.args.iter().find_map(|arg| if let Arg::Count(count) = arg { Some(*count) } else { None });
    let one = if counts == Some(1) { message(&format!("{}_one", phrase.id), &args) } else { None };
    one.or_else(|| message(&phrase.id, &args)).unwrap_or_else(|| phrase.id.clone())
}

fn argument(arg: &Arg, depth: u8) -> String {
    match arg {
        Arg::Text(text) => text.clone(),
        Arg::Count(count) => when::number(*count as f64),
        Arg::Time(time) => when::moment(*time),
        Arg::Span(millis) => when::span(*millis),
        Arg::Phrase(_) if depth == 0 => String::new(),
        Arg::Phrase(phrase) => render(phrase, depth - 1),
    }
}
