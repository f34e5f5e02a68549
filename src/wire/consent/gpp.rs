//! The GPP string of the Global Privacy Platform: which sections it has, and what those say.
//!
//! Source: IAB Tech Lab, "Global Privacy Platform String", v1.1, and the sections "EU TCF v2", "US
//! Privacy", "US National" (version 1 and 2) and "US California". Other states' sections are named,
//! not read: each has fields of its own.

use super::bits::Bits;
use super::tc::TcString;

/// The section of TCF in Europe.
const TCF: u32 = 2;
/// The section that holds a US Privacy string as it is.
const USP: u32 = 6;
/// Most sections that are read: there are fewer than thirty.
const SECTIONS: usize = 30;

/// A GPP string, as far as it says something about the person's choice.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct GppString {
    /// Numbers of the sections that are there, in order.
    pub(super) sections: Vec<u32>,
    /// The European section.
    pub(super) tc: Option<TcString>,
    /// The US Privacy string.
    pub(super) usp: Option<String>,
    /// The sections of the United States and of California.
    pub(super) us: Vec<Us>,
}

/// What a section of the United States says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Us {
    /// Of selling what is known of the person.
    pub(super) sale: OptOut,
    /// Of sharing it.
    pub(super) sharing: OptOut,
    /// Of advertising by it.
    pub(super) advertising: OptOut,
    /// Whether Global Privacy Control was heard; none where the section does not say.
    pub(super) gpc: Option<bool>,
}

/// An opt-out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum OptOut {
    /// Nothing is said of it.
    #[default]
    Silent,
    /// The person opted out.
    Out,
    /// The person did not opt out.
    In,
}

/// Where the opt-outs of a section stand, in bits: sale, sharing, advertising.
const US: [(u32, [Option<usize>; 3]); 2] =
    [(7, [Some(18), Some(20), Some(22)]), (8, [Some(12), Some(14), None])];

impl GppString {
    /// Reads a string of version 1.
    pub(super) fn read(text: &str) -> Option<Self> {
        let mut parts = text.split('~');
        let sections = header(parts.next()?)?;
        let mut gpp = Self { sections, ..Self::default() };
        for (section, text) in gpp.sections.iter().zip(parts) {
            match *section {
                TCF => gpp.tc = TcString::read(text),
                USP => gpp.usp = Some(text.chars().take(4).collect()),
                id => {
                    let known = US.iter().find(|(section, _)| *section == id);
                    gpp.us.extend(known.and_then(|(_, places)| us(text, places)));
                }
            }
        }
        Some(gpp)
    }

    /// Whether it says that the person did not object to sale, sharing or advertising.
    pub(super) fn not_opted_out(&self) -> bool {
        self.us.iter().any(|us| [us.sale, us.sharing, us.advertising].contains(&OptOut::In))
            || self.usp.as_deref().is_some_and(|usp| usp.as_bytes().get(2) == Some(&b'N'))
    }

    /// Whether it says that the person objected.
    pub(super) fn opted_out(&self) -> bool {
        !self.not_opted_out()
            && (self.us.iter().any(|us| us.sale == OptOut::Out || us.sharing == OptOut::Out)
                || self.usp.as_deref().is_some_and(|usp| usp.as_bytes().get(2) == Some(&b'Y')))
    }
}

/// The numbers of the sections, each told as its distance from the one before.
fn header(text: &str) -> Option<Vec<u32>> {
    let mut bits = Bits::new(text);
    if (bits.number(6)?, bits.number(6)?) != (3, 1) {
        return None;
    }
    let (mut sections, mut last) = (Vec::new(), 0_u32);
    for _ in 0..bits.number(12)? {
        let is_range = bits.bit()?;
        let first = last.checked_add(bits.fibonacci()?)?;
        last = if is_range { first.checked_add(bits.fibonacci()?)? } else { first };
        sections.extend((first..=last).take(SECTIONS.saturating_sub(sections.len())));
    }
    Some(sections)
}

fn us(text: &str, places: &[Option<usize>; 3]) -> Option<Us> {
    let mut parts = text.split('.');
    let core = Bits::new(parts.next()?);
    if !matches!({ core }.number(6)?, 1 | 2) {
        return None;
    }
    let opt_out = |place: &Option<usize>| match place.and_then(|place| core.skip(place).number(2)) {
        Some(1) => OptOut::Out,
        Some(2) => OptOut::In,
        _ => OptOut::Silent,
    };
    let [sale, sharing, advertising] = places.each_ref().map(opt_out);
    // The sub-section of Global Privacy Control: its type, then its one bit.
    let gpc = parts.take(2).find_map(|part| {
        let mut bits = Bits::new(part);
        (bits.number(2)? == 1).then_some(())?;
        bits.bit()
    });
    Some(Us { sale, sharing, advertising, gpc })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Strings of the specification's own examples and of its registry, held against crate `iab_gpp`.
    #[test]
    fn strings_of_the_specification() {
        for (text, sections, opted_out, not) in [
            ("DBABMA~CPXxRfAPXxRfAAfKABENB-CgAAAAAAAAAAYgAAAAAAAA", vec![2], false, false),
            ("DBACNYA~CPXxRfAPXxRfAAfKABENB-CgAAAAAAAAAAYgAAAAAAAA~1YNN", vec![2, 6], false, true),
            ("DBABTA~1YYN", vec![6], true, false),
            // US National: opted out of sale and sharing, told by Global Privacy Control; and not.
            ("DBABLA~BVVVVVVVVWA.YA", vec![7], true, false),
            ("DBABLA~BVVqAAAAAAA", vec![7], false, true),
            ("DBABzw~1YNN", vec![], false, false),
            ("", vec![], false, false),
        ] {
            let read = GppString::read(text);
            let theirs = text.parse::<iab_gpp::v1::GPPString>();
            if sections.is_empty() {
                continue;
            }
            let read = read.unwrap_or_else(|| panic!("{text}"));
            assert_eq!(read.sections, sections, "{text}");
            assert_eq!((read.opted_out(), read.not_opted_out()), (opted_out, not), "{text}");
            let theirs: Vec<u32> = theirs.expect("theirs").section_ids().map(|id| *id as u32).collect();
            assert_eq!(read.sections, theirs, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn never_fatal(header in "[A-E]{0,3}[A-Za-z0-9_-]{0,40}", body in "[A-Za-z0-9_.~-]{0,80}", any in ".{0,40}") {
            let read = GppString::read(&format!("{header}~{body}"));
            proptest::prop_assert!(read.is_none_or(|gpp| gpp.sections.len() <= SECTIONS));
            proptest::prop_assert!(GppString::read(&any).is_none_or(|gpp| gpp.us.len() <= SECTIONS));
        }
    }
}
