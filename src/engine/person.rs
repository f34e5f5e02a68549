//! What the person says: choices, settings, corrections, deletions. It shows at once, everywhere.

use super::Run;
use crate::ad::Ad;
use crate::command::{Command, Key};
use crate::fact::{About, Correction, Forget};
use crate::gist::Gist;
use crate::id::{AdId, Millis, TabId};
use crate::memory::{Tab, Word, forget, forget_totals, reach};
use crate::order::Order;
use crate::policy;
use crate::product::{Product, Reading};
use crate::site::Site;

impl Run<'_> {
    /// A choice, a pause or a setting.
    pub(super) fn said(&mut self) {
        let settings = &self.slices.settings;
        let (rules, matters) = (settings.rules.clone(), settings.matters.clone());
        let _ = policy::apply(&mut self.slices.settings, &self.fact.what, self.fact.time);
        if self.slices.settings.rules != rules || self.slices.settings.matters != matters {
            self.weigh();
        }
        self.dirty.insert(Key::Settings);
        self.out.push(Command::Rules);
        self.show_everywhere();
    }

    /// Works out anew what the rules by record make of every brand.
    pub(super) fn weigh(&mut self) {
        let (settings, now) = (&self.slices.settings, self.fact.time);
        let earned = |gist: &Gist| match &gist.known {
            Some(known) => policy::earned(&settings.rules, &known.tally, settings, now),
            // Until it is read, it stays at what it earned before.
            None => settings.earned.get(&gist.site).cloned(),
        };
        // Without rules no record has to be judged.
        let gists = (!settings.rules.is_empty()).then(|| self.slices.gists());
        let earned = gists.into_iter().flatten().filter_map(|gist| Some((gist.site.clone(), earned(&gist)?)));
        let earned = earned.collect();
        if self.slices.settings.earned != earned {
            self.slices.settings.earned = earned;
            self.dirty.insert(Key::Settings);
            self.out.push(Command::Rules);
            self.show_everywhere();
        }
    }

    /// What a site says of the signal, as the person had it asked for.
    pub(super) fn statement(&mut self, site: &Site, gpc: Option<bool>) {
        if self.slices.settings.remember {
            self.brand(site).statement = Some((self.fact.time, gpc));
        }
    }

    pub(super) fn show_everywhere(&mut self) {
        let tabs: Vec<TabId> = self.slices.tabs.keys().copied().collect();
        for id in tabs {
            self.mark(id);
            self.badge_of(id);
        }
    }

    pub(super) fn corrected(
        &mut self,
        ad: &AdId,
        brand: Option<&Site>,
        correction: &Correction,
        about: &About,
        undo: bool,
    ) {
        let Some(site) = brand.map(|site| self.knowledge.brand(site)) else { return };
        if let Correction::WrongBrand { right } = correction {
            self.rebrand(ad, &site, right.as_ref(), undo);
        } else if self.slices.settings.remember {
            let time = self.fact.time;
            let corrections = &mut self.brand(&site).corrections;
            if undo {
                if let Some(at) =
                    corrections.iter().rposition(|word| word.1 == *correction && word.2 == *about)
                {
                    corrections.remove(at);
                }
            } else {
                corrections.push(Word(time, correction.clone(), about.clone()));
                corrections.order();
                let excess = corrections.len().saturating_sub(100);
                corrections.drain(..excess);
            }
            self.explain_again(&site, Millis(i64::MIN));
        }
        self.show_everywhere();
    }

    /// "Wrong brand": from now on ads that lead to `site` are `right`'s, or nobody's known.
    fn rebrand(&mut self, id: &AdId, site: &Site, right: Option<&Site>, undo: bool) {
        let right = right.map(|site| self.knowledge.brand(site));
        if undo {
            self.slices.settings.rebranded.remove(site);
        } else {
            self.slices.settings.rebranded.insert(site.clone(), right.clone());
        }
        self.dirty.insert(Key::Settings);
        let tabs: Vec<TabId> = self.slices.tabs.keys().copied().collect();
        for tab in tabs {
            self.rejoin_tab(tab);
        }
        // The ad may stand on a page that is closed by now: its record moves all the same.
        let (from, to) = if undo { (right, Some(site.clone())) } else { (Some(site.clone()), right) };
        let stored = from
            .as_ref()
            .and_then(|from| self.slices.brands.get(from)?.ads.iter().find(|ad| ad.id == *id).cloned());
        if let Some(ad) = stored {
            let signs = vec!["person".to_owned()];
            let name = |site: &Site| crate::ad::name_of(self.knowledge, site);
            let advertiser = to.map(|site| crate::ad::Advertiser { name: name(&site), site, signs });
            self.log(Ad { advertiser, ..ad.clone() }, Some(ad));
        }
    }

    pub(super) fn forget(&mut self, what: &Forget) {
        let now = self.fact.time;
        let what = &self.whole(what);
        forget_totals(self.totals(), what, now);
        // What came before is as it was, and so is what explains it.
        let (from, _) = reach(what);
        let sites: Vec<Site> = match what {
            // Nobody else's record is touched, nor read for it.
            Forget::Product { brand, .. } => vec![brand.clone()],
            _ => self.slices.brands.keys().cloned().collect(),
        };
        for site in sites {
            let Some(brand) = self.slices.brands.get_mut(&site) else { continue };
            let changed = forget(brand, what);
            if brand.is_empty() {
                self.gone(&site);
                continue;
            }
            if changed {
                self.dirty.insert(Key::Brand { site: site.clone() });
            }
            self.explain_again(&site, from);
        }
        for (id, tab) in &mut self.slices.tabs {
            if forget_in_tab(tab, what) {
                self.dirty.insert(Key::Tab { id: *id });
            }
        }
        self.weigh();
        self.out.push(Command::Unlog { forget: what.clone() });
        self.show_everywhere();
    }
}

