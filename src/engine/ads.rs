//! Ads: joined, explained, logged and marked.

use super::{Run, Slices};
use crate::ad::{Ad, join};
use crate::command::{Command, Key, Mark};
use crate::explain::{Explanation, Pressure, explain, recognised};
use crate::fact::{AdCandidate, Detail, FrameSlot, Mode};
use crate::id::{AdId, ElementId, FrameId, Millis, TabId};
use crate::incident::{ProductRef, Sighting};
use crate::knowledge::Knowledge;
use crate::memory::{Brand, Frame, Stop, Tab, hour};
use crate::order::Order;
use crate::policy::{self, About, Question};
use crate::site::Site;
use crate::sorted::SortedMap;

/// On the badge: the moon, as devices show that they do not disturb.
const QUIET: char = '☾';

/// Smallest ad that carries a label, in CSS pixels.
const LABELLED: (u32, u32) = (120, 60);

/// How far a press in an ad's menu and the message about it may lie apart.
const TOGETHER: i64 = 10_000;

impl Tab {
    /// Most frames whose candidates or slots are kept: a page may open ten thousand.
    const MAX_FRAMES: usize = 300;
    /// Most candidates kept of one frame.
    const MAX_CANDIDATES: usize = 60;

    /// Takes in what a frame reports; the time an element was first seen stays.
    pub(super) fn note_candidates(&mut self, frame: FrameId, time: Millis, candidates: &[AdCandidate]) {
        if !self.candidates.contains_key(&frame) && self.candidates.len() >= Self::MAX_FRAMES {
            return;
        }
        let known = self.candidates.entry(frame).or_default();
        for candidate in candidates {
            let first = known.get(&candidate.element).map_or(time, |(first, _)| *first).min(time);
            if known.len() < Self::MAX_CANDIDATES || known.contains_key(&candidate.element) {
                known.insert(candidate.element, (first, candidate.clone()));
            }
        }
    }

    /// Takes in which element of `frame` holds which frame.
    pub(super) fn note_slots(&mut self, frame: FrameId, time: Millis, slots: &[FrameSlot]) {
        for slot in slots {
            // No frame holds itself, or one that holds it: a forged pair would make a ring.
            let ring = slot.child.0 == 0 || self.ancestry(frame).any(|at| at == slot.child);
            if !ring && (self.slots.len() < Self::MAX_FRAMES || self.slots.contains_key(&slot.child)) {
                self.slots.insert(slot.child, (frame, slot.clone()));
                // A frame that the browser did not name (of a page from the back-forward cache it names
                // the top alone) lies where its element is.
                let unnamed = || Frame { parent: Some(frame), url: String::new(), time };
                self.frames.entry(slot.child).or_insert_with(unnamed);
            }
        }
    }

    /// Takes in what the ad tools of `frame` say now; what they said before is over.
    pub(super) fn note_details(&mut self, frame: FrameId, said: &[Detail]) {
        if self.details.len() < Self::MAX_FRAMES || self.details.contains_key(&frame) {
            self.details.insert(frame, said.iter().take(Self::MAX_CANDIDATES).cloned().collect());
        }
    }
}

