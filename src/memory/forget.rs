//! Forgetting: by age, by time, by brand or product, and everything.

use super::{
    Brand, Settings, Totals, Word,
    totals::{day, hour},
};
use crate::fact::Forget;
use crate::id::Millis;
use crate::site::Site;

/// What a deletion reaches, as times: from (included) to (excluded).
#[must_use]
pub const fn reach(what: &Forget) -> (Millis, Millis) {
    match what {
        Forget::Since { time } => (*time, Millis(i64::MAX)),
        Forget::Between { from, to } => (*from, *to),
        Forget::Site { .. } | Forget::Product { .. } | Forget::Everything => {
            (Millis(i64::MIN), Millis(i64::MAX))
        }
    }
}

impl Brand {
    /// Drops what happened in a span of time, or was seen on the pages of `site`; says whether anything went.
    pub fn drop_between(&mut self, from: Millis, to: Millis, seen_on: Option<&Site>) -> bool {
        let within = |time: Millis| from <= time && time < to;
        let before = self.pieces();
        match seen_on {
            Some(site) => self.ads.retain(|ad| ad.page_site != *site),
            None => {
                self.visits.retain(|v| !within(v.time));
                self.told.retain(|t| !within(t.time));
                self.ads.retain(|a| !within(a.time));
                self.corrections.retain(|Word(time, ..)| !within(*time));
                self.conduct.retain(|c| !within(c.time));
                self.stops.retain(|(time, _)| !within(*time));
                self.statement.take_if(|(time, _)| within(*time));
            }
        }
        self.pieces() != before
    }

    /// Drops all that was seen; what the person said of its ads stays, and what its site said when they asked.
    pub fn keep_words_only(&mut self) {
        self.visits.clear();
        self.told.clear();
        self.ads.clear();
        self.conduct.clear();
    }

    /// How many pieces of evidence there are.
    #[must_use]
    pub fn pieces(&self) -> usize {
        self.visits.len()
            + self.told.len()
            + self.ads.len()
            + self.corrections.len()
            + self.conduct.len()
            + self.stops.len()
            + usize::from(self.statement.is_some())
    }

    /// Its oldest piece; none where nothing is remembered.
    #[must_use]
    pub fn oldest(&self) -> Option<Millis> {
        self.times().min()
    }

    /// Its newest piece; none where nothing is remembered.
    #[must_use]
    pub fn newest(&self) -> Option<Millis> {
        self.times().max()
    }

    /// The times of all pieces.
    fn times(&self) -> impl Iterator<Item = Millis> + '_ {
        let visits = self.visits.iter().map(|visit| visit.time);
        let told = self.told.iter().map(|told| told.time);
        let ads = self.ads.iter().map(|ad| ad.time);
        let said = self.corrections.iter().map(|Word(time, ..)| *time);
        let views = self.conduct.iter().map(|view| view.time);
        let stops = self.stops.iter().map(|(time, _)| *time);
        let stated = self.statement.map(|(time, _)| time);
        visits.chain(told).chain(ads).chain(said).chain(views).chain(stops).chain(stated)
    }

    /// Whether nothing is left to remember.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.pieces() == 0
    }
}

/// Carries out a deletion on one brand; says whether it changed. `Totals` are [`forget_totals`]' part.
pub fn forget(brand: &mut Brand, what: &Forget) -> bool {
    let (from, to) = reach(what);
    let changed = match what {
        Forget::Site { site } if brand.site != *site => brand.drop_between(from, to, Some(site)),
        Forget::Product { brand: site, called } => {
            brand.site == *site && brand.drop_product(&called.iter().cloned().collect())
        }
        _ => brand.drop_between(from, to, None),
    };
    // What was forgotten did come: that nothing came is no more to be had from what is left.
    if changed {
        brand.conduct.iter_mut().for_each(|view| view.delivered.clear());
    }
    changed
}

