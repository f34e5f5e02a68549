use proptest::prelude::*;

use super::*;
use crate::base64;
use crate::click;
use crate::fact::RequestKind;
use crate::wire::tests::{Row, decode_parts, rows};

const KEY: Key = Key([7; 16]);
const HASHES: [&str; 3] = [
    "5d41402abc4b2a76b9719d911017c592",
    "aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d",
    "f660ab912ec121d1b1e928a0bb4bc61b15f5ad44d5efdc4e1c92a25e99b8e44a",
];

fn scrubbed(url: &str, method: &str, body: Option<&str>, key: &Key) -> (String, Option<String>) {
    let mut sent = RequestFact {
        request: crate::id::RequestId::default(),
        url: url.to_owned(),
        method: method.to_owned(),
        kind: RequestKind::Other,
        initiator: None,
        body: body.map(str::to_owned),
    };
    request(&mut sent, key);
    (sent.url, sent.body)
}

fn clean(url: &str) -> String {
    scrubbed(url, "GET", None, &KEY).0
}

/// Raw text, and what stands for the tag's hash in the scrubbed one.
#[test]
fn values() {
    for (raw, expected) in [
        ("https://a.example/?q=person@mail.example&x=1", "https://a.example/?q=~email.plain.#~&x=1"),
        (
            "https://a.example/?u=https%3A%2F%2Fb.example%2F%3Fe%3Dperson%2540mail.example",
            "https://a.example/?u=https%3A%2F%2Fb.example%2F%3Fe%3D~email.plain.#~",
        ),
        ("https://a.example/u/5d41402abc4b2a76b9719d911017c592/x", "https://a.example/u/~unknown.md5.#~/x"),
        (
            "https://a.example/app.5d41402abc4b2a76b9719d911017c592.js",
            "https://a.example/app.5d41402abc4b2a76b9719d911017c592.js",
        ),
        ("https://a.example/?phone=%2B49+(170)+1234567&p=1", "https://a.example/?phone=~phone.plain.#~&p=1"),
        (
            "https://a.example/?v=c6959068-f901-4338-a393-7dda9cbd1fc3",
            "https://a.example/?v=~unknown.opaque.#~",
        ),
        ("https://a.example/?gclid=Cj0KCQiA7d8", "https://a.example/?gclid=~click.opaque.#~"),
        ("https://a.example/?ip=203.0.113.77", "https://a.example/?ip=~device.plain.#~"),
        ("https://a.example/?password=geheim", "https://a.example/?password=~unknown.opaque.#~"),
        ("https://a.example/?e=cGVyc29uQG1haWwuZXhhbXBsZQ==", "https://a.example/?e=~email.opaque.#~=="),
        (
            "https://a.example/p/trail-boots-nt-118-red-size-42?variant=41234567890123",
            "https://a.example/p/trail-boots-nt-118-red-size-42?variant=41234567890123",
        ),
        ("https://a.example/logo@2x.png", "https://a.example/logo@2x.png"),
        ("https://a.example/lib@1.0.beta2", "https://a.example/lib@1.0.beta2"),
        ("https://a.example/?id=person@mail.example0", "https://a.example/?id=~email.plain.#~"),
        ("https://a.example/?id=person@mail.example.1", "https://a.example/?id=~email.plain.#~.1"),
        ("https://a.example/pkg@1.2.min.js", "https://a.example/pkg@1.2.min.js"),
        (
            "https://a.example/?gdpr_consent=CPc7TgAPc7TgAAHABBENCPCsAP_AAH_AAAAAJANf_X_",
            "https://a.example/?gdpr_consent=CPc7TgAPc7TgAAHABBENCPCsAP_AAH_AAAAAJANf_X_",
        ),
    ] {
        let found = clean(raw);
        let mut shown = String::new();
        let mut parts = found.split('~');
        shown.push_str(parts.next().expect("a part"));
        while let (Some(token), Some(rest)) = (parts.next(), parts.next()) {
            let (kind, _) = token.rsplit_once('.').expect("a token");
            shown += &["~", kind, ".#~", rest].concat();
        }
        assert_eq!(shown, expected, "{found}");
    }
}

