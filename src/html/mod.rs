//! HTML files read natively, to the same facts that the collector in the page finds.
//!
//! Each file here is the twin of one in `extension/content/`; `tests/pages` holds them together.

mod ads;
mod forms;
mod markup;
mod page;
mod read;
mod tree;

use crate::fact::{AdCandidate, PageFacts};
use tree::Tree;

/// A document as a file holds it.
pub struct Document {
    tree: Tree,
}

impl Document {
    /// Parses a document of address `url`, which relative addresses stand on. Bytes that are no UTF-8
    /// are replaced. Never fails: every text is HTML.
    #[must_use]
    pub fn parse(bytes: &[u8], url: Option<&str>) -> Self {
        Self { tree: Tree::parse(&text(bytes), url) }
    }

    /// What the document says about itself.
    #[must_use]
    pub fn page(&self) -> PageFacts {
        page::facts(&self.tree)
    }

    /// What may be an ad in it, and in documents written into its frames.
    #[must_use]
    pub fn ads(&self) -> Vec<AdCandidate> {
        ads::candidates(&self.tree)
    }
}

/// Bytes as text, by their byte order mark where they have one.
fn text(bytes: &[u8]) -> String {
    let wide = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.chunks_exact(2).filter_map(|two| two.try_into().ok()).map(unit).collect();
        String::from_utf16_lossy(&units)
    };
    match bytes {
        [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => String::from_utf8_lossy(bytes).into_owned(),
    }
}

#[cfg(test)]
mod tests;
