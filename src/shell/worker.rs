//! The one task that owns all state: it takes a job, lets the core step, and carries out the commands.

use futures_channel::{mpsc, oneshot};
use futures_util::future::FutureExt;
use gloo::timers::callback::Timeout;
use js_sys::Promise;

use super::batch::{self, Batch};
use super::browser::{self, BrowserError};
use super::cache::Cache;
use super::device::{self, Tags};
use super::edge;
use super::first::{First, knowledge};
use super::job::{Job, Seen};
use super::marking::Marking;
use super::rules::InForce;
use super::store::{Durability, Store};
use super::{beginning, detail, log, rules};
use crate::command::{Command, Key};
use crate::engine;
use crate::explain::Phrase;
use crate::fact::{Fact, Forget, Outcome, RawFact, Regime, What};
use crate::fresh::Freshness;
use crate::id::{Millis, Seq};
use crate::incident::{Start, Versions};
use crate::knowledge::Knowledge;
use crate::scrub::scrub;
use crate::typed::Watch;
use crate::view::{Answer, Ask};

/// Milliseconds until what waited at the start was taken: the rules, which the browser has kept, come after it.
const AFTER_THAT: u32 = 100;

/// Wakes the worker up with what was found of the device: from now on jobs are taken. What this gives ends once
/// the pack is there, too, and the task does them; then the rules are brought in line.
///
/// # Errors
/// Where the browser gives no random key for signatures or no database; nothing is taken then. In what is to be waited
/// for, where the pack and the bundle's own are both refused: then whoever asks is told that nobody is awake.
pub fn start(
    first: &First,
    pack: Promise,
) -> Result<impl Future<Output = Result<(), BrowserError>> + use<>, BrowserError> {
    let (inbox, mut jobs) = mpsc::unbounded();
    let [settings, totals] = first.at_hand();
    let (store, cache) = (Store::of(first.database())?, Cache::of(settings, totals));
    let tags = Tags::of(first.of_local(device::TAGS), browser::now())?;
    let lost = first.of_session(batch::OPEN).and_then(|count| count.parse().ok());
    edge::open(device::signer(first.of_session(device::SIGNER))?, inbox.clone());
    Ok(async move {
        let mut worker = Worker {
            watch: Watch::default(),
            blocks: None,
            in_force: None,
            refused: false,
            other_blocker: false,
            seq: 0,
            knowledge: knowledge(pack).await?,
            store,
            tags,
            cache,
            batch: Batch::new(inbox.clone()),
            marking: Marking::new(inbox.clone()),
            overdue: true,
            freshness: None,
            asking: false,
            waiting: Vec::new(),
        };
        Timeout::new(AFTER_THAT, move || drop(inbox.unbounded_send(Job::Rules))).forget();
        wasm_bindgen_futures::spawn_local(async move {
            if let Some(count) = lost {
                worker.lost(count, "killed").await;
            }
            while let Ok(job) = jobs.recv().await {
                worker.take(job).await;
            }
        });
        Ok(())
    })
}

/// All state, and what the task does with it.
pub(super) struct Worker {
    pub(super) knowledge: Knowledge,
    pub(super) store: Store,
    tags: Tags,
    pub(super) cache: Cache,
    pub(super) batch: Batch,
    marking: Marking,
    /// Whether an earlier life may have left a deletion that the log has to follow.
    pub(super) overdue: bool,
    seq: u64,
    /// Whether Candor's own rules stop something, once that was asked.
    blocks: Option<bool>,
    /// The rules that the browser has, once it was asked.
    in_force: Option<InForce>,
    /// The browser did not take the newest rules.
    pub(super) refused: bool,
    /// Something was stopped that Candor's rules do not stop.
    other_blocker: bool,
    /// What was typed, where the person switched that on: in memory only.
    pub(super) watch: Watch,
    /// What is known of newer lists, once it was read.
    pub(super) freshness: Option<Freshness>,
    /// Newer lists are on their way.
    pub(super) asking: bool,
    /// Who waits for them.
    pub(super) waiting: Vec<oneshot::Sender<Answer>>,
}

