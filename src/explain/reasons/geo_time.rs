//! R8: place, time or language, where the ad itself states it.

use super::{Reason, because, following::seen, nothing_against};
use crate::explain::case::Case;
use crate::explain::weights::{Votes, Weight};
use crate::explain::{Arg, Band, Phrase, ReasonId, Step};

pub(super) const REASON: Reason =
    Reason { id: ReasonId::GeoTime, weigh, evidence, against: nothing_against, sentence };

fn weigh(case: &Case<'_>) -> Option<Votes> {
    case.states("geo").map(|_| vec![(Weight::DeclaredGeo, 1.0)])
}

fn evidence(case: &Case<'_>) -> Vec<Step> {
    let state = case.states("geo").unwrap_or_default();
    vec![seen(case.ad.time, case.name(), None, Phrase::new("step_states", [Arg::Text(state.to_owned())]))]
}

fn sentence(_: &Case<'_>, band: Band) -> Phrase {
    Phrase::new("why_geo", [because(band)])
}
