use proptest::prelude::*;

use super::*;
use crate::fact::{Setting, What, Whose};
use crate::id::Millis;
use crate::policy::apply;
use crate::policy::choices::tests::said;
use crate::site::Site;

const NOW: Millis = Millis(100);

/// Settings as some words leave them.
fn settings() -> impl Strategy<Value = Settings> {
    let whose = prop_oneof![
        Just(Whose::Unknown),
        Just(Whose::Own),
        "[a-c][.]example".prop_map(|brand| Whose::Brand(Site(brand))),
    ];
    let ads_of = ("[a-c][.]example", whose)
        .prop_map(|(site, whose)| What::Set(Setting::AdsOf { site: Site(site), whose }));
    proptest::collection::vec(prop_oneof![4 => said(), 1 => ads_of], 0..20).prop_map(|said| {
        let mut settings = Settings::default();
        for (minute, what) in said.iter().enumerate() {
            apply(&mut settings, what, Millis(minute as i64));
        }
        settings.pauses.retain(|_, pause| pause.holds(NOW));
        // An hour is over before a back-up is read.
        settings.quiet_until = None;
        settings
    })
}

fn together(changes: Vec<Change>) -> What {
    What::Together { said: changes.into_iter().map(|change| change.what).collect() }
}

proptest! {
    #[test]
    fn what_was_written_is_read(settings in settings()) {
        let backup = Backup::of(&settings);
        let read = Backup::read(&backup.text()).expect("its own text");
        prop_assert_eq!(&read, &backup);
        let mut fresh = Settings::default();
        let all = together(read.changes(&fresh, NOW));
        apply(&mut fresh, &all, NOW);
        prop_assert_eq!(fresh, settings, "a new device has the same choices");
    }

    /// What the file says holds afterwards, all else is as it was, and that is what was announced.
    #[test]
    fn a_merge_is_what_the_preview_says(mine in settings(), theirs in settings()) {
        let backup = Backup::of(&theirs);
        let changes = backup.changes(&mine, NOW);
        prop_assert!(changes.iter().all(|change| !change.words.id.is_empty()));
        let mut expected = Settings { choices: Vec::new(), ..theirs.clone() };
        for source in [&mine.choices, &theirs.choices] {
            for (scope, choice, since) in source {
                expected.choices.retain(|(known, old, _)| known != scope || old == choice);
                if expected.choices.iter().all(|(known, ..)| known != scope) {
                    expected.choices.push((scope.clone(), *choice, *since));
                }
            }
        }
        expected.choices.sort();
        expected.pauses.extend(mine.pauses.clone());
        expected.pauses.extend(theirs.pauses.clone());
        expected.rules.extend(mine.rules.clone());
        expected.rules.extend(theirs.rules.clone());
        expected.matters.extend(mine.matters.clone());
        expected.matters.extend(theirs.matters.clone());
        expected.rebranded.extend(mine.rebranded.clone());
        expected.rebranded.extend(theirs.rebranded.clone());
        let mut merged = mine.clone();
        let announced = changes.len();
        let undo = apply(&mut merged, &together(changes), NOW);
        prop_assert_eq!(&merged, &expected);
        prop_assert_eq!(backup.changes(&merged, NOW), vec![], "a second time changes nothing");
        match undo {
            Some(undo) => apply(&mut merged, &undo, NOW),
            None => { prop_assert_eq!(announced, 0); None }
        };
        prop_assert_eq!(merged, mine, "one undo takes all of it back");
    }

    /// A file with one wrong byte is read as something or refused with a place; it is never a fault.
    #[test]
    fn any_damage_has_a_place(settings in settings(), at in any::<prop::sample::Index>(), byte in 0x20_u8..0x7f) {
        let mut text = Backup::of(&settings).text().into_bytes();
        let at = at.index(text.len());
        text[at] = byte;
        if let Err(why) = Backup::read(&String::from_utf8_lossy(&text)) {
            let Some(Arg::Count(line)) = why.args.first() else { panic!("{why:?}") };
            prop_assert!((1..=text.len() as u64).contains(line));
        }
    }
}

