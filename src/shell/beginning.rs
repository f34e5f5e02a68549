//! What was known when the research log began, on the disk: a first line, and each brand as it was then.
//!
//! A brand that has not changed since is not written twice: what lies there is what was known. Only what is about to
//! be overwritten is copied before, in the same transaction. So a log begins at once, however much is remembered, and
//! an hour's expiry reads of it only what has grown too old.

use wasm_bindgen::JsValue;

use super::browser::BrowserError;
use super::cache::BRAND;
use super::packed::{pack, text_of};
use super::store::{Durability, Store, Table, Write, put};
use crate::fact::Forget;
use crate::id::Millis;
use crate::incident::{FACTS_SCHEMA, Start};
use crate::json;
use crate::knowledge::Knowledge;
use crate::memory::Brand;
use crate::site::Site;
use crate::sorted::{SortedMap, SortedSet};
use crate::stored;

/// Where the first line lies.
const START: &str = "facts_start:2";
/// Where an earlier Candor wrote it, with all brands in it.
const START_1: &str = "facts_start";
/// What the keys of brands as they were then begin with; an empty text lies there of one that was not known.
const THEN: &str = "then:";
/// What the keys begin with by which these are found by their oldest piece; then its time and the site.
const OLDEST: &str = "then_oldest:";
/// Brands read in one go.
const PORTION: usize = 100;

/// The change that begins a log; none where one had begun before, which goes on after a gap.
pub(super) async fn begin(
    store: &Store,
    start: impl FnOnce() -> Start,
) -> Result<Option<Write>, BrowserError> {
    if begun(store).await? {
        return Ok(None);
    }
    Ok(Some(put(START, line(&start())?)))
}

/// The changes that keep what was known then of brands that these changes overwrite.
pub(super) async fn kept(store: &Store, changes: &[Write]) -> Result<Vec<Write>, BrowserError> {
    let key = |write: &Write| match write {
        Write::Put(Table::State, key, _) | Write::Delete(Table::State, key) => key.as_string(),
        _ => None,
    };
    let sites = changes.iter().filter_map(|write| Some(key(write)?.strip_prefix(BRAND)?.to_owned()));
    let sites: Vec<String> = sites.collect();
    if sites.is_empty() || !begun(store).await? {
        return Ok(Vec::new());
    }
    let mut writes = Vec::new();
    for (site, then) in values(store, THEN, &sites).await? {
        if then.is_some() {
            continue;
        }
        let now = store.values(Table::State, &[[BRAND, &site].concat()]).await?.pop().flatten();
        match read(now.clone()).await?.zip(now) {
            Some((brand, now)) => {
                writes.push(Write::Put(Table::State, [THEN, &site].concat().into(), now));
                writes.extend(found_by(&brand).map(|key| put(&key, String::new())));
            }
            None => writes.push(put(&[THEN, &site].concat(), String::new())),
        }
    }
    Ok(writes)
}

/// The lines of a log before its facts; empty where none has begun.
pub(super) async fn text(store: &Store) -> Result<String, BrowserError> {
    if !begun(store).await? {
        return Ok(String::new());
    }
    let mut text = store.get(Table::State, START).await?.map_or(String::new(), |start| start + "\n");
    let mut sites: SortedSet<String> = store.keys(Table::State, BRAND).await?.into_iter().collect();
    sites.extend(store.keys(Table::State, THEN).await?);
    let sites: Vec<String> = sites.into_iter().collect();
    for portion in sites.chunks(PORTION) {
        let now = values(store, BRAND, portion).await?;
        let then = values(store, THEN, portion).await?;
        for value in then.into_iter().zip(now).filter_map(|((_, then), (_, now))| then.or(now)) {
            let brand = text_of(value).await?.unwrap_or_default();
            if !brand.is_empty() {
                text.extend([&brand, "\n"]);
            }
        }
    }
    Ok(text)
}

