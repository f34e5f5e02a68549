//! R5: an interest, only where a platform declares it: never guessed from browsing.

use super::{Reason, because, following::seen, nothing_against};
use crate::explain::case::Case;
use crate::explain::weights::{Votes, Weight};
use crate::explain::{Arg, Band, Phrase, ReasonId, Step};

pub(super) const REASON: Reason =
    Reason { id: ReasonId::Interest, weigh, evidence, against: nothing_against, sentence };

fn declared<'a>(case: &'a Case<'_>) -> Option<&'a str> {
    ["interests", "lookalike", "profiling"].iter().find_map(|kind| case.states(kind))
}

fn weigh(case: &Case<'_>) -> Option<Votes> {
    declared(case).map(|_| vec![(Weight::DeclaredInterest, 1.0)])
}

fn evidence(case: &Case<'_>) -> Vec<Step> {
    let state = declared(case).unwrap_or_default();
    vec![seen(case.ad.time, case.name(), None, Phrase::new("step_states", [Arg::Text(state.to_owned())]))]
}

fn sentence(_: &Case<'_>, band: Band) -> Phrase {
    Phrase::new("why_interest", [because(band)])
}
