//! Percent-encoding, undone one layer at a time or until nothing is left, and put back.
//!
//! Nothing here fails: a `%` that starts no triplet stays, bytes that are no UTF-8 are read as Latin-1.

use std::borrow::Cow;

/// How many layers [`fixpoint`] undoes at most; real requests nest three.
pub const LAYERS: usize = 4;

/// Undoes one layer.
#[must_use]
pub fn decode(text: &str) -> Cow<'_, str> {
    unescape(text, false)
}

/// Undoes one layer of a form field, where `+` is a space.
#[must_use]
pub fn decode_form(text: &str) -> Cow<'_, str> {
    unescape(text, true)
}

/// Undoes layers until the text stays as it is, at most [`LAYERS`].
#[must_use]
pub fn fixpoint(text: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(text);
    for _ in 0..LAYERS {
        match decode(&text) {
            Cow::Borrowed(_) => break,
            Cow::Owned(next) => text = Cow::Owned(next),
        }
    }
    text
}

/// Encodes everything but the unreserved characters of RFC 3986, as `encodeURIComponent` does for them.
#[must_use]
pub fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push('%');
            for digit in [byte >> 4, byte & 15] {
                out.extend(char::from_digit(u32::from(digit), 16).map(|c| c.to_ascii_uppercase()));
            }
        }
    }
    out
}

fn unescape(text: &str, plus_is_space: bool) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let special = |at: usize| bytes.get(at) == Some(&b'+') && plus_is_space || triplet(bytes, at).is_some();
    let Some(first) = (0..bytes.len()).find(|&at| special(at)) else {
        return Cow::Borrowed(text);
    };
    let mut out = Vec::with_capacity(bytes.len());
    out.extend_from_slice(&bytes[..first]);
    let mut at = first;
    while let Some(&byte) = bytes.get(at) {
        if let Some(decoded) = triplet(bytes, at) {
            out.push(decoded);
            at += 3;
        } else {
            out.push(if byte == b'+' && plus_is_space { b' ' } else { byte });
            at += 1;
        }
    }
    Cow::Owned(match String::from_utf8(out) {
        Ok(text) => text,
        Err(bad) => bad.as_bytes().iter().map(|&byte| char::from(byte)).collect(),
    })
}

/// The byte that the triplet at `at` stands for.
pub(crate) fn triplet(bytes: &[u8], at: usize) -> Option<u8> {
    let digit = |at: usize| bytes.get(at).and_then(|&b| char::from(b).to_digit(16)).map(|d| d as u8);
    match bytes.get(at) {
        Some(b'%') => Some((digit(at + 1)? << 4) | digit(at + 2)?),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn layers() {
        assert_eq!(decode("a%2520b%2"), "a%20b%2");
        assert_eq!(fixpoint("%255Bi%25253DA122%255D"), "[i=A122]");
        assert_eq!(decode_form("a+b%2Bc"), "a b+c");
        assert_eq!(decode("caf%E9"), "café");
        assert_eq!(decode("caf%C3%A9"), "café");
        assert!(matches!(decode("100% wool"), Cow::Borrowed("100% wool")));
    }

    proptest! {
        #[test]
        fn encoding_is_undone(text in any::<String>()) {
            prop_assert_eq!(decode(&encode(&text)).into_owned(), text);
        }

        #[test]
        fn never_panics(text in "(%[0-9a-fA-F]{0,2}|.){0,40}") {
            let _ = (fixpoint(&text), decode_form(&text));
        }
    }
}
