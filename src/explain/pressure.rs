//! Pressure: how often a brand's ads came before the person up to one of them, and on how many sites.

use serde::{Deserialize, Serialize};

use crate::ad::Ad;
use crate::id::Millis;
use crate::memory::Brand;
use crate::order::Order;
use crate::phrase::{Arg, Phrase};
use crate::wire::EventKind;

/// Ads of one brand up to and with one of them, as far as they are remembered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Pressure {
    /// In the 24 hours before.
    pub day: u32,
    /// In the 7 days before.
    pub week: u32,
    /// In the 30 days before.
    pub month: u32,
    /// Sites on which they stood, in those 30 days.
    pub sites: u32,
    /// Of those 30 days' ads: after the person bought from the brand.
    pub after_purchase: u32,
}

/// A month, as frequency caps count it.
const MONTH: i64 = 30;

impl Pressure {
    /// The pressure up to `ad`, which is one of the brand's.
    #[must_use]
    pub fn of(ad: &Ad, brand: &Brand) -> Self {
        let seen: Vec<&Ad> = brand
            .ads
            .iter()
            .filter(|other| (other.time, &other.id) <= (ad.time, &ad.id))
            .filter(|other| ad.time.since(other.time) < MONTH * Millis::DAY)
            .collect();
        let count = |of: &dyn Fn(&Ad) -> bool| {
            u32::try_from(seen.iter().filter(|ad| of(ad)).count()).unwrap_or(u32::MAX)
        };
        let within = |days: i64| count(&|other| ad.time.since(other.time) < days * Millis::DAY);
        let purchases = brand.visits.iter().filter(|visit| visit.event == EventKind::Purchase);
        let bought = purchases.map(|visit| visit.time).filter(|time| *time <= ad.time).min();
        let mut sites: Vec<_> = seen.iter().map(|ad| &ad.page_site).collect();
        sites.order();
        sites.dedup();
        Self {
            day: within(1),
            week: within(7),
            month: within(MONTH),
            sites: u32::try_from(sites.len()).unwrap_or(u32::MAX),
            after_purchase: bought.map_or(0, |bought| count(&|ad| ad.time > bought)),
        }
    }

    /// It in words, where memory goes back `keep` days; nothing for a first ad.
    #[must_use]
    pub fn phrases(self, keep: i64) -> Vec<Phrase> {
        let number = |n: u32| Arg::Count(n.into());
        if self.month < 2 {
            return Vec::new();
        }
        let days = Arg::Count(keep.clamp(1, MONTH).unsigned_abs());
        let often = [number(self.day), number(self.week), number(self.month), number(self.sites), days];
        let after = (self.after_purchase > 0)
            .then(|| Phrase::new("pressure_after_purchase", [number(self.after_purchase)]));
        [Phrase::new("pressure_often", often)].into_iter().chain(after).collect()
    }
}