impl Run<'_> {
    pub(super) fn candidates(&mut self, candidates: &[AdCandidate]) {
        let (frame, time) = (self.fact.frame, self.fact.time);
        if let Some(tab) = self.tab() {
            tab.note_candidates(frame, time, candidates);
            self.rejoin();
        }
    }

    pub(super) fn slots(&mut self, slots: &[FrameSlot]) {
        let (frame, time) = (self.fact.frame, self.fact.time);
        if let Some(tab) = self.tab() {
            tab.note_slots(frame, time, slots);
            self.rejoin();
        }
    }

    pub(super) fn detail(&mut self, said: &[Detail]) {
        let frame = self.fact.frame;
        if let Some(tab) = self.tab() {
            tab.note_details(frame, said);
            self.rejoin();
        }
    }

    /// The person wants to see a hidden ad, while this page stands.
    pub(super) fn shown_once(&mut self, ad: &AdId) {
        let Some(tab) = self.tab() else { return };
        let id = tab.id;
        // Only an ad that is there: what a page's own process says must not fill the memory.
        if tab.ads.iter().any(|known| known.id == *ad) && !tab.page.shown_once.contains(ad) {
            tab.page.shown_once.push(ad.clone());
            self.mark(id);
        }
    }

    /// One half of an answer in an ad's menu; with the other one near, in the same ad, it is a no.
    pub(super) fn stop_half(&mut self, half: fn(&mut Stop) -> &mut Option<(FrameId, Millis)>) {
        let (frame, time) = (self.fact.frame, self.fact.time);
        let Some(tab) = self.tab() else { return };
        *half(&mut tab.stop) = Some((frame, time));
        let Stop { pressed: Some((pressed, then)), told: Some((told, now)) } = tab.stop else { return };
        let one_ad = tab.ancestry(told).any(|at| at == pressed) || tab.ancestry(pressed).any(|at| at == told);
        if one_ad && now.since(then).abs() <= TOGETHER {
            self.stopped(ElementId(0));
        }
    }

    /// The person pressed an ad's own "stop", in the fact's frame: the brand's systems heard a no.
    pub(super) fn stopped(&mut self, element: ElementId) {
        let (frame, time) = (self.fact.frame, self.fact.time);
        let Some(id) = self.fact.tab else { return };
        let Some(tab) = self.slices.tabs.get(&id).filter(|tab| self.remembers(tab)) else { return };
        let within = |ad: &&Ad| match element {
            // Something in the frame said so, wherever in it.
            ElementId(0) => {
                frame.0 != 0
                    && (tab.ancestry(frame).any(|at| at == ad.origin.frame)
                        || tab.ancestry(ad.origin.frame).any(|at| at == frame))
            }
            _ => ad.origin.frame == frame && ad.origin.element == element,
        };
        let ads: Vec<Ad> = tab.ads.iter().filter(within).cloned().collect();
        for ad in ads {
            // The same that an ad needs to count at all: a page must not put words into a rival's ear.
            let known = ad.advertiser.filter(|a| a.signs.len() >= 2 && !ad.served_by.is_empty());
            let Some(site) = known.map(|a| a.site) else { continue };
            let companies = ad.served_by.into_iter().map(|served| served.company).take(10).collect();
            let stops = &mut self.brand(&site).stops;
            // The menu asks twice (stop, and why): one no.
            if stops.last().is_some_and(|(last, _)| time.since(*last) < Millis::MINUTE) {
                continue;
            }
            stops.push((time, companies));
            stops.order();
            let excess = stops.len().saturating_sub(Brand::MAX_STOPS);
            stops.drain(..excess);
        }
    }

    /// Joins the tab's facts into ads anew; new and changed ads are explained, logged and marked.
    pub(super) fn rejoin(&mut self) {
        if let Some(id) = self.fact.tab {
            self.rejoin_tab(id);
        }
    }

    /// The same for any tab.
    pub(super) fn rejoin_tab(&mut self, id: TabId) {
        let Some(tab) = self.slices.tabs.get(&id) else { return };
        if tab.candidates.is_empty() && tab.slots.is_empty() {
            return;
        }
        let joined = join(self.knowledge, tab, &self.slices.settings, self.fact);
        // An ad whose element is still there but is no ad of its own any more is taken back; one whose
        // frame went on to another document stays seen.
        let (gone, stays): (Vec<Ad>, Vec<Ad>) = tab.ads.iter().cloned().partition(|ad| {
            let there =
                tab.candidates.get(&ad.origin.frame).is_some_and(|c| c.contains_key(&ad.origin.element))
                    || (ad.origin.element == ElementId(0) && tab.slots.contains_key(&ad.origin.frame));
            there && joined.iter().all(|new| new.id != ad.id)
        });
        let mut ads = stays;
        let mut changed = Vec::new();
        for mut new in joined {
            match ads.iter_mut().find(|known| known.id == new.id) {
                Some(known) => {
                    (new.time, new.tz, new.gpc) = (known.time, known.tz, known.gpc);
                    new.regime.clone_from(&known.regime);
                    if *known != new {
                        changed.push((new.clone(), Some(known.clone())));
                        *known = new;
                    }
                }
                None => {
                    changed.push((new.clone(), None));
                    ads.push(new);
                }
            }
        }
        if gone.is_empty() && changed.is_empty() {
            return;
        }
        if let Some(tab) = self.slices.tabs.get_mut(&id) {
            ads.truncate(200);
            tab.ads = ads;
            self.dirty.insert(Key::Tab { id });
        }
        let remembers = self.slices.tabs.get(&id).is_some_and(|tab| self.remembers(tab));
        if remembers {
            for ad in gone {
                self.retract(&ad);
            }
            for (ad, before) in changed {
                self.log(ad, before);
            }
        }
        self.mark(id);
        self.badge_of(id);
    }

    /// Keeps an ad and its row; `before` is the same ad as known until now.
    pub(super) fn log(&mut self, ad: Ad, before: Option<Ad>) {
        match &before {
            None => *self.totals().ads_by_hour.entry(hour(ad.time)).or_default() += 1,
            Some(before) if before.advertiser != ad.advertiser => self.unlist(before),
            Some(_) => {}
        }
        self.note_delivered(&ad, before.as_ref());
        if let Some(site) = ad.advertiser.as_ref().map(|a| a.site.clone()) {
            let brand = self.brand(&site);
            match brand.ads.iter_mut().find(|known| known.id == ad.id) {
                Some(known) => *known = Ad { recognised: known.recognised, ..ad.clone() },
                None => brand.ads.push(Ad { recognised: false, ..ad.clone() }),
            }
            brand.ads.order_by(|a, b| (a.time, &a.id).cmp(&(b.time, &b.id)));
            let excess = brand.ads.len().saturating_sub(Brand::MAX_ADS);
            brand.ads.drain(..excess);
            if let Some(name) =
                ad.advertiser.as_ref().map(|a| &a.name).filter(|_| brand.name_origin == "site")
            {
                brand.name.clone_from(name);
            }
            self.recognise(&site, ad.time);
        }
        self.row(&ad);
    }

    /// Keeps up which ads of a brand, from a moment on, show what had been looked at there, and how many do.
    fn recognise(&mut self, site: &Site, since: Millis) {
        let site = self.knowledge.brand(site);
        let Some(brand) = self.slices.brands.get(&site) else { return };
        let shows = |ad: &Ad| ad.time >= since && ad.recognised != recognised(ad, Some(brand)).is_some();
        let changed: Vec<usize> =
            brand.ads.iter().enumerate().filter(|(_, ad)| shows(ad)).map(|(at, _)| at).collect();
        for at in changed {
            let brand = self.slices.brands.get_mut(&site);
            let Some(ad) = brand.and_then(|brand| brand.ads.get_mut(at)) else { continue };
            ad.recognised = !ad.recognised;
            let (time, shows) = (ad.time, ad.recognised);
            self.totals().note_recognised(time, shows);
            self.dirty.insert(Key::Brand { site: site.clone() });
        }
    }

    /// Counts an ad for the companies that delivered it where nothing was stopped; `before` was counted.
    fn note_delivered(&mut self, ad: &Ad, before: Option<&Ad>) {
        let counts = |ad: &Ad| ad.regime.mode == Mode::ShowMe && !ad.regime.other_blocker;
        let served =
            |ad: &Ad, company: &str| counts(ad) && ad.served_by.iter().any(|by| by.company == company);
        let came =
            ad.served_by.iter().filter(|by| counts(ad) && before.is_none_or(|was| !served(was, &by.company)));
        let went = before
            .into_iter()
            .flat_map(|was| was.served_by.iter().filter(|by| counts(was) && !served(ad, &by.company)));
        let changes: Vec<(&str, bool)> = came
            .map(|by| (by.company.as_str(), true))
            .chain(went.map(|by| (by.company.as_str(), false)))
            .collect();
        for (company, came) in changes {
            self.totals().note_delivered(company, ad.time, came);
        }
    }

    /// Emits the row of an ad, explained as things stand.
    fn row(&mut self, ad: &Ad) {
        let row = sighting(self.knowledge, self.slices, ad);
        self.out.push(Command::Log { row: Box::new(row) });
    }

    /// Takes an ad out of its brand's record.
    pub(super) fn unlist(&mut self, ad: &Ad) {
        if let Some(site) = ad.advertiser.as_ref().map(|a| self.knowledge.brand(&a.site))
            && self.slices.brands.contains_key(&site)
        {
            let brand = self.brand(&site);
            let counted = brand.ads.iter().any(|known| known.id == ad.id && known.recognised);
            brand.ads.retain(|known| known.id != ad.id);
            if counted {
                self.totals().note_recognised(ad.time, false);
            }
        }
    }

    pub(super) fn retract(&mut self, ad: &Ad) {
        self.unlist(ad);
        if let Some(count) = self.totals().ads_by_hour.get_mut(&hour(ad.time)) {
            *count = count.saturating_sub(1);
        }
        let nobody = Ad { served_by: Vec::new(), ..ad.clone() };
        self.note_delivered(&nobody, Some(ad));
        self.out.push(Command::Retract { ad: ad.id.clone() });
    }

    /// Explains the ads of a brand anew from a moment on, and replaces their rows.
    pub(super) fn explain_again(&mut self, site: &Site, since: Millis) {
        self.recognise(site, since);
        let Some(brand) = self.slices.brands.get(site) else { return };
        let ads: Vec<Ad> = brand.ads.iter().filter(|ad| ad.time >= since).cloned().collect();
        for ad in ads {
            self.row(&ad);
        }
        self.badge();
    }

    /// Tells every frame of a tab which of its elements to label or hide.
    pub(super) fn mark(&mut self, id: TabId) {
        let Some(tab) = self.slices.tabs.get(&id) else { return };
        let (settings, now) = (&self.slices.settings, self.fact.time);
        let paused = policy::paused(settings, &tab.page.site, now);
        let mut marks: SortedMap<FrameId, Vec<Mark>> = SortedMap::new();
        for ad in &tab.ads {
            let large = ad.rect.width >= LABELLED.0 && ad.rect.height >= LABELLED.1;
            let hide = hidden(self.knowledge, self.slices, tab, ad, now);
            let label = settings.labels && large && !paused && !hide;
            let note = hide && large && settings.notes;
            let mark = Mark { element: ad.place.element, ad: ad.id.clone(), label, hide, note };
            marks.entry(ad.place.frame).or_default().push(mark);
        }
        self.out.extend(marks.into_iter().map(|(frame, marks)| Command::Mark { tab: id, frame, marks }));
    }

    /// The badge of the fact's tab: how many of its ads follow the person.
    pub(super) fn badge(&mut self) {
        let Some(id) = self.fact.tab else { return };
        self.badge_of(id);
    }

    /// The badge of a tab: that it is quiet now, and how many of its ads follow the person.
    pub(super) fn badge_of(&mut self, id: TabId) {
        let Some(tab) = self.slices.tabs.get(&id) else { return };
        let following =
            tab.ads.iter().filter(|ad| explanation(self.knowledge, self.slices, ad).follows()).count();
        let settings = &self.slices.settings;
        let mut text = String::new();
        if policy::quiet_hour(settings, self.fact.time) {
            text.push(QUIET);
        }
        if settings.badge && following > 0 {
            text.push_str(&following.to_string());
        }
        self.out.push(Command::Badge { tab: id, text });
    }
}

