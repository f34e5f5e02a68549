//! The worker's edge: what comes in becomes a job of the one task, and what needs no state is answered at once.

use std::cell::RefCell;

use futures_channel::{mpsc, oneshot};
use serde::Deserialize;
use wasm_bindgen::JsValue;

use super::browser::{self, BrowserError};
use super::lists::Came;
use super::message::{Message, Sender, Task, Typed, judge};
use super::token::Signer;
use crate::fact::What;
use crate::id::{DocumentId, FrameId, Millis, TabId};
use crate::view::{Answer, Ask};

/// A fact as the worker's edge tells it: without its place in the log and without what is in force.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(super) struct Seen {
    pub(super) time: Millis,
    pub(super) tz: i16,
    #[serde(default)]
    pub(super) tab: Option<TabId>,
    pub(super) frame: FrameId,
    pub(super) document: DocumentId,
    pub(super) what: What,
}

impl Seen {
    /// Something that no page is concerned with, now.
    pub(super) fn now(what: What) -> Self {
        Self::at(browser::now(), browser::time_zone(), what)
    }

    /// The same at some moment.
    pub(super) fn at(time: Millis, tz: i16, what: What) -> Self {
        Self { time, tz, tab: None, frame: FrameId(0), document: DocumentId::default(), what }
    }
}

pub(super) enum Job {
    Fact(Seen),
    Ask(Ask, Sender, oneshot::Sender<Answer>),
    Typed(TabId, Typed, Sender, oneshot::Sender<bool>),
    /// Pages that went from the browser's history; none: all of it.
    Unvisited(Option<Vec<String>>),
    Flush,
    /// Marks have waited for others.
    Marks,
    Rules,
    /// What came of asking for newer lists.
    Lists(Box<Came>),
    /// Brands without a gist are there to be read.
    Unread,
    /// What is remembered may take too much of the disk.
    Room,
}

/// What is at hand without waiting for the task.
struct Edge {
    signer: Signer,
    inbox: mpsc::UnboundedSender<Job>,
}

thread_local! {
    static EDGE: RefCell<Option<Edge>> = const { RefCell::new(None) };
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
        Task::Facts(facts) => {
            let Sender { tz, tab, frame, document, .. } = sender;
            for (what, time) in facts {
                send(Job::Fact(Seen { time, tz, tab, frame, document: document.clone(), what }))?;
            }
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

/// Opens the edge: from now on jobs are taken.
pub(super) fn open(signer: Signer, inbox: mpsc::UnboundedSender<Job>) {
    EDGE.with(|edge| *edge.borrow_mut() = Some(Edge { signer, inbox }));
}

/// Gives the task a job.
pub(super) fn send(job: Job) -> Result<(), BrowserError> {
    EDGE.with(|edge| match edge.borrow().as_ref() {
        Some(edge) => edge.inbox.unbounded_send(job).map_err(|_| asleep()),
        None => Err(asleep()),
    })
}

fn asleep() -> BrowserError {
    BrowserError("the worker is not awake".to_owned())
}
