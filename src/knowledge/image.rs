//! An opened image: its sections as words, its tables, its text. Reading beyond an end gives zero.

use std::ops::BitOr;

use super::PackError;
use super::format::{FILTER_WORDS, GRAM, HEADER, MAGIC, Section, TextRef, VERSION};
use super::hash::{Hash, checksum, gram};

/// The text is read in place, as the bytes of its words.
#[cfg(target_endian = "big")]
compile_error!("a pack's words lie as little-endian machines read them");

/// Words as they lie.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Words<'k>(&'k [u32]);

impl<'k> Words<'k> {
    /// The word at `index`.
    pub(crate) fn get(self, index: usize) -> u32 {
        self.0.get(index).copied().unwrap_or_default()
    }

    /// `N` words from `index` on.
    pub(crate) fn row<const N: usize>(self, index: usize) -> [u32; N] {
        self.0.get(index..).and_then(|rest| rest.first_chunk()).copied().unwrap_or([0; N])
    }

    /// `length` words from `index` on, or none.
    pub(crate) fn run(self, index: usize, length: usize) -> &'k [u32] {
        index.checked_add(length).and_then(|end| self.0.get(index..end)).unwrap_or_default()
    }

    /// How many there are.
    pub(crate) const fn len(self) -> usize {
        self.0.len()
    }

    /// The value filed under `hash` in a table of pairs.
    pub(crate) fn find(self, hash: Hash) -> Option<u32> {
        let wanted = hash.fingerprint();
        for slot in hash.slots(self.len() / 2) {
            match self.row(2 * slot) {
                [0, _] => return None,
                [found, value] if found == wanted => return Some(value),
                _ => {}
            }
        }
        None
    }
}

/// A filter of grams: a bit for each that a table holds, and for some that it does not.
///
/// All are of one size, so that nothing is asked twice in [`Filter::next`]; without one, no gram is held.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Filter<'k>(Option<&'k [u32; FILTER_WORDS]>);

impl Filter<'_> {
    /// The first place from `from` on whose four characters it may hold, and their hash.
    ///
    /// Every character of every address comes here, so this is a loop of its own with nothing around it to
    /// keep in mind, and four grams at a time out of one load, of which none waits for another.
    #[inline(never)]
    pub(crate) fn next(self, text: &[u8], mut from: usize) -> Option<(usize, Hash)> {
        let words = self.0?;
        let bit_of = |gram: Hash| {
            let (word, bit) = gram.bit();
            words[word] >> bit & 1
        };
        while let Some(eight) = text.get(from..).and_then(|rest| rest.first_chunk()) {
            let eight = u64::from_le_bytes(*eight);
            let four = |place: u32| gram(((eight >> (8 * place)) as u32).to_le_bytes());
            let held =
                [0, 1, 2, 3].map(|place| bit_of(four(place)) << place).into_iter().fold(0, BitOr::bitor);
            if held != 0 {
                let place = held.trailing_zeros();
                return Some((from + place as usize, four(place)));
            }
            from += 4;
        }
        let grams =
            text.get(from..)?.windows(GRAM).map(|four| four.first_chunk().copied().map_or(Hash(0), gram));
        grams.enumerate().find(|(_, gram)| bit_of(*gram) == 1).map(|(at, gram)| (from + at, gram))
    }
}

/// The words of a pack with its checked header.
#[derive(Debug)]
pub(crate) struct Image {
    words: Vec<u32>,
    sections: [(usize, usize); Section::ALL.len()],
}

impl Image {
    /// Checks the header, the checksum, and that each section lies inside.
    pub(crate) fn open(words: Vec<u32>) -> Result<Self, PackError> {
        let all = Words(&words);
        if all.get(0) != MAGIC {
            return Err(PackError::NotAPack);
        }
        if all.get(1) != VERSION {
            return Err(PackError::Version { found: all.get(1) });
        }
        let body = words.get(4..).filter(|_| words.len() >= HEADER).ok_or(PackError::Broken("header"))?;
        let sum = checksum(bytemuck::cast_slice(body));
        if (all.get(2), all.get(3)) != (sum as u32, (sum >> 32) as u32) {
            return Err(PackError::Broken("checksum"));
        }
        let mut sections = [(0, 0); Section::ALL.len()];
        for section in Section::ALL {
            let [offset, length] = all.row(4 + 2 * section as usize).map(|word| word as usize);
            let end = offset.checked_add(length).filter(|end| *end <= words.len());
            sections[section as usize] = (offset, end.ok_or(PackError::Broken(section.name()))?);
        }
        Ok(Self { words, sections })
    }

    /// One section.
    pub(crate) fn words(&self, section: Section) -> Words<'_> {
        let (start, end) = self.sections[section as usize];
        Words(self.words.get(start..end).unwrap_or_default())
    }

    /// A section that is a filter.
    pub(crate) fn filter(&self, section: Section) -> Filter<'_> {
        Filter(self.words(section).0.first_chunk())
    }

    /// `length` bytes of the text section.
    pub(crate) fn bytes(&self, offset: usize, length: usize) -> &[u8] {
        let text: &[u8] = bytemuck::cast_slice(self.words(Section::Text).0);
        offset.checked_add(length).and_then(|end| text.get(offset..end)).unwrap_or_default()
    }

    /// A piece of text, to be compared.
    pub(crate) fn piece(&self, text: TextRef) -> &[u8] {
        let (offset, length) = text.parts();
        self.bytes(offset, length)
    }

    /// A piece of text, to be shown.
    pub(crate) fn text(&self, text: TextRef) -> &str {
        std::str::from_utf8(self.piece(text)).unwrap_or_default()
    }
}