/// Carries out a deletion on the counts, and notes its reach so that explanations can say so. The
/// site of a forgotten brand is not noted: that would be remembering it.
pub fn forget_totals(totals: &mut Totals, what: &Forget, now: Millis) {
    let (from, to) = reach(what);
    let to = to.min(now.plus(1));
    // A deletion that is carried out in portions is one.
    if totals.forgotten.last() != Some(&(from, to)) {
        totals.forgotten.push((from, to));
    }
    let excess = totals.forgotten.len().saturating_sub(50);
    totals.forgotten.drain(..excess);
    if let Some((_, after)) = &mut totals.unsettled {
        *after = Site::default();
    }
    match what {
        Forget::Everything => totals.made_room = None,
        // The person was on the brand's site all the same.
        Forget::Product { .. } => return totals.delivered.clear(),
        Forget::Site { site } => {
            totals.delivered.clear();
            return totals.suspects.forget(from, to, Some(site));
        }
        _ => {}
    }
    totals.suspects.forget(from, to, None);
    let gone = |at: &i64| hour(from) <= *at && *at <= hour(to);
    if gone(&hour(totals.newest_ad)) {
        totals.newest_ad = Millis::default();
    }
    // Days are coarser than what was forgotten.
    totals.delivered.clear();
    totals.ads_by_hour.retain(|at, _| !gone(at));
    totals.recognised_by_hour.retain(|at, _| !gone(at));
    totals.pages_by_hour.retain(|at, _| !gone(at));
    totals.active_by_hour.retain(|at, _| !gone(at));
}

/// The moment before which nothing is kept.
#[must_use]
pub fn horizon(settings: &Settings, now: Millis) -> Millis {
    now.plus(-i64::from(settings.keep_days.clamp(1, 365)) * Millis::DAY)
}

/// Drops what is older than the person chose; says whether anything went.
pub fn expire(brand: &mut Brand, settings: &Settings, now: Millis) -> bool {
    brand.drop_between(Millis(i64::MIN), horizon(settings, now), None)
}

/// Drops counts older than the person chose.
pub fn expire_totals(totals: &mut Totals, settings: &Settings, now: Millis) {
    let since = horizon(settings, now);
    let first = hour(since);
    for counts in [&mut totals.ads_by_hour, &mut totals.recognised_by_hour, &mut totals.pages_by_hour] {
        counts.retain(|hour, _| *hour >= first);
    }
    totals.active_by_hour.retain(|hour, _| *hour >= first);
    totals.delivered.values_mut().for_each(|days| days.retain(|at, _| *at >= day(since)));
    totals.delivered.retain(|_, days| !days.is_empty());
    totals.syncs.retain(|(_, _, time)| *time >= since);
    totals.forgotten.retain(|(_, to)| *to >= since);
    totals.made_room.take_if(|(.., last)| *last < since);
    totals.suspects.forget(Millis(i64::MIN), since, None);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memory::note_visit;
    use crate::wire::EventKind;

    fn brand() -> Brand {
        let mut brand = Brand { site: Site("shop.example".into()), ..Brand::default() };
        for day in 0..20 {
            note_visit(&mut brand, Millis(day * Millis::DAY), EventKind::Page, None, "page");
        }
        brand
    }

    #[test]
    fn reaches() {
        let site = |s: &str| Forget::Site { site: Site(s.into()) };
        let rows = [
            (Forget::Everything, 0),
            (Forget::Since { time: Millis(5 * Millis::DAY) }, 5),
            (Forget::Between { from: Millis(5 * Millis::DAY), to: Millis(6 * Millis::DAY) }, 19),
            (site("shop.example"), 0),
            (site("other.example"), 20),
        ];
        for (what, left) in rows {
            let mut brand = brand();
            let changed = forget(&mut brand, &what);
            assert_eq!((brand.visits.len(), changed), (left, left != 20), "{what:?}");
        }
    }

    #[test]
    fn expires_by_age() {
        let mut brand = brand();
        assert!(expire(&mut brand, &Settings::default(), Millis(19 * Millis::DAY)));
        assert_eq!(brand.visits.len(), 15, "fourteen days back, both ends");
    }
}
