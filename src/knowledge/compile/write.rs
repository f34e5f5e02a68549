//! Writing of the image: sections, tables by hash, texts kept once.

use std::collections::BTreeMap;

use super::Pace;
use super::pace::HEAVY;
use crate::knowledge::Knowledge;
use crate::knowledge::format::{HEADER, MAGIC, Section, TextRef, VERSION, pattern};
#[cfg(feature = "native")]
use crate::knowledge::hash;
use crate::knowledge::hash::{Hash, checksum};

/// The sections as they grow.
#[derive(Debug, Default)]
pub(super) struct Writer {
    sections: BTreeMap<usize, Vec<u32>>,
    text: Vec<u8>,
    known: BTreeMap<Vec<u8>, u32>,
}

impl Writer {
    /// What `pack` has, to be written over where that is wanted: its texts keep their places.
    pub(super) async fn of(pack: &Knowledge, pace: &Pace) -> Self {
        let image = pack.image();
        let mut writer = Self::default();
        for section in Section::ALL {
            // An empty section lies there as two zeros.
            let words = image.words(section).run(0, image.words(section).len());
            pace.step(1).await;
            if words != [0, 0] {
                writer.section(section, words.to_vec());
            }
        }
        let text = writer.sections.remove(&(Section::Text as usize)).unwrap_or_default();
        writer.text = bytemuck::cast_slice(&text).to_vec();
        let patterns = image.words(Section::Patterns);
        for at in (0..patterns.len()).step_by(pattern::WORDS) {
            pace.step(1).await;
            let [_, options, text, length, ..] = patterns.row::<{ pattern::WORDS }>(at);
            if options & pattern::REGEX == 0 {
                let body = image.bytes(text as usize, (length >> 16) as usize);
                writer.known.insert(body.to_vec(), text);
            }
        }
        let version = TextRef(image.words(Section::Meta).get(0));
        writer.known.insert(image.piece(version).to_vec(), version.parts().0 as u32);
        writer.sections.remove(&(Section::Meta as usize));
        writer
    }

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
    #[cfg(feature = "native")]
    pub(super) async fn names(&mut self, section: Section, names: &BTreeMap<String, String>, pace: &Pace) {
        let entries = names.iter().map(|(site, name)| (hash::host(site), self.text(name).0)).collect();
        self.section(section, table(entries, pace).await);
    }

    /// Sets a section to a list of texts.
    #[cfg(feature = "native")]
    pub(super) fn texts<T: AsRef<str>>(&mut self, section: Section, texts: impl Iterator<Item = T>) {
        let words = texts.map(|text| self.text(text.as_ref()).0).collect();
        self.section(section, words);
    }

    /// The finished pack; `date` begins its version.
    pub(super) async fn finish(mut self, date: &str, pace: &Pace) -> Vec<u8> {
        let mut content = Vec::new();
        for words in self.sections.values() {
            pace.step(HEAVY).await;
            content.extend_from_slice(bytemuck::cast_slice::<u32, u8>(words));
        }
        pace.step(HEAVY).await;
        let version = format!("{date}.{:08x}", checksum(&content) as u32);
        drop(content);
        let version = self.text(&version);
        self.section(Section::Meta, vec![version.0]);
        self.text.resize(self.text.len().next_multiple_of(4), 0);
        let four = self.text.chunks_exact(4).filter_map(|four| four.first_chunk());
        let text = four.map(|four| u32::from_le_bytes(*four)).collect();
        self.section(Section::Text, text);
        pace.step(HEAVY).await;

        let (mut places, mut body) = (Vec::new(), Vec::new());
        for section in Section::ALL {
            let words = self.sections.remove(&(section as usize)).unwrap_or_default();
            let words = if words.is_empty() { vec![0, 0] } else { words };
            places.extend([(HEADER + body.len()) as u32, words.len() as u32]);
            body.extend(words);
            pace.step(1).await;
        }
        pace.step(HEAVY).await;
        places.extend(body);
        let rest = bytemuck::cast_slice::<u32, u8>(&places);
        pace.step(HEAVY).await;
        let sum = checksum(rest);
        let header = [MAGIC, VERSION, sum as u32, (sum >> 32) as u32];
        [bytemuck::cast_slice(&header), rest].concat()
    }
}

/// A table of `(fingerprint, value)`, three quarters full or less where a chain would be longer than
/// a reader looks.
pub(super) async fn table(entries: Vec<(Hash, u32)>, pace: &Pace) -> Vec<u32> {
    table_of(&entries, entries.len() * 4 / 3 + 2, pace).await
}

/// The same, half full: what is asked for is mostly not there, and that is known at an empty slot.
pub(super) async fn sparse_table(entries: Vec<(Hash, u32)>, pace: &Pace) -> Vec<u32> {
    table_of(&entries, entries.len() * 2 + 2, pace).await
}

async fn table_of(entries: &[(Hash, u32)], slots: usize, pace: &Pace) -> Vec<u32> {
    for times in 8..108_usize {
        if let Some(words) = try_table(entries, slots * times / 8, pace).await {
            return words;
        }
    }
    Vec::new()
}

async fn try_table(entries: &[(Hash, u32)], slots: usize, pace: &Pace) -> Option<Vec<u32>> {
    let mut words = vec![0; slots * 2];
    for (hash, value) in entries {
        pace.step(1).await;
        let slot = hash.slots(slots).find(|slot| words[2 * slot] == 0)?;
        (words[2 * slot], words[2 * slot + 1]) = (hash.fingerprint(), *value);
    }
    Some(words)
}