impl Worker {
    /// Does a job. What not every wake does is boxed: a wake compiles it apart ([`crate::apart`] tells why).
    async fn take(&mut self, job: Job) {
        match job {
            Job::Fact(seen) => {
                let (tab, tz) = (seen.tab, seen.tz);
                let (ticks, now) = (seen.what == What::Tick, seen.time);
                let found = self.watched(&seen);
                let to_ask = detail::to_ask(&self.cache.slices.settings, &seen);
                if seen.what == What::Tick {
                    self.batch.then(Job::Room);
                }
                if let Err(error) = self.fact(seen).await {
                    browser::warn("a decision was not saved", &error);
                }
                if ticks {
                    self.look_for_lists(now).boxed_local().await;
                }
                self.found(tab, tz, found).await;
                to_ask.into_iter().for_each(detail::ask);
            }
            Job::Typed(tab, typed, sender, reply) => {
                // Nobody waits any more where the page was closed.
                let _ = reply.send(self.cache.slices.settings.typed);
                let found = self.typed(tab, &typed, sender.time);
                self.found(Some(tab), sender.tz, found).await;
            }
            Job::Ask(Ask::Lists, sender, reply) => {
                self.ask_for_lists(sender.time, Some(reply)).boxed_local().await
            }
            Job::Lists(came) => self.lists(*came, browser::now()).boxed_local().await,
            Job::Ask(Ask::Statement { site }, _, reply) => {
                if let Err(error) = self.statement(&site, reply).boxed_local().await {
                    browser::warn("a statement was not asked for", &error);
                }
            }
            Job::Ask(ask, sender, reply) => {
                let answer = self.answer(ask, &sender).boxed_local().await.unwrap_or_else(|error| {
                    browser::warn("a question was not answered", &error);
                    Answer::Failed { why: Phrase { id: "failed_to_save".to_owned(), args: Vec::new() } }
                });
                // Nobody waits any more where the page was closed.
                let _ = reply.send(answer);
            }
            Job::Unvisited(pages) => self.unvisited(pages).boxed_local().await,
            Job::Marks => self.marking.tell(),
            Job::Rules => {
                self.rules(browser::now()).boxed_local().await;
                self.follow().boxed_local().await;
            }
            Job::Unread => self.read_some().boxed_local().await,
            Job::Room => self.make_room().boxed_local().await,
            Job::Flush => {
                self.flush().await;
                if let Some(count) = self.batch.dropped() {
                    self.lost(count, "disk").await;
                }
            }
        }
    }

    /// Facts that never reached the core, as a fact.
    async fn lost(&mut self, count: u32, why: &str) {
        let what = What::Lost { count, why: why.to_owned() };
        if let Err(error) = self.fact(Seen::now(what)).await {
            browser::warn("a gap was not counted", &error);
        }
    }

