//! Whether a pattern matches an address: literal characters, `*`, the separator `^`, and anchors.

use super::expression;
use crate::knowledge::format::{Section, pattern};
use crate::knowledge::{Image, Words};
use crate::site::Url;

/// A row of the section of patterns.
pub(super) struct Pattern<'k> {
    image: &'k Image,
    flags: u32,
    place: usize,
    length: usize,
    token: usize,
    value: u32,
    mask: u32,
}

impl<'k> Pattern<'k> {
    /// The row that begins at the word `first`.
    pub(super) fn at(image: &'k Image, rows: Words<'k>, first: usize) -> Self {
        let lengths = rows.get(first + 3) as usize;
        Self {
            image,
            flags: rows.get(first + 1),
            place: rows.get(first + 2) as usize,
            length: lengths >> 16,
            token: lengths & 0xffff,
            value: rows.get(first + 4),
            mask: rows.get(first + 5),
        }
    }

    /// Its row of options.
    pub(super) const fn options(&self) -> u32 {
        self.flags & pattern::OPTIONS
    }

    /// Whether it is filed under a token, which then stands where it was found.
    pub(super) const fn is_filed(&self) -> bool {
        self.mask != 0
    }

    const fn has(&self, flag: u32) -> bool {
        self.flags & flag != 0
    }

    /// Whether it matches, its token standing at `at` (0 where it is not filed under a token).
    pub(super) fn matches(&self, url: &Url<'_>, at: usize) -> bool {
        let text = url.text.as_bytes();
        if self.mask != 0 && self.mask & quick(text, at) != self.value {
            return false;
        }
        if self.has(pattern::REGEX) {
            let programs = self.image.words(Section::Programs);
            return expression::matches(programs, self.place, text, self.has(pattern::CASE));
        }
        let literal =
            Literal { text: self.image.bytes(self.place, self.length), case: self.has(pattern::CASE) };
        if self.mask == 0 || self.has(pattern::WILD) {
            return self.search(&literal, url);
        }
        let Some(start) = at.checked_sub(self.token) else { return false };
        literal
            .ends(text, start)
            .is_some_and(|end| self.begins(url, start) && (!self.has(pattern::END) || end == text.len()))
    }

    /// Whether it may begin at `start`.
    fn begins(&self, url: &Url<'_>, start: usize) -> bool {
        if self.has(pattern::START) {
            return start == 0;
        }
        !self.has(pattern::HOST) || {
            let host = url.host_start();
            start == host
                || (host < start
                    && start < host + url.host.len()
                    && url.text.as_bytes().get(start - 1) == Some(&b'.'))
        }
    }

    /// Looks for it from the front, piece by piece between the wildcards.
    fn search(&self, literal: &Literal<'_>, url: &Url<'_>) -> bool {
        let text = url.text.as_bytes();
        if self.has(pattern::START) {
            return self.follows(literal, text, 0, true);
        }
        if !self.has(pattern::HOST) {
            return self.follows(literal, text, 0, false);
        }
        let host = url.host_start();
        (host..host + url.host.len())
            .filter(|start| self.begins(url, *start))
            .any(|start| self.follows(literal, text, start, true))
    }

    /// Whether the pieces follow one another from `start` on, the first of them right there.
    fn follows(&self, literal: &Literal<'_>, text: &[u8], start: usize, mut fixed: bool) -> bool {
        let mut at = start;
        let mut pieces = literal.text.split(|byte| *byte == b'*').peekable();
        while let Some(piece) = pieces.next() {
            let piece = Literal { text: piece, case: literal.case };
            let last = pieces.peek().is_none() && self.has(pattern::END);
            let mut places = if fixed { at..at + 1 } else { at..text.len() + 1 };
            let found =
                places.find_map(|place| piece.ends(text, place).filter(|end| !last || *end == text.len()));
            match found {
                Some(end) => at = end,
                None => return false,
            }
            fixed = false;
        }
        true
    }
}

/// Characters to compare, `^` among them.
struct Literal<'k> {
    text: &'k [u8],
    case: bool,
}

impl Literal<'_> {
    /// Where it ends, if it stands at `start`.
    fn ends(&self, text: &[u8], start: usize) -> Option<usize> {
        let mut at = start;
        for wanted in self.text {
            match text.get(at) {
                Some(byte) if *byte == *wanted && *wanted != b'^' => {}
                Some(byte) if !self.case && byte.to_ascii_lowercase() == *wanted && *wanted != b'^' => {}
                Some(byte) if *wanted == b'^' && is_separator(*byte) => {}
                // The end of the address is a separator too.
                None if *wanted == b'^' && at == text.len() => continue,
                _ => return None,
            }
            at += 1;
        }
        Some(at)
    }
}

/// Whether `^` stands for this byte.
const fn is_separator(byte: u8) -> bool {
    !(byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'%') || byte >= 0x80)
}

/// Four bytes at `at`, lowered; what lies beyond the end is zero.
fn quick(text: &[u8], at: usize) -> u32 {
    let byte = |n| u32::from(text.get(at + n).map_or(0, u8::to_ascii_lowercase)) << (8 * n);
    byte(0) | byte(1) | byte(2) | byte(3)
}
