//! The two hashes of the pack: of hosts, label by label from the right, and of tokens.

use super::format::MAX_PROBES;

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

/// The hash of a token.
#[must_use]
pub fn token(token: &str) -> Hash {
    token.bytes().fold(Hasher::new(), |hash, byte| hash.with(byte.to_ascii_lowercase())).finish()
}

/// The hash under which a pattern is filed that has no token, but is only for pages of `domain`.
#[must_use]
pub const fn source(domain: Hash) -> Hash {
    Hash(domain.0.rotate_left(17) ^ 0x5bd1_e995_5bd1_e995)
}

/// The hash under which a pattern is filed whose token may go on after its first [`super::format::PREFIX`] bytes.
#[must_use]
pub const fn prefix(token: Hash) -> Hash {
    Hash(token.0.rotate_left(31) ^ 0x27d4_eb2f_1656_67c5)
}

/// The hash under which a pattern is filed whose token may have begun before its last [`super::format::PREFIX`] bytes.
#[must_use]
pub const fn suffix(token: Hash) -> Hash {
    Hash(token.0.rotate_left(47) ^ 0x1656_67b1_9e37_79f9)
}

/// Whether a byte is part of a token.
#[must_use]
pub const fn in_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
}

/// Bytes of tokens, lowered; zero for all others. A table, because this is asked of each byte of
/// each address.
pub(crate) const TOKEN_BYTES: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        if in_token(byte as u8) {
            table[byte] = (byte as u8).to_ascii_lowercase();
        }
        byte += 1;
    }
    table
};

/// A hash of bytes, to notice a broken pack.
#[must_use]
pub fn checksum(bytes: &[u8]) -> u64 {
    let mut hash = 0x51_7c_c1_b7_27_22_0a_95_u64 ^ bytes.len() as u64;
    let mut chunks = bytes.chunks_exact(8);
    for chunk in &mut chunks {
        let word = chunk.first_chunk().map_or(0, |eight| u64::from_le_bytes(*eight));
        hash = (hash.rotate_left(5) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
    chunks
        .remainder()
        .iter()
        .fold(hash, |hash, byte| (hash.rotate_left(5) ^ u64::from(*byte)).wrapping_mul(0x9e37_79b9_7f4a_7c15))
}