#[test]
fn requests_read_the_same() {
    for Row { url, method, body, .. } in rows() {
        let (clean_url, clean_body) = scrubbed(&url, &method, body.as_deref(), &KEY);
        let raw = decode_parts(&url, &method, body.as_deref());
        let after = decode_parts(&clean_url, &method, clean_body.as_deref());
        assert_eq!(raw, after, "{url} {body:?}\n{clean_url} {clean_body:?}");
        for secret in HASHES.iter().chain(&["person@mail", "n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg"]) {
            assert!(!clean_url.contains(secret), "{clean_url}");
            assert!(!clean_body.as_ref().is_some_and(|body| body.contains(secret)), "{clean_body:?}");
        }
    }
}

/// What the page's ad tools and an ad's own metadata say: whom they name stays, a person does not.
#[test]
fn what_ads_state() {
    let metadata = r#"{"ads":[{"advertiserDomain":"boots.example","advertiserName":"person@mail.example"}]}"#;
    let mut candidate = AdCandidate { metadata: Some(metadata.into()), ..AdCandidate::default() };
    ad(&mut candidate, &KEY);
    let said = candidate.metadata.expect("still there");
    let value: serde_json::Value = serde_json::from_str(&said).expect("still JSON");
    assert_eq!(value["ads"][0]["advertiserDomain"], "boots.example");
    let name = |name: &str| vec![("bidder".to_owned(), name.to_owned())];
    let detail = Detail {
        slot: "div-gpt-ad-person@mail.example".into(),
        domains: vec!["boots.example".into()],
        names: [name("rubicon"), name("person@mail.example")].concat(),
        booked: Some([4_512_000_000, 2_880_000_000, 0]),
        dsa: "1_2".into(),
    };
    let mut names = vec![detail.slot.clone()];
    let mut said_by_tools = detail.clone();
    plain(texts(&mut said_by_tools), &KEY);
    plain(names.iter_mut(), &KEY);
    assert_eq!(names, [said_by_tools.slot.clone()], "both sides go on naming the same slot");
    assert_eq!(
        (&said_by_tools.domains, said_by_tools.booked, &said_by_tools.dsa),
        (&detail.domains, detail.booked, &detail.dsa)
    );
    assert_eq!(said_by_tools.names.first(), detail.names.first());
    for text in [said, format!("{said_by_tools:?}")] {
        assert!(!text.contains("person@"), "{text}");
    }
}

#[test]
fn links_lead_to_the_same_host() {
    let host = |link: &str| {
        let landing = click::unwrap(link)?.landing?;
        Url::split(&landing).map(|url| url.host.to_owned())
    };
    for line in include_str!("../../tests/click/links.tsv").lines().filter(|line| !line.starts_with('#')) {
        let link = line.split('\t').nth(2).expect("a link");
        assert_eq!(host(link), host(&clean(link)), "{link} {}", clean(link));
        assert_eq!(
            click::unwrap(link).map(|c| c.hops),
            click::unwrap(&clean(link)).map(|c| c.hops),
            "{link}"
        );
    }
}

/// What stands in base64 is scrubbed there, and the request reads as before.
#[test]
fn nothing_is_left_in_base64() {
    let json = r#"{"token":"pk_7","event":"Viewed Product","customer_properties":{"$email":"person@mail.example"},"properties":{"ProductID":"A1","x":"5d41402abc4b2a76b9719d911017c592"}}"#;
    for packed in [base64::encode(json.as_bytes()), [&base64::encode(json.as_bytes()), "%3D%3D"].concat()] {
        let url = ["https://a.klaviyo.com/api/track?data=", &packed].concat();
        let clean = clean(&url);
        assert_eq!(decode_parts(&url, "GET", None), decode_parts(&clean, "GET", None));
        let data = clean.split("data=").nth(1).and_then(|data| data.split('%').next()).expect("data");
        let read = String::from_utf8(base64::decode(data).expect("base64")).expect("text");
        assert!(read.contains("A1") && read.contains("~email.plain."), "{read}");
        assert!(!read.contains("person@mail") && !read.contains("5d41402abc4b"), "{read}");
    }
    // Where no decoder reads it, it is a random text like any other.
    let url = ["https://shop.example/?data=", &base64::encode(json.as_bytes())].concat();
    assert!(clean(&url).starts_with("https://shop.example/?data=~unknown.opaque."), "{}", clean(&url));
}

