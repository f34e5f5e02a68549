//! Subjects that are never remembered: health, sexuality, religion, politics, money trouble, children.
//!
//! A word in an address, a title, a search or a product's name is enough. That forgets too much
//! rather than too little: what is not remembered explains nothing, what is remembered can hurt.

use crate::percent;

/// Subject, language, words, source.
const TABLE: &str = include_str!("../../data/sensitive.tsv");

/// No more of one text than this is looked at.
const LONGEST: usize = 2_000;

/// The subject that one of the texts touches; `children`, `health`, `money`, `politics`, `religion` or `sexuality`.
#[must_use]
pub fn subject(texts: &[&str]) -> Option<&'static str> {
    let said = words(texts);
    rows().find(|(_, listed)| listed.split(", ").any(|word| holds(&said, word))).map(|(subject, _)| subject)
}

/// What of an address speaks of its subject: host, path, and what was searched or chosen.
#[must_use]
pub fn of_address(url: &str) -> String {
    let (path, query) = url.split_once('?').unwrap_or((url, ""));
    let values = query.split(['&', ';']).filter_map(|pair| pair.split_once('=')).map(|(_, value)| value);
    std::iter::once(path.split_once("://").map_or(path, |(_, rest)| rest))
        .chain(values)
        .map(|part| percent::fixpoint(part).into_owned())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Subject and words of each row; remarks and the heading are none.
fn rows() -> impl Iterator<Item = (&'static str, &'static str)> {
    TABLE.lines().filter(|line| !line.starts_with('#')).skip(1).filter_map(|line| {
        let mut cells = line.split('\t');
        Some((cells.next()?, cells.nth(1)?))
    })
}

/// Texts as ` one two three `, in lower case, umlauts written out.
fn words(texts: &[&str]) -> String {
    let mut said = String::from(" ");
    for text in texts {
        for c in text.chars().take(LONGEST).flat_map(char::to_lowercase) {
            match c {
                'ä' => said.push_str("ae"),
                'ö' => said.push_str("oe"),
                'ü' => said.push_str("ue"),
                'ß' => said.push_str("ss"),
                c if c.is_alphanumeric() => said.push(c),
                _ if said.ends_with(' ') => {}
                _ => said.push(' '),
            }
        }
        if !said.ends_with(' ') {
            said.push(' ');
        }
    }
    said
}

/// Whether a word of the table is among those said.
fn holds(said: &str, word: &str) -> bool {
    let (open, word) = word.strip_prefix('*').map_or((false, word), |rest| (true, rest));
    let (word, more) = word.strip_suffix('*').map_or((word, false), |rest| (rest, true));
    said.match_indices(word).any(|(at, _)| {
        let begins = open || said.get(..at).is_some_and(|before| before.ends_with(' '));
        let ends = more || said.get(at + word.len()..).is_some_and(|after| after.starts_with(' '));
        begins && ends
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_table_is_whole() {
        let mut seen = Vec::new();
        for line in TABLE.lines().filter(|line| !line.starts_with('#')).skip(1) {
            let cells: Vec<&str> = line.split('\t').collect();
            let [subject, language, listed, source] = cells[..] else { panic!("four cells: {line}") };
            assert!(!source.is_empty());
            for word in listed.split(", ") {
                let bare = word.trim_matches('*');
                assert!(bare.len() >= 3 && words(&[bare]).trim() == bare, "{word}");
            }
            seen.push((subject, language));
        }
        for subject in ["children", "health", "money", "politics", "religion", "sexuality"] {
            for language in ["en", "de"] {
                assert!(seen.contains(&(subject, language)), "{subject} {language}");
            }
        }
    }

    #[test]
    fn subjects_are_known_by_a_word() {
        for (text, expected) in [
            ("Living with depression: what helps", Some("health")),
            ("Schwangerschaftstest, 2 Stück", Some("health")),
            ("Angststörungen verstehen", Some("health")),
            ("https://shop.example/p/hearing-aid-batteries", Some("health")),
            ("https://search.example/?q=std+testing+near+me", Some("health")),
            ("https://www.shop-apotheke.example/", Some("health")),
            ("https://search.example/?q=wie%20werde%20ich%20schulden%20los", Some("money")),
            ("Privatinsolvenz in drei Jahren", Some("money")),
            ("Payday loans compared", Some("money")),
            ("https://dating.example/gay/berlin", Some("sexuality")),
            ("https://www.freeporntube.example/", Some("sexuality")),
            ("Kirchensteuer berechnen", Some("religion")),
            ("Koran, deutsche Übersetzung", Some("religion")),
            ("How to join a trade union", Some("politics")),
            ("Gewerkschaftsmitglied werden", Some("politics")),
            ("Kinderschuhe Gr. 28", Some("children")),
            ("Toys for toddlers", Some("children")),
            ("Trail Boots NT-118 | Northtrail", None),
            ("Essex cycling routes", None),
            ("Suchergebnisse für Wanderschuhe", None),
            ("Winston Churchill: a life", None),
            ("Christian Dior", None),
            ("https://shop.example/account?sex=&kids=", None),
            ("", None),
        ] {
            let text = if text.starts_with("http") { of_address(text) } else { text.to_owned() };
            assert_eq!(subject(&[&text]), expected, "{text}");
        }
    }

    proptest! {
        /// A word of the table is found wherever it stands, however it is written.
        #[test]
        fn found_wherever_it_stands(before in "[a-z]{0,8}", after in "[a-z]{0,8}", upper: bool, row in 0..12_usize, at: proptest::sample::Index) {
            let (_, listed) = rows().nth(row).expect("a row");
            let listed: Vec<&str> = listed.split(", ").collect();
            let word = at.get(&listed).trim_matches('*');
            let word = if upper { word.to_uppercase() } else { word.to_owned() };
            let text = format!("{before} {word} {after}");
            prop_assert!(subject(&[&text]).is_some(), "{}", text);
            let address = format!("https://shop.example/?q={}", crate::percent::encode(&text));
            prop_assert!(subject(&[&of_address(&address)]).is_some(), "{}", address);
        }

        #[test]
        fn never_panics(text: String) {
            let _ = subject(&[&text, &of_address(&text)]);
        }
    }
}
