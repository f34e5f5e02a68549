//! JSON as it arrives in requests: bounded, encoded once too often, or cut off before its end.

use serde_json::Value;

use super::fields::said;
use crate::percent;

/// Longer texts are not read.
const BYTES: usize = 64 << 10;

/// Reads `text`, undoing encodings where it is not JSON as it stands, and closing what a cut left open.
pub(super) fn read(text: &str) -> Option<Value> {
    if text.len() > BYTES {
        return None;
    }
    let text = text.trim();
    if let Some(value) = structure(text) {
        return Some(value);
    }
    let decoded = percent::fixpoint(text);
    structure(&decoded).or_else(|| structure(&closed(&decoded)?))
}

/// An object or array; a bare number or word is no structure.
fn structure(text: &str) -> Option<Value> {
    matches!(text.as_bytes().first(), Some(b'{' | b'[')).then(|| serde_json::from_str(text).ok())?
}

/// `text` with its open strings, arrays and objects closed; none where nothing was open.
fn closed(text: &str) -> Option<String> {
    let (mut open, mut quoted, mut escaped) = (Vec::new(), false, false);
    for c in text.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ if quoted => {}
            '{' => open.push('}'),
            '[' => open.push(']'),
            '}' | ']' if open.pop() != Some(c) => return None,
            _ => {}
        }
    }
    if open.is_empty() || open.len() > 64 {
        return None;
    }
    let mut text = text.to_owned();
    text.extend(quoted.then_some('"'));
    text.extend(open.into_iter().rev());
    Some(text)
}

/// A text, number or truth value as text, where it says something.
pub(super) fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()).filter(|text| said(text)),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// The first of `names` that `object` has a text under.
pub(super) fn field(object: &Value, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| object.get(name).and_then(text))
}

/// The value under a path of names.
pub(super) fn at<'v>(value: &'v Value, path: &[&str]) -> Option<&'v Value> {
    path.iter().try_fold(value, |value, name| value.get(name))
}

/// The elements of an array; anything else is an array of one.
pub(super) fn each(value: &Value) -> &[Value] {
    match value {
        Value::Array(values) => values,
        Value::Null => &[],
        _ => std::slice::from_ref(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mends_what_was_cut() {
        let whole = serde_json::json!({"em": "x", "l": [1, {"a": "b"}]});
        assert_eq!(read(r#"{"em":"x","l":[1,{"a":"b"}]}"#).as_ref(), Some(&whole));
        assert_eq!(read(r#"%7B%22em%22:%22x%22,%22l%22:[1,{"a":"b"#).as_ref(), Some(&whole));
        assert_eq!(read("12"), None);
        assert_eq!(read("{]"), None);
    }
}
