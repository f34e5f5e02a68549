//! One person in one world: who they are, what is around them, and what happened to them so far.

use super::cast::Cast;
use super::chance::Chance;
use super::history::History;
use super::log::Log;
use super::parameters::World;
use crate::id::Millis;

/// One person in one world.
#[derive(Debug)]
pub(super) struct Life<'w> {
    pub(super) world: &'w World,
    pub(super) chance: Chance,
    pub(super) cast: Cast,
    pub(super) log: Log,
    /// What happened at each shop.
    pub(super) histories: Vec<History>,
    /// Share of places that retargeters win of this person.
    pub(super) pressure: f64,
    /// Advertisers who guess an interest of this person.
    pub(super) guessing: Vec<usize>,
    /// Pages opened so far: no two have the same address.
    pub(super) pages: u64,
}

/// Monday, 5 January 2026, midnight UTC.
pub(super) const BEGIN: Millis = Millis(1_767_571_200_000);

impl<'w> Life<'w> {
    pub(super) fn new(world: &'w World, seed: u64) -> Self {
        let mut chance = Chance::new(seed);
        let cast = Cast::new(world, &mut chance);
        let spared = chance.of(world.person.spared);
        let pressure = if spared { 0.0 } else { chance.within(world.person.pressure) };
        let guessing = (0..6).map(|_| chance.below(cast.advertisers.len())).collect();
        let histories = cast.shops.iter().map(|_| History::default()).collect();
        Self { world, chance, cast, log: Log::new(BEGIN), histories, pressure, guessing, pages: 0 }
    }

    /// Days since the beginning.
    pub(super) fn day(&self) -> f64 {
        self.log.now.since(BEGIN) as f64 / Millis::DAY as f64
    }
}
