//! The TC string of the Transparency and Consent Framework: what was agreed to, and which companies
//! were named to the person.
//!
//! Source: IAB Tech Lab, "Consent string and vendor list formats", v2.2 and v2.3: the core string, and
//! the segment of disclosed vendors that strings made since March 2026 carry. Read here and not by
//! crate `iab_gpp`, which fills a set number by number: 4,095 ranges of 65,536 are 268 million. The
//! tests hold this reader against it.

use super::bits::Bits;
use super::{Says, all};
use crate::order::Order;

/// A TC string, as far as it says something about the person's choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TcString {
    /// The banner's maker, by its number at IAB Europe.
    pub cmp: u16,
    /// Special features agreed to (exact place, scanning the device): bit 11 is the first.
    pub features: u16,
    /// Purposes agreed to: bit 23 is the first.
    pub purposes: u32,
    /// Purposes for which a legitimate interest is claimed and not objected to.
    pub interests: u32,
    /// Vendors agreed to; none where the string was cut before them.
    pub consented: Option<Vendors>,
    /// Vendors whose claim of legitimate interest stands.
    pub interested: Option<Vendors>,
    /// Vendors named to the person; none where the string does not say.
    pub disclosed: Option<Vendors>,
}

/// Purposes that the framework defines; the field has room for more.
const PURPOSES: u32 = 10;
/// The segment of disclosed vendors.
const DISCLOSED: u32 = 1;

impl TcString {
    /// Reads a string of version 2.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let mut segments = text.split('.');
        let start = Bits::new(segments.next()?);
        if { start }.number(6)? != 2 {
            return None;
        }
        let mut bits = start.skip(78);
        let cmp = u16::try_from(bits.number(12)?).ok()?;
        bits = start.skip(140);
        let features = u16::try_from(bits.number(12)?).ok()?;
        let (purposes, interests) = (bits.number(24)?, bits.number(24)?);
        bits = bits.skip(13);
        let consented = Vendors::read(&mut bits);
        let interested = consented.as_ref().and_then(|_| Vendors::read(&mut bits));
        // Core, disclosed, allowed, publisher's: there are no more.
        let disclosed = segments.take(3).find_map(|segment| {
            let mut bits = Bits::new(segment);
            (bits.number(3)? == DISCLOSED).then_some(())?;
            Vendors::read(&mut bits)
        });
        Some(Self { cmp, features, purposes, interests, consented, interested, disclosed })
    }

    /// What it says of purposes 1 to 10.
    #[must_use]
    pub fn says(&self) -> Says {
        all((0..PURPOSES).map(|place| self.purposes >> (23 - place) & 1 == 1))
    }
}

/// The same without the moments at which it was made and last changed: they are nearly a number of
/// the person's own. They are the 72 bits after the version, twelve letters.
pub(super) fn timeless(text: &str) -> String {
    text.char_indices().map(|(at, letter)| if (1..13).contains(&at) { 'A' } else { letter }).collect()
}

/// Vendors by number, as ranges in order that do not touch.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Vendors(Vec<(u16, u16)>);

impl Vendors {
    /// A list of vendors: one bit for each, or ranges. Bounded by the text that it stands in.
    fn read(bits: &mut Bits<'_>) -> Option<Self> {
        let most = bits.word()?;
        let mut ranges = Vec::new();
        if bits.bit()? {
            for _ in 0..bits.number(12)? {
                let is_range = bits.bit()?;
                let first = bits.word()?;
                ranges.push((first, if is_range { bits.word()? } else { first }));
            }
        } else {
            for vendor in 1..=most {
                if bits.bit()? {
                    ranges.push((vendor, vendor));
                }
            }
        }
        Some(Self::of(ranges))
    }

    fn of(mut ranges: Vec<(u16, u16)>) -> Self {
        ranges.retain(|(first, last)| first <= last);
        ranges.order();
        let mut joined: Vec<(u16, u16)> = Vec::with_capacity(ranges.len().min(64));
        for (first, last) in ranges {
            match joined.last_mut() {
                Some((_, end)) if first <= end.saturating_add(1) => *end = last.max(*end),
                _ => joined.push((first, last)),
            }
        }
        Self(joined)
    }

    /// Whether one is among them.
    #[must_use]
    pub fn contains(&self, vendor: u16) -> bool {
        let after = self.0.partition_point(|(first, _)| *first <= vendor);
        after.checked_sub(1).and_then(|at| self.0.get(at)).is_some_and(|(_, last)| vendor <= *last)
    }

    /// How many they are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.iter().map(|(first, last)| usize::from(last - first) + 1).sum()
    }
}

#[cfg(test)]
mod tests;
