//! The research log on the disk: rows, and the facts behind them.

use std::borrow::Cow;

use wasm_bindgen::JsValue;

use super::beginning;
use super::browser::BrowserError;
use super::forgetting::{Forgetter, Met};
use super::places::{Chunk, chunks_of, left_outside};
use super::store::{Durability, Store, Table, Write, put};
use crate::fact::{Fact, Forget, What};
use crate::id::{AdId, Millis, Seq};
use crate::incident::Sighting;
use crate::json;
use crate::knowledge::Knowledge;
use crate::memory::reach;
use crate::order::Order;
use crate::sorted::SortedSet;
use crate::stored;

/// Where the number of logged facts lies: counting them would mean reading them all.
const COUNT: &str = "facts_count";
/// What the keys begin with by which rows are found in order of time; then their time and their ad.
const BY_TIME: &str = "row:";
/// Says that every row has such a key: an earlier Candor gave them none.
const TIMED: &str = "rows_timed";
/// What the keys begin with that name the chunks in which something was told late; then their place.
const LATE: &str = "late:";
/// Where a deletion lies that the log has yet to follow, and when it was said.
const DUE: &str = "unlog";
/// Where it lies how far such a deletion came in the chunks: the next place, and what is known of tabs there.
const SO_FAR: &str = "unlog_so_far";
/// Chunks or rows read, and changes made, in one go.
const PORTION: u32 = 200;
/// All places.
const ALL: (Seq, Seq) = (Seq(0), Seq(u64::MAX));

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
    let mut text = beginning::text(store).await?;
    let mut places = ALL;
    while let Some(portion) = portion(store, &mut places).await? {
        portion.iter().for_each(|(_, lines)| text.push_str(lines));
    }
    Ok(text)
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

/// The changes that append chunks, of so many facts.
pub(super) async fn append(store: &Store, chunks: &[Chunk], facts: u32) -> Result<Vec<Write>, BrowserError> {
    let count = count(store).await?.saturating_add(facts);
    let mut writes = vec![put(COUNT, count.to_string())];
    for Chunk { first, lines, late } in chunks {
        writes.push(Write::Put(Table::Facts, number(*first).into(), lines.into()));
        writes.extend(late.then(|| put(&told_late(*first), String::new())));
    }
    Ok(writes)
}

/// The changes that have the log follow a deletion even where the worker dies before it did: made with what was
/// forgotten.
pub(super) fn due(forget: &Forget, now: Millis) -> Vec<Write> {
    let forget = match forget {
        // What comes after the deletion stays, whenever it is finished.
        Forget::Since { time } => Forget::Between { from: *time, to: now.plus(1) },
        other => other.clone(),
    };
    let due = serde_json::to_string(&(forget, now)).ok().map(|text| put(DUE, text));
    due.into_iter().chain([Write::Delete(Table::State, SO_FAR.into())]).collect()
}

/// A deletion that the log has not followed yet.
pub(super) async fn overdue(store: &Store) -> Result<Option<(Forget, Millis)>, BrowserError> {
    let due = store.get(Table::State, DUE).await?;
    Ok(due.and_then(|text| json::read(&text).ok()))
}

/// Removes what a deletion reaches: what was known when the log began, rows, and facts. It goes in portions, and is due
/// until the last of them: whoever dies over it goes on at the next wake.
pub(super) async fn unlog(
    store: &Store,
    knowledge: &Knowledge,
    forget: &Forget,
    now: Millis,
) -> Result<(), BrowserError> {
    let late = late(store).await?;
    let mut cut = Cut { store, late: &late, left: count(store).await?, writes: Vec::new() };
    cut.writes.extend(match forget {
        Forget::Everything => beginning::forget_all().into_iter().collect(),
        _ => Vec::new(),
    });
    let start = beginning::forget(store, knowledge, forget, now).await?;
    match forget {
        // Only what it reaches is read: the hourly expiry does this, and a log is long.
        Forget::Since { .. } | Forget::Between { .. } => {
            let span = reach(forget);
            time_rows(store).await?;
            for key in store.keys_between(&by_time(span.0, ""), &by_time(span.1, "")).await? {
                let ad = key.rsplit(':').next().unwrap_or_default();
                cut.writes.push(Write::Delete(Table::Rows, ad.into()));
                cut.writes.push(Write::Delete(Table::State, JsValue::from(&key)));
                cut.portion(None).await?;
            }
            let (first, end) = chunks_of(span);
            let later = late.iter().filter(|place| **place >= end);
            for places in later.map(|place| (*place, Seq(place.0 + 1))).chain([(first, end)]) {
                cut.each(places, &mut |chunk| (left_outside(span, chunk), None)).await?;
            }
        }
        Forget::Everything => {
            cut.writes.extend([Write::clear(BY_TIME), Write::clear(LATE)]);
            cut.writes.extend([Write::Clear(Table::Rows), Write::Clear(Table::Facts)]);
            cut.left = 0;
        }
        Forget::Site { site: of } | Forget::Product { brand: of, .. } => {
            let forgetter = match forget {
                Forget::Product { called, .. } => Forgetter::of_product(knowledge, of, called),
                _ => Forgetter::new(knowledge, of),
            };
            let so_far = store.get(Table::State, SO_FAR).await?.and_then(|text| json::read(&text).ok());
            let (from, met): (Seq, Met) = so_far.unwrap_or_default();
            let mut forgetter = forgetter.from_there(met);
            for ads in store.keys(Table::Rows, "").await?.chunks(PORTION as usize) {
                for text in store.values(Table::Rows, ads).await?.into_iter().flatten() {
                    let row = text.as_string().and_then(|text| stored::decode::<Sighting>(&text).ok());
                    if let Some(row) = row.filter(|row| row.reached_by(forget)) {
                        cut.writes.extend(row_gone(&row.id, row.time));
                    }
                }
                cut.portion(None).await?;
            }
            cut.each((from, ALL.1), &mut |chunk| (forgetter.left_of(&chunk.lines), Some(forgetter.met())))
                .await?;
        }
    }
    let Cut { mut writes, left, .. } = cut;
    writes.extend(start);
    writes.push(put(COUNT, left.to_string()));
    writes.extend([DUE, SO_FAR].map(|key| Write::Delete(Table::State, key.into())));
    store.write(writes, Durability::Strict).await
}

