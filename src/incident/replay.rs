//! Replay: a fact log gives the same rows as the browser that wrote it, byte for byte.

use serde::{Deserialize, Serialize};

use super::{Denominators, Sighting, Versions};
use crate::command::Command;
use crate::engine::{Slices, step};
use crate::fact::Fact;
use crate::id::{AdId, TabId};
use crate::knowledge::Knowledge;
use crate::memory::{Brand, Settings, Tab, Totals};
use crate::order::Order;
use crate::site::Site;
use crate::sorted::SortedMap;

/// Name and version of the fact log.
pub const FACTS_SCHEMA: &str = "candor.facts/1";

/// The first line of a fact log: what was known when it began. Without it a log begins with nothing.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Start {
    /// `candor.facts/1`.
    pub schema: String,
    /// What wrote the log.
    pub versions: Option<Versions>,
    /// Settings and choices then.
    pub settings: Settings,
    /// Counts then.
    pub totals: Totals,
    /// Open tabs then.
    pub tabs: SortedMap<TabId, Tab>,
    /// What was remembered then.
    pub brands: SortedMap<Site, Brand>,
}

impl Start {
    /// The state as it is now, as the first line of a log that begins now.
    #[must_use]
    pub fn now(slices: &Slices, versions: Versions) -> Self {
        Self {
            schema: FACTS_SCHEMA.to_owned(),
            versions: Some(versions),
            settings: slices.settings.clone(),
            totals: slices.totals.clone(),
            tabs: slices.tabs.clone(),
            brands: slices.brands.clone(),
        }
    }

    /// The slices that a replay begins with: everything is at hand.
    #[must_use]
    pub fn slices(self) -> Slices {
        Slices {
            settings: self.settings,
            totals: self.totals,
            tabs: self.tabs,
            brands: self.brands,
            all_tabs: true,
            all_brands: true,
            gists: None,
            browser: self.versions.map(|v| v.browser).unwrap_or_default(),
        }
    }
}

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
