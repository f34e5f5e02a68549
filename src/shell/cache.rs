//! Slices of state: loaded when a step needs them, kept while they are in use, written in batches.

use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;

use super::browser::{self, BrowserError};
use super::packed::pack;
use super::store::{Store, Table, Write};
use crate::command::{Command, Key};
use crate::engine::Slices;
use crate::fact::What;
use crate::gist::Gist;
use crate::id::TabId;
use crate::memory::{Brand, Settings, Tab};
use crate::site::Site;
use crate::sorted::{SortedMap, SortedSet};
use crate::stored;

/// What the keys of brands begin with.
pub(super) const BRAND: &str = "brand:";
/// What the keys of their gists begin with.
const GIST: &str = "gist:";
/// What the keys of tabs begin with, in session storage.
pub(super) const TAB: &str = "tab:";

/// Slices that lie unused stay at hand up to these numbers.
const MOST_TABS: usize = 8;
const MOST_BRANDS: usize = 64;

/// The slices at hand.
#[derive(Debug, Clone)]
pub(super) struct Cache {
    /// What the core works on.
    pub(super) slices: Slices,
    /// What differs from the disk.
    dirty: SortedSet<Key>,
    /// Tabs that were closed in this life of the worker: nothing of them is read or kept any more, whatever comes late.
    closed: SortedSet<TabId>,
    /// Of these, what session storage still has.
    to_erase: Vec<TabId>,
}

/// What a decision may change, to go back to where it is not saved.
pub(super) enum Before {
    /// A word about a brand or a setting changes the settings alone: quick, however much is at hand.
    Settings(Settings, SortedSet<Key>),
    /// A verdict or a deletion changes anything.
    All(Box<Cache>),
}

impl Cache {
    /// What is before a decision.
    pub(super) fn before(&mut self, what: &What) -> Before {
        match what {
            What::Decided { .. } | What::Paused { .. } | What::Set(_) | What::Together { .. } => {
                Before::Settings(self.slices.settings.clone(), self.dirty.clone())
            }
            _ => {
                // The gists of all brands are read again where they are needed.
                let gists = self.slices.gists.take();
                let copy = self.clone();
                self.slices.gists = gists;
                Before::All(Box::new(copy))
            }
        }
    }

    /// Goes back.
    pub(super) fn go_back(&mut self, before: Before) {
        match before {
            Before::Settings(settings, dirty) => (self.slices.settings, self.dirty) = (settings, dirty),
            Before::All(cache) => *self = *cache,
        }
    }

    /// What is always at hand, of its texts.
    pub(super) fn of(settings: Option<String>, totals: Option<String>) -> Self {
        let mut cache = Self {
            slices: Slices::default(),
            dirty: SortedSet::new(),
            closed: SortedSet::new(),
            to_erase: Vec::new(),
        };
        cache.slices.browser = browser::name_and_version();
        cache.slices.settings = cache.read(settings);
        cache.slices.totals = cache.read(totals);
        cache
    }

    /// Loads slices; what is not stored yet stands as its default. What is at hand is newer than
    /// what is stored, and stays.
    pub(super) async fn fetch(&mut self, store: &Store, keys: &[Key]) -> Result<(), BrowserError> {
        for key in keys {
            match key {
                Key::Settings | Key::Totals => {}
                Key::Tab { id } => {
                    let gone = self.is_closed(*id);
                    let text = if gone { None } else { browser::session().read(&name(key)).await? };
                    let tab = self.read(text);
                    self.slices.tabs.entry(*id).or_insert(tab);
                }
                Key::Brand { site } => {
                    let text = store.get(Table::State, &name(key)).await?;
                    let brand = self.read(text);
                    self.slices.brands.entry(site.clone()).or_insert(brand);
                }
                Key::Tabs => {
                    for (_, text) in browser::session().read_all(TAB).await? {
                        let tab: Tab = self.read(Some(text));
                        if !self.is_closed(tab.id) {
                            self.slices.tabs.entry(tab.id).or_insert(tab);
                        }
                    }
                    self.slices.all_tabs = true;
                }
                Key::Brands => {
                    for text in store.get_all(Table::State, BRAND).await? {
                        let brand: Brand = self.read(Some(text));
                        self.slices.brands.entry(brand.site.clone()).or_insert(brand);
                    }
                    self.slices.all_brands = true;
                }
                Key::Gists => self.fetch_gists(store).await?,
            }
        }
        Ok(())
    }

