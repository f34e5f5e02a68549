//! Writing of the image: sections, tables by hash, texts kept once.

use std::collections::BTreeMap;

use crate::knowledge::format::{HEADER, MAGIC, Section, TextRef, VERSION};
use crate::knowledge::hash::{self, Hash, checksum};

/// The sections as they grow.
#[derive(Debug, Default)]
pub(super) struct Writer {
    sections: BTreeMap<usize, Vec<u32>>,
    text: Vec<u8>,
    known: BTreeMap<Vec<u8>, u32>,
}

impl Writer {
    /// Keeps some bytes and says where they lie.
    pub(super) fn bytes(&mut self, bytes: &[u8]) -> u32 {
        if let Some(at) = self.known.get(bytes) {
            return *at;
        }
        let at = self.text.len() as u32;
        self.text.extend_from_slice(bytes);
        self.known.insert(bytes.to_vec(), at);
        at
    }

    /// Keeps a short text; a longer one loses its end at a character's boundary.
    pub(super) fn text(&mut self, text: &str) -> TextRef {
        let mut end = text.len().min(0xff);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let text = text.get(..end).unwrap_or_default();
        TextRef(self.bytes(text.as_bytes()) << 8 | text.len() as u32)
    }

    /// Sets a whole section.
    pub(super) fn section(&mut self, section: Section, words: Vec<u32>) {
        self.sections.insert(section as usize, words);
    }

    /// Sets a section to a table of names by site.
    pub(super) fn names(&mut self, section: Section, names: &BTreeMap<String, String>) {
        let entries = names.iter().map(|(site, name)| (hash::host(site), self.text(name).0)).collect();
        self.section(section, table(entries));
    }

    /// Sets a section to a list of texts.
    pub(super) fn texts<T: AsRef<str>>(&mut self, section: Section, texts: impl Iterator<Item = T>) {
        let words = texts.map(|text| self.text(text.as_ref()).0).collect();
        self.section(section, words);
    }

    /// The finished pack; `date` begins its version.
    pub(super) fn finish(mut self, date: &str) -> Vec<u8> {
        let content =
            self.sections.values().flatten().flat_map(|word| word.to_le_bytes()).collect::<Vec<_>>();
        let version = format!("{date}.{:08x}", checksum(&content) as u32);
        let version = self.text(&version);
        self.section(Section::Meta, vec![version.0]);
        self.text.resize(self.text.len().next_multiple_of(4), 0);
        let text = self
            .text
            .chunks_exact(4)
            .filter_map(|four| four.first_chunk())
            .map(|four| u32::from_le_bytes(*four));
        let text = text.collect();
        self.section(Section::Text, text);

        let (mut places, mut body) = (Vec::new(), Vec::new());
        for section in Section::ALL {
            let words = self.sections.remove(&(section as usize)).unwrap_or_default();
            let words = if words.is_empty() { vec![0, 0] } else { words };
            places.extend([(HEADER + body.len()) as u32, words.len() as u32]);
            body.extend(words);
        }
        let rest = places.into_iter().chain(body).flat_map(u32::to_le_bytes).collect::<Vec<_>>();
        let sum = checksum(&rest);
        let header = [MAGIC, VERSION, sum as u32, (sum >> 32) as u32];
        header.into_iter().flat_map(u32::to_le_bytes).chain(rest).collect()
    }
}

/// A table of `(fingerprint, value)`, three quarters full or less where a chain would be longer than
/// a reader looks.
pub(super) fn table(entries: Vec<(Hash, u32)>) -> Vec<u32> {
    table_of(&entries, entries.len() * 4 / 3 + 2)
}

/// The same, half full: what is asked for is mostly not there, and that is known at an empty slot.
pub(super) fn sparse_table(entries: Vec<(Hash, u32)>) -> Vec<u32> {
    table_of(&entries, entries.len() * 2 + 2)
}

fn table_of(entries: &[(Hash, u32)], slots: usize) -> Vec<u32> {
    (8..108_usize).find_map(|times| try_table(entries, slots * times / 8)).unwrap_or_default()
}

fn try_table(entries: &[(Hash, u32)], slots: usize) -> Option<Vec<u32>> {
    let mut words = vec![0; slots * 2];
    for (hash, value) in entries {
        let slot = hash.slots(slots).find(|slot| words[2 * slot] == 0)?;
        (words[2 * slot], words[2 * slot + 1]) = (hash.fingerprint(), *value);
    }
    Some(words)
}