    /// One step: the slices that it needs, the core's word, and what follows from it.
    pub(super) async fn fact(&mut self, seen: Seen) -> Result<(), BrowserError> {
        // Requests end, and pages say their last, after their tab did: they would bring back what is gone.
        if seen.tab.is_some_and(|tab| self.cache.is_closed(tab)) {
            return Ok(());
        }
        self.batch.taken();
        if let What::Forget(_) = seen.what {
            self.watch = Watch::default();
        }
        let fact = self.scrubbed(seen);
        loop {
            let missing = engine::needs(&self.knowledge, &self.cache.slices, &fact);
            if missing.is_empty() {
                break;
            }
            self.load(&missing).await?;
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
        let before = decision.then(|| self.cache.before(&fact.what));
        let commands = engine::step(&self.knowledge, &mut self.cache.slices, fact);
        let begins = !logged && self.cache.slices.settings.logs_facts();
        let (saved, begun) = match self.save(&commands, begins, now).await {
            Ok(begun) => (Ok(()), begun),
            Err(error) => (Err(error), false),
        };
        if let Err(error) = saved {
            // The disk is full: a decision that is not saved was not made, and nothing else is lost by it.
            if let Some(before) = before {
                self.cache.go_back(before);
            }
            return Err(error);
        }
        self.carry_out(commands, now).await?;
        // One that begins after this fact knows what it did.
        if let Some(fact) = logged_as
            && (logged || (begins && !begun))
            && self.cache.may_be_logged(fact.tab)
        {
            self.batch.fact(&fact);
        }
        Ok(())
    }

    /// Puts on the disk what must be there before anything follows from a step: what changed, what the log has to follow,
    /// and, where it begins, what is known; says whether it began.
    async fn save(&mut self, commands: &[Command], begins: bool, now: Millis) -> Result<bool, BrowserError> {
        let mut writes = self.cache.note(commands).await?;
        let forget = commands.iter().find_map(|command| match command {
            Command::Unlog { forget } => Some(forget),
            _ => None,
        });
        if forget.is_some() {
            // One is due at a time.
            self.follow().boxed_local().await;
        }
        // Where all is forgotten, nothing of it stays in the log's beginning.
        if forget != Some(&Forget::Everything) {
            writes.extend(beginning::kept(&self.store, &writes).await?);
        }
        writes.extend(forget.into_iter().flat_map(|forget| log::due(forget, now)));
        let start = match begins {
            true => {
                if self.cache.has_news_of_brands() {
                    // What lies on the disk of a brand is what was known.
                    return Err(BrowserError("not all is saved".to_owned()));
                }
                let versions = Versions::now(&self.knowledge, &self.cache.slices.browser);
                beginning::begin(&self.store, || Start::now(&self.cache.slices, versions)).await?
            }
            false => None,
        };
        let begun = start.is_some();
        writes.extend(start);
        self.store.write(writes, Durability::Strict).await.map(|()| begun)
    }

    /// Loads slices; brands that have to be read for their gists are read behind what waits.
    pub(super) async fn load(&mut self, keys: &[Key]) -> Result<(), BrowserError> {
        self.cache.fetch(&self.store, keys).await?;
        if keys.contains(&Key::Gists) {
            self.batch.then(Job::Unread);
        }
        Ok(())
    }

    /// Gives a fact its place and what is in force, and takes out what identifies.
    fn scrubbed(&mut self, seen: Seen) -> Fact {
        let Seen { time, tz, tab, frame, document, what } = seen;
        match self.tags.at(time) {
            Ok(tags) => self.tags = tags,
            Err(error) => browser::warn("the key for tags did not rotate", &error),
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
        // Rising in order of arrival, also over the worker's lives: a thousand places each millisecond of the
        // clock now. What a page tells late happened before what an earlier life took, and came after it.
        let by_clock = u64::try_from(browser::now().max(time).0).unwrap_or(0).saturating_mul(1000);
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
                    self.overdue = true;
                    log::unlog(&self.store, &self.knowledge, &forget, now).await?;
                    self.overdue = false;
                }
                Command::Rules => self.rules(now).await,
                Command::Badge { tab, text } => browser::badge(tab, text),
                Command::Mark { tab, frame, marks } => self.marking.mark(tab, frame, marks),
            }
        }
        self.batch.schedule();
        Ok(())
    }

    /// Rules that the browser refuses now are tried again with the next ones, and at the next wake.
    pub(super) async fn rules(&mut self, now: Millis) {
        self.blocks = None;
        let settings = &self.cache.slices.settings;
        let applied = rules::apply(settings, &self.knowledge, now, &mut self.in_force).await;
        self.refused = applied.is_err();
        if let Err(error) = applied {
            browser::warn("the rules are not in line", &error);
        }
    }

    pub(super) async fn flush(&mut self) {
        if let Err(error) = self.batch.flush(&self.store, &mut self.cache).await {
            browser::warn("not saved yet", &error);
        }
    }
}
