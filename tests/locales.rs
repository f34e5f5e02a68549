//! Every text exists in every language, with the same arguments and none of the words that Candor
//! does not use; and every message that the code names exists.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use candor::locales::{LANGUAGES, Locales, placeholders};

/// Words that Candor never calls a person, by the start of the word, and other words to avoid.
const NEVER: [&str; 12] = [
    "target",
    "audience",
    "segment",
    "consumer",
    "user",
    "zielgruppe",
    "zielperson",
    "segment",
    "konsument",
    "nutzer",
    "verbraucher",
    "leaked",
];

/// Lists of words: `<list>_<value>` exists for each value of the enum behind it.
const WORDS: [(&str, &[&str]); 13] = [
    (
        "function",
        &[
            "advertising",
            "retargeting",
            "identity",
            "analytics",
            "session_replay",
            "personalisation",
            "tag_manager",
            "social",
            "consent",
            "affiliate",
            "email",
            "support",
            "reviews",
            "payment",
            "fraud",
            "hosting",
            "essential",
        ],
    ),
    ("sure", &["very_likely", "likely", "possible", "cannot_tell"]),
    ("basis", &["seen", "inferred"]),
    (
        "reason",
        &[
            "product_retargeting",
            "brand_retargeting",
            "cart_abandonment",
            "after_purchase",
            "interest",
            "search_intent",
            "contextual",
            "geo_time",
            "run_of_network",
            "house",
            "unknown",
        ],
    ),
    (
        "choice",
        &[
            "allow",
            "quiet",
            "hide",
            "block",
            "ask",
            "allow_what",
            "quiet_what",
            "hide_what",
            "block_what",
            "ask_what",
        ],
    ),
    ("grade", &["unknown", "careful", "mixed", "pushy", "broke"]),
    ("rule", &["hide", "ask", "allow"]),
    ("rules_would", &["hide", "ask", "allow"]),
    ("done", &["allow", "quiet", "hide", "block", "ask", "none"]),
    ("mode", &["show_me", "balanced", "strict", "show_me_what", "balanced_what", "strict_what"]),
    ("consent", &["unknown", "asked", "accepted", "rejected"]),
    ("job", &["event", "sync", "delivery", "script", "other"]),
    ("export", &["sightings", "sightings_full", "csv", "csv_full", "facts"]),
];

/// What stands before a message id in any file, and what only in the pages.
const EVERYWHERE: [&str; 4] = ["getMessage(", "data-msg=", "Phrase::new(", "phrase("];
const IN_PAGES: [&str; 8] =
    ["getMessage(", "data-msg=", "Phrase::new(", "text(", "fill(", "figure(", "empty(", "title("];

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn locales() -> Locales {
    Locales::collect(&source()).expect("every phrases.tsv is well formed")
}

#[test]
fn every_text_has_the_same_arguments_in_every_language() {
    for (id, texts) in locales().0 {
        for (text, language) in texts.iter().zip(LANGUAGES) {
            assert!(!text.is_empty(), "{id} is empty in {language}");
            assert_eq!(placeholders(text), placeholders(&texts[0]), "{id} in {language}");
        }
        assert!(
            id.chars().all(|c| c.is_ascii_alphanumeric() || c == '_'),
            "{id}: the browser refuses such an id"
        );
    }
}

#[test]
fn people_are_not_prey() {
    for (id, texts) in locales().0 {
        for text in &texts {
            let text = text.to_lowercase();
            let words = text.split(|c: char| !c.is_alphabetic());
            for word in words {
                let bad = NEVER.iter().find(|never| word.starts_with(**never));
                assert_eq!(bad, None, "{id}: {text}");
            }
        }
    }
}

#[test]
fn every_message_that_the_code_names_exists() {
    let known = locales().0;
    let mut missing = BTreeSet::new();
    for (list, values) in WORDS {
        missing.extend(
            values.iter().map(|value| format!("{list}_{value}")).filter(|id| !known.contains_key(id)),
        );
    }
    let extension = Path::new(env!("CARGO_MANIFEST_DIR")).join("extension");
    let mut files = files(&source(), "rs");
    for ending in ["html", "js"] {
        files.extend(self::files(&extension, ending));
    }
    let mut found = 0;
    for file in files {
        let code = fs::read_to_string(&file).expect("a source file");
        // What stands under `#[cfg(test)]` may name anything.
        let code = code.split("#[cfg(test)]").next().unwrap_or_default();
        let pages = file.starts_with(source().join("pages"));
        for before in if pages { &IN_PAGES[..] } else { &EVERYWHERE[..] } {
            for id in quoted_after(code, before) {
                found += 1;
                if !known.contains_key(&id) {
                    missing.insert(format!("{id} ({})", file.display()));
                }
            }
        }
    }
    assert!(found > 100, "the search finds what it should: {found}");
    assert_eq!(missing, BTreeSet::new());
}

/// Literals that follow `before` directly and look like a message id.
fn quoted_after(code: &str, before: &str) -> Vec<String> {
    let mut ids = Vec::new();
    let mut at = 0;
    while let Some(found) = code[at..].find(before) {
        let start = at + found;
        at = start + before.len();
        let own_word = !code[..start].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
        if let (true, Some(rest)) = (own_word, code[at..].trim_start().strip_prefix(['"', '\''])) {
            let id = rest.split(['"', '\'']).next().unwrap_or_default();
            if !id.is_empty() && id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
            {
                ids.push(id.to_owned());
            }
        }
    }
    ids
}

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|found| found == ending) {
                found.push(path);
            }
        }
    }
    found
}
