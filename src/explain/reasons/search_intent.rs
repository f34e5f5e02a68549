//! R6: the ad stands on a page of search results.

use super::{Reason, because, following::seen, nothing_against};
use crate::explain::case::Case;
use crate::explain::weights::{Votes, Weight};
use crate::explain::{Arg, Band, Phrase, ReasonId, Step};
use crate::site::Url;

pub(super) const REASON: Reason =
    Reason { id: ReasonId::SearchIntent, weigh, evidence, against: nothing_against, sentence };

/// Search engines and the parameter that carries the search, as their result pages show it.
const SEARCH_PAGES: &[(&str, &str, &str)] = &[
    ("google.", "/search", "q"),
    ("bing.com", "/search", "q"),
    ("duckduckgo.com", "/", "q"),
    ("search.yahoo.", "/search", "p"),
    ("ecosia.org", "/search", "q"),
    ("startpage.com", "/", "query"),
    ("seznam.cz", "/", "q"),
    ("yandex.", "/search", "text"),
    ("baidu.com", "/s", "wd"),
];

fn on_results(case: &Case<'_>) -> bool {
    Url::split(&case.ad.page_url).is_some_and(|url| {
        SEARCH_PAGES.iter().any(|(host, path, param)| {
            let host = url.host == *host
                || url.host.split_once('.').is_some_and(|(_, rest)| rest == *host)
                || (host.ends_with('.')
                    && (url.host.starts_with(host) || url.host.contains(&format!(".{host}"))));
            host && url.path.starts_with(path)
                && url.params().any(|(key, value)| key == *param && !value.is_empty())
        })
    })
}

fn weigh(case: &Case<'_>) -> Option<Votes> {
    on_results(case).then(|| vec![(Weight::SearchPage, 1.0)])
}

fn evidence(case: &Case<'_>) -> Vec<Step> {
    let page = case.ad.page_site.0.clone();
    vec![seen(case.ad.time, "you", Some(&page), Phrase::new("step_visited", [Arg::Text(page.clone())]))]
}

fn sentence(_: &Case<'_>, band: Band) -> Phrase {
    Phrase::new("why_search", [because(band)])
}
