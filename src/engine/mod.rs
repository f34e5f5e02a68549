//! The engine: which slices a fact needs, and the one step from fact to commands.
//!
//! The shell calls [`needs`] until nothing is missing, then [`step`]. The step never waits, never
//! fails and never looks anywhere but into its slices, so a log replays to the same rows.

use std::borrow::Cow;

use crate::apart::apart;
use crate::command::{Command, Key};
use crate::fact::{Fact, What};
use crate::gist::Gist;
use crate::id::TabId;
use crate::knowledge::Knowledge;
use crate::memory::{Brand, Settings, Tab, Totals};
use crate::site::Site;
use crate::sorted::{SortedMap, SortedSet};

mod ads;
mod cart;
mod marks;
mod needs;
mod page;
mod person;
mod reported;
mod request;
mod time;

pub use ads::sighting;
pub use marks::hidden;
pub use needs::needs;

/// The slices of state that the shell loaded for a step.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Slices {
    /// Always present.
    pub settings: Settings,
    /// Always present.
    pub totals: Totals,
    /// Tabs asked for; a tab not stored yet stands here as its default.
    pub tabs: SortedMap<TabId, Tab>,
    /// Brands asked for; a brand not stored yet stands here as its default.
    pub brands: SortedMap<Site, Brand>,
    /// `tabs` holds every open tab.
    pub all_tabs: bool,
    /// `brands` holds every brand there is.
    pub all_brands: bool,
    /// The gists of all brands that are stored, once they were asked for; the shell keeps them up.
    pub gists: Option<SortedMap<Site, Gist>>,
    /// Name and major version of the browser, for the rows.
    pub browser: String,
}

impl Slices {
    /// The gist of every brand that is remembered: of one at hand as it is now, of the others as they were stored.
    pub fn gists(&self) -> impl Iterator<Item = Cow<'_, Gist>> {
        let at_hand = self.brands.values().filter_map(Gist::of).map(Cow::Owned);
        at_hand.chain(self.stored_gists().map(Cow::Borrowed))
    }

    /// The gists of brands that are not at hand.
    fn stored_gists(&self) -> impl Iterator<Item = &Gist> {
        let stored = self.gists.iter().flat_map(SortedMap::values);
        stored.filter(|gist| !self.brands.contains_key(&gist.site))
    }
}

/// Takes one fact, changes the slices, and says what to do.
pub fn step(knowledge: &Knowledge, slices: &mut Slices, fact: Fact) -> Vec<Command> {
    let mut run = Run { knowledge, slices, fact: &fact, dirty: SortedSet::new(), out: Vec::new() };
    match &fact.what {
        What::Navigated { url, parent, from_here_on } => apart(|| run.navigated(url, *parent, *from_here_on)),
        What::RouteChanged { url } => apart(|| run.route_changed(url)),
        What::Request(request) => apart(|| run.request(request)),
        What::Redirected { request, to } => apart(|| run.redirected(request, to)),
        What::Ended { request, outcome } => apart(|| run.ended(request, outcome)),
        What::Page(page) => apart(|| run.page(page)),
        What::Consent(consent) => apart(|| run.consent(consent)),
        What::Tab { state } => apart(|| run.tab_state(*state)),
        What::Ads { candidates } => apart(|| run.candidates(candidates)),
        What::Prompt(prompt) => apart(|| run.prompt(prompt)),
        What::ShownOnce { ad } => apart(|| run.shown_once(ad)),
        What::Stopped { element, menu: false } => apart(|| run.stopped(fact.frame, *element)),
        What::Stopped { menu: true, .. } => apart(|| run.stop_half(|stop| &mut stop.pressed)),
        What::Typed { request, encoding, before } => apart(|| run.typed(request, *encoding, *before)),
        What::Slots { slots } => apart(|| run.slots(slots)),
        What::Detail { said } => apart(|| run.detail(said)),
        What::Decided { .. } | What::Paused { .. } | What::Set(_) | What::Together { .. } => {
            apart(|| run.said())
        }
        What::Corrected { ad, brand, correction, about, undo } => {
            apart(|| run.corrected(ad, brand.as_ref(), correction, about, *undo))
        }
        What::Statement { site, gpc } => apart(|| run.statement(site, *gpc)),
        What::Forget(what) => apart(|| run.forget(what)),
        What::Lost { count, why } => apart(|| run.lost(*count, why)),
        What::MadeRoom { brand } => apart(|| run.made_room(brand)),
        What::Tick => apart(|| run.tick()),
    }
    run.commands()
}

/// One step under way.
struct Run<'a> {
    knowledge: &'a Knowledge,
    slices: &'a mut Slices,
    fact: &'a Fact,
    dirty: SortedSet<Key>,
    out: Vec<Command>,
}

impl Run<'_> {
    /// What to save comes before what to show, decisions before all.
    fn commands(self) -> Vec<Command> {
        let durable = self.fact.what.is_the_persons();
        let mut commands: Vec<Command> = self
            .dirty
            .into_iter()
            .map(|key| Command::Save { durable: durable && !matches!(key, Key::Tab { .. }), key })
            .collect();
        commands.extend(self.out);
        commands
    }

    /// The tab that the fact is about.
    fn tab(&mut self) -> Option<&mut Tab> {
        let id = self.fact.tab?;
        self.dirty.insert(Key::Tab { id });
        let tab = self.slices.tabs.entry(id).or_default();
        tab.id = id;
        Some(tab)
    }

    /// The brand of a site, created where it is new.
    fn brand(&mut self, site: &Site) -> &mut Brand {
        let site = self.knowledge.brand(site);
        self.dirty.insert(Key::Brand { site: site.clone() });
        let name = self.knowledge.brand_name(&site);
        let brand = self.slices.brands.entry(site.clone()).or_default();
        if brand.site != site {
            brand.site = site.clone();
            (brand.name, brand.name_origin) = match name {
                Some(name) => (name.name.to_owned(), name.origin.to_owned()),
                None => (site.0.clone(), "site".to_owned()),
            };
        }
        brand
    }

    /// Runs `f` with the fact's tab borrowed beside the slices, where what happens in it may be
    /// remembered. A tab holds a thousand calls: it is lent, not cloned.
    fn remembering(&mut self, f: impl FnOnce(&mut Self, &Tab)) {
        let Some(id) = self.fact.tab else { return };
        let Some(tab) = self.slices.tabs.remove(&id) else { return };
        let remembers = self.remembers(&tab);
        if remembers {
            f(self, &tab);
        }
        let site = tab.page.site.clone();
        self.slices.tabs.insert(id, tab);
        if remembers {
            self.late(&site);
        }
    }

    /// Whether the brand of a page is known already. A slice that was asked for but never stored
    /// stands there without its site.
    fn knows(&self, tab: &Tab) -> bool {
        let brand = self.slices.brands.get(&self.knowledge.brand(&tab.page.site));
        brand.is_some_and(|brand| !brand.site.0.is_empty())
    }

    fn totals(&mut self) -> &mut Totals {
        self.dirty.insert(Key::Totals);
        &mut self.slices.totals
    }

    /// Whether what happens in a tab may be remembered.
    fn remembers(&self, tab: &Tab) -> bool {
        self.slices.settings.remember && tab.page.unremembered.is_none() && !tab.page.site.0.is_empty()
    }
}