#[test]
fn a_broken_file_says_where() {
    let row = |row: &str| format!("{{\"schema\": \"candor.choices/1\",\n\"choices\": [\n{row}\n]}}");
    let rows = [
        (String::new(), "backup_syntax", 1),
        ("{\n  \"schema\":".to_owned(), "backup_syntax", 2),
        ("{\n\"schema\": \"candor.choices/2\"}".to_owned(), "backup_value", 2),
        ("{\n\n\"choices\": []\n}".to_owned(), "backup_value", 4),
        (row(r#"{"brand": "a.example", "choice": "hidden"}"#), "backup_value", 3),
        (row(r#"{"brand": "A.example", "choice": "hide"}"#), "backup_value", 3),
        (row(r#"{"brand": "https://a.example/", "choice": "hide"}"#), "backup_value", 3),
        (row(r#"{"brand": "a.example", "company": "A", "choice": "hide"}"#), "backup_value", 3),
        (row(r#"{"brand": "a.example", "chioce": "hide"}"#), "backup_value", 3),
        (row(r#"{"company": " ", "choice": "hide"}"#), "backup_value", 3),
        (row(r#"{"on": "a.example", "choice": "hide"}"#), "backup_value", 3),
        (row(r#"{"brand": "a.example", "choice": "hide"},"#), "backup_syntax", 4),
        ("[".repeat(1000), "backup_syntax", 1),
    ];
    for (text, id, line) in rows {
        let why = Backup::read(&text).expect_err(&text);
        assert_eq!((why.id.as_str(), why.args.first()), (id, Some(&Arg::Count(line))), "{text}");
    }
    assert_eq!(Backup::read(&" ".repeat(MOST + 1)).expect_err("too long").id, "backup_long");
    assert_eq!(Backup::read(r#"{"schema": "candor.choices/1"}"#), Ok(Backup::default()));
}

#[test]
fn the_schema_describes_it() {
    let schema = include_str!("../../../extension/schema/choices.json");
    let schema: serde_json::Value = serde_json::from_str(schema).expect("JSON");
    let schema = jsonschema::validator_for(&schema).expect("a schema");
    let said = r#"{"schema": "candor.choices/1",
        "settings": {"mode": "strict", "remember": true, "keep_days": 30, "research_log": false, "badge": true, "labels": true, "notes": true, "gpc": true, "typed": false, "detail": true, "lists": false, "rules": {"hide": "pushy"}, "matters": {"before": "lot", "said": "not"}},
        "choices": [{"brand": "a.example", "choice": "hide", "since": 5}, {"brand": "a.example", "on": "b.example", "choice": "ask", "since": 6},
            {"company": "Criteo", "choice": "block", "since": 7}],
        "pauses": [{"site": "a.example", "until": null}, {"site": "b.example", "until": 200}],
        "corrections": [{"ads_to": "a.example", "are_of": null}, {"ads_to": "b.example", "are_of": "c.example"}]}"#;
    let backup = Backup::read(said).expect("a whole one");
    let written = serde_json::from_str(&backup.text()).expect("JSON");
    assert_eq!(written, serde_json::from_str::<serde_json::Value>(said).expect("JSON"));
    assert_eq!(schema.validate(&written).map_err(|error| error.to_string()), Ok(()));
    for broken in [
        r#"{"schema": "candor.choices/1", "choices": [{"brand": "A.example", "choice": "hide"}]}"#,
        r#"{"schema": "candor.choices/1", "settings": {"mode": "strict"}}"#,
        r#"{"schema": "candor.choices/1", "more": 1}"#,
        r#"{"choices": []}"#,
    ] {
        let value = serde_json::from_str(broken).expect("JSON");
        assert!(!schema.is_valid(&value) && Backup::read(broken).is_err(), "{broken}");
    }
}
