//! R9: a campaign shown to everybody: a brand whose ads stood on other sites before any visit.

use super::{Reason, because, following::seen, nothing_against};
use crate::explain::case::Case;
use crate::explain::weights::{self, Votes, Weight};
use crate::explain::{Arg, Band, Basis, Phrase, ReasonId, Step};

pub(super) const REASON: Reason =
    Reason { id: ReasonId::RunOfNetwork, weigh, evidence, against: nothing_against, sentence };

/// Repetition alone proves little: a quarter of advertisers on clean profiles stand on two or more
/// publishers. What came before a visit cannot have followed from it.
fn weigh(case: &Case<'_>) -> Option<Votes> {
    let first = if case.visit.is_some() { Weight::EverywhereVisited } else { Weight::Everywhere };
    let doublings = libm::log2(case.sites_before as f64).min(weights::MOST_MORE);
    (case.sites_before > 0).then(|| vec![(first, 1.0), (Weight::EverywhereMore, doublings)])
}

fn evidence(case: &Case<'_>) -> Vec<Step> {
    let what = Phrase::new("step_seen_before", [Arg::Count(case.sites_before)]);
    vec![Step { basis: Basis::Inferred, ..seen(case.ad.time, case.name(), None, what) }]
}

fn sentence(case: &Case<'_>, band: Band) -> Phrase {
    let name = Arg::Text(case.name().to_owned());
    Phrase::new("why_everywhere", [because(band), name, Arg::Count(case.sites_before + 1)])
}
