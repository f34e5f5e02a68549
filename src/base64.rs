//! Base64 without padding, as values in addresses are written; RFC 4648, sections 4 and 5.
//!
//! Crate `data-encoding` reads every base by one generic machine: 30 KB of wasm for what is here 1 KB.

/// The letters of section 5, which need no escape in an address.
const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The bytes that a text stands for; none where it is not base64 in one of the two alphabets, or
/// says more bits than bytes hold.
#[must_use]
pub fn decode(text: &str) -> Option<Vec<u8>> {
    let (mut bits, mut held) = (0_u32, 0);
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3 + 2);
    let of_one_alphabet = !(text.contains(['+', '/']) && text.contains(['-', '_']));
    for letter in text.bytes() {
        let value = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => return None,
        };
        bits = (bits << 6 | u32::from(value)) & 0xfff;
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push((bits >> held & 0xff) as u8);
        }
    }
    (of_one_alphabet && held < 6 && bits & ((1 << held) - 1) == 0).then_some(bytes)
}

/// Bytes as a text that needs no escape in an address.
#[must_use]
pub fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() / 3 * 4 + 3);
    for three in bytes.chunks(3) {
        let bits =
            three.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
        for place in 0..=three.len() {
            text.push(char::from(LETTERS[(bits >> (18 - 6 * place) & 0x3f) as usize]));
        }
    }
    text
}

#[cfg(all(test, feature = "native"))]
mod tests {
    use super::*;
    use data_encoding::{BASE64_NOPAD, BASE64URL_NOPAD};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn reads_and_writes_as_the_crate_does(bytes: Vec<u8>, text in "[A-C/+_=8-]{0,12}") {
            prop_assert_eq!(encode(&bytes), BASE64URL_NOPAD.encode(&bytes));
            prop_assert_eq!(decode(&BASE64_NOPAD.encode(&bytes)), Some(bytes.clone()));
            prop_assert_eq!(decode(&encode(&bytes)), Some(bytes));
            let theirs = BASE64_NOPAD.decode(text.as_bytes()).or_else(|_| BASE64URL_NOPAD.decode(text.as_bytes()));
            prop_assert_eq!(decode(&text), theirs.ok());
        }
    }
}
