//! Companies in IAB Europe's list of vendors: the number that consent strings name them by, and what they declare there.

use super::Knowledge;
use super::format::{Section, TextRef, vendor};

/// A company in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Vendor<'k> {
    /// Its number there.
    pub number: u16,
    /// Its name in the pack.
    pub company: &'k str,
    /// What it wants consent for.
    pub consent: Purposes,
    /// What it does without: it claims a legitimate interest.
    pub interest: Purposes,
    /// How many days the longest of its declared cookies stays, those apart that remember a no.
    pub days: Option<u16>,
}

/// Purposes of IAB Europe's Transparency & Consent Framework, by number; one bit for each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Purposes(pub u16);

impl Purposes {
    /// The last purpose of TCF 2.2.
    pub const LAST: u16 = 11;

    /// From numbers with spaces between them; what is no purpose is left out.
    #[must_use]
    pub fn read(numbers: &str) -> Self {
        let known = |number: &str| number.parse().ok().filter(|number| (1..=Self::LAST).contains(number));
        Self(numbers.split(' ').filter_map(known).fold(0, |bits, number| bits | 1 << number))
    }

    /// The numbers, in order.
    pub fn numbers(self) -> impl Iterator<Item = u16> {
        (1..=Self::LAST).filter(move |number| self.0 >> number & 1 == 1)
    }
}

impl Knowledge {
    /// The companies that the pack has numbers of, in their order.
    pub fn vendors(&self) -> impl Iterator<Item = Vendor<'_>> {
        let words = self.image().words(Section::Vendors);
        let row = move |at| {
            let [number, company, purposes, days] = words.row(at);
            Some(Vendor {
                number: u16::try_from(number).ok()?,
                company: self.image().text(TextRef(company)),
                consent: Purposes(purposes as u16),
                interest: Purposes((purposes >> u16::BITS) as u16),
                days: u16::try_from(days).ok().filter(|days| *days > 0),
            })
        };
        let rows = (0..words.len()).step_by(vendor::WORDS).filter_map(row);
        rows.filter(|vendor| !vendor.company.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn purposes_are_read_and_numbered() {
        for (text, numbers) in [
            ("", &[][..]),
            ("1", &[1]),
            ("2 7 10", &[2, 7, 10]),
            ("11 1", &[1, 11]),
            ("0 12 x 99999 3", &[3]),
        ] {
            assert_eq!(Purposes::read(text).numbers().collect::<Vec<_>>(), numbers, "{text:?}");
        }
    }

    #[test]
    fn a_company_is_found_with_what_it_declares() {
        let knowledge = Knowledge::for_tests();
        let criteo =
            knowledge.vendors().find(|vendor| vendor.company == "Criteo").expect("a row of data/vendors.tsv");
        assert_eq!((criteo.number, criteo.days), (91, Some(390)));
        assert_eq!(criteo.consent.numbers().collect::<Vec<_>>(), [1, 2, 3, 4, 7, 9, 10]);
        assert_eq!(criteo.interest, Purposes::default());
    }
}
