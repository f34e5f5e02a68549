//! Asking the worker.

use std::cell::RefCell;

use serde::Serialize;
use serde_wasm_bindgen::{Serializer, from_value};

use super::browser;
use crate::explain::Phrase;
use crate::id::AdId;
use crate::view::{Answer, Ask};

/// What goes to the worker.
#[derive(Serialize)]
struct Message<'a> {
    ask: &'a Ask,
    #[serde(flatten)]
    pass: Option<Pass>,
}

/// What the panel shows with every question: the one ad it stands for, and that a person opened it.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Pass {
    pub(super) ad: AdId,
    pub(super) token: String,
}

thread_local! {
    static PASS: RefCell<Option<Pass>> = const { RefCell::new(None) };
}

/// Every question from now on is asked with this pass.
pub(super) fn carry(pass: Pass) {
    PASS.set(Some(pass));
}

/// Asks the worker and waits for its answer; what goes wrong on the way is an answer too.
pub(super) async fn ask(question: &Ask) -> Answer {
    let unreachable = || Answer::Failed { why: Phrase::new("failed_worker", []) };
    let message = Message { ask: question, pass: PASS.with_borrow(Clone::clone) };
    let Ok(message) = message.serialize(&Serializer::json_compatible()) else {
        return unreachable();
    };
    match browser::send_message(&message).await {
        Ok(reply) => from_value(reply).unwrap_or_else(|_| unreachable()),
        Err(_) => unreachable(),
    }
}
