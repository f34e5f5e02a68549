//! Laws: on rules and requests made of the same few parts, Candor decides as crate `adblock` does.

use adblock::Engine;
use adblock::lists::{FilterSet, ParseOptions};
use adblock::request::Request as TheirRequest;
use candor::classify::{Action, Request, classify};
use candor::fact::RequestKind;
use candor::knowledge::compile::{List, Tables, compile, sample};
use proptest::prelude::*;

#[path = "agree/compare.rs"]
mod compare;

/// The sample's requests meet every rule of the sample pack; where both decide differently, a row says why.
#[test]
fn differences_are_explained() {
    let sample = sample();
    let lines = compare::lines(include_str!("agree/sample.ndjson")).expect("requests");
    let differences = compare::decisions(&sample.open().expect("opens"), &sample.rules, &lines);
    let explained = include_str!("agree/differences.tsv");
    let outcome = compare::judge(&lines, &differences, explained);
    assert_eq!(outcome.faults, [""; 0]);
    assert_eq!((outcome.requests, outcome.differences), (lines.len(), differences.len()));

    let faults = |explained: &str| compare::judge(&lines, &differences, explained).faults;

    assert_eq!(faults("").len(), differences.len(), "what nobody explains is a fault");
    assert!(!differences.is_empty());
    let agreed = lines.iter().map(compare::Line::key).find(|key| !differences.contains_key(key));
    let stale = format!("{explained}\n{}\tonce upon a time", agreed.expect("most agree"));
    assert_eq!(faults(&stale).len(), 1, "what explains no difference is a fault");
}

/// A suite in the form of crate adblock's own: a filter that does not match its request is found.
#[test]
fn each_filter_matches_its_request() {
    let lines = compare::lines(include_str!("agree/suite.json")).expect("requests");
    let differences = compare::suite(&lines);
    let missed = lines.iter().filter(|line| differences.contains_key(&line.key()));
    assert_eq!(missed.filter(|line| line.names_filters()).count(), 1, "{differences:?}");
}

const SUFFIXES: &str = "com\nnet\nco.uk\nuk\n";

fn host() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "ads.com",
        "x.ads.com",
        "shop.co.uk",
        "www.shop.co.uk",
        "track.net",
        "a.b.track.net",
    ])
    .prop_map(ToOwned::to_owned)
}

/// None ends with the letter that another begins with: crate adblock takes `^ab*b` to match `?ab`.
fn word() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["ad", "Banner", "pixel", "um", "img", "collect", "v2"])
}

fn path() -> impl Strategy<Value = String> {
    let joint = prop::sample::select(vec!["/", "-", ".", "?", "=", "&", "_"]);
    prop::collection::vec((joint, word()), 0..5)
        .prop_map(|parts| parts.into_iter().fold("/".to_owned(), |path, (joint, word)| path + joint + word))
}

/// Words with wildcards and separators between them. No `/*/` behind a `^`: crate adblock takes one slash
/// for both of it then, `^ad/*/um` for `?ad/um`.
fn piece() -> impl Strategy<Value = String> {
    let joint = prop::sample::select(vec!["/", "-", ".", "^", "*", "/*/"]);
    let parts = prop::collection::vec((joint, word()), 1..4);
    parts.prop_map(|parts| {
        let piece = parts.into_iter().fold(String::new(), |path, (joint, word)| path + joint + word);
        if piece.starts_with('^') { piece.replace("/*/", "/*-") } else { piece }
    })
}

/// A regular expression of what those of the lists are made of.
fn expression() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        word().prop_map(ToOwned::to_owned),
        word().prop_map(|word| format!(r"\/{word}")),
        prop::sample::select(vec![
            ".*",
            "[a-z]{2,6}",
            "[A-Z]",
            r"\d+",
            r"\w",
            "(ad|pixel|v2)?",
            r"\.",
            "[^a-m]",
            r"\b",
            "(?:img|/){2}",
        ])
        .prop_map(ToOwned::to_owned),
    ];
    let start = prop::sample::select(vec!["", "", r"^https?:\/\/", r"ads\.com\/"]);
    let end = prop::sample::select(vec!["", "", "$"]);
    // Always with an option: crate adblock takes the `$/` of `/ad$/` for the beginning of one.
    let option = prop::sample::select(vec!["$~font", "$match-case", "$script"]);
    // And with a word: it drops those that match everything.
    (start, prop::collection::vec(part, 0..3), word(), end, option).prop_map(
        |(start, parts, word, end, option)| format!("/{start}{}{word}{end}/{option}", parts.concat()),
    )
}

