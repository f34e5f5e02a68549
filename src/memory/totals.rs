//! Counts that explanations and exports are measured against.

use serde::{Deserialize, Serialize};

use super::Suspects;
use crate::id::Millis;
use crate::site::Site;
use crate::sorted::SortedMap;

/// Counts that explanations and exports are measured against.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// Ads seen by hour since 1970.
    pub ads_by_hour: SortedMap<i64, u32>,
    /// Of these, the ones that show something that had been looked at on their brand's site.
    #[serde(default)]
    pub recognised_by_hour: SortedMap<i64, u32>,
    /// Pages opened by hour.
    pub pages_by_hour: SortedMap<i64, u32>,
    /// Time with a page in front by hour, milliseconds.
    pub active_by_hour: SortedMap<i64, i64>,
    /// Facts known to be lost.
    pub gaps: u64,
    /// Companies seen to tell another one who somebody is: from, to, when first; sorted, at most [`Totals::MAX_SYNCS`].
    pub syncs: Vec<(String, String, Millis)>,
    /// What was forgotten on the person's word: from, to. An explanation in their reach says so.
    pub forgotten: Vec<(Millis, Millis)>,
    /// Third parties that nobody names and that recognise people on several sites.
    #[serde(default)]
    pub suspects: Suspects,
    /// What went for want of room: brands, pieces of evidence, and when the last of these brands had been met.
    #[serde(default)]
    pub made_room: Option<(u64, u64, Millis)>,
    /// Pages on sensitive subjects of which a company that follows people was told: how many, and
    /// nothing else of them.
    #[serde(default)]
    pub sensitive_told: u64,
    /// Ads by the companies that delivered them, by day since 1970: only those that came where nothing was stopped.
    #[serde(default)]
    pub delivered: SortedMap<String, SortedMap<i64, u32>>,
    /// When expiry last ran.
    pub expired: Millis,
    /// From when on ads were explained by counts or syncs that were not yet complete, and the last brand whose ads
    /// were explained anew since. Ticks go on with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unsettled: Option<(Millis, Site)>,
    /// When the newest ad was there: what bears on later ones only is in time.
    #[serde(default)]
    pub newest_ad: Millis,
}

impl Totals {
    /// Most pairs of syncing companies kept.
    pub const MAX_SYNCS: usize = 1000;
    /// Most companies whose ads are counted.
    const MAX_COMPANIES: usize = 300;

    /// Notes that `from` told `to` who somebody is.
    pub fn note_sync(&mut self, from: &str, to: &str, time: Millis) {
        let found = self.syncs.binary_search_by(|(a, b, _)| (a.as_str(), b.as_str()).cmp(&(from, to)));
        match found {
            Ok(at) => {
                let Some(known) = self.syncs.get_mut(at).filter(|known| time < known.2) else { return };
                known.2 = time;
            }
            Err(at) if self.syncs.len() < Self::MAX_SYNCS => {
                self.syncs.insert(at, (from.to_owned(), to.to_owned(), time))
            }
            Err(_) => return,
        }
        self.unsettle(time);
    }

    /// Something came to be known that bears on ads from a moment on: those that were explained are explained anew.
    fn unsettle(&mut self, since: Millis) {
        if since <= self.newest_ad {
            let since = self.unsettled.take().map_or(since, |(known, _)| known.min(since));
            self.unsettled = Some((since, Site::default()));
        }
    }

    /// Notes that an ad was there, or after all was none.
    pub fn note_ad(&mut self, time: Millis, there: bool) {
        let count = self.ads_by_hour.entry(hour(time)).or_default();
        *count = if there { count.saturating_add(1) } else { count.saturating_sub(1) };
        self.newest_ad = self.newest_ad.max(time);
        // Counts end with the hour before an ad's.
        self.unsettle(Millis((hour(time) + 1).saturating_mul(Millis::HOUR)));
    }

    /// Whether `from` was seen to tell `to`, up to a moment.
    #[must_use]
    pub fn synced(&self, from: &str, to: &str, until: Millis) -> Option<Millis> {
        let at = self.syncs.binary_search_by(|(a, b, _)| (a.as_str(), b.as_str()).cmp(&(from, to))).ok()?;
        self.syncs.get(at).map(|(_, _, time)| *time).filter(|time| *time <= until)
    }

    /// Notes that a brand, last met at some time, made room.
    pub fn note_made_room(&mut self, gone: u64, last: Millis) {
        let (brands, pieces, until) = self.made_room.get_or_insert_default();
        (*brands, *pieces) = (brands.saturating_add(1), pieces.saturating_add(gone));
        *until = last.max(*until);
    }

    /// Notes that an ad shows something that had been looked at, or after all does not.
    pub fn note_recognised(&mut self, time: Millis, shows: bool) {
        let count = self.recognised_by_hour.entry(hour(time)).or_default();
        *count = if shows { count.saturating_add(1) } else { count.saturating_sub(1) };
        self.unsettle(Millis((hour(time) + 2).saturating_mul(Millis::HOUR)));
    }

    /// Ads that show something that had been looked at, and all ads, until an hour before the hour of
    /// `time`: what arrives late by less than that changes nothing at once.
    #[must_use]
    pub fn recognised_before(&self, time: Millis) -> (u64, u64) {
        let until = hour(time) - 1;
        let sum = |counts: &SortedMap<i64, u32>| {
            counts.iter().take_while(|(at, _)| **at < until).map(|(_, n)| u64::from(*n)).sum()
        };
        (sum(&self.recognised_by_hour), sum(&self.ads_by_hour))
    }

    /// Notes that a company delivered an ad, or after all did not.
    pub fn note_delivered(&mut self, company: &str, time: Millis, came: bool) {
        if !self.delivered.contains_key(company) && (self.delivered.len() >= Self::MAX_COMPANIES || !came) {
            return;
        }
        let count = self.delivered.entry(company.to_owned()).or_default().entry(day(time)).or_default();
        *count = if came { count.saturating_add(1) } else { count.saturating_sub(1) };
    }

    /// Ads that a company delivered on the days between two moments, but for the first day after the former: so
    /// long it may have taken to hear of anything.
    #[must_use]
    pub fn delivered_between(&self, company: &str, from: Millis, to: Millis) -> u32 {
        let within = day(from).saturating_add(2)..day(to);
        let days = self.delivered.get(company).into_iter().flatten();
        days.filter(|(at, _)| within.contains(at)).fold(0, |sum, (_, count)| sum.saturating_add(*count))
    }

    /// Ads seen before the hour of `time`: the same whatever the order in which facts arrive.
    #[must_use]
    pub fn ads_before(&self, time: Millis) -> u64 {
        self.ads_by_hour.iter().take_while(|(at, _)| **at < hour(time)).map(|(_, n)| u64::from(*n)).sum()
    }
}

/// The day since 1970 that holds a moment.
#[must_use]
pub const fn day(time: Millis) -> i64 {
    time.0.div_euclid(Millis::DAY)
}

/// The hour since 1970 that holds a moment.
#[must_use]
pub const fn hour(time: Millis) -> i64 {
    time.0.div_euclid(Millis::HOUR)
}
