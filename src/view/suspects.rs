//! Third parties that no list names and that behave like trackers, with the evidence.

use super::SuspectRow;
use crate::classify::Habit;
use crate::engine::Slices;
use crate::knowledge::Knowledge;
use crate::memory::{Suspects, Tab};
use crate::phrase::{Arg, Phrase};
use crate::site::Site;
use crate::sorted::{SortedMap, SortedSet};

/// The suspects on a page. An identifier alone is no tracker (a chat needs one, too): it takes the
/// same on three sites, or a second habit beside it.
pub(super) fn suspects(knowledge: &Knowledge, slices: &Slices, tab: &Tab) -> Vec<SuspectRow> {
    let mut seen: SortedMap<Site, SortedSet<Habit>> = SortedMap::new();
    for call in tab.calls.iter().filter(|call| !call.habits.is_empty()) {
        seen.entry(knowledge.site(&call.host)).or_default().extend(call.habits.iter().copied());
    }
    let row = |(site, habits): (Site, SortedSet<Habit>)| {
        let sites = slices.totals.suspects.sites(&site);
        let everywhere = sites >= Suspects::ENOUGH;
        let behaves = habits.contains(&Habit::Identifier) && (everywhere || habits.len() > 1);
        let on_sites = || Phrase::new("suspect_sites", [Arg::Count(sites as u64)]);
        let why = habits.iter().map(|habit| habit.phrase()).chain(everywhere.then(on_sites));
        behaves.then(|| SuspectRow { site, why: why.collect() })
    };
    seen.into_iter().filter_map(row).collect()
}

impl Habit {
    /// It in words.
    fn phrase(self) -> Phrase {
        let id = match self {
            Self::Identifier => "suspect_identifier",
            Self::PageAddress => "suspect_page_address",
            Self::Beacon => "suspect_beacon",
        };
        Phrase::new(id, [])
    }
}
