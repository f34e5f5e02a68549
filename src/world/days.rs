//! A life, day by day: pages of publishers, visits to shops, and what happens on devices that nobody sees here.

use super::campaigns::Place;
use super::cast::headline;
use super::life::{BEGIN, Life};
use super::log::Line;
use super::systems::SYSTEMS;
use crate::fact::{PageFacts, RequestKind, Setting, What};
use crate::id::Millis;

/// What a moment of a day holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Doing {
    Reads,
    Shops,
    Elsewhere,
}

/// Ticks that are played at the end of a day: enough to forget a day's worth of every brand.
const TICKS: i64 = 20;

impl Life<'_> {
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