/// Forgets in the brands as they were then, in portions, each with what the first line loses by it; gives what is
/// left to write of that line.
pub(super) async fn forget(
    store: &Store,
    knowledge: &Knowledge,
    what: &Forget,
    now: Millis,
) -> Result<Option<Write>, BrowserError> {
    if !begun(store).await? {
        return Ok(None);
    }
    let Some(mut start) =
        store.get(Table::State, START).await?.and_then(|text| json::read::<Start>(&text).ok())
    else {
        return Ok(None);
    };
    let sites = match what {
        Forget::Between { from: Millis(i64::MIN), to } => {
            let old = store.keys_between(OLDEST, &oldest(*to, "")).await?;
            let site = |key: &String| key.get(oldest(Millis(0), "").len()..).map(str::to_owned);
            old.iter().filter_map(site).collect()
        }
        Forget::Everything => Vec::new(),
        _ => store.keys(Table::State, THEN).await?,
    };
    for portion in sites.chunks(PORTION) {
        let mut brands = SortedMap::new();
        for (site, value) in values(store, THEN, portion).await? {
            if let Some(brand) = read(value).await? {
                brands.insert(Site(site), brand);
            }
        }
        let left = start.forget(knowledge, brands.clone(), what, now);
        let mut writes = Vec::new();
        for (site, was) in &brands {
            writes.extend(changed(site, was, left.get(site)).await?);
        }
        if !writes.is_empty() {
            writes.push(put(START, line(&start)?));
            store.write(writes, Durability::Relaxed).await?;
        }
    }
    start.forget(knowledge, SortedMap::new(), what, now);
    Ok(Some(put(START, line(&start)?)))
}

/// The changes that leave nothing of all brands as they were then.
pub(super) fn forget_all() -> [Write; 2] {
    [Write::clear(THEN), Write::clear(OLDEST)]
}

/// The changes that put in the place of a brand as it was then what is left of it.
async fn changed(site: &Site, was: &Brand, left: Option<&Brand>) -> Result<Vec<Write>, BrowserError> {
    if left == Some(was) {
        return Ok(Vec::new());
    }
    let gone = found_by(was).map(|key| Write::Delete(Table::State, key.into()));
    let mut writes: Vec<Write> = gone.into_iter().collect();
    writes.extend(then(site.as_str(), left).await?);
    Ok(writes)
}

/// The changes that put a brand as it was then.
async fn then(site: &str, brand: Option<&Brand>) -> Result<Vec<Write>, BrowserError> {
    let key = [THEN, site].concat();
    let Some(brand) = brand else { return Ok(vec![put(&key, String::new())]) };
    let text = stored::encode(brand).map_err(|error| BrowserError(error.to_string()))?;
    let mut writes = vec![Write::Put(Table::State, key.into(), pack(&text).await?.into())];
    writes.extend(found_by(brand).map(|key| put(&key, String::new())));
    Ok(writes)
}

/// Whether a log has begun; one that an earlier Candor began lies as this one writes it from now on.
async fn begun(store: &Store) -> Result<bool, BrowserError> {
    // The keys of both versions begin with this one: whoever has no log asks for nothing else.
    if store.count(Table::State, START_1).await? == 0 {
        return Ok(false);
    }
    let Some(text) = store.get(Table::State, START_1).await? else { return Ok(true) };
    let mut start: Start = json::read(&text).unwrap_or_default();
    let mut writes = vec![Write::Delete(Table::State, START_1.into())];
    for (site, brand) in &start.brands {
        writes.extend(then(site.as_str(), Some(brand)).await?);
    }
    let later = store.keys(Table::State, BRAND).await?.into_iter().map(Site);
    for site in later.filter(|site| !start.brands.contains_key(site)) {
        writes.push(put(&[THEN, site.as_str()].concat(), String::new()));
    }
    start.brands.clear();
    start.schema = FACTS_SCHEMA.to_owned();
    writes.push(put(START, line(&start)?));
    store.write(writes, Durability::Relaxed).await?;
    Ok(true)
}

/// What lies under the sites' keys that begin with this.
async fn values(
    store: &Store,
    prefix: &str,
    sites: &[String],
) -> Result<Vec<(String, Option<JsValue>)>, BrowserError> {
    let keys: Vec<String> = sites.iter().map(|site| [prefix, site].concat()).collect();
    Ok(sites.iter().cloned().zip(store.values(Table::State, &keys).await?).collect())
}

/// A brand as it lies there; none where nothing does that can be read.
async fn read(value: Option<JsValue>) -> Result<Option<Brand>, BrowserError> {
    let Some(value) = value else { return Ok(None) };
    Ok(text_of(value).await?.and_then(|text| stored::decode(&text).ok()))
}

/// The key by which a brand as it was then is found by its oldest piece.
fn found_by(brand: &Brand) -> Option<String> {
    brand.oldest().map(|time| oldest(time, brand.site.as_str()))
}

fn oldest(time: Millis, site: &str) -> String {
    format!("{OLDEST}{:019}:{site}", time.0.max(0))
}

fn line(start: &Start) -> Result<String, BrowserError> {
    serde_json::to_string(start).map_err(|error| BrowserError(error.to_string()))
}
