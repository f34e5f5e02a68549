//! What an ad says of itself: AdsMetadata and the DSA's parameters. Still a claim, by the platform.

use serde_json::Value;

use crate::fact::AdCandidate;
use crate::order::Order;
use crate::site::Url;

/// An ad's own statements.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Declared {
    /// The advertiser's domain, where the ad names it.
    pub(super) domain: Option<String>,
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
pub(super) fn declared(candidate: &AdCandidate) -> Declared {
    let mut declared = candidate.metadata.as_deref().map(metadata).unwrap_or_default();
    let links = candidate.links.iter().filter_map(|link| Url::split(&link.href));
    for (key, value) in links.flat_map(|url| url.params().collect::<Vec<_>>()) {
        if key == "dsaparams" {
            dsa(value, &mut declared.states);
        }
    }
    declared.states.order();
    declared.states.dedup();
    declared
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
    let domain = ad.and_then(|ad| ad.get("advertiserDomain")).and_then(Value::as_str).map(host);
    Declared { domain: domain.filter(|d| d.contains('.')), states }
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

    #[test]
    fn statements() {
        let of =
            |text: &str| declared(&AdCandidate { metadata: Some(text.into()), ..AdCandidate::default() });
        let found = of(
            r#"{"targetingCategory":{"remarketing":"REMARKETING_WEBSITE_VISIT","userInterests":["Boots"]},"ads":[{"advertiserDomain":"https://boots.example/"}]}"#,
        );
        assert_eq!(found.domain.as_deref(), Some("boots.example"));
        let states = [("interests", "boots"), ("remarketing", "website_visit")]
            .map(|(a, b)| (a.to_owned(), b.to_owned()));
        assert_eq!(found.states, states);
        assert_eq!(
            of(r#"{"targetingCategory":{"remarketing":"NOT_USED"}}"#).states,
            [("remarketing".to_owned(), "not_used".to_owned())]
        );
        assert_eq!(of("{"), Declared::default());
    }
}
