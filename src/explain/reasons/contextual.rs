//! R7: the page's own subject. A contextual ad is nobody's fault.

use super::{Reason, because, following::seen, nothing_against};
use crate::explain::case::Case;
use crate::explain::weights::{self, Votes, Weight};
use crate::explain::{Arg, Band, Basis, Phrase, ReasonId, Step};

pub(super) const REASON: Reason =
    Reason { id: ReasonId::Contextual, weigh, evidence, against: nothing_against, sentence };

fn weigh(case: &Case<'_>) -> Option<Votes> {
    // What the ad states counts for itself: it need not also share words.
    if case.states("context").is_some() {
        return Some(vec![(Weight::DeclaredContext, 1.0)]);
    }
    let further = case.ad.shared_words.len().checked_sub(1)?;
    let further = (further as f64).min(weights::MOST_MORE);
    Some(vec![(Weight::SharedWord, 1.0), (Weight::SharedWordMore, further)])
}

fn words(case: &Case<'_>) -> Arg {
    Arg::Text(case.ad.shared_words.join(", "))
}

fn evidence(case: &Case<'_>) -> Vec<Step> {
    let page = &case.ad.page_site.0;
    let mut steps = Vec::new();
    if !case.ad.shared_words.is_empty() {
        let what = Phrase::new("step_same_words", [words(case)]);
        steps.push(Step { basis: Basis::Inferred, ..seen(case.ad.time, page, None, what) });
    }
    steps
}

fn sentence(case: &Case<'_>, band: Band) -> Phrase {
    Phrase::new("why_contextual", [because(band), words(case)])
}
