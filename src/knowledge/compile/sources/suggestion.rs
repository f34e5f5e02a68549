//! name-suggestion-index: names of brands, filed under the sites that Wikidata gives for them.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::super::{Tables, compile};
use crate::site::Url;

#[derive(Deserialize)]
struct Index {
    nsi: BTreeMap<String, Category>,
}

#[derive(Deserialize)]
struct Category {
    #[serde(default)]
    items: Vec<Item>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Item {
    display_name: String,
    tags: BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct Wikidata {
    wikidata: BTreeMap<String, Entry>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Entry {
    #[serde(default)]
    official_websites: Vec<String>,
}

/// Names by site. Where several brands have one site, that whose name is the site's label wins,
/// then one whose web site is the whole site rather than a page of it, then the shorter name.
pub(super) fn brands(
    index: &str,
    wikidata: &str,
    tables: &Tables,
) -> Result<BTreeMap<String, String>, serde_json::Error> {
    let index = serde_json::from_str::<Index>(index)?.nsi;
    let wikidata = serde_json::from_str::<Wikidata>(wikidata)?.wikidata;
    let suffixes = Tables { suffixes: tables.suffixes.clone(), ..Tables::default() };
    let sites = compile(&suffixes).open().map_err(serde::de::Error::custom)?;
    let mut best = BTreeMap::<String, (u8, usize, String)>::new();
    let brands = index.into_iter().filter(|(path, _)| path.starts_with("brands/"));
    for item in brands.flat_map(|(_, category)| category.items) {
        let Some(entry) = item.tags.get("brand:wikidata").and_then(|id| wikidata.get(id)) else { continue };
        for website in entry.official_websites.iter().filter_map(|text| Url::split(text)) {
            let site = sites.site(website.host).0;
            let label = site.split('.').next().unwrap_or_default();
            let plain = |text: &str| text.chars().filter(|char| char.is_alphanumeric()).collect::<String>();
            let named = plain(&item.display_name).to_lowercase() == plain(label);
            let whole = website.host.trim_start_matches("www.") == site && website.path.len() <= 1;
            let rank = if named {
                0
            } else if whole {
                1
            } else {
                2
            };
            let candidate = (rank, item.display_name.len(), item.display_name.clone());
            let known = best.entry(site).or_insert_with(|| candidate.clone());
            if candidate < *known {
                *known = candidate;
            }
        }
    }
    Ok(best.into_iter().map(|(site, (_, _, name))| (site, name)).collect())
}
