//! From a log with truths to rows with truths, by the same steps as in the browser.

use std::collections::BTreeMap;

use super::Truth;
use crate::command::Command;
use crate::engine::{Slices, step};
use crate::fact::Fact;
use crate::id::{AdId, Millis};
use crate::incident::{Sighting, Start};
use crate::knowledge::Knowledge;

/// One person: each ad as explained when it was there, with its truth.
#[derive(Debug, Clone, Default)]
pub struct Person {
    /// Rows whose truth is known.
    pub ads: Vec<(Sighting, Truth)>,
    /// Rows without a truth, and truths without a row.
    pub unmatched: (usize, usize),
    /// From the first fact to the last, in months of 30 days.
    pub months: f64,
}

/// Watches a log line by line.
pub struct Observer<'k> {
    knowledge: &'k Knowledge,
    slices: Slices,
    rows: BTreeMap<AdId, Sighting>,
    truths: BTreeMap<(String, i32), Truth>,
    span: Option<(Millis, Millis)>,
}

impl<'k> Observer<'k> {
    /// Begins where the log began.
    #[must_use]
    pub fn new(knowledge: &'k Knowledge, start: Start) -> Self {
        let (rows, truths) = (BTreeMap::new(), BTreeMap::new());
        Self { knowledge, slices: start.slices(), rows, truths, span: None }
    }

    /// Takes the next fact. What expires from memory stays a row here: it was told when it was there.
    pub fn fact(&mut self, fact: Fact) {
        let (first, _) = self.span.unwrap_or((fact.time, fact.time));
        self.span = Some((first, fact.time));
        for command in step(self.knowledge, &mut self.slices, fact) {
            match command {
                Command::Log { row } => self.row(*row),
                Command::Retract { ad } => drop(self.rows.remove(&ad)),
                _ => {}
            }
        }
    }

    /// Takes a row that was explained elsewhere.
    pub fn row(&mut self, row: Sighting) {
        let (first, last) = self.span.unwrap_or((row.time, row.time));
        self.span = Some((first.min(row.time), last.max(row.time)));
        self.rows.insert(row.id.clone(), row);
    }

    /// Takes what is true of an ad.
    pub fn truth(&mut self, truth: Truth) {
        self.truths.insert((truth.page.clone(), truth.top), truth);
    }

    /// Brings rows and truths together.
    #[must_use]
    pub fn end(mut self) -> Person {
        let (first, last) = self.span.unwrap_or_default();
        let mut person =
            Person { months: last.since(first) as f64 / (30 * Millis::DAY) as f64, ..Person::default() };
        let mut rows: Vec<Sighting> = self.rows.into_values().collect();
        rows.sort_by(|a, b| (a.time, &a.id).cmp(&(b.time, &b.id)));
        for row in rows {
            match self.truths.remove(&(row.page.url.clone(), row.slot.y)) {
                Some(truth) => person.ads.push((row, truth)),
                None => person.unmatched.0 += 1,
            }
        }
        person.unmatched.1 = self.truths.len();
        person
    }
}
