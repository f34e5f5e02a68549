//! The research log on the disk: rows, and the facts behind them, with what was known when they began.

use std::borrow::Cow;

use wasm_bindgen::JsValue;

use super::browser::{self, BrowserError};
use super::forgetting::Forgetter;
use super::store::{Durability, Store, Table, Write};
use crate::engine;
use crate::fact::{Fact, Forget, Regime, What};
use crate::id::{AdId, DocumentId, FrameId, Millis, Seq};
use crate::incident::{Sighting, Start};
use crate::json;
use crate::knowledge::Knowledge;
use crate::memory::reach;
use crate::order::Order;
use crate::stored;

/// Where the log's first line lies.
const START: &str = "facts_start";
/// Where the number of logged facts lies: counting them would mean reading them all.
const COUNT: &str = "facts_count";
/// What the keys begin with by which rows are found in order of time; then their time and their ad.
const BY_TIME: &str = "row:";
/// Says that every row has such a key: an earlier Candor gave them none.
const TIMED: &str = "rows_timed";
/// A chunk of facts covers at most this many places of the log: a second.
const CHUNK: f64 = 1e6;

/// All rows, in order of time.
pub(super) async fn rows(store: &Store) -> Result<Vec<Sighting>, BrowserError> {
    let texts = store.get_all(Table::Rows, "").await?;
    let mut rows: Vec<Sighting> = texts.iter().filter_map(|text| stored::decode(text).ok()).collect();
    rows.order_by(|a, b| (a.time, &a.id).cmp(&(b.time, &b.id)));
    Ok(rows)
}

/// The row of an ad.
pub(super) async fn row(store: &Store, ad: &AdId) -> Result<Option<Sighting>, BrowserError> {
    let text = store.get(Table::Rows, &ad.0).await?;
    Ok(text.and_then(|text| stored::decode(&text).ok()))
}

/// The changes that put a row, to be found by its time.
pub(super) fn row_put(row: &Sighting, text: &str) -> [Write; 2] {
    [
        Write::Put(Table::Rows, JsValue::from(&row.id.0), text.into()),
        put(&by_time(row.time, &row.id.0), String::new()),
    ]
}

/// The changes that take a row away.
fn row_gone(ad: &AdId, time: Millis) -> [Write; 2] {
    [
        Write::Delete(Table::Rows, JsValue::from(&ad.0)),
        Write::Delete(Table::State, by_time(time, &ad.0).into()),
    ]
}

/// Gives the rows that an earlier Candor wrote the keys by which they are found: once.
async fn time_rows(store: &Store) -> Result<(), BrowserError> {
    if store.get(Table::State, TIMED).await?.is_some() {
        return Ok(());
    }
    let keys = rows(store)
        .await?
        .iter()
        .map(|row| put(&by_time(row.time, &row.id.0), String::new()))
        .collect::<Vec<_>>();
    store.write(keys.into_iter().chain([put(TIMED, String::new())]).collect(), Durability::Relaxed).await
}

/// The key by which a row is found in order of time.
fn by_time(time: Millis, ad: &str) -> String {
    format!("{BY_TIME}{:019}:{ad}", time.0.max(0))
}

/// How many facts are logged.
pub(super) async fn count(store: &Store) -> Result<u32, BrowserError> {
    let count = store.get(Table::State, COUNT).await?;
    Ok(count.and_then(|text| text.parse().ok()).unwrap_or(0))
}

/// The fact log as text: one fact a line, after what was known when it began.
pub(super) async fn text(store: &Store) -> Result<String, BrowserError> {
    let mut text = store.get(Table::State, START).await?.map_or(String::new(), |start| start + "\n");
    for (_, chunk) in store.chunks(None).await? {
        text.push_str(&chunk);
    }
    Ok(text)
}

/// Begins the log; says `false` where one had begun before, which goes on after a gap.
pub(super) async fn begin(store: &Store, start: &Start) -> Result<bool, BrowserError> {
    if store.get(Table::State, START).await?.is_some() {
        return Ok(false);
    }
    let line = serde_json::to_string(start).map_err(|error| BrowserError(error.to_string()))?;
    store.write(vec![put(START, line)], Durability::Relaxed).await?;
    Ok(true)
}

/// A fact as it may stand in the log: that a site or a product was forgotten is kept, not which one.
pub(super) fn unnamed(fact: &Fact) -> Cow<'_, Fact> {
    match fact.what {
        What::Forget(Forget::Site { .. } | Forget::Product { .. }) => Cow::Owned(gap(fact, "forgotten")),
        _ => Cow::Borrowed(fact),
    }
}