/// A pattern: of a host, of a piece of a path, of both, with anchors.
fn pattern() -> impl Strategy<Value = String> {
    prop_oneof![
        host().prop_map(|host| format!("||{host}^")),
        (host(), piece()).prop_map(|(host, piece)| format!("||{host}/{}", piece.trim_start_matches('/'))),
        (host(), piece())
            .prop_map(|(host, piece)| format!("|https://{host}/{}", piece.trim_start_matches('/'))),
        piece(),
        piece().prop_map(|piece| format!("{piece}|")),
    ]
}

fn options() -> impl Strategy<Value = String> {
    let option = prop::sample::select(vec![
        "third-party",
        "~third-party",
        "script",
        "image,xmlhttprequest",
        "~script",
        "important",
        "domain=shop.co.uk",
        "domain=~shop.co.uk",
        "domain=ads.com|track.net",
        "method=post",
    ]);
    prop::collection::vec(option, 0..3).prop_map(|mut options| {
        // Of each option only one: what two of one kind mean is not settled between blockers.
        options.dedup_by_key(|option| option.split('=').next().unwrap_or_default().trim_start_matches('~'));
        if options.is_empty() { String::new() } else { format!("${}", options.join(",")) }
    })
}

fn rule() -> impl Strategy<Value = String> {
    let plain = (pattern(), options()).prop_map(|(pattern, options)| format!("{pattern}{options}"));
    let rule = prop_oneof![4 => plain, 1 => expression()];
    (prop::bool::weighted(0.25), rule).prop_map(|(exception, rule)| match exception {
        // Crate adblock knows no exception to rules that are `important`.
        true => format!(
            "@@{}",
            rule.replace(",important", "").replace("$important,", "$").replace("$important", "")
        ),
        false => rule,
    })
}

/// The rule that takes `rule` back.
fn bad(rule: &str) -> String {
    let listed = rule
        .rsplit_once('$')
        .is_some_and(|(_, options)| options.starts_with(|c: char| c.is_ascii_lowercase() || c == '~'));
    format!("{rule}{}badfilter", if listed { "," } else { "$" })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]
    #[test]
    fn decides_as_the_oracle_does(
        mut rules in prop::collection::vec(rule(), 1..6),
        taken_back in prop::option::weighted(0.2, any::<prop::sample::Index>()),
        to in host(),
        path in path(),
        from in host(),
        (kind, name) in prop::sample::select(vec![
            (RequestKind::Script, "script"), (RequestKind::Image, "image"), (RequestKind::Xhr, "xmlhttprequest"),
            (RequestKind::SubFrame, "subdocument"), (RequestKind::Other, "other"),
        ]),
        method in prop::sample::select(vec!["GET", "POST"]),
    ) {
        rules.extend(taken_back.map(|index| bad(index.get::<String>(&rules))));
        let (url, source) = (format!("https://{to}{path}"), format!("https://{from}/"));
        let list = List { name: "list".to_owned(), text: rules.join("\n") };
        let tables = Tables { suffixes: SUFFIXES.to_owned(), lists: vec![list], ..Tables::default() };
        let knowledge = compile(&tables).open().expect("opens");
        let ours = classify(&knowledge, &Request { url: &url, source: &source, kind, method });

        let mut set = FilterSet::new(true);
        set.add_filter_list(rules.join("\n"), ParseOptions::default());
        let engine = Engine::new_with_filter_set(set);
        let request = TheirRequest::new(&url, &source, name, method).expect("an address");
        let theirs = engine.check_network_request(&request);
        prop_assert_eq!(ours.action == Action::Block, theirs.should_block(), "{} on {}: {:?}", url, source, theirs);
    }
}