    /// All gists. What an earlier Candor kept no gist of, or less in it, is read later ([`Cache::unread`]).
    async fn fetch_gists(&mut self, store: &Store) -> Result<(), BrowserError> {
        let texts = store.get_all(Table::State, GIST).await?;
        let gists = texts.iter().filter_map(|text| stored::decode::<Gist>(text).ok()).map(Gist::stored);
        let mut gists: SortedMap<Site, Gist> = gists.map(|gist| (gist.site.clone(), gist)).collect();
        if gists.len() < store.count(Table::State, BRAND).await? as usize {
            for site in store.keys(Table::State, BRAND).await?.into_iter().map(Site) {
                gists.entry(site.clone()).or_insert_with(|| Gist::unread(site));
            }
        }
        self.slices.gists = Some(gists);
        Ok(())
    }

    /// Brands that have to be read for their gists, as slices.
    pub(super) fn unread(&self) -> impl Iterator<Item = Key> {
        let gists = self.slices.gists.iter().flat_map(SortedMap::values);
        let unread = gists.filter(|gist| gist.known.is_none());
        unread.map(|gist| Key::Brand { site: gist.site.clone() })
    }

    /// Has slices written as if they had changed.
    pub(super) fn write_anew(&mut self, keys: Vec<Key>) {
        self.dirty.extend(keys);
    }

    /// A stored slice; one that cannot be read is a counted gap, not an end.
    fn read<T: DeserializeOwned + Default>(&mut self, text: Option<String>) -> T {
        let Some(text) = text else { return T::default() };
        stored::decode(&text).unwrap_or_else(|error| {
            browser::warn("stored state was skipped", &BrowserError(error.to_string()));
            self.slices.totals.gaps = self.slices.totals.gaps.saturating_add(1);
            T::default()
        })
    }

    /// Notes what commands change; gives what must be on the disk before anything follows from them.
    pub(super) async fn note(&mut self, commands: &[Command]) -> Result<Vec<Write>, BrowserError> {
        let mut now = Vec::new();
        for command in commands {
            match command {
                Command::Save { key: key @ Key::Tab { .. }, .. } | Command::Save { key, durable: false } => {
                    self.dirty.insert(key.clone());
                }
                Command::Save { key, durable: true } => {
                    now.extend(self.writes(key).await?);
                    self.dirty.remove(key);
                }
                Command::Remove { key: key @ Key::Tab { id } } => {
                    self.dirty.remove(key);
                    self.closed.insert(*id);
                    self.to_erase.push(*id);
                }
                Command::Remove { key } => {
                    self.dirty.remove(key);
                    now.extend(self.removed(key));
                }
                _ => {}
            }
        }
        Ok(now)
    }

    /// What takes a slice off the disk; a brand with its gist.
    fn removed(&mut self, key: &Key) -> Vec<Write> {
        let mut gone = vec![Write::Delete(Table::State, name(key).into())];
        if let Key::Brand { site } = key {
            gone.push(Write::Delete(Table::State, gist(site).into()));
            self.slices.gists.as_mut().and_then(|gists| gists.remove(site));
        }
        gone
    }

    /// Whether anything differs from the disk.
    pub(super) fn is_dirty(&self) -> bool {
        !self.dirty.is_empty() || !self.to_erase.is_empty()
    }

    /// Whether what is remembered of any brand differs from the disk.
    pub(super) fn has_news_of_brands(&self) -> bool {
        self.dirty.iter().any(|key| matches!(key, Key::Brand { .. }))
    }

