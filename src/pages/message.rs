//! Messages of `_locales`: the text of an id in the person's language.

use js_sys::Array;

use super::browser;

/// The text of a message without arguments; its id where there is none, so that it is found.
pub(super) fn text(id: &str) -> String {
    message(id, &Array::new()).unwrap_or_else(|| id.to_owned())
}

/// The text of a message with arguments; none where no such message is there.
pub(super) fn message(id: &str, args: &Array) -> Option<String> {
    browser::get_message(id, args).filter(|text| !text.is_empty())
}
