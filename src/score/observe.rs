//! From a log with truths to rows with truths, by the same steps as in the browser.

use std::collections::BTreeMap;

use super::Truth;
use crate::command::Command;
use crate::engine::{Slices, step};
use crate::explain::weights::Votes;
use crate::explain::{ReasonId, weigh};
use crate::fact::Fact;
use crate::id::{AdId, Millis};
use crate::incident::{Sighting, Start};
use crate::knowledge::Knowledge;

/// One person: each ad as explained when it was there, with its truth.
#[derive(Debug, Clone, Default)]
pub struct Person {
    /// Ads whose truth is known.
    pub ads: Vec<(Sighting, Truth)>,
    /// What weighed for each reason of each of them, where the observer was asked to note it.
    pub judged: Vec<Judged>,
    /// Rows without a truth, and truths without a row.
    pub unmatched: (usize, usize),
    /// From the first fact to the last, in months of 30 days.
    pub months: f64,
}

/// What weighed for the reasons of one ad, and which of them is true.
#[derive(Debug, Clone)]
pub struct Judged {
    /// The reasons that could apply, with their votes.
    pub reasons: Vec<(ReasonId, Votes)>,
    /// The true one.
    pub truth: ReasonId,
}

/// Watches a log line by line.
pub struct Observer<'k> {
    knowledge: &'k Knowledge,
    slices: Slices,
    rows: BTreeMap<AdId, Sighting>,
    truths: BTreeMap<(String, i32), Truth>,
    span: Option<(Millis, Millis)>,
    votes: Option<BTreeMap<AdId, Vec<(ReasonId, Votes)>>>,
}

impl<'k> Observer<'k> {
    /// Begins where the log began.
    #[must_use]
    pub fn new(knowledge: &'k Knowledge, start: Start) -> Self {
        let (rows, truths) = (BTreeMap::new(), BTreeMap::new());
        Self { knowledge, slices: start.slices(), rows, truths, span: None, votes: None }
    }

    /// Notes what weighed for each reason, too: what a fit needs.
    #[must_use]
    pub fn noting_votes(mut self) -> Self {
        self.votes = Some(BTreeMap::new());
        self
    }

    /// Takes the next fact. What expires from memory stays a row here: it was told when it was there.
    pub fn fact(&mut self, fact: Fact) {
        let (first, _) = self.span.unwrap_or((fact.time, fact.time));
        self.span = Some((first, fact.time));
        for command in step(self.knowledge, &mut self.slices, fact) {
            match command {
                Command::Log { row } => {
                    self.note_votes(&row);
                    self.row(*row);
                }
                Command::Retract { ad } => drop(self.rows.remove(&ad)),
                _ => {}
            }
        }
    }

    fn note_votes(&mut self, row: &Sighting) {
        let Some(votes) = &mut self.votes else { return };
        let brand =
            row.advertiser.as_ref().and_then(|a| self.slices.brands.get(&self.knowledge.brand(&a.site)));
        let seen =
            self.slices.tabs.values().flat_map(|tab| &tab.ads).chain(brand.into_iter().flat_map(|b| &b.ads));
        if let Some(ad) = seen.into_iter().find(|ad| ad.id == row.id) {
            votes.insert(row.id.clone(), weigh(ad, brand, &self.slices.totals, &self.slices.settings));
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
                Some(truth) => {
                    let reasons = self.votes.as_mut().and_then(|votes| votes.remove(&row.id));
                    person.judged.extend(reasons.map(|reasons| Judged { reasons, truth: truth.reason }));
                    person.ads.push((row, truth));
                }
                None => person.unmatched.0 += 1,
            }
        }
        person.unmatched.1 = self.truths.len();
        person
    }
}
