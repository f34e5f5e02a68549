//! Ads: joined, explained, logged.

use super::{Run, Slices};
use crate::ad::{Ad, join};
use crate::command::{Command, Key};
use crate::explain::{Explanation, Pressure, explain, recognised};
use crate::fact::Mode;
use crate::id::{ElementId, Millis, TabId};
use crate::incident::{ProductRef, Sighting};
use crate::knowledge::Knowledge;
use crate::memory::Brand;
use crate::order::Order;
use crate::site::Site;

impl Run<'_> {
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
            None => self.totals().note_ad(ad.time, true),
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
            let site = self.knowledge.brand(&site);
            self.recognise(&site, ad.time);
            // How often a brand's ads came before bears on those that came after, and are known already.
            if self
                .slices
                .brands
                .get(&site)
                .is_some_and(|brand| brand.ads.iter().any(|known| known.time > ad.time))
            {
                return self.explain_again(&site, ad.time);
            }
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
            self.explain_again(&site, ad.time);
        }
    }

    pub(super) fn retract(&mut self, ad: &Ad) {
        self.unlist(ad);
        self.totals().note_ad(ad.time, false);
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
}

/// Why an ad likely appeared, by what is known now of the time up to it.
pub(super) fn explanation(knowledge: &Knowledge, slices: &Slices, ad: &Ad) -> Explanation {
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
