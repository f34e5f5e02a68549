//! R7: the page's own subject. A contextual ad is nobody's fault.

use super::{Reason, because, following::seen, nothing_against};
use crate::explain::case::Case;
use crate::explain::weights as w;
use crate::explain::{Arg, Band, Basis, Phrase, ReasonId, Step};

pub(super) const REASON: Reason =
    Reason { id: ReasonId::Contextual, weigh, evidence, against: nothing_against, sentence };

fn weigh(case: &Case<'_>) -> Option<f64> {
    let (first, further) = w::SHARED_WORD;
    let words = match case.ad.shared_words.len() {
        0 => None,
        n => Some((first + further * (n - 1) as f64).min(w::SHARED_WORDS_MOST)),
    };
    let declared = case.states("context").map(|_| w::DECLARED_CONTEXT);
    match (words, declared) {
        (Some(words), Some(declared)) => Some(words.max(0.0) + declared),
        (words, declared) => words.or(declared),
    }
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
    if let Some(state) = case.states("context") {
        steps.push(seen(
            case.ad.time,
            case.name(),
            None,
            Phrase::new("step_states", [Arg::Text(state.to_owned())]),
        ));
    }
    steps
}

fn sentence(case: &Case<'_>, band: Band) -> Phrase {
    Phrase::new("why_contextual", [because(band), words(case)])
}
