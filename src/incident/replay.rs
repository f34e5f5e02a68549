//! Replay: a fact log gives the same rows as the browser that wrote it, byte for byte.

use super::{Denominators, Sighting, Start};
use crate::command::Command;
use crate::engine::{Slices, step};
use crate::fact::Fact;
use crate::id::AdId;
use crate::knowledge::Knowledge;
use crate::memory::Totals;
use crate::order::Order;
use crate::sorted::SortedMap;

/// The rows of a log, kept up by commands: the one way, live and in replay.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rows(SortedMap<AdId, Sighting>);

impl Rows {
    /// Takes in what a command says of rows; other commands change nothing.
    pub fn take(&mut self, command: Command) {
        match command {
            Command::Log { row } => {
                self.0.insert(row.id.clone(), *row);
            }
            Command::Retract { ad } => {
                self.0.remove(&ad);
            }
            Command::Unlog { forget } => self.0.retain(|_, row| !row.reached_by(&forget)),
            _ => {}
        }
    }

    /// The rows in order of time, then of id.
    #[must_use]
    pub fn sorted(self) -> Vec<Sighting> {
        let mut rows: Vec<Sighting> = self.0.into_values().collect();
        rows.order_by(|a, b| (a.time, &a.id).cmp(&(b.time, &b.id)));
        rows
    }
}

/// A replay under way.
#[derive(Debug, Default)]
pub struct Replay {
    slices: Slices,
    rows: Rows,
}

impl Replay {
    /// Begins where the log began.
    #[must_use]
    pub fn new(start: Start) -> Self {
        Self { slices: start.slices(), rows: Rows::default() }
    }

    /// Takes the next fact.
    pub fn fact(&mut self, knowledge: &Knowledge, fact: Fact) {
        for command in step(knowledge, &mut self.slices, fact) {
            self.rows.take(command);
        }
    }

    /// What is remembered by now.
    #[must_use]
    pub const fn slices(&self) -> &Slices {
        &self.slices
    }

    /// The rows, and what they are counted against.
    #[must_use]
    pub fn end(self) -> (Vec<Sighting>, Denominators) {
        let rows = self.rows.sorted();
        let denominators = Denominators::new(&self.slices.totals, &rows);
        (rows, denominators)
    }
}

impl Denominators {
    /// Counts over a whole log.
    #[must_use]
    pub fn new(totals: &Totals, rows: &[Sighting]) -> Self {
        let unexplained =
            rows.iter().filter(|r| r.reason == crate::explain::ReasonId::Unknown).count() as u64;
        Self {
            page_views: totals.pages_by_hour.values().map(|n| u64::from(*n)).sum(),
            active_ms: totals.active_by_hour.values().sum(),
            slots: rows.len() as u64,
            unexplained,
            gaps: totals.gaps,
        }
    }
}
