//! The one task that owns all state: it takes a job, lets the core step, and carries out the commands.

use std::cell::RefCell;

use futures_channel::{mpsc, oneshot};
use futures_util::future::try_join5;
use gloo::timers::callback::Timeout;
use js_sys::{ArrayBuffer, Promise, Uint32Array};
use serde::Deserialize;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::batch::Batch;
use super::browser::{self, BrowserError};
use super::cache::{BRAND, Cache};
use super::device::{self, Tags};
use super::forgetting::sites_of;
use super::message::{Message, Sender, Task, Typed, judge};
use super::statement;
use super::store::{Durability, Store, Table};
use super::token::Signer;
use super::{log, rules};
use crate::command::{Command, Key};
use crate::engine;
use crate::explain::Phrase;
use crate::fact::{Fact, Forget, Outcome, RawFact, Regime, What};
use crate::gpc;
use crate::id::{DocumentId, FrameId, Millis, Seq, TabId};
use crate::incident::{Start, Versions};
use crate::knowledge::Knowledge;
use crate::scrub::scrub;
use crate::site::Site;
use crate::typed::{Found, Watch};
use crate::view::{self, Answer, Ask, Export, Stored};

/// A fact as the worker's edge tells it: without its place in the log and without what is in force.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(super) struct Seen {
    time: Millis,
    tz: i16,
    #[serde(default)]
    tab: Option<TabId>,
    frame: FrameId,
    document: DocumentId,
    what: What,
}

pub(super) enum Job {
    Fact(Seen),
    Ask(Ask, Sender, oneshot::Sender<Answer>),
    Typed(TabId, Typed, Sender, oneshot::Sender<bool>),
    /// Pages that went from the browser's history; none: all of it.
    Unvisited(Option<Vec<String>>),
    Flush,
    Rules,
}

/// What is at hand without waiting for the task.
struct Edge {
    signer: Signer,
    inbox: mpsc::UnboundedSender<Job>,
}

thread_local! {
    static EDGE: RefCell<Option<Edge>> = const { RefCell::new(None) };
}

/// Wakes the worker up with the pack that is on its way: reads all that a first fact needs side by
/// side, and starts the task. What waited for that comes first; then the rules are brought in line.
///
/// # Errors
/// Where the pack is refused or the store cannot be opened; nothing is taken then.
pub async fn start(pack: Promise) -> Result<(), BrowserError> {
    let now = browser::now();
    let (inbox, mut jobs) = mpsc::unbounded();
    let knowledge = async {
        let bytes = ArrayBuffer::from(JsFuture::from(pack).await?);
        // Copied once, as the words that it is: a byte too many is cut off, and the checksum tells.
        let words = Uint32Array::new_with_byte_offset_and_length(&bytes, 0, bytes.byte_length() / 4);
        Knowledge::open_words(words.to_vec()).map_err(|error| BrowserError(error.to_string()))
    };
    let disk = async {
        let store = Store::open().await?;
        let cache = Cache::load(&store).await?;
        Ok((store, cache))
    };
    let (signer, tags, batch) = (device::signer(), Tags::load(now), Batch::open(inbox.clone()));
    let ((store, cache), knowledge, signer, tags, (batch, lost)) =
        try_join5(disk, knowledge, signer, tags, batch).await?;
    let mut worker = Worker {
        watch: Watch::default(),
        blocks: None,
        other_blocker: false,
        seq: 0,
        knowledge,
        store,
        tags,
        cache,
        batch,
    };
    let behind_what_waits = inbox.clone();
    Timeout::new(0, move || drop(behind_what_waits.unbounded_send(Job::Rules))).forget();
    EDGE.with(|edge| *edge.borrow_mut() = Some(Edge { signer, inbox }));
    wasm_bindgen_futures::spawn_local(async move {
        if let Some(count) = lost {
            worker.lost(count, "killed").await;
        }
        while let Ok(job) = jobs.recv().await {
            worker.take(job).await;
        }
    });
    Ok(())
}

/// Takes a fact from the worker's edge.
///
/// # Errors
/// Where it is no fact, or the worker is not awake.
pub fn fact(fact: JsValue) -> Result<(), BrowserError> {
    let seen = browser::rust(fact)?;
    send(Job::Fact(seen))
}

/// Takes pages that went from the browser's history; `undefined` where all of it went.
///
/// # Errors
/// Where these are no addresses, or the worker is not awake.
pub fn unvisited(pages: JsValue) -> Result<(), BrowserError> {
    send(Job::Unvisited(if pages.is_undefined() { None } else { Some(browser::rust(pages)?) }))
}

