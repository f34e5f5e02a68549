//! Pages: a document opens, says what it is, asks for consent, is shown or closed.

use super::Run;
use crate::command::{Command, Key};
use crate::fact::{ConsentFact, PageFacts, Prompt, TabState};
use crate::form;
use crate::id::{FrameId, Millis};
use crate::knowledge::{Function, Knowledge, Vendor};
use crate::manners::{asks, gap_on_page, prompted};
use crate::memory::{Brand, Disclosed, Frame, Page, Tab, Told, day, hour, note_visit, sensitive};
use crate::policy;
use crate::product;
use crate::site::{Site, Url};
use crate::sorted::SortedSet;
use crate::wire::{EventKind, TcString, Vendors};

impl Run<'_> {
    /// Most companies that are measured by what they delivered.
    const MOST_COULD: usize = 20;

    pub(super) fn navigated(&mut self, url: &str, parent: Option<FrameId>, from_here_on: bool) {
        let (frame, time, document) = (self.fact.frame, self.fact.time, self.fact.document.clone());
        if frame.0 != 0 {
            let Some(tab) = self.tab() else { return };
            tab.frames.insert(frame, Frame { parent, url: url.to_owned(), time });
            // A frame that was there before may have been read before it is named.
            if !from_here_on {
                tab.candidates.remove(&frame);
                tab.slots.retain(|_, (holder, _)| *holder != frame);
                tab.details.remove(&frame);
            }
            self.rejoin();
            return;
        }
        let Some(id) = self.fact.tab else { return };
        self.count_active(id);
        let site = self.site_of(url);
        let unremembered = sensitive::subject(&[&sensitive::of_address(url)]).map(str::to_owned);
        let url = url.to_owned();
        let page = Page {
            url: url.clone(),
            site,
            opened: time,
            document,
            from_here_on,
            unremembered,
            gpc: self.slices.settings.gpc,
            ..Page::default()
        };
        let Some(tab) = self.tab() else { return };
        // Requests can be told before the navigation that they belong to.
        let early: Vec<_> = tab.calls.drain(..).filter(|call| call.time >= time).collect();
        // What answers a form opens before its request has ended.
        let stays = page.site == tab.page.site;
        let (shown_since, adding) = (tab.shown_since, tab.adding.take().filter(|_| stays));
        *tab = Tab { id, page, calls: early, shown_since, adding, ..Tab::default() };
        tab.frames.insert(FrameId(0), Frame { parent: None, url: url.clone(), time });
        // An empty tab or a page of the browser's own is no page view.
        if self.slices.settings.remember && url.starts_with("http") {
            *self.totals().pages_by_hour.entry(hour(time)).or_default() += 1;
        }
        self.badge();
    }

    /// A new page of the same document: its calls go on, what it shows is read anew.
    pub(super) fn route_changed(&mut self, url: &str) {
        let time = self.fact.time;
        let Some(tab) = self.tab() else { return };
        if self_frame(tab) {
            tab.page.url = url.to_owned();
            tab.page.opened = time;
            tab.page.reading = product::Reading::default();
            (tab.page.forms, tab.page.asks, tab.page.gap) = (Vec::new(), false, false);
            tab.page.prompted = None;
            // What led to a subject stays unremembered on the way on, until another document opens.
            let subject = || sensitive::subject(&[&sensitive::of_address(url)]).map(str::to_owned);
            tab.page.unremembered = tab.page.unremembered.take().or_else(subject);
        }
    }

    pub(super) fn page(&mut self, facts: &PageFacts) {
        if self.fact.frame.0 != 0 {
            return;
        }
        let Some(tab) = self.tab() else { return };
        let reading = product::read(facts, &tab.page.url);
        tab.page.title.clone_from(&facts.title);
        tab.page.privacy_links.clone_from(&facts.privacy_links);
        tab.page.reading = reading;
        tab.page.forms = form::read(&facts.forms, &tab.page.url);
        tab.page.asks = asks(facts);
        tab.page.gap = facts.gaps.iter().any(|text| gap_on_page(text));
        let product = tab.page.reading.product.as_ref();
        let named = product.map(|p| [p.name.as_deref(), p.brand.as_deref()]).unwrap_or_default();
        let texts = [Some(facts.title.as_str()), named[0], named[1]].map(Option::unwrap_or_default);
        if let Some(subject) = sensitive::subject(&texts) {
            return self.unremember(subject);
        }
        self.remembering(|run, tab| {
            let reading = &tab.page.reading;
            if reading.product.is_none() && reading.order.is_none() && !run.knows(tab) {
                return;
            }
            let brand = run.page_brand(tab);
            if let Some(mut product) = reading.product.clone() {
                product.url.get_or_insert_with(|| tab.page.url.clone());
                note_visit(brand, tab.page.opened, EventKind::View, Some(product), "page");
            }
            run.note_purchase(tab);
        });
    }

    pub(super) fn prompt(&mut self, prompt: &Prompt) {
        let Some(about) = prompted(prompt).filter(|_| self.fact.frame.0 == 0) else { return };
        let Some(tab) = self.tab() else { return };
        tab.page.prompted = Some(about);
        self.remembering(|run, tab| {
            if run.knows(tab) {
                run.page_brand(tab);
            }
        });
    }

    pub(super) fn consent(&mut self, consent: &ConsentFact) {
        let (time, knowledge, from_top) = (self.fact.time, self.knowledge, self.fact.frame.0 == 0);
        let Some(tab) = self.tab() else { return };
        tab.page.note_consent(time, consent, from_top);
        let list = consent
            .string
            .as_deref()
            .filter(|_| from_top)
            .and_then(TcString::read)
            .and_then(|tc| tc.disclosed);
        if let Some(list) = list {
            tab.page.disclosed = Some(disclosed(knowledge, &list));
        }
        self.remembering(|run, tab| {
            if run.knows(tab) {
                let brand = run.page_brand(tab);
                // What was told in the meantime was told under this choice.
                let here = |told: &&mut Told| tab.calls.iter().any(|call| call.request == told.request);
                for told in brand.told.iter_mut().filter(|told| !told.request.0.is_empty()).filter(here) {
                    told.consent = tab.page.consent_at(told.time);
                }
            }
        });
    }

    /// The brand of the page in a tab, brought up to what the page says of itself: the same
    /// whichever fact made the brand known.
    pub(super) fn page_brand(&mut self, tab: &Tab) -> &mut Brand {
        let regime = self.fact.regime.clone();
        let (site, settings) = (self.knowledge.brand(&tab.page.site), &self.slices.settings);
        let quiet = policy::silenced(settings, &site, &tab.page.site, self.fact.time);
        let delivered = self.delivered(&site, tab.page.opened);
        let brand = self.brand(&tab.page.site);
        if let Some(shop) =
            tab.page.reading.shop.as_ref().filter(|s| !s.is_empty() && s.chars().count() <= 60)
        {
            brand.name.clone_from(shop);
            "page".clone_into(&mut brand.name_origin);
        }
        let conduct = brand.conduct_of(&tab.page, &regime);
        conduct.quiet |= quiet;
        if conduct.delivered.is_empty() {
            conduct.delivered = delivered;
        }
        conduct.note_page(tab);
        brand
    }

    /// How many ads came, since the last visit on another day, from companies that could have shown this brand's.
    fn delivered(&self, site: &Site, opened: Millis) -> Vec<(String, u32)> {
        let Some(brand) = self.slices.brands.get(site) else { return Vec::new() };
        let earlier = |time: &Millis| day(*time) < day(opened);
        let Some(last) = brand.conduct.iter().map(|view| view.time).filter(earlier).max() else {
            return Vec::new();
        };
        let stopped = brand.stops.iter().filter(|(time, _)| (last..opened).contains(time));
        let since = stopped.clone().map(|(time, _)| *time).max().unwrap_or(last);
        let told = brand.told.iter().filter(|told| {
            told.time < opened && !told.blocked && told.function.is_some_and(Function::follows_people)
        });
        let could: SortedSet<&String> =
            told.map(|told| &told.company).chain(stopped.flat_map(|(_, heard)| heard)).collect();
        let counted = could
            .into_iter()
            .map(|name| (name.clone(), self.slices.totals.delivered_between(name, since, opened)));
        counted.filter(|(_, count)| *count > 0).take(Self::MOST_COULD).collect()
    }

    pub(super) fn tab_state(&mut self, state: TabState) {
        let Some(id) = self.fact.tab else { return };
        let now = self.fact.time;
        self.count_active(id);
        match state {
            TabState::Shown => {
                if let Some(tab) = self.tab() {
                    tab.shown_since = tab.shown_since.max(Some(now));
                }
            }
            TabState::Hidden => {
                let document = self.fact.document.clone();
                if let Some(tab) = self.tab() {
                    // A page that was left says so, too, and late: the next one may be in front by then.
                    let left = !document.0.is_empty() && !tab.page.document.0.is_empty();
                    if !left || document == tab.page.document {
                        tab.shown_since = None;
                    }
                }
            }
            TabState::Closed => {
                self.slices.tabs.remove(&id);
                self.dirty.remove(&Key::Tab { id });
                self.out.push(Command::Remove { key: Key::Tab { id } });
            }
        }
    }

    /// The registrable domain of an address; empty where it has no host (`about:blank`).
    pub(super) fn site_of(&self, url: &str) -> Site {
        Url::split(url)
            .filter(|u| matches!(u.scheme, "http" | "https"))
            .map_or_else(Site::default, |u| self.knowledge.site(u.host))
    }
}

/// Whom a list names, of the companies that the tables know by number.
fn disclosed(knowledge: &Knowledge, list: &Vendors) -> Disclosed {
    let all = u32::try_from(list.count()).unwrap_or(u32::MAX);
    let (named, unnamed) = knowledge.vendors().partition::<Vec<_>, _>(|vendor| list.contains(vendor.number));
    let names = |rows: Vec<Vendor<'_>>| rows.into_iter().map(|row| row.company.to_owned()).collect();
    Disclosed { all, named: names(named), unnamed: names(unnamed) }
}

/// Whether the tab has a page at all.
fn self_frame(tab: &Tab) -> bool {
    !tab.page.url.is_empty()
}
