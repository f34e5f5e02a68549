//! R5: an interest, only where a platform declares it: never guessed from browsing.

use super::{Reason, because, nothing_against};
use crate::explain::case::Case;
use crate::explain::weights::{Votes, Weight};
use crate::explain::{Band, Phrase, ReasonId};

pub(super) const REASON: Reason =
    Reason { id: ReasonId::Interest, weigh, evidence: |_| Vec::new(), against: nothing_against, sentence };

fn weigh(case: &Case<'_>) -> Option<Votes> {
    let declared = ["interests", "lookalike", "profiling"].iter().any(|kind| case.states(kind).is_some());
    declared.then(|| vec![(Weight::DeclaredInterest, 1.0)])
}

fn sentence(_: &Case<'_>, band: Band) -> Phrase {
    Phrase::new("why_interest", [because(band)])
}
