//! Whether a pattern matches an address: literal characters, `*`, the separator `^`, and anchors.

use super::expression;
use crate::knowledge::Image;
use crate::knowledge::format::{Section, pattern};
use crate::site::Url;

/// A place in an address where a token begins, with the four bytes that stand there.
pub(super) struct Begun<'u> {
    url: &'u Url<'u>,
    at: usize,
    quick: u32,
}

impl<'u> Begun<'u> {
    /// The place `at`.
    pub(super) fn at(url: &'u Url<'u>, at: usize) -> Self {
        Self { url, at, quick: quick(url.text.as_bytes(), at) }
    }
}

/// A row of the section of patterns.
#[derive(Clone, Copy)]
pub(super) struct Pattern<'k> {
    image: &'k Image,
    rule: u32,
    flags: u32,
    place: u32,
    lengths: u32,
    value: u32,
    mask: u32,
}

impl<'k> Pattern<'k> {
    /// A row.
    pub(super) fn read(image: &'k Image, row: &[u32]) -> Option<Self> {
        let [rule, flags, place, lengths, value, mask] = *row.first_chunk::<{ pattern::WORDS }>()?;
        Some(Self { image, rule, flags, place, lengths, value, mask })
    }

    /// Its rule.
    pub(super) const fn rule(&self) -> u32 {
        self.rule
    }

    /// Its row of options.
    pub(super) const fn options(&self) -> u32 {
        self.flags & pattern::OPTIONS
    }

    /// Whether it is filed under a token, which then stands where it was found.
    pub(super) const fn is_filed(&self) -> bool {
        self.mask != 0
    }

    /// Whether the bytes at its token are those that it wants: most patterns fall here.
    pub(super) const fn may(&self, begun: &Begun<'_>) -> bool {
        self.mask & begun.quick == self.value
    }

    const fn has(&self, flag: u32) -> bool {
        self.flags & flag != 0
    }

    /// Whether it matches, its token standing there (anywhere, where it is not filed under a token).
    pub(super) fn matches(&self, begun: &Begun<'_>) -> bool {
        let url = begun.url;
        let text = url.text.as_bytes();
        if self.has(pattern::REGEX) {
            let programs = self.image.words(Section::Programs);
            return expression::matches(programs, self.place as usize, text, self.has(pattern::CASE));
        }
        let (length, token) = ((self.lengths >> 16) as usize, (self.lengths & 0xffff) as usize);
        let literal =
            Literal { text: self.image.bytes(self.place as usize, length), case: self.has(pattern::CASE) };
        if self.mask == 0 {
            return self.search(&literal, url);
        }
        if self.has(pattern::WILD) {
            // The piece with the token first: a search of the whole address costs much more.
            return literal.piece_stands(text, begun.at, token) && self.search(&literal, url);
        }
        let Some(start) = begun.at.checked_sub(token).filter(|start| self.begins(url, *start)) else {
            return false;
        };
        literal.ends(text, start).is_some_and(|end| !self.has(pattern::END) || end == text.len())
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
    /// Whether the piece around the byte `token` stands in the text with that byte at `at`.
    fn piece_stands(&self, text: &[u8], at: usize, token: usize) -> bool {
        let (before, after) = self.text.split_at_checked(token).unwrap_or_default();
        let begin = before.iter().rposition(|byte| *byte == b'*').map_or(0, |star| star + 1);
        let end = after.iter().position(|byte| *byte == b'*').map_or(self.text.len(), |star| token + star);
        let piece = Literal { text: self.text.get(begin..end).unwrap_or_default(), case: self.case };
        at.checked_sub(token - begin).is_some_and(|start| piece.ends(text, start).is_some())
    }

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
    let rest = text.get(at..).unwrap_or_default();
    let bytes = rest.first_chunk().copied().unwrap_or_else(|| {
        let mut bytes = [0; 4];
        bytes.iter_mut().zip(rest).for_each(|(place, byte)| *place = *byte);
        bytes
    });
    u32::from_le_bytes(bytes.map(|byte| byte.to_ascii_lowercase()))
}