/// A gap in the place of a fact.
pub(super) fn gap(fact: &Fact, why: &str) -> Fact {
    Fact { what: What::Lost { count: 0, why: why.to_owned() }, ..fact.clone() }
}

/// The changes that append a chunk.
pub(super) async fn append(store: &Store, first: Seq, facts: &[String]) -> Result<[Write; 2], BrowserError> {
    let more = u32::try_from(facts.len()).unwrap_or(u32::MAX);
    let count = count(store).await?.saturating_add(more);
    Ok([
        Write::Put(Table::Facts, place(first).into(), (facts.join("\n") + "\n").into()),
        put(COUNT, count.to_string()),
    ])
}

/// Removes what a deletion reaches: rows, facts, and what the first line remembers.
pub(super) async fn unlog(
    store: &Store,
    knowledge: &Knowledge,
    forget: &Forget,
    now: Millis,
) -> Result<(), BrowserError> {
    let mut writes = Vec::new();
    let mut left = count(store).await?;
    let mut fewer = |lines: &str, than: &str| {
        let gone = than.lines().count().saturating_sub(lines.lines().count());
        left = left.saturating_sub(u32::try_from(gone).unwrap_or(u32::MAX));
    };
    match forget {
        // Only what goes is read: the hourly expiry does this, and a log is long.
        Forget::Since { .. } | Forget::Between { .. } => {
            let (from, to) = reach(forget);
            time_rows(store).await?;
            for key in store.keys_between(&by_time(from, ""), &by_time(to, "")).await? {
                let ad = key.rsplit(':').next().unwrap_or_default();
                writes.push(Write::Delete(Table::Rows, ad.into()));
                writes.push(Write::Delete(Table::State, JsValue::from(&key)));
            }
            let (first, end) = (place_at(from) - CHUNK, place_at(to));
            store.chunks(Some((first, end))).await?.iter().for_each(|(_, chunk)| fewer("", chunk));
            writes.push(Write::DeleteFacts(first, end));
        }
        Forget::Everything => {
            for key in store.keys_between(&by_time(Millis(0), ""), &by_time(Millis(i64::MAX), "")).await? {
                writes.push(Write::Delete(Table::State, JsValue::from(&key)));
            }
            writes.extend([Write::Clear(Table::Rows), Write::Clear(Table::Facts)]);
            left = 0;
        }
        Forget::Site { site: of } | Forget::Product { brand: of, .. } => {
            let mut forgetter = match forget {
                Forget::Product { called, .. } => Forgetter::of_product(knowledge, of, called),
                _ => Forgetter::new(knowledge, of),
            };
            for row in rows(store).await?.iter().filter(|row| row.reached_by(forget)) {
                writes.extend(row_gone(&row.id, row.time));
            }
            for (key, chunk) in store.chunks(None).await? {
                let Some(left) = forgetter.left_of(&chunk) else { continue };
                fewer(&left, &chunk);
                writes.push(match left.is_empty() {
                    true => Write::Delete(Table::Facts, key),
                    false => Write::Put(Table::Facts, key, left.into()),
                });
            }
        }
    }
    if let Some(start) = store.get(Table::State, START).await? {
        writes.push(put(START, forgotten_at_the_start(&start, knowledge, forget, now)));
    }
    writes.push(put(COUNT, left.to_string()));
    store.write(writes, Durability::Strict).await
}

/// The first line as if the deletion had come before it: the core itself does the forgetting.
fn forgotten_at_the_start(line: &str, knowledge: &Knowledge, forget: &Forget, now: Millis) -> String {
    let Ok(start) = json::read::<Start>(line) else {
        browser::warn("the log's first line is broken", &BrowserError(String::new()));
        return String::new();
    };
    let (versions, mut slices) = (start.versions.clone(), start.slices());
    let fact = Fact {
        seq: Seq(0),
        time: now,
        tz: 0,
        tab: None,
        frame: FrameId(0),
        document: DocumentId::default(),
        regime: Regime::default(),
        what: What::Forget(forget.clone()),
    };
    engine::step(knowledge, &mut slices, fact);
    let start = versions.map(|versions| Start::now(&slices, versions));
    start.and_then(|start| serde_json::to_string(&start).ok()).unwrap_or_default()
}

fn put(key: &str, text: String) -> Write {
    Write::Put(Table::State, key.into(), text.into())
}

/// A fact's place as JavaScript's number: below 2⁵³ until the year 2255.
#[expect(clippy::cast_precision_loss, reason = "places stay below 2⁵³")]
fn place(seq: Seq) -> f64 {
    seq.0 as f64
}

/// The first place of a moment.
fn place_at(time: Millis) -> f64 {
    place(Seq(u64::try_from(time.0).unwrap_or(0).saturating_mul(1000)))
}
