//! Time passing: expiry, the end of pauses, time in front, and what was lost.

use super::Run;
use super::needs::{PORTION, expiry_due, outdated, unsettled};
use crate::command::{Command, Key};
use crate::fact::Forget;
use crate::gist::last_met;
use crate::id::{Millis, TabId};
use crate::memory::{expire, expire_totals, horizon, hour};
use crate::site::Site;

impl Run<'_> {
    pub(super) fn tick(&mut self) {
        let now = self.fact.time;
        let over = |until: Millis| until <= now;
        if self.slices.settings.quiet_until.is_some_and(over) {
            self.slices.settings.quiet_until = None;
            self.dirty.insert(Key::Settings);
            self.out.push(Command::Rules);
            self.show_everywhere();
        }
        let ended = self.slices.settings.pauses.values().any(|p| p.until.is_some_and(over));
        if ended {
            self.slices.settings.pauses.retain(|_, p| p.until.is_none_or(|until| until > now));
            self.dirty.insert(Key::Settings);
            self.out.push(Command::Rules);
        }
        self.settle();
        if !expiry_due(self.slices, now) {
            return;
        }
        let settings = self.slices.settings.clone();
        let old = outdated(self.slices, now);
        let more = old.len() == PORTION;
        for site in old {
            let Some(brand) = self.slices.brands.get_mut(&site) else { continue };
            expire(brand, &settings, now);
            if brand.is_empty() {
                self.gone(&site);
            } else {
                self.dirty.insert(Key::Brand { site });
            }
        }
        if more {
            // The next tick goes on.
            return;
        }
        self.totals().expired = now;
        expire_totals(self.totals(), &settings, now);
        self.weigh();
        let old = Forget::Between { from: Millis(i64::MIN), to: horizon(&settings, now) };
        self.out.push(Command::Unlog { forget: old });
    }

    /// Explains a portion of the ads anew that came before all was known that bears on them.
    fn settle(&mut self) {
        let Some((since, _)) = self.slices.totals.unsettled else { return };
        let portion = unsettled(self.slices);
        // What turns up on the way begins it anew.
        let next = portion.last().filter(|_| portion.len() == PORTION).map(|last| (since, last.clone()));
        self.totals().unsettled = next;
        for site in portion {
            self.explain_again(&site, since);
        }
    }

    /// All that was seen of a brand goes; the person's own words about it stay.
    pub(super) fn made_room(&mut self, site: &Site) {
        let Some(brand) = self.slices.brands.get_mut(site) else { return };
        let (pieces, last) = (brand.pieces(), last_met(brand));
        brand.keep_words_only();
        let left = brand.pieces();
        if left == 0 {
            self.gone(site);
        } else {
            self.dirty.insert(Key::Brand { site: site.clone() });
        }
        let gone = u64::try_from(pieces - left).unwrap_or(u64::MAX);
        self.totals().note_made_room(gone, last.unwrap_or_default());
    }

    /// Facts that never reached the core: counted, and said wherever it matters.
    pub(super) fn lost(&mut self, count: u32, why: &str) {
        let time = self.fact.time;
        let totals = self.totals();
        if why == "forgotten" {
            totals.forgotten.push((Millis(i64::MIN), time));
            let sites: Vec<_> = self.slices.brands.keys().cloned().collect();
            for site in sites {
                self.explain_again(&site, Millis(i64::MIN));
            }
        } else {
            totals.gaps = totals.gaps.saturating_add(u64::from(count));
        }
    }

    /// Adds the time that a tab stood in front until now, hour by hour.
    pub(super) fn count_active(&mut self, tab: TabId) {
        let now = self.fact.time;
        let shown = self.slices.tabs.get_mut(&tab).and_then(|tab| tab.shown_since.as_mut());
        // A tab counts once its page said that it is in front: one opened behind never was. What is told late
        // takes nothing back, or the time after it would count twice.
        let Some(since) = shown.map(|since| std::mem::replace(since, now.max(*since))) else { return };
        if !self.slices.settings.remember {
            return;
        }
        // A tab left open for days is not looked at for days: one stretch counts for an hour at most.
        let active = now.since(since).clamp(0, Millis::HOUR);
        *self.totals().active_by_hour.entry(hour(now)).or_default() += active;
    }
}
