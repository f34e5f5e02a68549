//! Reasons told against reasons true: precision, recall, F1, and who was taken for whom.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Person, SCORED};
use crate::explain::ReasonId;

/// Counts of one reason.
#[derive(Debug, Clone, Copy, Default, Serialize)]
pub struct Counts {
    /// Told and true.
    pub right: u32,
    /// Told, something else is true.
    pub wrong: u32,
    /// True, something else or nothing was told.
    pub missed: u32,
}

/// All reasons, and the table of truth (rows) against what was told (columns; `unknown` is abstention).
#[derive(Debug, Clone, Default, Serialize)]
pub struct Reasons {
    /// By reason.
    pub counts: BTreeMap<ReasonId, Counts>,
    /// By what is true, what was told how often.
    pub confusion: BTreeMap<ReasonId, BTreeMap<ReasonId, u32>>,
}

impl Counts {
    /// Of what was told, the share that is true; 1 where nothing was told.
    #[must_use]
    pub fn precision(&self) -> f64 {
        ratio(self.right, self.right + self.wrong, 1.0)
    }

    /// Of what is true, the share that was told.
    #[must_use]
    pub fn recall(&self) -> f64 {
        ratio(self.right, self.right + self.missed, 0.0)
    }

    /// The harmonic mean of both.
    #[must_use]
    pub fn f1(&self) -> f64 {
        ratio(2 * self.right, 2 * self.right + self.wrong + self.missed, 0.0)
    }
}

/// A ratio of counts; `none` where there is nothing to count.
pub(super) fn ratio(of: u32, all: u32, none: f64) -> f64 {
    if all == 0 { none } else { f64::from(of) / f64::from(all) }
}

impl Reasons {
    pub(super) fn new(persons: &[Person]) -> Self {
        let mut reasons = Self::default();
        for (row, truth) in persons.iter().flat_map(|person| &person.ads) {
            *reasons.confusion.entry(truth.reason).or_default().entry(row.reason).or_default() += 1;
            if row.reason == truth.reason {
                reasons.counts.entry(truth.reason).or_default().right += 1;
            } else {
                reasons.counts.entry(truth.reason).or_default().missed += 1;
                reasons.counts.entry(row.reason).or_default().wrong += 1;
            }
        }
        reasons
    }

    /// The mean F1 of the scored reasons that occur.
    #[must_use]
    pub fn macro_f1(&self) -> f64 {
        let occurs = |counts: &&Counts| counts.right + counts.missed > 0;
        let of: Vec<f64> =
            SCORED.iter().filter_map(|id| self.counts.get(id)).filter(occurs).map(Counts::f1).collect();
        of.iter().sum::<f64>() / of.len().max(1) as f64
    }
}
