//! Whether a pattern matches an address: literal characters, `*`, the separator `^`, and anchors.

use super::expression;
use crate::knowledge::Image;
use crate::knowledge::format::Section;
use crate::knowledge::format::pattern::{self, SCHEME};
use crate::site::Url;

/// A place in an address where a gram begins.
pub(super) struct Begun<'u> {
    pub(super) url: &'u Url<'u>,
    /// The address in lower case.
    pub(super) lowered: &'u [u8],
    pub(super) at: usize,
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

    /// Whether it is filed under a gram, which then stands where it was found.
    const fn is_filed(&self) -> bool {
        self.mask != 0
    }

    /// Whether a test costs less than a look at its options.
    pub(super) const fn is_cheap(&self) -> bool {
        self.is_filed() && !self.has(pattern::REGEX | pattern::WILD)
    }

    /// Whether four bytes are those that it wants: near its gram, or anywhere where none files it. Most patterns fall here.
    pub(super) fn may(&self, begun: &Begun<'_>) -> bool {
        let text = begun.lowered;
        if self.is_filed() {
            // Signed, in the second byte: from the gram to the four bytes.
            let distance = (self.lengths >> 8) as u8 as i8;
            let there = begun.at.checked_add_signed(distance.into()).map_or(0, |at| quick(text, at));
            return self.mask & there == self.value;
        }
        let first = self.value as u8;
        // Fewer than four end in zeros.
        let mask = u32::MAX >> (self.value.leading_zeros() & 0x18);
        self.value == 0
            || self.knows_state()
            || memchr::memchr_iter(first, text).any(|at| quick(text, at) & mask == self.value)
    }

    /// Whether its value is the state of its expression behind [`SCHEME`].
    const fn knows_state(&self) -> bool {
        !self.is_filed() && self.value != 0 && self.has(pattern::REGEX) && self.has(pattern::START)
    }

    const fn has(&self, flag: u32) -> bool {
        self.flags & flag != 0
    }

    /// Whether it matches, its gram standing there (anywhere, where none files it).
    pub(super) fn matches(&self, begun: &Begun<'_>) -> bool {
        let (url, case) = (begun.url, self.has(pattern::CASE));
        let text = if case { url.text.as_bytes() } else { begun.lowered };
        if self.has(pattern::REGEX) {
            let programs = self.image.words(Section::Programs);
            let (from, rest) = match text.strip_prefix(SCHEME) {
                Some(rest) if self.knows_state() => (self.value as usize, rest),
                _ => (0, text),
            };
            return expression::matches(programs, self.place as usize, from, rest);
        }
        let (length, gram) = ((self.lengths >> 16) as usize, (self.lengths & 0xff) as usize);
        let literal = self.image.bytes(self.place as usize, length);
        if self.mask == 0 {
            return self.search(literal, text, url);
        }
        if self.has(pattern::WILD) {
            // The piece with the gram first: a search of the whole address costs much more.
            return piece_stands(literal, text, begun.at, gram) && self.search(literal, text, url);
        }
        let Some(start) = begun.at.checked_sub(gram).filter(|start| self.begins(url, *start)) else {
            return false;
        };
        ends(literal, text, start).is_some_and(|end| !self.has(pattern::END) || end == text.len())
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
    fn search(&self, literal: &[u8], text: &[u8], url: &Url<'_>) -> bool {
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
    fn follows(&self, literal: &[u8], text: &[u8], start: usize, mut fixed: bool) -> bool {
        let mut at = start;
        let mut pieces = literal.split(|byte| *byte == b'*').peekable();
        while let Some(piece) = pieces.next() {
            let last = pieces.peek().is_none() && self.has(pattern::END);
            let fits = |place| ends(piece, text, place).filter(|end| !last || *end == text.len());
            let found = if fixed { fits(at) } else { places(piece, text, at).find_map(fits) };
            match found {
                Some(end) => at = end,
                None => return false,
            }
            fixed = false;
        }
        true
    }
}

/// Places from `at` on where a piece may stand, by its first byte.
fn places<'t>(piece: &[u8], text: &'t [u8], at: usize) -> impl Iterator<Item = usize> + use<'t> {
    let first = piece.first().copied().filter(|byte| *byte != b'^');
    let mut next = Some(at);
    std::iter::from_fn(move || {
        let from = next.filter(|from| *from <= text.len())?;
        let place = match first {
            Some(byte) => from + memchr::memchr(byte, text.get(from..)?)?,
            None => from,
        };
        next = Some(place + 1);
        Some(place)
    })
}

/// Whether the piece of `literal` around its byte `gram` stands in the text with that byte at `at`.
fn piece_stands(literal: &[u8], text: &[u8], at: usize, gram: usize) -> bool {
    let (before, after) = literal.split_at_checked(gram).unwrap_or_default();
    let begin = before.iter().rposition(|byte| *byte == b'*').map_or(0, |star| star + 1);
    let end = after.iter().position(|byte| *byte == b'*').map_or(literal.len(), |star| gram + star);
    let piece = literal.get(begin..end).unwrap_or_default();
    at.checked_sub(gram.saturating_sub(begin)).is_some_and(|start| ends(piece, text, start).is_some())
}

/// Where a piece ends, if it stands at `start`.
fn ends(mut piece: &[u8], text: &[u8], start: usize) -> Option<usize> {
    let rest = text.get(start..)?;
    while piece.len() > rest.len() {
        // The end of the address is a separator too.
        piece = piece.strip_suffix(b"^")?;
    }
    let fits = |(wanted, byte): (&u8, &u8)| wanted == byte || *wanted == b'^' && is_separator(*byte);
    piece.iter().zip(rest).all(fits).then_some(start + piece.len())
}

/// Whether `^` stands for this byte.
const fn is_separator(byte: u8) -> bool {
    !(byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'%') || byte >= 0x80)
}

/// Four bytes at `at`; what lies beyond the end is zero.
fn quick(text: &[u8], at: usize) -> u32 {
    let rest = text.get(at..).unwrap_or_default();
    rest.first_chunk().map_or_else(
        || rest.iter().rev().fold(0, |word, byte| word << 8 | u32::from(*byte)),
        |four| u32::from_le_bytes(*four),
    )
}
