//! What an ad says of itself: AdsMetadata, the DSA's parameters, and, where the person wants the
//! detail, the page's ad tools. Still a claim, by the platform or the page.

use serde_json::Value;

use crate::base64;
use crate::click;
use crate::fact::{AdCandidate, Detail};
use crate::order::Order;
use crate::percent;
use crate::site::Url;

/// An ad's own statements.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Declared {
    /// The advertiser's domain, where the ad names it.
    pub(super) domain: Option<String>,
    /// The same by the page's ad tools, where they name just one.
    pub(super) said: Option<String>,
    /// Statements: kind and value.
    pub(super) states: Vec<(String, String)>,
}

/// Kinds of targeting in AdsMetadata (Ads Transparency Spotlight schema) and what they are called here.
const CATEGORIES: &[(&str, &str)] = &[
    ("remarketing", "remarketing"),
    ("userInterests", "interests"),
    ("lookalike", "lookalike"),
    ("geoLocation", "geo"),
    ("context", "context"),
];

/// Reads a candidate's statements; broken metadata states nothing.
pub(super) fn declared(candidate: &AdCandidate, details: &[&Detail]) -> Declared {
    let mut declared = candidate.metadata.as_deref().map(metadata).unwrap_or_default();
    for link in &candidate.links {
        for (key, value) in Url::split(&link.href).iter().flat_map(Url::params) {
            match key {
                "dsaparams" => dsa(value, &mut declared.states),
                // `company.example~1_2~~other.example~3`, each with what it did.
                "dsatransparency" => {
                    let value = percent::fixpoint(value);
                    let each = value.split("~~").filter_map(|one| one.split_once('~'));
                    each.take(20).for_each(|(_, params)| dsa(params, &mut declared.states));
                }
                "dsabehalf" => declared.states.extend(named("behalf", value)),
                "dsapaid" => declared.states.extend(named("paid", value)),
                "dur" if bills_context(value) => {
                    declared.states.push(("context".to_owned(), "Peer39".to_owned()));
                }
                _ => {}
            }
        }
        let landing = click::unwrap(&link.href).and_then(|click| click.landing);
        let landing = Url::split(landing.as_deref().unwrap_or(&link.href));
        declared
            .states
            .extend(landing.iter().flat_map(Url::params).find_map(|(key, value)| campaign(key, value)));
    }
    details.iter().for_each(|detail| tools(detail, &mut declared));
    declared.states.order();
    declared.states.dedup();
    declared
}

/// A name that a link states.
fn named(part: &str, value: &str) -> Option<(String, String)> {
    let name: String = percent::fixpoint(value).trim().chars().take(60).collect();
    (!name.is_empty()).then(|| (part.to_owned(), name))
}

/// The Trade Desk's click links list what data was paid for, as base64 of a protocol buffer: Peer39
/// sells what pages are about. Newer links compress the list, and say nothing here.
fn bills_context(value: &str) -> bool {
    let value = percent::fixpoint(value);
    let bytes = base64::decode(value.trim_end_matches('=')).unwrap_or_default();
    let holds = |word: &[u8]| bytes.windows(word.len()).any(|part| part.eq_ignore_ascii_case(word));
    holds(b"peer39")
}

/// What the advertiser calls the campaign, where that says how people were chosen.
fn campaign(key: &str, value: &str) -> Option<(String, String)> {
    let value: String = percent::fixpoint(value).chars().take(60).flat_map(char::to_lowercase).collect();
    let says = key.starts_with("utm_") && ["retarget", "remarket"].iter().any(|word| value.contains(word));
    says.then(|| ("remarketing".to_owned(), [key, " ", &value].concat()))
}

/// What the page's ad tools say.
fn tools(detail: &Detail, declared: &mut Declared) {
    dsa(&detail.dsa, &mut declared.states);
    declared.states.extend(detail.names.iter().cloned());
    let numbers = detail.booked.map(|numbers| numbers.map(|number| number.to_string()).join("/"));
    declared.states.extend(numbers.map(|numbers| ("booked".to_owned(), numbers)));
    if let [domain] = detail.domains.as_slice() {
        declared.said = Some(host(domain)).filter(|domain| domain.contains('.'));
    }
}

/// DSA transparency parameters: 1 profiling, 2 context and other basics, 3 precise place.
fn dsa(params: &str, states: &mut Vec<(String, String)>) {
    let has = |number: &str| params.split(['_', ',']).any(|param| param == number);
    let mut state = |kind: &str| states.push((kind.to_owned(), format!("dsa {params}")));
    match (has("1"), has("2")) {
        (true, _) => state("profiling"),
        (false, true) => state("context"),
        (false, false) => {}
    }
    if has("3") {
        state("geo");
    }
}