impl Run<'_> {
    /// Nothing is left of a brand: nothing of it is kept, and lists and rules count it no more.
    pub(super) fn gone(&mut self, site: &Site) {
        self.slices.brands.remove(site);
        self.slices.gists.as_mut().and_then(|gists| gists.remove(site));
        let key = Key::Brand { site: site.clone() };
        self.dirty.remove(&key);
        self.out.push(Command::Remove { key });
    }

    /// A deletion with all the names of what it is about: of a product the brand's record knows them.
    fn whole(&self, what: &Forget) -> Forget {
        let Forget::Product { brand, called } = what else { return what.clone() };
        let brand = self.knowledge.brand(brand);
        let known = self.slices.brands.get(&brand).map(|record| record.called(called).into_iter().collect());
        Forget::Product { called: known.unwrap_or_else(|| called.clone()), brand }
    }
}

/// Drops from an open tab what a deletion reaches; what is gone was "not seen".
fn forget_in_tab(tab: &mut Tab, what: &Forget) -> bool {
    let gone = |time: Millis| match what {
        Forget::Since { time: since } => time >= *since,
        Forget::Between { from, to } => *from <= time && time < *to,
        Forget::Site { .. } | Forget::Product { .. } | Forget::Everything => true,
    };
    match what {
        Forget::Product { brand, called } => {
            let is = |product: &Product| called.iter().any(|name| product.goes_by(name));
            if tab.page.site == *brand {
                tab.calls.retain(|call| {
                    let events = call.signal.iter().flat_map(|signal| &signal.events);
                    let mut told =
                        events.flat_map(|event| &event.items).flat_map(|i| i.id.iter().chain(&i.name));
                    !told.any(|name| called.contains(name))
                });
                if tab.page.reading.product.as_ref().is_some_and(is) {
                    tab.page.reading = Reading::default();
                }
                tab.page.from_here_on = true;
            }
            let shown = |ad: &Ad| {
                ad.advertiser.as_ref().is_some_and(|a| a.site == *brand)
                    && ad.product.as_ref().is_some_and(is)
            };
            let (gone, left) = std::mem::take(&mut tab.ads).into_iter().partition::<Vec<Ad>, _>(shown);
            tab.ads = left;
            for ad in gone {
                tab.candidates.entry(ad.origin.frame).or_default().remove(&ad.origin.element);
            }
            true
        }
        Forget::Site { site } if tab.page.site != *site => {
            let before = tab.ads.len();
            tab.ads.retain(|ad| ad.advertiser.as_ref().is_none_or(|a| a.site != *site));
            before != tab.ads.len()
        }
        _ => {
            tab.calls.retain(|call| !gone(call.time));
            tab.ads.retain(|ad| !gone(ad.time));
            tab.candidates.values_mut().for_each(|c| c.retain(|_, (time, _)| !gone(*time)));
            tab.page.from_here_on |= gone(tab.page.opened);
            true
        }
    }
}
