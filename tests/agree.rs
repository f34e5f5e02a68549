//! Laws: on rules and requests made of the same few parts, Candor decides as crate `adblock` does.

use adblock::Engine;
use adblock::lists::{FilterSet, ParseOptions};
use adblock::request::Request as TheirRequest;
use candor::classify::{Action, Request, classify};
use candor::fact::RequestKind;
use candor::knowledge::compile::{List, Tables, compile};
use proptest::prelude::*;

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

fn word() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["ad", "banner", "pixel", "t", "img", "collect", "v2"])
}

fn path() -> impl Strategy<Value = String> {
    let joint = prop::sample::select(vec!["/", "-", ".", "?", "=", "&", "_"]);
    prop::collection::vec((joint, word()), 0..5)
        .prop_map(|parts| parts.into_iter().fold("/".to_owned(), |path, (joint, word)| path + joint + word))
}

/// Words with wildcards and separators between them.
fn piece() -> impl Strategy<Value = String> {
    let joint = prop::sample::select(vec!["/", "-", ".", "^", "*", "/*/"]);
    prop::collection::vec((joint, word()), 1..4)
        .prop_map(|parts| parts.into_iter().fold(String::new(), |path, (joint, word)| path + joint + word))
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
    (prop::bool::weighted(0.25), pattern(), options()).prop_map(|(exception, pattern, options)| {
        format!("{}{pattern}{options}", if exception { "@@" } else { "" })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]
    #[test]
    fn decides_as_the_oracle_does(
        rules in prop::collection::vec(rule(), 1..6),
        to in host(),
        path in path(),
        from in host(),
        (kind, name) in prop::sample::select(vec![
            (RequestKind::Script, "script"), (RequestKind::Image, "image"), (RequestKind::Xhr, "xmlhttprequest"),
            (RequestKind::SubFrame, "subdocument"), (RequestKind::Other, "other"),
        ]),
        method in prop::sample::select(vec!["GET", "POST"]),
    ) {
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

    /// The body of the fuzz target: any line, any address.
    #[test]
    fn nothing_is_fatal(lines in "\\PC{0,200}", odd in "[|@*^$/~a-z.=,]{0,40}", url in "\\PC{0,120}", source in "\\PC{0,40}") {
        let list = List { name: "list".to_owned(), text: format!("{lines}\n{odd}") };
        let tables = Tables { suffixes: odd, lists: vec![list], ..Tables::default() };
        let knowledge = compile(&tables).open().expect("opens");
        for url in [url.clone(), format!("https://{url}"), format!("https://a.example/{url}")] {
            let _ = classify(&knowledge, &Request { url: &url, source: &source, kind: RequestKind::Image, method: "" });
            let _ = knowledge.site(&url);
        }
    }
}