/// What is left of a chunk, none where all of it; and what whoever goes on behind it has to know, if anything.
type Left = (Option<String>, Option<Met>);

/// A deletion that is on its way through the log.
struct Cut<'a> {
    store: &'a Store,
    late: &'a SortedSet<Seq>,
    /// Facts that are left in the log.
    left: u32,
    /// Changes not made yet.
    writes: Vec<Write>,
}

impl Cut<'_> {
    /// Has the chunks at some places cut down to what `left_of` says.
    async fn each(
        &mut self,
        mut places: (Seq, Seq),
        left_of: &mut dyn FnMut(&Chunk) -> Left,
    ) -> Result<(), BrowserError> {
        while let Some(portion) = portion(self.store, &mut places).await? {
            // Neighbours go together: a log has many chunks.
            let (mut neighbours, mut so_far) = (false, None);
            for (first, lines) in portion {
                let chunk = Chunk { first, lines, late: self.late.contains(&first) };
                let (left, met) = left_of(&chunk);
                so_far = met;
                let Some(left) = left else {
                    neighbours = false;
                    continue;
                };
                let gone = chunk.lines.lines().count().saturating_sub(left.lines().count());
                self.left = self.left.saturating_sub(u32::try_from(gone).unwrap_or(u32::MAX));
                let end = JsValue::from(number(Seq(first.0 + 1)));
                let key = JsValue::from(number(first));
                match self.writes.last_mut() {
                    _ if !left.is_empty() => {
                        self.writes.push(Write::Put(Table::Facts, key, left.as_str().into()));
                    }
                    Some(Write::DeleteBetween(Table::Facts, _, to)) if neighbours => *to = end,
                    _ => self.writes.push(Write::DeleteBetween(Table::Facts, key, end)),
                }
                neighbours = left.is_empty() && !chunk.late;
                if left.is_empty() && chunk.late {
                    self.writes.push(Write::Delete(Table::State, told_late(first).into()));
                }
            }
            self.portion(so_far.map(|met| (places.0, met))).await?;
        }
        Ok(())
    }

    /// Makes the changes, where they are a portion or where whoever goes on has to know how far it came.
    async fn portion(&mut self, so_far: Option<(Seq, Met)>) -> Result<(), BrowserError> {
        if self.writes.is_empty() || (so_far.is_none() && self.writes.len() < PORTION as usize) {
            return Ok(());
        }
        let mut writes = std::mem::take(&mut self.writes);
        writes.push(put(COUNT, self.left.to_string()));
        writes.extend(so_far.and_then(|it| serde_json::to_string(&it).ok()).map(|text| put(SO_FAR, text)));
        self.store.write(writes, Durability::Relaxed).await
    }
}

/// The next chunks at these places, of which only those behind them are left; none where there are no more.
async fn portion(
    store: &Store,
    (from, to): &mut (Seq, Seq),
) -> Result<Option<Vec<(Seq, String)>>, BrowserError> {
    if from >= to {
        return Ok(None);
    }
    let portion = store.chunks((number(*from), number(*to)), PORTION).await?;
    let portion: Vec<_> = portion.into_iter().map(|(place, lines)| (seq(place), lines)).collect();
    *from = portion.last().map_or(*to, |(last, _)| Seq(last.0 + 1));
    Ok(Some(portion).filter(|portion| !portion.is_empty()))
}

/// The chunks in which something was told late.
async fn late(store: &Store) -> Result<SortedSet<Seq>, BrowserError> {
    let places = store.keys(Table::State, LATE).await?;
    Ok(places.iter().filter_map(|place| place.parse().ok()).map(Seq).collect())
}

/// The key that says that something was told late in a chunk.
fn told_late(chunk: Seq) -> String {
    format!("{LATE}{}", chunk.0)
}

/// A place as JavaScript's number: below 2⁵³ until the year 2255.
#[expect(clippy::cast_precision_loss, reason = "places stay below 2⁵³")]
fn number(place: Seq) -> f64 {
    place.0 as f64
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "what was written was a place")]
fn seq(place: f64) -> Seq {
    Seq(place as u64)
}
