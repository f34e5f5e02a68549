//! R8: place, time or language, where the ad itself states it.

use super::{Reason, because, nothing_against};
use crate::explain::case::Case;
use crate::explain::weights::{Votes, Weight};
use crate::explain::{Band, Phrase, ReasonId};

pub(super) const REASON: Reason =
    Reason { id: ReasonId::GeoTime, weigh, evidence: |_| Vec::new(), against: nothing_against, sentence };

fn weigh(case: &Case<'_>) -> Option<Votes> {
    case.states("geo").map(|_| vec![(Weight::DeclaredGeo, 1.0)])
}

fn sentence(_: &Case<'_>, band: Band) -> Phrase {
    Phrase::new("why_geo", [because(band)])
}
