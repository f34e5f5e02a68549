//! R9: a campaign shown to everybody: a brand never visited whose ads stand on many unrelated sites.

use super::{Reason, because, following::seen, nothing_against};
use crate::explain::case::Case;
use crate::explain::weights as w;
use crate::explain::{Arg, Band, Basis, Phrase, ReasonId, Step};

pub(super) const REASON: Reason =
    Reason { id: ReasonId::RunOfNetwork, weigh, evidence, against: nothing_against, sentence };

/// Repetition alone proves little: a quarter of advertisers on clean profiles stand on two or more publishers.
const SITES: u64 = 2;

fn weigh(case: &Case<'_>) -> Option<f64> {
    let (first, further) = w::EVERYWHERE;
    let more = case.sites_before.checked_sub(SITES)?;
    case.visit.is_none().then(|| (first + further * more as f64).min(w::EVERYWHERE_MOST))
}

fn evidence(case: &Case<'_>) -> Vec<Step> {
    let what = Phrase::new("step_seen_before", [Arg::Count(case.sites_before)]);
    vec![Step { basis: Basis::Inferred, ..seen(case.ad.time, case.name(), None, what) }]
}

fn sentence(case: &Case<'_>, band: Band) -> Phrase {
    let name = Arg::Text(case.name().to_owned());
    Phrase::new("why_everywhere", [because(band), name, Arg::Count(case.sites_before + 1)])
}
