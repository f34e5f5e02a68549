//! Relevance: an ad fits, or at least has no gap where a name should stand.
//!
//! Counts half: clumsiness is not bad will. Waiting for: broken words on the brand's own pages and
//! in e-mails.

use crate::ad::Ad;
use crate::fact::Correction;
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
    evidence.said(&Correction::WrongGuess).map(wrong).chain(broken).collect()
}

fn name_of(ad: &Ad) -> Option<&str> {
    ad.product.as_ref()?.name.as_deref()
}

/// Whether a text has a gap where personalisation failed: `{{first_name}}`, `%%FNAME%%`,
/// `[Product]`, `${name}`, or the bare words `undefined` and `null`.
fn has_gap(text: &str) -> bool {
    const MARKS: [(&str, &str); 4] = [("{{", "}}"), ("%%", "%%"), ("${", "}"), ("[", "]")];
    let gap = MARKS.iter().any(|(open, close)| {
        let inner = text.split_once(open).and_then(|(_, rest)| rest.split_once(close));
        inner.is_some_and(|(name, _)| is_field(name.trim(), *open == "["))
    });
    let bare = |word: &str| matches!(word.trim_matches(|c: char| !c.is_alphanumeric()), "undefined" | "null");
    gap || text.split_whitespace().any(bare)
}

/// Whether `name` is the name of a field. Square brackets also hold ordinary words ("[NEW]"), so
/// there it has to be one of those that templates use.
fn is_field(name: &str, ordinary: bool) -> bool {
    const FIELDS: [&str; 8] =
        ["product", "product name", "name", "first name", "firstname", "first_name", "fname", "brand"];
    let word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | ' ' | '-');
    if ordinary {
        FIELDS.contains(&name.to_ascii_lowercase().as_str())
    } else {
        !name.is_empty() && name.len() <= 40 && name.chars().all(word)
    }
}

#[cfg(test)]
mod tests {
    use super::{RELEVANCE, has_gap};
    use crate::fact::Correction;
    use crate::trust::cases::{Case, check};

    #[test]
    fn gaps() {
        let broken =
            ["Hello {{first_name}}", "Hello %%FNAME%%!", "[Product] for you", "${name}", "Hi undefined,"];
        for text in broken {
            assert!(has_gap(text), "{text}");
        }
        for text in ["Trail Boots", "[NEW] Boots", "50 %% off", "{{}}", "Nullarbor", "100% wool", "a [b", ""]
        {
            assert!(!has_gap(text), "{text}");
        }
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
