//! Slices of state: loaded when a step needs them, kept while they are in use, written in batches.

use futures_util::future::try_join;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;

use super::browser::{self, BrowserError};
use super::store::{Store, Table, Write};
use crate::command::{Command, Key};
use crate::engine::Slices;
use crate::id::TabId;
use crate::memory::{Brand, Gist, Tab};
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
}

impl Cache {
    /// What is always at hand.
    pub(super) async fn load(store: &Store) -> Result<Self, BrowserError> {
        let mut cache = Self { slices: Slices::default(), dirty: SortedSet::new() };
        cache.slices.browser = browser::name_and_version();
        let (settings, totals) = (name(&Key::Settings), name(&Key::Totals));
        let (settings, totals) =
            try_join(store.get(Table::State, &settings), store.get(Table::State, &totals)).await?;
        cache.slices.settings = cache.read(settings);
        cache.slices.totals = cache.read(totals);
        Ok(cache)
    }

    /// Loads slices; what is not stored yet stands as its default. What is at hand is newer than
    /// what is stored, and stays.
    pub(super) async fn fetch(&mut self, store: &Store, keys: &[Key]) -> Result<(), BrowserError> {
        for key in keys {
            match key {
                Key::Settings | Key::Totals => {}
                Key::Tab { id } => {
                    let text = browser::session().read(&name(key)).await?;
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
                        self.slices.tabs.entry(tab.id).or_insert(tab);
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

    /// All gists. Brands without one, of a Candor that had none, are read for it.
    async fn fetch_gists(&mut self, store: &Store) -> Result<(), BrowserError> {
        let mut gists = SortedMap::new();
        let texts = store.get_all(Table::State, GIST).await?;
        gists.extend(texts.iter().filter_map(|text| stored::decode::<Gist>(text).ok()).map(named));
        if gists.len() < store.count(Table::State, BRAND).await? as usize {
            for text in store.get_all(Table::State, BRAND).await? {
                gists.extend(Gist::of(&self.read(Some(text))).map(named));
            }
        }
        self.slices.gists = Some(gists);
        Ok(())
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
    pub(super) fn note(&mut self, commands: &[Command]) -> Vec<Write> {
        let mut now = Vec::new();
        for command in commands {
            self.note_gist(command);
            match command {
                Command::Save { key: key @ Key::Tab { .. }, .. } | Command::Save { key, durable: false } => {
                    self.dirty.insert(key.clone());
                }
                Command::Save { key, durable: true } => {
                    now.extend(self.writes(key));
                    self.dirty.remove(key);
                }
                Command::Remove { key: key @ Key::Tab { .. } } => {
                    self.dirty.remove(key);
                    let name = name(key);
                    wasm_bindgen_futures::spawn_local(async move {
                        // A closed tab that stays stored dies with the session.
                        let _ = browser::session().erase(&name).await;
                    });
                }
                Command::Remove { key } => {
                    self.dirty.remove(key);
                    now.push(Write::Delete(Table::State, name(key).into()));
                    if let Key::Brand { site } = key {
                        now.push(Write::Delete(Table::State, gist(site).into()));
                    }
                }
                _ => {}
            }
        }
        now
    }

    /// Keeps the gists at hand as their brands are.
    fn note_gist(&mut self, command: &Command) {
        let (Some(gists), brands) = (&mut self.slices.gists, &self.slices.brands) else { return };
        match command {
            Command::Save { key: Key::Brand { site }, .. } => {
                if let Some(gist) = brands.get(site).and_then(Gist::of) {
                    gists.insert(site.clone(), gist);
                }
            }
            Command::Remove { key: Key::Brand { site } } => drop(gists.remove(site)),
            _ => {}
        }
    }

    /// Whether anything differs from the disk.
    pub(super) fn is_dirty(&self) -> bool {
        !self.dirty.is_empty()
    }

    /// What is to be written: to the disk, and to session storage.
    pub(super) fn changes(&self) -> (Vec<Write>, Vec<(String, String)>) {
        let disk = self.dirty.iter().flat_map(|key| self.writes(key)).collect();
        let session = self.dirty.iter().filter_map(|key| match key {
            Key::Tab { id } => Some((name(key), text(self.slices.tabs.get(id)?)?)),
            _ => None,
        });
        (disk, session.collect())
    }

    /// All is written: slices beyond what is kept at hand go.
    pub(super) fn clean(&mut self) {
        self.dirty.clear();
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

    /// What puts a slice on the disk; a brand with its gist.
    fn writes(&self, key: &Key) -> Vec<Write> {
        let at = JsValue::from(name(key));
        let put = |text: Option<String>| text.map(|text| Write::Put(Table::State, at.clone(), text));
        match key {
            Key::Settings => put(text(&self.slices.settings)).into_iter().collect(),
            Key::Totals => put(text(&self.slices.totals)).into_iter().collect(),
            Key::Brand { site } => {
                let Some(brand) = self.slices.brands.get(site) else { return Vec::new() };
                let gist = Gist::of(brand).and_then(|it| Some((gist(site), text(&it)?)));
                let gist = gist.map(|(at, text)| Write::Put(Table::State, at.into(), text));
                text(brand).map(|text| Write::Pack(at, text)).into_iter().chain(gist).collect()
            }
            Key::Tab { .. } | Key::Tabs | Key::Brands | Key::Gists => Vec::new(),
        }
    }
}

/// Where the gist of a brand lies.
fn gist(site: &Site) -> String {
    format!("{GIST}{site}")
}

fn named(gist: Gist) -> (Site, Gist) {
    (gist.site.clone(), gist)
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