fn metadata(text: &str) -> Declared {
    let Ok(value) = serde_json::from_str::<Value>(text) else { return Declared::default() };
    let targeting = value.get("targetingCategory").unwrap_or(&Value::Null);
    let mut states = Vec::new();
    for (theirs, ours) in CATEGORIES {
        let words = words(targeting.get(theirs).unwrap_or(&Value::Null));
        let used: Vec<&String> =
            words.iter().filter(|word| *word != "not_used" && *word != "unknown").collect();
        match (used.first(), *ours) {
            (Some(first), ours) => states.push((ours.to_owned(), (*first).clone())),
            // That no remarketing was used is a statement too.
            (None, "remarketing") if !words.is_empty() => {
                states.push(("remarketing".to_owned(), "not_used".to_owned()))
            }
            (None, _) => {}
        }
    }
    let ad = value.get("ads").and_then(|ads| ads.get(0));
    let said = |of: Option<&Value>, field: &str| of?.get(field).and_then(Value::as_str).map(str::to_owned);
    let (name, platform) = (said(ad, "advertiserName"), said(value.get("advertisingPlatform"), "name"));
    states.extend(name.and_then(|name| named("advertiser", &name)));
    states.extend(platform.and_then(|name| named("network", &name)));
    let domain = ad.and_then(|ad| ad.get("advertiserDomain")).and_then(Value::as_str).map(host);
    Declared { domain: domain.filter(|d| d.contains('.')), said: None, states }
}

fn host(domain: &str) -> String {
    Url::split(domain).map_or(domain, |url| url.host).trim_matches('/').to_ascii_lowercase()
}

/// The texts in a value, in lower case; a constant such as `REMARKETING_WEBSITE_VISIT` without its own name.
fn words(value: &Value) -> Vec<String> {
    let clean = |text: &str| {
        let lower: String = text.chars().take(60).flat_map(char::to_lowercase).collect();
        lower.strip_prefix("remarketing_").map_or(lower.clone(), str::to_owned)
    };
    match value {
        Value::String(text) => vec![clean(text)],
        Value::Array(items) => items.iter().take(20).filter_map(Value::as_str).map(clean).collect(),
        Value::Object(fields) => fields.values().take(20).filter_map(Value::as_str).map(clean).collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::AdLink;

    #[test]
    fn statements() {
        let of = |text: &str| {
            declared(&AdCandidate { metadata: Some(text.into()), ..AdCandidate::default() }, &[])
        };
        let found = of(
            r#"{"targetingCategory":{"remarketing":"REMARKETING_WEBSITE_VISIT","userInterests":["Boots"]},"advertisingPlatform":{"name":"North Exchange"},"ads":[{"advertiserDomain":"https://boots.example/","advertiserName":"Boots Ltd"}]}"#,
        );
        assert_eq!(found.domain.as_deref(), Some("boots.example"));
        let names = [("advertiser", "Boots Ltd"), ("interests", "boots"), ("network", "North Exchange")];
        let states = [names[0], names[1], names[2], ("remarketing", "website_visit")]
            .map(|(a, b)| (a.to_owned(), b.to_owned()));
        assert_eq!(found.states, states);
        assert_eq!(
            of(r#"{"targetingCategory":{"remarketing":"NOT_USED"}}"#).states,
            [("remarketing".to_owned(), "not_used".to_owned())]
        );
        assert_eq!(of("{"), Declared::default());
    }

    /// A link, and what it says of why the ad is here.
    #[test]
    fn links_state_too() {
        let ttd = "https://insight.adsrvr.org/track/clk?imp=1&td_s=daily.example";
        let bill = base64::encode(b"\x0a\x1dcharge-allPeer39CustomCategory\x12\x06peer39\x1a\x04none");
        let landing =
            "https%3A%2F%2Fwww.boots.example%2F%3Futm_campaign%3DRetargeting_DE%26utm_medium%3Ddisplay";
        for (link, expected) in [
            (format!("{ttd}&dur={bill}&r=https://www.boots.example/"), Some(("context", "Peer39"))),
            (format!("{ttd}&dur=1~KLUv_SAA&r=https://www.boots.example/"), None),
            (format!("{ttd}&r={landing}"), Some(("remarketing", "utm_campaign retargeting_de"))),
            (
                "https://www.boots.example/?utm_medium=remarketing".into(),
                Some(("remarketing", "utm_medium remarketing")),
            ),
            ("https://www.boots.example/retargeting?utm_campaign=spring".into(), None),
            (format!("{ttd}&dsaparams=1_2"), Some(("profiling", "dsa 1_2"))),
            (format!("{ttd}&dsatransparency=a.example%7E2%7E%7Eb.example%7E"), Some(("context", "dsa 2"))),
            (format!("{ttd}&dsabehalf=Boots%20Ltd"), Some(("behalf", "Boots Ltd"))),
            (format!("{ttd}&dsapaid=%20"), None),
        ] {
            let links = vec![AdLink { href: link.clone(), text: String::new() }];
            let states = declared(&AdCandidate { links, ..AdCandidate::default() }, &[]).states;
            let expected: Vec<_> = expected.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
            assert_eq!(states, expected, "{link}");
        }
    }
}
