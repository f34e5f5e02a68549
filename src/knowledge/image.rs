//! An opened image: its sections as words, its tables, its text. Reading beyond an end gives zero.

use super::PackError;
use super::format::{HEADER, MAGIC, Section, TextRef, VERSION};
use super::hash::{Hash, checksum};

/// Words as they lie.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Words<'k>(&'k [u8]);

impl<'k> Words<'k> {
    /// Bytes seen as words.
    pub(crate) const fn new(bytes: &'k [u8]) -> Self {
        Self(bytes)
    }

    /// The word at `index`.
    pub(crate) fn get(self, index: usize) -> u32 {
        self.0
            .get(index * 4..)
            .and_then(|rest| rest.first_chunk())
            .map_or(0, |four| u32::from_le_bytes(*four))
    }

    /// How many there are.
    pub(crate) const fn len(self) -> usize {
        self.0.len() / 4
    }

    /// The value filed under `hash` in a table of pairs.
    pub(crate) fn find(self, hash: Hash) -> Option<u32> {
        let wanted = hash.fingerprint();
        for slot in hash.slots(self.len() / 2) {
            match self.get(2 * slot) {
                0 => return None,
                found if found == wanted => return Some(self.get(2 * slot + 1)),
                _ => {}
            }
        }
        None
    }
}

/// The bytes of a pack with its checked header.
#[derive(Debug)]
pub(crate) struct Image {
    bytes: Vec<u8>,
    sections: [(usize, usize); Section::ALL.len()],
}

impl Image {
    /// Checks the header, the checksum, and that each section lies inside.
    pub(crate) fn open(bytes: Vec<u8>) -> Result<Self, PackError> {
        let words = Words(&bytes);
        if words.get(0) != MAGIC {
            return Err(PackError::NotAPack);
        }
        if words.get(1) != VERSION {
            return Err(PackError::Version { found: words.get(1) });
        }
        let body =
            bytes.get(16..).filter(|_| bytes.len() >= HEADER * 4).ok_or(PackError::Broken("header"))?;
        let (low, high) = (checksum(body) as u32, (checksum(body) >> 32) as u32);
        if (words.get(2), words.get(3)) != (low, high) || !bytes.len().is_multiple_of(4) {
            return Err(PackError::Broken("checksum"));
        }
        let mut sections = [(0, 0); Section::ALL.len()];
        for section in Section::ALL {
            let at = 4 + 2 * section as usize;
            let (offset, length) = (words.get(at) as usize, words.get(at + 1) as usize);
            let end = offset.checked_add(length).ok_or(PackError::Broken(section.name()))?;
            if end > words.len() {
                return Err(PackError::Broken(section.name()));
            }
            sections[section as usize] = (offset * 4, end * 4);
        }
        Ok(Self { bytes, sections })
    }

    /// One section.
    pub(crate) fn words(&self, section: Section) -> Words<'_> {
        let (start, end) = self.sections[section as usize];
        Words(self.bytes.get(start..end).unwrap_or_default())
    }

    /// `length` bytes of the text section.
    pub(crate) fn bytes(&self, offset: usize, length: usize) -> &[u8] {
        let text = self.words(Section::Text).0;
        offset.checked_add(length).and_then(|end| text.get(offset..end)).unwrap_or_default()
    }

    /// A piece of text.
    pub(crate) fn text(&self, text: TextRef) -> &str {
        let (offset, length) = text.parts();
        std::str::from_utf8(self.bytes(offset, length)).unwrap_or_default()
    }
}
