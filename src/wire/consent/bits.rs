//! Bits of a consent string: base64 letters read from the left, six bits each, never past the end.

/// A reader over the letters of one segment.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bits<'t> {
    letters: &'t [u8],
    at: usize,
}

impl<'t> Bits<'t> {
    /// At the first bit of `text`.
    pub(super) const fn new(text: &'t str) -> Self {
        Self { letters: text.as_bytes(), at: 0 }
    }

    /// The same text, `count` bits further on.
    pub(super) const fn skip(self, count: usize) -> Self {
        Self { at: self.at.saturating_add(count), ..self }
    }

    /// The next bit; none at the end, or where a letter is not of base64.
    pub(super) fn bit(&mut self) -> Option<bool> {
        let value = match *self.letters.get(self.at / 6)? {
            letter @ b'A'..=b'Z' => letter - b'A',
            letter @ b'a'..=b'z' => letter - b'a' + 26,
            letter @ b'0'..=b'9' => letter - b'0' + 52,
            b'-' | b'+' => 62,
            b'_' | b'/' => 63,
            _ => return None,
        };
        let bit = value >> (5 - self.at % 6) & 1;
        self.at += 1;
        Some(bit == 1)
    }

    /// The next `count` bits as a number; the highest first, at most 32.
    pub(super) fn number(&mut self, count: u32) -> Option<u32> {
        (0..count).try_fold(0, |number, _| Some(number << 1 | u32::from(self.bit()?)))
    }

    /// The next 16 bits.
    pub(super) fn word(&mut self) -> Option<u16> {
        u16::try_from(self.number(16)?).ok()
    }

    /// A number in Fibonacci coding, which two ones in a row end.
    pub(super) fn fibonacci(&mut self) -> Option<u32> {
        let (mut this, mut next, mut sum, mut last) = (1_u32, 2_u32, 0_u32, false);
        loop {
            let bit = self.bit()?;
            if last && bit {
                return Some(sum);
            }
            if bit {
                sum = sum.checked_add(this)?;
            }
            (this, next, last) = (next, this.checked_add(next)?, bit);
        }
    }
}
