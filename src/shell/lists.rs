//! Newer lists: asked for when they are due or the person presses, taken whole or not at all.
//!
//! What comes of it is a job like any other: only here, between two facts, the pack is exchanged.

use futures_channel::oneshot;
use js_sys::{ArrayBuffer, Uint32Array};
use wasm_bindgen::prelude::*;

use super::browser::{self, BrowserError};
use super::edge::send;
use super::job::Job;
use super::newer::{Came, New, came};
use super::worker::Worker;
use crate::fresh::{Freshness, Told, Trouble, Why};
use crate::id::Millis;
use crate::json;
use crate::knowledge::Knowledge;
use crate::phrase::Phrase;
use crate::view::Answer;

/// Where what is known of updates lies in the extension's local storage.
const FRESHNESS: &str = "lists";

#[wasm_bindgen(raw_module = "../pack.js")]
extern "C" {
    #[wasm_bindgen(catch)]
    async fn keep(pack: &JsValue, change: &JsValue) -> Result<JsValue, JsValue>;
}

impl Worker {
    /// What is known of updates, read once.
    pub(super) async fn freshness(&mut self) -> &mut Freshness {
        if self.freshness.is_none() {
            let stored = browser::local().read(FRESHNESS).await.ok().flatten();
            self.freshness = stored.and_then(|text| json::read(&text).ok());
        }
        self.freshness.get_or_insert_default()
    }

    /// Asks for newer lists where they are due, once the person has met Candor.
    pub(super) async fn look_for_lists(&mut self, now: Millis) {
        let settings = &self.cache.slices.settings;
        if !settings.lists || !settings.welcomed {
            return;
        }
        let freshness = self.freshness().await;
        if freshness.since.is_none() {
            freshness.since = Some(now);
            self.note_freshness().await;
        } else if freshness.due(now) {
            self.ask_for_lists(now, None).await;
        }
    }

    /// Asks for newer lists; nothing waits for them but who pressed for them.
    pub(super) async fn ask_for_lists(&mut self, now: Millis, reply: Option<oneshot::Sender<Answer>>) {
        self.waiting.extend(reply);
        if std::mem::replace(&mut self.asking, true) {
            return;
        }
        self.freshness().await.ask(now);
        self.note_freshness().await;
        wasm_bindgen_futures::spawn_local(async {
            // The task that would not take it is gone with all else.
            let _ = send(Job::Lists(Box::new(came().await)));
        });
    }

    /// Takes what came.
    pub(super) async fn lists(&mut self, came: Came, now: Millis) {
        let outcome = match came {
            Ok(new) => self.exchange(new).await.map_err(|error| {
                browser::warn("newer lists were not taken", &error);
                Trouble { list: None, why: Why::Broken }
            }),
            Err(trouble) => Err(trouble),
        };
        let answer = match &outcome {
            Ok(_) => Answer::Statement { said: Phrase::new("lists_came", []) },
            Err(trouble) => Answer::Failed { why: trouble.phrase() },
        };
        if outcome.is_ok() {
            self.rules(now).await;
        }
        self.freshness().await.came(outcome);
        self.note_freshness().await;
        self.asking = false;
        for waits in self.waiting.drain(..) {
            let _ = waits.send(answer.clone());
        }
    }

    /// Exchanges the pack: on the disk first, with what it changes of the browser's rules.
    async fn exchange(&mut self, New { told, pack, change }: New) -> Result<Told, BrowserError> {
        let words = Uint32Array::new(&ArrayBuffer::from(pack.clone())).to_vec();
        let knowledge = Knowledge::open_words(words).map_err(|error| BrowserError(error.to_string()))?;
        keep(&pack, &change).await?;
        self.knowledge = knowledge;
        Ok(told)
    }

    async fn note_freshness(&self) {
        let text = serde_json::to_string(&self.freshness).unwrap_or_default();
        if let Err(error) = browser::local().write(&[(FRESHNESS.to_owned(), text)]).await {
            browser::warn("what came of newer lists was not noted", &error);
        }
    }
}
