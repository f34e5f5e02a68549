//! What a company says of itself in the list that consent banners read: what it wants to do, and how long its cookies stay.

use serde::{Deserialize, Serialize};

use crate::explain::{Arg, Phrase};
use crate::id::Millis;
use crate::knowledge::{Knowledge, Purposes};

/// A company's own declaration, beside which stands what was seen.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Declared {
    /// What it wants to do where people agree.
    pub consent: Vec<Phrase>,
    /// What it does unless people object.
    pub interest: Vec<Phrase>,
    /// How long the longest of its cookies stays; none where it names no cookie.
    pub stays: Option<Phrase>,
}

/// What a company declares; nothing where the pack has no declaration of it.
pub(super) fn declared(knowledge: &Knowledge, company: &str) -> Option<Declared> {
    let vendor = knowledge.vendors().find(|vendor| vendor.company == company)?;
    let words = |purposes: Purposes| {
        purposes.numbers().map(|number| Phrase::new(&format!("purpose_{number}"), [])).collect()
    };
    let stays = |days: u16| Phrase::new("declared_stays", [Arg::Span(i64::from(days) * Millis::DAY)]);
    let declared = Declared {
        consent: words(vendor.consent),
        interest: words(vendor.interest),
        stays: vendor.days.map(stays),
    };
    (declared != Declared::default()).then_some(declared)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_declaration_is_told_in_purposes_and_days() {
        let knowledge = Knowledge::for_tests();
        let ids = |phrases: &[Phrase]| phrases.iter().map(|phrase| phrase.id.clone()).collect::<Vec<_>>();
        let adkernel = declared(&knowledge, "adKernel").expect("it is in data/vendors.tsv");
        assert_eq!(
            ids(&adkernel.consent),
            ["purpose_1", "purpose_3", "purpose_4", "purpose_9", "purpose_10"]
        );
        assert_eq!(ids(&adkernel.interest), ["purpose_2", "purpose_7"]);
        assert_eq!(adkernel.stays.expect("180 days").args, [Arg::Span(180 * Millis::DAY)]);
        assert_eq!(declared(&knowledge, "Underdog Media"), None, "its row names nothing");
        assert_eq!(declared(&knowledge, "No Such Company"), None);
    }
}
