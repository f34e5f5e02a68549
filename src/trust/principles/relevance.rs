//! Relevance: an ad fits, or at least has no gap where a name should stand; nor has a page.
//!
//! Counts half: clumsiness is not bad will. E-mails cannot be seen from here.

use crate::ad::Ad;
use crate::fact::Correction;
use crate::manners::has_gap;
use crate::trust::weights::{BROKEN_WORDS, WRONG_GUESS};
use crate::trust::{Evidence, Finding, Group, Principle, Side, Voter};

pub(super) static RELEVANCE: Principle =
    Principle { id: "relevance", group: Group::Said, counts: 500, judge };

fn judge(evidence: &Evidence<'_>) -> Vec<Finding> {
    let wrong = |time| evidence.finding(time, Side::Against, Voter::You, "seen_wrong_guess", WRONG_GUESS);
    let broken = evidence
        .ads()
        .filter(|ad| has_gap(&ad.text) || name_of(ad).is_some_and(has_gap))
        .map(|ad| evidence.of_ad(ad, Side::Against, "seen_broken_words", BROKEN_WORDS));
    let gaps = evidence.views().iter().map(|view| view.conduct).filter(|seen| seen.gap);
    let gaps =
        gaps.map(|seen| evidence.finding(seen.time, Side::Against, Voter::Site, "seen_gap", BROKEN_WORDS));
    evidence.said(&Correction::WrongGuess).map(wrong).chain(broken).chain(gaps).collect()
}

fn name_of(ad: &Ad) -> Option<&str> {
    ad.product.as_ref()?.name.as_deref()
}

#[cfg(test)]
mod tests {
    use super::RELEVANCE;
    use crate::fact::Correction;
    use crate::trust::cases::{Case, check};

    #[test]
    fn gaps_on_pages() {
        check(&RELEVANCE, &Case::new().view(1, |c| c.gap = true), &["day 1: against, site: seen_gap"]);
    }

    #[test]
    fn wrong_guesses_and_gaps() {
        let case = Case::new()
            .said(2, Correction::WrongGuess)
            .named_ad(1, "a.example", "{{product.title}}")
            .named_ad(1, "b.example", "Trail Boots");
        check(
            &RELEVANCE,
            &case,
            &["day 1: against, a.example: seen_broken_words", "day 2: against, you: seen_wrong_guess"],
        );
    }
}
