//! The two hashes of the pack: of hosts, label by label from the right, and of runs of four characters.

use super::format::{FILTER_WORDS, MAX_PROBES};
use crate::site::Party;

/// A 64-bit hash: the upper bits choose the slot, the lower 32 are the fingerprint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hash(pub u64);

impl Hash {
    /// The slots to look at in a table of `slots`, from the one that the upper bits choose.
    pub fn slots(self, slots: usize) -> impl Iterator<Item = usize> {
        // Scales 32 bits to the table's size, which then need not be a power of two.
        let first = (((self.0 >> 32) * slots as u64) >> 32) as usize;
        let place = move |step| if first + step < slots { first + step } else { first + step - slots };
        (0..slots.min(MAX_PROBES)).map(place)
    }

    /// What tells it apart inside the table; never zero, which means "empty".
    #[must_use]
    pub const fn fingerprint(self) -> u32 {
        self.0 as u32 | 1 << 31
    }

    /// Its bit in a filter: the word, and the bit's place in it.
    #[must_use]
    pub const fn bit(self) -> (usize, u32) {
        let bit = (self.0 >> 32) as u32 >> (u32::BITS - (FILTER_WORDS as u32 * u32::BITS).trailing_zeros());
        (bit as usize / 32, bit % 32)
    }
}

/// A hash in the making.
#[derive(Debug, Clone, Copy)]
pub struct Hasher(u64);

impl Hasher {
    /// Nothing yet.
    #[must_use]
    pub const fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    /// With one more byte, which the caller has lowered.
    #[must_use]
    pub const fn with(self, byte: u8) -> Self {
        Self((self.0 ^ byte as u64).wrapping_mul(0x0000_0100_0000_01b3))
    }

    /// The hash so far. FNV's upper bits mix badly, so they are folded once more.
    #[must_use]
    pub const fn finish(self) -> Hash {
        let folded = (self.0 ^ self.0 >> 32).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        Hash(folded ^ folded >> 29)
    }
}

impl Default for Hasher {
    fn default() -> Self {
        Self::new()
    }
}

/// The hash of a whole host, site or domain.
#[must_use]
pub fn host(name: &str) -> Hash {
    name.bytes().rev().fold(Hasher::new(), |hash, byte| hash.with(byte.to_ascii_lowercase())).finish()
}

/// The hash of a run of four characters: they are the fingerprint, so that no other run is taken for it.
#[must_use]
pub const fn gram(four: [u8; 4]) -> Hash {
    let four = u32::from_le_bytes(four);
    Hash((four.wrapping_mul(0x9e37_79b1) as u64) << 32 | four as u64)
}

/// What files a pattern that nothing else files, for requests of a type (its bit) and party: no address holds a zero.
#[must_use]
pub const fn nothing(kind: u8, party: Party) -> Hash {
    gram([0, 0, kind, party as u8])
}

/// The hash under which a pattern is filed that is only for pages of `domain`.
#[must_use]
pub const fn source(domain: Hash) -> Hash {
    Hash(domain.0.rotate_left(17) ^ 0x5bd1_e995_5bd1_e995)
}

/// A hash of bytes, to notice a broken pack.
///
/// Four lanes, because a browser runs it at every wake, before it has optimised anything: each word costs
/// a load and a multiplication, and none waits for the one before it. Every step can be undone,
/// so no change of a single word goes unnoticed.
#[must_use]
pub fn checksum(bytes: &[u8]) -> u64 {
    const ODD: u64 = 0x9e37_79b9_7f4a_7c15;
    let next = |lane: u64, word: &[u8; 8]| (lane ^ u64::from_le_bytes(*word)).wrapping_mul(ODD);
    let (words, rest) = bytes.as_chunks();
    let (rows, words) = words.as_chunks();
    let [mut a, mut b, mut c, mut d] = [1, 2, 3, 4];
    for [first, second, third, fourth] in rows {
        (a, b, c, d) = (next(a, first), next(b, second), next(c, third), next(d, fourth));
    }
    let words = words.iter().map(|word| u64::from_le_bytes(*word));
    let rest = rest.iter().map(|byte| u64::from(*byte));
    let last = [a, b, c, d, bytes.len() as u64].into_iter().chain(words).chain(rest);
    last.fold(0, |hash, word| (hash.rotate_left(5) ^ word).wrapping_mul(ODD))
}
