use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;

/// One request per line with what it has to be read as.
pub(crate) const REQUESTS: &str = include_str!("../../tests/wire/requests.ndjson");

#[derive(Debug, Clone, serde::Deserialize)]
pub(crate) struct Row {
    pub(crate) url: String,
    #[serde(default)]
    pub(crate) method: String,
    pub(crate) body: Option<String>,
    expect: Value,
}

pub(crate) fn rows() -> Vec<Row> {
    REQUESTS.lines().map(|line| serde_json::from_str(line).expect("a row")).collect()
}

pub(crate) fn decode_parts(url: &str, method: &str, body: Option<&str>) -> Option<Signal> {
    decode(&Sent { url: Url::split(url)?, method, body })
}

fn shown(signal: Option<Signal>) -> Value {
    match signal {
        None => json!({"system": null}),
        Some(signal) => {
            let mut shown = json!({
                "system": signal.system, "account": signal.account, "events": signal.events,
                "identity": signal.identity, "sync": signal.sync,
            });
            if signal.server_copy {
                shown["server_copy"] = json!(true);
            }
            if !signal.consent.is_empty() {
                shown["consent"] = json!(signal.consent);
            }
            shown
        }
    }
}

#[test]
fn requests_are_read() {
    for row in rows() {
        let signal = decode_parts(&row.url, &row.method, row.body.as_deref());
        assert_eq!(shown(signal), row.expect, "{} {:?}", row.url, row.body);
    }
}

/// Account and events of every shape that requests of the systems were seen in.
#[test]
fn accounts_and_events() {
    for line in include_str!("../../tests/wire/accounts.tsv").lines().filter(|line| !line.starts_with('#')) {
        let [system, account, events, url] =
            line.split('\t').collect::<Vec<_>>().try_into().expect("four cells");
        let signal = decode_parts(url, "GET", None).unwrap_or_else(|| panic!("{url} is not read"));
        let word = |kind| json!(kind).as_str().map(str::to_owned).expect("a word");
        let told: Vec<String> =
            signal.events.iter().map(|event| [&word(event.event), "/", &event.name].concat()).collect();
        let said = |text: Option<String>| text.filter(|text| !text.is_empty()).unwrap_or_else(|| "-".into());
        let read = (signal.system.clone(), said(signal.account), said(Some(told.join(","))));
        assert_eq!((read.0.as_str(), read.1.as_str(), read.2.as_str()), (system, account, events), "{url}");
    }
}

#[test]
fn every_system_has_a_row() {
    let rows = rows();
    for system in SYSTEMS {
        assert!(rows.iter().any(|row| row.expect["system"] == system.id), "{}", system.id);
    }
}

/// A valid request, cut, spliced or with bytes changed.
fn broken() -> impl Strategy<Value = (String, Option<String>)> {
    let parts = proptest::sample::select(rows());
    let noise = prop_oneof!["[%&=;~{}\\[\\]\"',:@.0-9a-f]{0,12}", any::<String>()];
    (parts.clone(), parts, noise, any::<proptest::sample::Index>(), any::<bool>()).prop_map(
        |(one, other, noise, at, in_body)| {
            let splice = |text: &str| {
                let at = at.index(text.len() + 1);
                let at = (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
                [&text[..at], &noise, &text[at..]].concat()
            };
            match in_body {
                true => (one.url, Some(splice(&other.body.or(one.body).unwrap_or_default()))),
                false => (splice(&one.url), other.body),
            }
        },
    )
}

proptest! {
    #[test]
    fn never_panics((url, body) in broken()) {
        let _ = decode_parts(&url, "POST", body.as_deref());
    }

    #[test]
    fn never_panics_on_anything(host in proptest::sample::select(rows()), tail in any::<String>(), body in any::<String>()) {
        let url = Url::split(&host.url).expect("a url");
        let url = ["https://", url.host, url.path, "?", &tail].concat();
        let _ = decode_parts(&url, "POST", Some(&body));
    }

    /// Whatever a request carries, no e-mail address ends up in a signal.
    #[test]
    fn no_address_in_a_signal((url, body) in broken(), local in "[a-z]{3,8}") {
        let address = [&local, "@mail.example"].concat();
        let spike = |text: String| text.replace("A1", &address).replace("NT-118", &crate::percent::encode(&address));
        let signal = decode_parts(&spike(url), "POST", body.map(spike).as_deref());
        let text = serde_json::to_string(&signal).expect("json");
        prop_assert!(!text.contains(&address), "{}", text);
    }
}