/// Takes a message and answers it; `undefined` where the sender may not say that.
///
/// # Errors
/// Where it is no message, or the worker is not awake.
pub async fn message(message: JsValue, sender: JsValue) -> Result<JsValue, BrowserError> {
    let message: Message = browser::rust(message)?;
    let sender: Sender = browser::rust(sender)?;
    let signer = EDGE.with(|edge| edge.borrow().as_ref().map(|edge| edge.signer)).ok_or_else(asleep)?;
    match judge(message, &sender, &signer) {
        Task::Reply(reply) => browser::js(&reply),
        Task::Fact(what, time) => {
            let Sender { tz, tab, frame, document, .. } = sender;
            send(Job::Fact(Seen { time, tz, tab, frame, document, what }))?;
            browser::js(&serde_json::Map::new())
        }
        Task::Answer(ask) => {
            let (answer, answered) = oneshot::channel();
            send(Job::Ask(ask, sender, answer))?;
            browser::js(&answered.await.map_err(|_| asleep())?)
        }
        Task::Typed(tab, typed) => {
            let (answer, answered) = oneshot::channel();
            send(Job::Typed(tab, typed, sender, answer))?;
            let watches = answered.await.map_err(|_| asleep())?;
            browser::js(&serde_json::json!({ "watches": watches }))
        }
        Task::Refuse => Ok(JsValue::UNDEFINED),
    }
}

fn send(job: Job) -> Result<(), BrowserError> {
    EDGE.with(|edge| match edge.borrow().as_ref() {
        Some(edge) => edge.inbox.unbounded_send(job).map_err(|_| asleep()),
        None => Err(asleep()),
    })
}

fn asleep() -> BrowserError {
    BrowserError("the worker is not awake".to_owned())
}

struct Worker {
    knowledge: Knowledge,
    store: Store,
    tags: Tags,
    cache: Cache,
    batch: Batch,
    seq: u64,
    /// Whether Candor's own rules stop something, once that was asked.
    blocks: Option<bool>,
    /// Something was stopped that Candor's rules do not stop.
    other_blocker: bool,
    /// What was typed, where the person switched that on: in memory only.
    watch: Watch,
}

impl Worker {
    async fn take(&mut self, job: Job) {
        match job {
            Job::Fact(seen) => {
                let (tab, tz) = (seen.tab, seen.tz);
                let found = self.watched(&seen);
                if let Err(error) = self.fact(seen).await {
                    browser::warn("a decision was not saved", &error);
                }
                self.found(tab, tz, found).await;
            }
            Job::Typed(tab, typed, sender, reply) => {
                let watches = self.cache.slices.settings.typed;
                // Nobody waits any more where the page was closed.
                let _ = reply.send(watches);
                let mut found = Vec::new();
                if watches {
                    found.extend(
                        typed.value.iter().flat_map(|value| self.watch.typed(tab, value, sender.time)),
                    );
                    found.extend(typed.sent.iter().flat_map(|sent| self.watch.sent(tab, *sent)));
                }
                self.found(Some(tab), sender.tz, found).await;
            }
            Job::Ask(Ask::Statement { site }, _, reply) => {
                if let Err(error) = self.statement(&site, reply).await {
                    browser::warn("a statement was not asked for", &error);
                }
            }
            Job::Ask(ask, sender, reply) => {
                let answer = self.answer(ask, &sender).await.unwrap_or_else(|error| {
                    browser::warn("a question was not answered", &error);
                    Answer::Failed { why: Phrase { id: "failed_to_save".to_owned(), args: Vec::new() } }
                });
                // Nobody waits any more where the page was closed.
                let _ = reply.send(answer);
            }
            Job::Unvisited(pages) => self.unvisited(pages).await,
            Job::Rules => self.rules(browser::now()).await,
            Job::Flush => {
                self.flush().await;
                if let Some(count) = self.batch.dropped() {
                    self.lost(count, "disk").await;
                }
            }
        }
    }