    /// Whether a tab was closed. The browser gives its number to no other.
    pub(super) fn is_closed(&self, tab: TabId) -> bool {
        self.closed.contains(&tab)
    }

    /// Where session storage has something of closed tabs.
    pub(super) fn left_behind(&self) -> impl Iterator<Item = String> {
        self.to_erase.iter().map(|id| name(&Key::Tab { id: *id }))
    }

    /// What is to be written: to the disk, and to session storage.
    pub(super) async fn changes(&mut self) -> Result<(Vec<Write>, Vec<(String, String)>), BrowserError> {
        let (mut disk, mut session) = (Vec::new(), Vec::new());
        for key in self.dirty.clone() {
            disk.extend(self.writes(&key).await?);
            if let Key::Tab { id } = &key {
                let tab = self.slices.tabs.get(id).and_then(text);
                session.extend(tab.map(|text| (name(&key), text)));
            }
        }
        Ok((disk, session))
    }

    /// All is written: slices beyond what is kept at hand go.
    pub(super) fn clean(&mut self) {
        self.dirty.clear();
        self.to_erase.clear();
        if self.slices.tabs.len() > MOST_TABS {
            self.slices.tabs.clear();
            self.slices.all_tabs = false;
        }
        if self.slices.brands.len() > MOST_BRANDS {
            self.slices.brands.clear();
            self.slices.all_brands = false;
        }
    }

    /// Whether facts of this tab may be logged: not of pages that must leave no trace.
    pub(super) fn may_be_logged(&self, tab: Option<TabId>) -> bool {
        let tab = tab.and_then(|id| self.slices.tabs.get(&id));
        tab.is_none_or(|tab| tab.page.unremembered.is_none())
    }

    /// What puts a slice on the disk; a brand with its gist, which from here on is the one at hand.
    async fn writes(&mut self, key: &Key) -> Result<Vec<Write>, BrowserError> {
        let put = |name: String, value: JsValue| Write::Put(Table::State, name.into(), value);
        let plain = |text: Option<String>| text.map(|text| put(name(key), text.into())).into_iter().collect();
        Ok(match key {
            Key::Settings => plain(text(&self.slices.settings)),
            Key::Totals => plain(text(&self.slices.totals)),
            Key::Brand { site } => {
                let Some(brand) = self.slices.brands.get(site) else { return Ok(Vec::new()) };
                // A brand of which nothing is left, or came to be, takes no place.
                let Some(mut of_it) = Gist::of(brand) else { return Ok(self.removed(key)) };
                let Some(whole) = text(brand) else { return Ok(Vec::new()) };
                let packed = pack(&whole).await?;
                let lesser = text(&of_it).map_or(0, |text| text.len());
                if let Some(known) = &mut of_it.known {
                    known.bytes = packed.length().saturating_add(u32::try_from(lesser).unwrap_or(u32::MAX));
                }
                let lesser = text(&of_it).map(|text| put(gist(site), text.into()));
                if let Some(gists) = &mut self.slices.gists {
                    gists.insert(site.clone(), of_it);
                }
                std::iter::once(put(name(key), packed.into())).chain(lesser).collect()
            }
            Key::Tab { .. } | Key::Tabs | Key::Brands | Key::Gists => Vec::new(),
        })
    }
}

/// Where the gist of a brand lies.
fn gist(site: &Site) -> String {
    format!("{GIST}{site}")
}

/// Where a slice lies.
fn name(key: &Key) -> String {
    match key {
        Key::Settings => "settings".to_owned(),
        Key::Totals => "totals".to_owned(),
        Key::Tab { id } => format!("{TAB}{}", id.0),
        Key::Brand { site } => format!("{BRAND}{site}"),
        Key::Tabs => TAB.to_owned(),
        Key::Brands => BRAND.to_owned(),
        Key::Gists => GIST.to_owned(),
    }
}

fn text<T: Serialize>(value: &T) -> Option<String> {
    stored::encode(value).map_err(|error| browser::warn("not written", &BrowserError(error.to_string()))).ok()
}
