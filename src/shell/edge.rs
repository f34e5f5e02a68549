//! The worker's edge: what comes in becomes a job of the one task, and what needs no state is answered at once.

use std::cell::RefCell;

use futures_channel::{mpsc, oneshot};
use wasm_bindgen::JsValue;

use super::browser::{self, BrowserError};
use super::job::{Job, Seen};
use super::message::{Message, Sender, Task, judge};
use super::token::Signer;

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