    /// Looks for what was typed in a request, before that is taken out of it.
    fn watched(&mut self, seen: &Seen) -> Vec<Found> {
        if !self.cache.slices.settings.typed {
            self.watch = Watch::default();
            return Vec::new();
        }
        match (&seen.what, seen.tab) {
            (What::Request(request), Some(tab)) => self.watch.request(tab, seen.frame, request, seen.time),
            // What was typed on the page before was sent or given up: nothing here comes early.
            (What::Navigated { .. }, Some(tab)) if seen.frame == FrameId(0) => {
                self.watch.sent(tab, seen.time);
                Vec::new()
            }
            (What::Forget(_), _) => {
                self.watch = Watch::default();
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    /// Requests that carried what was typed, as facts.
    async fn found(&mut self, tab: Option<TabId>, tz: i16, found: Vec<Found>) {
        for Found { frame, time, request, encoding, before } in found {
            let what = What::Typed { request, encoding, before };
            let seen = Seen { time, tz, tab, frame, document: DocumentId::default(), what };
            if let Err(error) = self.fact(seen).await {
                browser::warn("what was found was not taken", &error);
            }
        }
    }

    /// What the person deleted from the browser's history is forgotten, as if they had said so here.
    async fn unvisited(&mut self, pages: Option<Vec<String>>) {
        let forget = match pages {
            None => vec![Forget::Everything],
            Some(pages) => {
                let sites = sites_of(&self.knowledge, &pages);
                sites.into_iter().map(|site| Forget::Site { site }).collect()
            }
        };
        for forget in forget {
            let (frame, document, what) = (FrameId(0), DocumentId::default(), What::Forget(forget));
            let seen =
                Seen { time: browser::now(), tz: browser::time_zone(), tab: None, frame, document, what };
            if let Err(error) = self.fact(seen).await {
                browser::warn("a deletion was not saved", &error);
            }
        }
    }

    /// Facts that never reached the core, as a fact.
    async fn lost(&mut self, count: u32, why: &str) {
        let what = What::Lost { count, why: why.to_owned() };
        let (frame, document) = (FrameId(0), DocumentId::default());
        let seen = Seen { time: browser::now(), tz: browser::time_zone(), tab: None, frame, document, what };
        if let Err(error) = self.fact(seen).await {
            browser::warn("a gap was not counted", &error);
        }
    }

    /// One step: the slices that it needs, the core's word, and what follows from it.
    async fn fact(&mut self, seen: Seen) -> Result<(), BrowserError> {
        self.batch.taken();
        let fact = self.scrubbed(seen).await;
        loop {
            let missing = engine::needs(&self.knowledge, &self.cache.slices, &fact);
            if missing.is_empty() {
                break;
            }
            self.cache.fetch(&self.store, &missing).await?;
        }
        let logged = self.cache.slices.settings.logs_facts();
        let now = fact.time;
        let logged_as = match &fact.what {
            _ if logged => Some(log::unnamed(&fact).into_owned()),
            // Where this switches the log on again, the log says that it was off.
            What::Set(_) | What::Together { .. } => Some(log::gap(&fact, "off")),
            _ => None,
        };
        let decision = fact.what.is_the_persons();
        if decision {
            // What is already known gets to the disk first, so that a failure below leaves nothing half done.
            self.flush().await;
        }
        let before = decision.then(|| self.cache.clone());
        let commands = engine::step(&self.knowledge, &mut self.cache.slices, fact);
        let durable = self.cache.note(&commands);
        if let Err(error) = self.store.write(durable, Durability::Strict).await {
            // The disk is full: a decision that is not saved was not made, and nothing else is lost by it.
            if let Some(before) = before {
                self.cache = before;
            }
            return Err(error);
        }
        self.carry_out(commands, now).await?;
        let goes_on = logged || (self.cache.slices.settings.logs_facts() && !self.begin_log().await?);
        if let Some(fact) = logged_as
            && goes_on
            && self.cache.may_be_logged(fact.tab)
        {
            self.batch.fact(&fact);
        }
        Ok(())
    }

    /// Gives a fact its place and what is in force, and takes out what identifies.
    async fn scrubbed(&mut self, seen: Seen) -> Fact {
        let Seen { time, tz, tab, frame, document, what } = seen;
        if !self.tags.holds(time) {
            match Tags::load(time).await {
                Ok(tags) => self.tags = tags,
                Err(error) => browser::warn("the key for tags did not rotate", &error),
            }
        }
        if let What::Ended { outcome: Outcome::Blocked, .. } = what {
            let (settings, knowledge) = (&self.cache.slices.settings, &self.knowledge);
            let ours = *self.blocks.get_or_insert_with(|| rules::any(settings, knowledge, time));
            self.other_blocker |= !ours;
        }
        let regime = Regime {
            mode: self.cache.slices.settings.mode,
            rules: self.knowledge.version().to_owned(),
            other_blocker: self.other_blocker,
        };
        // Rising in order of arrival, also over the worker's lives: a thousand places each millisecond.
        let by_clock = u64::try_from(time.0).unwrap_or(0).saturating_mul(1000);
        self.seq = by_clock.max(self.seq + 1);
        scrub(
            RawFact::new(Fact { seq: Seq(self.seq), time, tz, tab, frame, document, regime, what }),
            &self.tags.key,
        )
    }

    /// Commands in their order, once what is durable of them is on the disk.
    async fn carry_out(&mut self, commands: Vec<Command>, now: Millis) -> Result<(), BrowserError> {
        for command in commands {
            match command {
                Command::Save { .. } | Command::Remove { .. } => {}
                Command::Log { row } => self.batch.row(*row),
                Command::Retract { ad } => self.batch.retract(ad),
                Command::Unlog { forget } => {
                    self.flush().await;
                    log::unlog(&self.store, &self.knowledge, &forget, now).await?;
                }
                Command::Rules => self.rules(now).await,
                Command::Badge { tab, text } => browser::badge(tab, text),
                Command::Mark { tab, frame, marks } => browser::mark(tab, frame, marks),
            }
        }
        self.batch.schedule();
        Ok(())
    }

    /// Rules that the browser refuses now are tried again at the next wake.
    async fn rules(&mut self, now: Millis) {
        self.blocks = None;
        let settings = &self.cache.slices.settings;
        if let Err(error) = rules::apply(settings, &self.knowledge, now).await {
            browser::warn("the rules are not in line", &error);
        }
    }

    /// What was known when the log began, so that it replays to the same rows.
    async fn begin_log(&mut self) -> Result<bool, BrowserError> {
        self.cache.fetch(&self.store, &[Key::Tabs, Key::Brands]).await?;
        let versions = Versions::now(&self.knowledge, &self.cache.slices.browser);
        log::begin(&self.store, &Start::now(&self.cache.slices, versions)).await
    }

    async fn flush(&mut self) {
        if let Err(error) = self.batch.flush(&self.store, &mut self.cache).await {
            browser::warn("not saved yet", &error);
        }
    }

    async fn answer(&mut self, ask: Ask, sender: &Sender) -> Result<Answer, BrowserError> {
        let (now, tz) = (sender.time, sender.tz);
        if let Ask::Tell { what } = ask {
            let undo = view::undo(&self.cache.slices.settings, &what, now);
            let (frame, document) = (FrameId(0), DocumentId::default());
            self.fact(Seen { time: now, tz, tab: None, frame, document, what }).await?;
            return Ok(Answer::Done { undo });
        }
        let stored = self.stored(&ask).await?;
        loop {
            let missing = view::needs(&self.knowledge, &self.cache.slices, &ask, &stored);
            if missing.is_empty() {
                break;
            }
            self.cache.fetch(&self.store, &missing).await?;
        }
        let answer = view::answer(&self.knowledge, &self.cache.slices, &stored, &ask, now);
        self.batch.schedule();
        Ok(answer)
    }

    /// Asks a site for its statement. Whatever else there is to do does not wait for a far server.
    async fn statement(&mut self, site: &Site, reply: oneshot::Sender<Answer>) -> Result<(), BrowserError> {
        let site = self.knowledge.brand(site);
        self.cache.fetch(&self.store, &[Key::Brand { site: site.clone() }]).await?;
        let address = gpc::address(&site, self.cache.slices.brands.get(&site));
        wasm_bindgen_futures::spawn_local(async move {
            let said = match &address {
                Some(address) => statement::ask(address).await,
                None => Ok(None),
            };
            let answer = match said {
                Ok(gpc) => {
                    let (frame, document) = (FrameId(0), DocumentId::default());
                    let (time, tz, what) =
                        (browser::now(), browser::time_zone(), What::Statement { site, gpc });
                    // The task that would not take it is gone with the page that asked.
                    let _ = send(Job::Fact(Seen { time, tz, tab: None, frame, document, what }));
                    Answer::Statement { said: view::stated(gpc) }
                }
                Err(_) => Answer::Failed { why: Phrase::new("statement_failed", []) },
            };
            let _ = reply.send(answer);
        });
        Ok(())
    }

    /// What a question wants from the disk beside the slices.
    async fn stored(&mut self, ask: &Ask) -> Result<Stored, BrowserError> {
        if !view::wants_rows(ask) {
            return Ok(Stored::default());
        }
        self.flush().await;
        let whole = matches!(ask, Ask::Export { what: Export::Facts });
        let rows = match ask {
            // One answer is not made to wait for the whole log.
            Ask::Why { ad } => log::row(&self.store, ad).await?.into_iter().collect(),
            Ask::Settings => Vec::new(),
            _ => log::rows(&self.store).await?,
        };
        Ok(Stored {
            rows,
            ads: self.store.count(Table::Rows, "").await?,
            facts: log::count(&self.store).await?,
            brands: self.store.count(Table::State, BRAND).await?,
            facts_text: if whole { Some(log::text(&self.store).await?) } else { None },
        })
    }
}
