//! A life, day by day: pages of publishers, visits to shops, and what happens on devices that nobody sees here.

use super::campaigns::Place;
use super::cast::{Cast, headline};
use super::chance::Chance;
use super::log::{Line, Log};
use super::parameters::World;
use super::shopping::History;
use super::systems::SYSTEMS;
use crate::fact::{PageFacts, RequestKind, Setting, What};
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

/// What a moment of a day holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Doing {
    Reads,
    Shops,
    Elsewhere,
}

/// Ticks that are played at the end of a day: enough to forget a day's worth of every brand.
const TICKS: i64 = 20;

/// Monday, 5 January 2026, midnight UTC.
const BEGIN: Millis = Millis(1_767_571_200_000);

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

    pub(super) fn live(mut self) -> Vec<Line> {
        self.log.tell(What::Set(Setting::Welcomed(true)));
        self.log.tell(What::Set(Setting::Remember(true)));
        for day in 0..i64::from(self.world.days) {
            let midnight = BEGIN.plus(day * Millis::DAY);
            for history in &mut self.histories {
                history.ads_today = 0;
            }
            let person = &self.world.person;
            let mut moments = Vec::new();
            let rates = [
                (Doing::Reads, person.pages_per_day),
                (Doing::Shops, person.visits_per_day),
                (Doing::Elsewhere, person.household),
            ];
            for (doing, mean) in rates {
                for _ in 0..self.chance.times(mean) {
                    // From eight in the morning to eleven at night.
                    let hour = self.chance.within([8.0, 23.0]);
                    moments.push(((hour * Millis::HOUR as f64) as i64, doing));
                }
            }
            moments.sort_unstable();
            for (at, doing) in moments {
                self.log.now = self.log.now.max(midnight.plus(at));
                match doing {
                    Doing::Reads => self.read(),
                    Doing::Shops => self.shop(),
                    Doing::Elsewhere => self.elsewhere(),
                }
            }
            // The browser's ticks come every minute. Most of them change nothing; but what is too old is
            // forgotten a portion a tick, so one alone would leave much behind.
            let evening = midnight.plus(Millis::DAY - TICKS * Millis::MINUTE);
            for minute in 0..TICKS {
                self.log.now = self.log.now.max(evening.plus(minute * Millis::MINUTE));
                self.log.tell(What::Tick);
            }
        }
        self.log.lines
    }

    /// Days since the beginning.
    pub(super) fn day(&self) -> f64 {
        self.log.now.since(BEGIN) as f64 / Millis::DAY as f64
    }

    /// A page of a publisher, with its ads.
    fn read(&mut self) {
        let weights = self.cast.publishers.iter().map(|p| p.weight);
        let Some(publisher) = self.chance.weighted(weights) else { return };
        self.pages += 1;
        let topic = self.cast.publishers[publisher].topic;
        let title = headline(topic, &mut self.chance);
        let page = format!("https://www.{}/story/{}", self.cast.publishers[publisher].site, self.pages);
        self.log.story(&page, PageFacts { title: title.clone(), ..PageFacts::default() });
        if self.chance.of(self.world.publishers.syncs) {
            let system = &SYSTEMS[self.chance.below(SYSTEMS.len())];
            if let Some((url, _)) = system.sync {
                self.log.request(RequestKind::Image, url);
            }
        }
        for number in 0..self.world.person.places_per_page {
            let top = 200 + 400 * i32::try_from(number).unwrap_or_default();
            self.fill(&Place { publisher, page: &page, headline: &title, top });
        }
    }
}