/// Why an ad likely appeared, by what is known now of the time up to it.
fn explanation(knowledge: &Knowledge, slices: &Slices, ad: &Ad) -> Explanation {
    explain(ad, advertiser(knowledge, slices, ad), &slices.totals, &slices.settings)
}

/// The record of the brand whose ad it is.
fn advertiser<'s>(knowledge: &Knowledge, slices: &'s Slices, ad: &Ad) -> Option<&'s Brand> {
    ad.advertiser.as_ref().and_then(|a| slices.brands.get(&knowledge.brand(&a.site)))
}

/// The row of an ad as things stand.
#[must_use]
pub fn sighting(knowledge: &Knowledge, slices: &Slices, ad: &Ad) -> Sighting {
    let why = explanation(knowledge, slices, ad);
    let mut row = Sighting::new(knowledge, ad, why, &slices.settings, &slices.browser);
    // The ad seldom names its brand and product; the shop did when the person was there.
    let brand = advertiser(knowledge, slices, ad);
    let visited = |brand: &&Brand| brand.visits.iter().any(|visit| visit.time <= ad.time);
    if let (Some(brand), Some(named)) = (brand.filter(visited), &mut row.advertiser) {
        named.name.clone_from(&brand.name);
    }
    row.pressure = brand.map(|brand| Pressure::of(ad, brand)).filter(|pressure| pressure.month > 0);
    if let Some(product) = recognised(ad, brand) {
        let shown = ad.product.iter().flat_map(|p| &p.ids).find(|id| product.ids.contains(id));
        row.product =
            Some(ProductRef { id: shown.or(product.ids.first()).cloned(), name: product.name.clone() });
    }
    row
}

/// Whether the person's word hides an ad. What a site shows of itself is never hidden: a shop's own
/// pictures and a portal's own shopping pages may look like ads and are what the person came for. Of
/// the companies that served it, the one nearest to the ad of which the person said something counts:
/// who hides what the outer one delivers hides it, whoever filled the last frame. Nor is an ad that they
/// want to see this once.
#[must_use]
pub fn hidden(knowledge: &Knowledge, slices: &Slices, tab: &Tab, ad: &Ad, now: Millis) -> bool {
    let brand = ad.advertiser.as_ref().map(|a| knowledge.brand(&a.site));
    if brand.as_ref() == Some(&knowledge.brand(&tab.page.site)) || tab.page.shown_once.contains(&ad.id) {
        return false;
    }
    let served = || ad.served_by.iter().rev().map(|served| served.company.as_str());
    let question = Question {
        page_site: &tab.page.site,
        brand: brand.as_ref(),
        company: served().find(|company| policy::company_word(&slices.settings, company).is_some()),
        about: About::Ad,
    };
    policy::decide(&slices.settings, &question, now).stop
}
