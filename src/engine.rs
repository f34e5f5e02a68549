//! The engine: which slices a fact needs, and the one step from fact to commands.

use std::collections::BTreeMap;

use crate::command::{Command, Key};
use crate::fact::Fact;
use crate::id::TabId;
use crate::knowledge::Knowledge;
use crate::memory::{Brand, Settings, Tab, Totals};
use crate::site::Site;

/// The slices of state that the shell loaded for a step.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Slices {
    /// Always present.
    pub settings: Settings,
    /// Always present.
    pub totals: Totals,
    /// Tabs asked for.
    pub tabs: BTreeMap<TabId, Tab>,
    /// Brands asked for.
    pub brands: BTreeMap<Site, Brand>,
}

/// What the shell has to load before [`step`]. Settings and totals are always loaded.
#[must_use]
pub fn needs(knowledge: &Knowledge, slices: &Slices, fact: &Fact) -> Vec<Key> {
    let _ = (knowledge, slices, fact);
    Vec::new()
}

/// Takes one fact, changes the slices, and says what to do.
pub fn step(knowledge: &Knowledge, slices: &mut Slices, fact: Fact) -> Vec<Command> {
    let _ = (knowledge, slices, fact);
    Vec::new()
}
