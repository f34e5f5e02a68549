//! AdGuard's lists: the text of a list lies inside the first rule of its ruleset, compiled for browsers.

use serde::Deserialize;

#[derive(Deserialize)]
struct First {
    metadata: Option<Metadata>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Metadata {
    raw_filter_list: Option<String>,
}

/// The list's text.
pub(super) fn list(ruleset: &str) -> Result<String, serde_json::Error> {
    let rules = serde_json::from_str::<Vec<First>>(ruleset)?;
    let text = rules.into_iter().find_map(|rule| rule.metadata?.raw_filter_list);
    text.ok_or_else(|| serde::de::Error::custom("no rule carries the list's text"))
}

/// The day that the list's head names.
pub(super) fn date(list: &str) -> Option<String> {
    let stamp = list.lines().take(20).find_map(|line| line.strip_prefix("! TimeUpdated: "))?;
    Some(stamp.get(..10)?.to_owned())
}
