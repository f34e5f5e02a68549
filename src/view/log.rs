//! The research log: rows, denominators, a preview of redaction, and the files of an export.

use super::count;
use super::{Answer, Export, LogView, Stored};
use crate::engine::Slices;
use crate::incident::{Denominators, Sighting, csv, ndjson, redacted};

/// Most rows that the page shows.
const SHOWN: usize = 500;

/// The research log.
#[must_use]
pub(super) fn log(slices: &Slices, stored: &Stored) -> LogView {
    let preview = stored.rows.last().and_then(|row| {
        let before = serde_json::to_string(row).ok()?;
        Some((before, serde_json::to_string(&redacted(row.clone())).ok()?))
    });
    LogView {
        on: slices.settings.research_log,
        rows: stored.rows.iter().rev().take(SHOWN).cloned().collect(),
        total: count(stored.rows.len()),
        facts: stored.facts,
        denominators: Denominators::new(&slices.totals, &stored.rows),
        preview,
    }
}

/// An export as a file.
#[must_use]
pub(super) fn export(what: Export, slices: &Slices, stored: &Stored) -> Answer {
    let denominators = Denominators::new(&slices.totals, &stored.rows);
    let redacted_rows = || -> Vec<Sighting> { stored.rows.iter().cloned().map(redacted).collect() };
    let (name, mime, text) = match what {
        Export::Sightings => ("sightings-redacted.ndjson", NDJSON, ndjson(&redacted_rows(), &denominators)),
        Export::SightingsFull => ("sightings.ndjson", NDJSON, ndjson(&stored.rows, &denominators)),
        Export::Csv => ("sightings-redacted.csv", CSV, csv(&redacted_rows(), &denominators)),
        Export::CsvFull => ("sightings.csv", CSV, csv(&stored.rows, &denominators)),
        Export::Facts => ("facts.ndjson", NDJSON, stored.facts_text.clone().unwrap_or_default()),
    };
    Answer::File { name: format!("candor-{name}"), mime: mime.to_owned(), text }
}

const NDJSON: &str = "application/x-ndjson";
const CSV: &str = "text/csv";
