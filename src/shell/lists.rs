//! Newer lists: asked for when they are due or the person presses, taken whole or not at all.
//!
//! extension/lists.js fetches and compiles them, slice by slice beside everything else that the worker does.
//! What comes of it is a job like any other: only here, between two facts, the pack is exchanged.

use futures_channel::oneshot;
use js_sys::{ArrayBuffer, Reflect, Uint32Array};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use wasm_bindgen::prelude::*;

use super::browser::{self, BrowserError};
use super::edge::{Job, send};
use super::rules::OfLists;
use super::worker::Worker;
use crate::fact::Mode;
use crate::fresh::{Freshness, LONGEST, Source, Told, Trouble, Why, sources};
use crate::id::Millis;
use crate::json;
use crate::knowledge::Knowledge;
use crate::phrase::Phrase;
use crate::view::Answer;

/// Where what is known of updates lies in the extension's local storage.
const FRESHNESS: &str = "lists";

#[wasm_bindgen(raw_module = "../lists.js")]
extern "C" {
    #[wasm_bindgen(catch)]
    async fn refresh(sources: &JsValue, longest: u32) -> Result<JsValue, JsValue>;
}

#[wasm_bindgen(raw_module = "../pack.js")]
extern "C" {
    #[wasm_bindgen(catch)]
    async fn keep(pack: &JsValue, change: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch)]
    async fn change() -> Result<JsValue, JsValue>;
}

/// What came of asking for newer lists.
pub(super) type Came = Result<New, Trouble>;

/// A pack of newer lists, what is told of it, and what it changes of the browser's rules.
pub(super) struct New {
    told: Told,
    pack: JsValue,
    change: JsValue,
}

/// What an update changes of the browser's rules, as the browser takes it.
#[derive(Debug, Default, Deserialize)]
struct Change {
    off: Vec<u32>,
    add: Vec<Value>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Dynamic {
    remove_rule_ids: Vec<u32>,
    add_rules: Vec<Value>,
}

/// The static ruleset that is made of the lists.
const STRICT: &str = "strict";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Of {
    ruleset_id: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Static {
    ruleset_id: &'static str,
    disable_rule_ids: Vec<u32>,
    enable_rule_ids: Vec<u32>,
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

async fn came() -> Came {
    #[derive(Serialize)]
    struct Asked {
        list: &'static str,
        address: &'static str,
    }
    let asked = sources().into_iter().map(|Source { list, address, .. }| Asked { list, address });
    let broken = |_: BrowserError| Trouble { list: None, why: Why::Broken };
    let asked = browser::js(&asked.collect::<Vec<_>>()).map_err(broken)?;
    let came = refresh(&asked, LONGEST as u32).await.map_err(|error| broken(error.into()))?;
    let field = |name: &str| Reflect::get(&came, &name.into()).unwrap_or_default();
    let read = |text: JsValue| text.as_string().unwrap_or_default();
    match json::read::<Trouble>(&read(field("trouble"))) {
        Ok(trouble) => Err(trouble),
        Err(_) => {
            let told = json::read::<Told>(&read(field("told"))).map_err(|error| broken(error.into()))?;
            Ok(New { told, pack: field("pack"), change: field("change") })
        }
    }
}

/// Brings what newer lists change of *strict* in line. In another mode their dynamic rules go; which
/// static rules are off does not matter there.
pub(super) async fn follow(mode: Mode, version: &str, in_force: &mut OfLists) -> Result<(), BrowserError> {
    let strict = mode == Mode::Strict;
    let in_line = if strict { in_force.version.as_deref() == Some(version) } else { in_force.ids.is_empty() };
    if in_line {
        return Ok(());
    }
    let Change { off, add } = match change().await?.as_string().filter(|_| strict) {
        Some(text) => json::read(&text)?,
        None => Change::default(),
    };
    let ids = add.iter().filter_map(|rule| u32::try_from(rule["id"].as_u64()?).ok());
    let OfLists { ids: present, .. } =
        std::mem::replace(in_force, OfLists { ids: ids.collect(), version: None });
    if present != in_force.ids {
        let dynamic = Dynamic { remove_rule_ids: present, add_rules: add };
        browser::update_dynamic_rules(&browser::js(&dynamic)?).await?;
    }
    if strict {
        let of = browser::js(&Of { ruleset_id: STRICT })?;
        let present: Vec<u32> = browser::rust(browser::disabled_rules(&of).await?)?;
        let missing = |from: &[u32], of: &[u32]| of.iter().filter(|id| !from.contains(id)).copied().collect();
        let change = Static {
            ruleset_id: STRICT,
            disable_rule_ids: missing(&present, &off),
            enable_rule_ids: missing(&off, &present),
        };
        if !change.disable_rule_ids.is_empty() || !change.enable_rule_ids.is_empty() {
            browser::update_static_rules(&browser::js(&change)?).await?;
        }
        in_force.version = Some(version.to_owned());
    }
    Ok(())
}
