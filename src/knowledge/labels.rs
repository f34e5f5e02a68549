//! One walk over a host from the right: the hash of each suffix, and where the site begins.

use super::format::suffix;
use super::hash::{Hash, Hasher};
use super::image::Words;

/// Labels that are looked at; a DNS name rarely has more than six.
pub(crate) const MAX_LABELS: usize = 16;

/// The suffixes of a host: of `a.b.example` first `example`, then `b.example`, then all of it.
/// Only numbers, so that those of a page can be kept from one request to the next.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Labels {
    hashes: [Hash; MAX_LABELS],
    count: usize,
    /// Bytes of the host, without a dot at its end.
    length: usize,
    /// Where the public suffix begins.
    suffix: usize,
    /// How many labels it has.
    suffix_labels: usize,
}

impl Labels {
    /// Walks `host` and probes the table of public suffixes on the way.
    pub(crate) fn of(host: &str, suffixes: Words<'_>) -> Self {
        let host = host.strip_suffix('.').unwrap_or(host);
        let mut labels =
            Self { hashes: [Hash(0); MAX_LABELS], count: 0, length: host.len(), suffix: 0, suffix_labels: 0 };
        let mut tree = Suffix::default();
        let mut hasher = Hasher::new();
        for (at, byte) in host.bytes().enumerate().rev() {
            if byte == b'.' {
                labels.label(hasher.finish(), at + 1, &mut tree, suffixes);
            }
            hasher = hasher.with(byte.to_ascii_lowercase());
        }
        labels.label(hasher.finish(), 0, &mut tree, suffixes);
        if is_address(host) {
            (labels.suffix, labels.suffix_labels) = (host.len(), MAX_LABELS);
        } else {
            (labels.suffix, labels.suffix_labels) = (tree.start, tree.labels);
        }
        labels
    }

    fn label(&mut self, hash: Hash, start: usize, tree: &mut Suffix, suffixes: Words<'_>) {
        tree.descend(hash, start, self.count, suffixes);
        // The whole host always has a place, however many labels stand before it.
        let place = if start == 0 { self.count.min(MAX_LABELS - 1) } else { self.count };
        if let Some(slot) = self.hashes.get_mut(place).filter(|_| place + 1 < MAX_LABELS || start == 0) {
            *slot = hash;
            self.count = place + 1;
        }
    }

    /// Hashes of the suffixes, the shortest first.
    pub(crate) fn hashes(&self) -> &[Hash] {
        self.hashes.get(..self.count).unwrap_or_default()
    }

    /// The hash of the registrable domain. Two sites with one hash of 64 bits are taken for one.
    pub(crate) fn site_hash(&self) -> Hash {
        let hashes = self.hashes();
        hashes.get(self.suffix_labels).or(hashes.last()).copied().unwrap_or(Hash(0))
    }

    /// The registrable domain of the host that was walked, as written.
    pub(crate) fn site<'h>(&self, host: &'h str) -> &'h str {
        let host = host.get(..self.length).unwrap_or(host);
        if self.suffix_labels >= self.count {
            return host;
        }
        let before = host.get(..self.suffix.saturating_sub(1)).unwrap_or_default();
        host.get(before.rfind('.').map_or(0, |dot| dot + 1)..).unwrap_or(host)
    }

    /// Hashes of `name.*` for each suffix of the host that was walked without its public suffix:
    /// `www.google.*`, `google.*`.
    pub(crate) fn entities<'h>(&self, host: &'h str) -> impl Iterator<Item = Hash> + use<'h> {
        let name = host.get(..self.suffix.saturating_sub(1)).unwrap_or_default();
        let mut hasher = Hasher::new().with(b'*').with(b'.');
        name.bytes().enumerate().rev().filter_map(move |(at, byte)| {
            hasher = hasher.with(byte.to_ascii_lowercase());
            let whole = at == 0 || name.as_bytes().get(at - 1) == Some(&b'.');
            whole.then(|| hasher.finish())
        })
    }
}

/// Where the public suffix begins, as far as seen.
#[derive(Default)]
struct Suffix {
    start: usize,
    labels: usize,
    above: u32,
    ended: bool,
}

impl Suffix {
    /// Goes down one label; the rules are those of publicsuffix.org/list.
    fn descend(&mut self, hash: Hash, start: usize, above: usize, suffixes: Words<'_>) {
        if self.ended {
            return;
        }
        let kind = kind(hash, suffixes);
        let has = |flag| kind.is_some_and(|kind| kind & flag != 0);
        if has(suffix::EXCEPTION) {
            self.ended = true;
            return;
        }
        if above == 0 || has(suffix::RULE) || self.above & suffix::WILDCARD != 0 {
            (self.start, self.labels) = (start, above + 1);
        }
        self.above = kind.unwrap_or_default();
        self.ended = kind.is_none();
    }
}

/// What the table of public suffixes says of a name; nothing where no entry lies at or below it.
fn kind(hash: Hash, suffixes: Words<'_>) -> Option<u32> {
    const KIND: u32 = (1 << suffix::BITS) - 1;
    for slot in hash.slots(suffixes.len()) {
        let slot = suffixes.get(slot);
        if slot == 0 {
            return None;
        }
        if slot & !KIND == hash.fingerprint() & !KIND {
            return Some(slot & KIND);
        }
    }
    None
}

/// Whether a host is an IP address, which has no registrable domain.
fn is_address(host: &str) -> bool {
    host.contains(':') || host.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}
