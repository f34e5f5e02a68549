//! Exports: rows as NDJSON or CSV, with the denominators that a log is counted against.

use serde::Serialize;

use super::{Denominators, Sighting};
use crate::explain::Pressure;

/// Name and version of the last line of an NDJSON export.
const DENOMINATORS_SCHEMA: &str = "candor.denominators/1";

#[derive(Serialize)]
struct LastLine<'a> {
    schema: &'a str,
    #[serde(flatten)]
    denominators: &'a Denominators,
}

/// One row a line, then one line with the denominators.
#[must_use]
pub fn ndjson(rows: &[Sighting], denominators: &Denominators) -> String {
    let mut text = String::new();
    let last = LastLine { schema: DENOMINATORS_SCHEMA, denominators };
    let lines = rows.iter().map(serde_json::to_string).chain([serde_json::to_string(&last)]);
    // Every type here writes as JSON; a row that did not would be missing, never half written.
    for line in lines.flatten() {
        text.push_str(&line);
        text.push('\n');
    }
    text
}

/// Columns of the CSV form. Lists are joined by `; `, nested values are JSON; the denominators stand in every row.
const COLUMNS: &[&str] = &[
    "schema",
    "id",
    "time",
    "page_site",
    "page_url",
    "slot_x",
    "slot_y",
    "slot_width",
    "slot_height",
    "viewable_ms",
    "mode",
    "rules",
    "other_blocker",
    "consent",
    "gpc",
    "found_by",
    "served_by",
    "click_system",
    "advertiser_site",
    "advertiser_name",
    "product_id",
    "product_name",
    "reason",
    "band",
    "probability",
    "reasons",
    "evidence",
    "against",
    "gaps",
    "ads_day",
    "ads_week",
    "ads_month",
    "ads_sites",
    "ads_after_purchase",
    "decision",
    "candor",
    "knowledge",
    "browser",
    "log_page_views",
    "log_active_ms",
    "log_slots",
    "log_unexplained",
    "log_gaps",
];

/// A table with a header line (RFC 4180). Crate `csv` would write the same, with 15 KB more of
/// gzipped wasm (tables to read numbers by, mostly) at every wake of the worker.
#[must_use]
pub fn csv(rows: &[Sighting], log: &Denominators) -> String {
    let mut table = COLUMNS.join(",") + "\n";
    for row in rows {
        let cells: Vec<String> = record(row, log).iter().map(|cell| quoted(unformula(cell))).collect();
        table += &cells.join(",");
        table.push('\n');
    }
    table
}

/// A cell in quotes where it needs them.
fn quoted(cell: String) -> String {
    if cell.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
}

/// A cell that a spreadsheet would run as a formula gets an apostrophe: pages choose their own names.
fn unformula(cell: &str) -> String {
    if cell.starts_with(['=', '+', '@', '\t', '\r'])
        || cell.strip_prefix('-').is_some_and(|rest| !rest.bytes().all(|b| b.is_ascii_digit() || b == b'.'))
    {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

fn record(row: &Sighting, log: &Denominators) -> Vec<String> {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let (site, name) =
        row.advertiser.as_ref().map(|a| (a.site.0.clone(), a.name.clone())).unwrap_or_default();
    let product = row.product.clone();
    let often = |of: fn(Pressure) -> u32| row.pressure.map(|p| of(p).to_string()).unwrap_or_default();
    vec![
        row.schema.clone(),
        row.id.0.clone(),
        row.time.0.to_string(),
        row.page.site.0.clone(),
        row.page.url.clone(),
        row.slot.x.to_string(),
        row.slot.y.to_string(),
        row.slot.width.to_string(),
        row.slot.height.to_string(),
        row.slot.viewable_ms.to_string(),
        word(&row.regime.mode),
        row.regime.rules.clone(),
        row.regime.other_blocker.to_string(),
        word(&row.consent.state),
        row.consent.gpc.to_string(),
        word(&row.found_by),
        row.served_by.join("; "),
        text(&row.click_system),
        site,
        name,
        product.as_ref().and_then(|p| p.id.clone()).unwrap_or_default(),
        product.and_then(|p| p.name).unwrap_or_default(),
        word(&row.reason),
        word(&row.band),
        row.probability.to_string(),
        json(&row.reasons),
        json(&row.evidence),
        json(&row.against),
        json(&row.gaps),
        often(|p| p.day),
        often(|p| p.week),
        often(|p| p.month),
        often(|p| p.sites),
        often(|p| p.after_purchase),
        row.decision.as_ref().map(word).unwrap_or_default(),
        row.versions.candor.clone(),
        row.versions.knowledge.clone(),
        row.versions.browser.clone(),
        log.page_views.to_string(),
        log.active_ms.to_string(),
        log.slots.to_string(),
        log.unexplained.to_string(),
        log.gaps.to_string(),
    ]
}

/// A value as JSON text.
fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// An enum's name in exports, without the quotes of JSON.
fn word(value: &impl Serialize) -> String {
    json(value).trim_matches('"').to_owned()
}

#[cfg(all(test, feature = "native"))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn cells_are_quoted_as_crate_csv_does(cells in prop::collection::vec("[a,\"\r\n ;é-]{0,5}", 2..4)) {
            let mut table = csv::Writer::from_writer(Vec::new());
            table.write_record(&cells).expect("writes to memory");
            let theirs = table.into_inner().expect("flushes");
            let ours = cells.into_iter().map(quoted).collect::<Vec<_>>().join(",") + "\n";
            prop_assert_eq!(String::from_utf8(theirs), Ok(ours));
        }
    }
}
