//! Asking the worker.

use serde::Serialize;
use serde_wasm_bindgen::{Serializer, from_value};

use super::browser;
use crate::explain::Phrase;
use crate::view::{Answer, Ask};

/// What goes to the worker.
#[derive(Serialize)]
struct Message<'a> {
    ask: &'a Ask,
}

/// Asks the worker and waits for its answer; what goes wrong on the way is an answer too.
pub(super) async fn ask(question: &Ask) -> Answer {
    let unreachable = || Answer::Failed { why: Phrase::new("failed_worker", []) };
    let message = Message { ask: question };
    let Ok(message) = message.serialize(&Serializer::json_compatible()) else {
        return unreachable();
    };
    match browser::send_message(&message).await {
        Ok(reply) => from_value(reply).unwrap_or_else(|_| unreachable()),
        Err(_) => unreachable(),
    }
}
