//! Whose an ad is by the top frame's HTML alone, over the markup of many systems: right, or said not to be known.

use candor::ad::find::judge;
use candor::html::Document;
use candor::knowledge::Knowledge;
use candor::site::Site;

const PAGE: &str = "https://www.daily-courier.com/story";
const ROWS: &str = include_str!("ads/top_frame.tsv");

/// The advertisers of the ads in a piece of a page: sites, `unknown`, or `-` for no ad at all.
fn whose(knowledge: &Knowledge, html: &str) -> String {
    let page = Site("daily-courier.com".into());
    let document = format!("<!doctype html><title>A story</title><body><p>Words.</p>{html}</body>");
    let candidates = Document::parse(document.as_bytes(), Some(PAGE)).ads();
    let found = candidates.iter().filter_map(|candidate| judge(knowledge, &page, candidate, None, &[]));
    let mut sites: Vec<String> =
        found.map(|ad| ad.advertiser.map_or_else(|| "unknown".to_owned(), |a| a.site.0)).collect();
    sites.dedup();
    if sites.is_empty() { "-".to_owned() } else { sites.join(" ") }
}

#[test]
fn the_advertiser_or_nobody() {
    let knowledge = Knowledge::for_tests();
    let rows = ROWS.lines().filter(|line| !line.starts_with('#')).skip(1);
    let mut wrong = Vec::new();
    for row in rows {
        let mut columns = row.splitn(3, '\t');
        let (Some(what), Some(expected), Some(html)) = (columns.next(), columns.next(), columns.next())
        else {
            panic!("{row}")
        };
        let found = whose(&knowledge, html);
        if found != expected {
            wrong.push(format!("{what}: {found}, not {expected}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
