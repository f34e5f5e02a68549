//! Relevance: an ad fits, or at least has no gap where a name should stand; nor has a page.
//!
//! Counts half: clumsiness is not bad will. E-mails cannot be seen from here.

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
    let gaps = evidence.views().iter().map(|view| view.conduct).filter(|seen| seen.gap);
    let gaps =
        gaps.map(|seen| evidence.finding(seen.time, Side::Against, Voter::Site, "seen_gap", BROKEN_WORDS));
    evidence.said(&Correction::WrongGuess).map(wrong).chain(broken).chain(gaps).collect()
}

/// Whether a title or heading has such a gap. Pages also write *about* templates and code, so a mark
/// counts only where it is all there is, or where somebody is greeted by it.
#[must_use]
pub fn gap_on_page(text: &str) -> bool {
    const GREETINGS: [&str; 12] = [
        "hello",
        "hi",
        "hey",
        "dear",
        "welcome",
        "thanks",
        "hallo",
        "liebe",
        "lieber",
        "willkommen",
        "danke",
        "guten",
    ];
    text.replace(" - ", "|").split(['|', '–', '·']).map(str::trim).any(|part| {
        let first = part.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_lowercase();
        let alone = ["{{", "%%", "${", "["].iter().any(|mark| part.starts_with(mark))
            && part.ends_with(['}', '%', ']'])
            && !part.contains("}} ");
        has_gap(part) && (alone || GREETINGS.contains(&first.as_str()))
    })
}

fn name_of(ad: &Ad) -> Option<&str> {
    ad.product.as_ref()?.name.as_deref()
}

/// Whether a text has a gap where personalisation failed: `{{first_name}}`, `%%FNAME%%`,
/// `[Product]`, `${name}`, or the bare words `undefined`, `null` and `fname`.
fn has_gap(text: &str) -> bool {
    const MARKS: [(&str, &str); 4] = [("{{", "}}"), ("%%", "%%"), ("${", "}"), ("[", "]")];
    let gap = MARKS.iter().any(|(open, close)| {
        let inner = text.split_once(open).and_then(|(_, rest)| rest.split_once(close));
        inner.is_some_and(|(name, _)| is_field(name.trim(), *open == "["))
    });
    let bare = |word: &str| {
        matches!(word.trim_matches(|c: char| !c.is_alphanumeric()), "undefined" | "null" | "fname")
    };
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
    use super::{RELEVANCE, gap_on_page, has_gap};
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
    fn gaps_on_pages() {
        for text in [
            "Hello {{first_name}}!",
            "Welcome back, undefined",
            "{{product.title}} | Northtrail",
            "Hallo %%VORNAME%%, schön dich zu sehen",
            "[Product]",
            "Hi fname",
        ] {
            assert!(gap_on_page(text), "{text}");
        }
        for text in [
            "undefined - JavaScript | MDN",
            "How to use {{first_name}} in subject lines",
            "{{first_name}} and other {{tags}}",
            "Null Island",
            "Hello [NEW] boots",
            "Welcome to 100%% cotton",
            "Hi there",
            "",
        ] {
            assert!(!gap_on_page(text), "{text}");
        }
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