#[test]
fn bodies_are_kept_only_where_they_are_read() {
    let meta = "https://www.facebook.com/tr/";
    assert_eq!(scrubbed("https://a.example/form", "POST", Some("a=1"), &KEY).1, None);
    assert_eq!(scrubbed(meta, "POST", Some("id=1&ev=Lead"), &KEY).1.as_deref(), Some("id=1&ev=Lead"));
    assert_eq!(scrubbed(meta, "POST", Some(&"x".repeat(BODY + 1)), &KEY).1, None);
}

/// Requests of the systems with a secret put somewhere.
fn spiked() -> impl Strategy<Value = (String, Option<String>, String)> {
    let secret = prop_oneof![
        "[a-z]{3,9}\\.[a-z]{2,6}@[a-z]{3,8}\\.(example|com|de)",
        "[0-9a-f]{32}",
        "[0-9a-f]{40}",
        "[0-9a-f]{64}",
    ];
    let place = prop_oneof![
        Just("&q="),
        Just("&em="),
        Just("&x%5Bem%5D="),
        Just("&u=https%3A%2F%2Fa.example%2F%3Fe%3D"),
        Just("&l=a,")
    ];
    (proptest::sample::select(rows()), secret, place, 0_usize..3).prop_map(|(row, secret, place, layers)| {
        let mut written = secret.clone();
        for _ in 0..layers {
            written = crate::percent::encode(&written);
        }
        let glue = if row.url.contains('?') { place } else { &["?", &place[1..]].concat() };
        let body =
            row.body.map(|body| if body.contains('{') { body } else { [&body, place, &written].concat() });
        ([&row.url, glue, &written].concat(), body, secret)
    })
}

proptest! {
    #[test]
    fn no_secret_is_left((url, body, secret) in spiked()) {
        let (url, body) = scrubbed(&url, "POST", body.as_deref(), &KEY);
        prop_assert!(!crate::percent::fixpoint(&url).contains(&secret), "{}", url);
        prop_assert!(!body.is_some_and(|body| crate::percent::fixpoint(&body).contains(&secret)));
    }

    #[test]
    fn spiked_requests_read_the_same((url, body, _) in spiked()) {
        let (clean_url, clean_body) = scrubbed(&url, "POST", body.as_deref(), &KEY);
        let after = decode_parts(&clean_url, "POST", clean_body.as_deref());
        prop_assert_eq!(decode_parts(&url, "POST", body.as_deref()), after, "{} {:?}", clean_url, clean_body);
    }

    #[test]
    fn again_changes_nothing((url, body, _) in spiked(), noise in "[ -~]{0,60}") {
        let once = scrubbed(&[&url, "&", &noise].concat(), "POST", body.as_deref(), &KEY);
        let twice = scrubbed(&once.0, "POST", once.1.as_deref(), &KEY);
        prop_assert_eq!(once, twice);
    }

    #[test]
    fn tags_compare_only_under_one_key(secret in "[0-9a-f]{32}", other in any::<[u8; 16]>()) {
        let tag = |url: &str, key: &Key| {
            let url = scrubbed(url, "GET", None, key).0;
            url.split('~').nth(1).map(str::to_owned)
        };
        let (one, two) = (format!("https://a.example/?x={secret}"), format!("https://b.example/{secret}/y"));
        prop_assert_eq!(tag(&one, &KEY), tag(&two, &KEY));
        prop_assume!(other != KEY.0);
        prop_assert_ne!(tag(&one, &KEY), tag(&one, &Key(other)));
    }

    #[test]
    fn never_panics(url in any::<String>(), body in any::<String>()) {
        let _ = scrubbed(&url, "POST", Some(&body), &KEY);
        let _ = scrubbed(&["https://www.facebook.com/tr?", &url].concat(), "POST", Some(&body), &KEY);
    }
}
