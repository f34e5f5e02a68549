//! What waits to be written, for at most a quarter of a second, and the count of what a kill would lose.

use futures_channel::mpsc::UnboundedSender;
use gloo::timers::callback::Timeout;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

use super::beginning;
use super::browser::{self, BrowserError};
use super::cache::{Cache, TAB};
use super::job::Job;
use super::log;
use super::places::Chunk;
use super::store::{Durability, Store, Table, Write};
use crate::fact::Fact;
use crate::id::AdId;
use crate::incident::Sighting;
use crate::sorted::SortedMap;
use crate::stored;

/// How long a change waits for others, and how long after a failure.
const WAIT: u32 = 250;
const WAIT_AFTER_FAILURE: u32 = 10_000;
/// Facts that wait for a full disk; more are counted and dropped.
const MOST_FACTS: u32 = 5_000;
/// Where the count of unwritten facts lies in session storage.
pub(super) const OPEN: &str = "open";

/// What waits to be written.
pub(super) struct Batch {
    rows: SortedMap<AdId, Option<Sighting>>,
    facts: Vec<Chunk>,
    /// How many facts these are.
    waiting: u32,
    /// Facts taken since the last write.
    taken: u32,
    /// Facts dropped because nothing could be written.
    dropped: u32,
    timer: Option<Timeout>,
    inbox: UnboundedSender<Job>,
}

impl Batch {
    /// An empty batch.
    pub(super) const fn new(inbox: UnboundedSender<Job>) -> Self {
        let rows = SortedMap::new();
        Self { rows, facts: Vec::new(), waiting: 0, taken: 0, dropped: 0, timer: None, inbox }
    }

    /// A fact was taken. The mark is renewed at powers of two only: a kill's loss is known to that
    /// degree, and a page with thousands of requests writes it a dozen times.
    pub(super) fn taken(&mut self) {
        self.taken = self.taken.saturating_add(1);
        if self.taken.is_power_of_two() {
            mark(self.taken);
        }
        self.schedule();
    }

    /// A fact for the log.
    pub(super) fn fact(&mut self, fact: &Fact) {
        let Ok(line) = serde_json::to_string(fact) else { return };
        if self.waiting >= MOST_FACTS {
            self.dropped = self.dropped.saturating_add(1);
            return;
        }
        Chunk::append(&mut self.facts, fact, &line);
        self.waiting += 1;
    }

    /// A row for the log.
    pub(super) fn row(&mut self, row: Sighting) {
        self.rows.insert(row.id.clone(), Some(row));
    }

    /// A row goes.
    pub(super) fn retract(&mut self, ad: AdId) {
        self.rows.insert(ad, None);
    }

    /// Sees to it that what waits is written soon.
    pub(super) fn schedule(&mut self) {
        self.after(WAIT);
    }

    /// Has the task do something after all else that waits.
    pub(super) fn then(&self, job: Job) {
        // The task that would not take it is gone.
        drop(self.inbox.unbounded_send(job));
    }

    fn after(&mut self, millis: u32) {
        if self.timer.is_none() {
            let inbox = self.inbox.clone();
            // The task that would not take it is gone with all that there was to write.
            self.timer = Some(Timeout::new(millis, move || drop(inbox.unbounded_send(Job::Flush))));
        }
    }

    /// Writes all that waits; what fails waits on.
    pub(super) async fn flush(&mut self, store: &Store, cache: &mut Cache) -> Result<(), BrowserError> {
        self.timer = None;
        if self.taken == 0 && self.facts.is_empty() && self.rows.is_empty() && !cache.is_dirty() {
            return Ok(());
        }
        let written = self.write(store, cache).await;
        if written.is_err() {
            self.after(WAIT_AFTER_FAILURE);
            return written;
        }
        cache.clean();
        self.rows.clear();
        self.facts.clear();
        (self.waiting, self.taken) = (0, 0);
        mark(0);
        Ok(())
    }

    async fn write(&self, store: &Store, cache: &mut Cache) -> Result<(), BrowserError> {
        let (mut disk, session) = cache.changes().await?;
        disk.extend(beginning::kept(store, &disk).await?);
        for (ad, row) in &self.rows {
            match row.as_ref().map(|row| (row, stored::encode(row))) {
                Some((row, Ok(text))) => disk.extend(log::row_put(row, &text)),
                Some((_, Err(_))) => {}
                // Its key by time stays, and goes with its time.
                None => disk.push(Write::Delete(Table::Rows, JsValue::from(&ad.0))),
            }
        }
        if self.waiting > 0 {
            disk.extend(log::append(store, &self.facts, self.waiting).await?);
        }
        store.write(disk, Durability::Relaxed).await?;
        for key in cache.left_behind() {
            browser::session().erase(&key).await?;
        }
        if session.is_empty() {
            return Ok(());
        }
        if browser::session().write(&session).await.is_err() {
            // Session storage is full (10 MB): tabs not in use make room and are read "from here on".
            for (key, _) in browser::session().read_all(TAB).await? {
                browser::session().erase(&key).await?;
            }
            browser::session().write(&session).await?;
        }
        Ok(())
    }

    /// Facts dropped for want of room, told once.
    pub(super) fn dropped(&mut self) -> Option<u32> {
        (self.dropped > 0).then(|| std::mem::take(&mut self.dropped))
    }
}

/// Says in session storage how many facts are unwritten. Nobody waits for it, and all of it goes the same way: a mark
/// that was set behind the back of its own erasing stood for a loss that was none.
fn mark(unwritten: u32) {
    spawn_local(async move {
        let session = browser::session();
        let _ = match unwritten {
            0 => session.erase(OPEN).await,
            count => session.write(&[(OPEN.to_owned(), count.to_string())]).await,
        };
    });
}
