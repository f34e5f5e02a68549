//! Asking the worker.
//!
//! Each answer is read as the one view that its tag names. Reading the tagged enum as a whole would
//! buffer it twice and link a reader for every fact there is, only because a way back is a fact.

use js_sys::{JSON, Reflect};
use serde::Serialize;
use serde::de::{DeserializeOwned, Error as _};
use serde_wasm_bindgen::{Error, Serializer, from_value};
use wasm_bindgen::prelude::*;

use super::browser;
use crate::explain::Phrase;
use crate::fact::What;
use crate::json;
use crate::view::{Answer, Ask};

/// The way back from what was told: the worker's own words, handed back unread.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Undo(String);

#[wasm_bindgen(raw_module = "./first.js")]
extern "C" {
    /// What `extension/pages/first.js` asked while this code was on its way: `{tab?, reply?}`.
    #[wasm_bindgen(catch, js_name = first)]
    async fn asked_first() -> Result<JsValue, JsValue>;
}

/// The tab that the popup is about, and the answer to the page's first question.
pub(super) async fn first() -> (Option<i64>, Answer) {
    let asked = asked_first().await.unwrap_or_default();
    let of = |name: &str| Reflect::get(&asked, &name.into()).unwrap_or_default();
    (field(&asked, "tab").ok(), read(of("reply")).unwrap_or_else(|_| unreachable()))
}

/// Asks the worker and waits for its answer; what goes wrong on the way is an answer too.
pub(super) async fn ask(question: &Ask) -> Answer {
    match send(question.serialize(&Serializer::json_compatible())).await {
        Some(reply) => read(reply).unwrap_or_else(|_| unreachable()),
        None => unreachable(),
    }
}

/// Tells the worker what the person did.
///
/// # Errors
/// Says why nothing was saved.
pub(super) async fn tell(what: What) -> Result<Option<Undo>, Phrase> {
    told(send(Ask::Tell { what }.serialize(&Serializer::json_compatible())).await)
}

/// Takes back what was told.
///
/// # Errors
/// Says why nothing was saved.
pub(super) async fn take_back(undo: &Undo) -> Result<Option<Undo>, Phrase> {
    let ask = JSON::parse(&format!(r#"{{"ask":"tell","what":{}}}"#, undo.0));
    told(send(ask.map_err(Error::from)).await)
}

/// Sends `{ask}`; nothing comes back where the worker cannot be reached.
async fn send(ask: Result<JsValue, Error>) -> Option<JsValue> {
    let message = js_sys::Object::new();
    Reflect::set(&message, &"ask".into(), &ask.ok()?).ok()?;
    browser::send_message(&message).await.ok()
}

fn told(reply: Option<JsValue>) -> Result<Option<Undo>, Phrase> {
    let reply = reply.ok_or_else(no_answer)?;
    if tag(&reply).as_deref() != Some("done") {
        return Err(field(&reply, "why").unwrap_or_else(|_| no_answer()));
    }
    let undo = Reflect::get(&reply, &"undo".into()).ok().filter(JsValue::is_object);
    Ok(undo.and_then(|undo| JSON::stringify(&undo).ok()).map(|undo| Undo(undo.into())))
}

fn read(reply: JsValue) -> Result<Answer, Error> {
    Ok(match tag(&reply).unwrap_or_default().as_str() {
        "popup" => Answer::Popup(whole(reply)?),
        "why" => Answer::Why(whole(reply)?),
        "brands" => Answer::Brands { rows: field(&reply, "rows")?, extent: field(&reply, "extent")? },
        "brand" => Answer::Brand(whole(reply)?),
        "statement" => Answer::Statement { said: field(&reply, "said")? },
        "rules" => Answer::Rules {
            rows: field(&reply, "rows")?,
            would: field(&reply, "would")?,
            extent: field(&reply, "extent")?,
        },
        "companies" => Answer::Companies { rows: field(&reply, "rows")?, extent: field(&reply, "extent")? },
        "company" => Answer::Company(whole(reply)?),
        "ads" => Answer::Ads { rows: field(&reply, "rows")? },
        "log" => Answer::Log(whole(reply)?),
        "site_view" => Answer::SiteView(whole(reply)?),
        "settings" => Answer::Settings(whole(reply)?),
        "file" => Answer::File {
            name: field(&reply, "name")?,
            mime: field(&reply, "mime")?,
            text: field(&reply, "text")?,
        },
        "failed" => Answer::Failed { why: field(&reply, "why")? },
        "gone" => Answer::Gone,
        _ => unreachable(),
    })
}

fn tag(reply: &JsValue) -> Option<String> {
    Reflect::get(reply, &"answer".into()).ok()?.as_string()
}

fn field<T: DeserializeOwned>(reply: &JsValue, name: &str) -> Result<T, Error> {
    whole(Reflect::get(reply, &name.into())?)
}

/// Through a JSON value, as the worker reads what comes to it: see [`json`].
fn whole<T: DeserializeOwned>(value: JsValue) -> Result<T, Error> {
    json::of(from_value(value)?).map_err(Error::custom)
}

fn no_answer() -> Phrase {
    Phrase::new("failed_worker", [])
}

fn unreachable() -> Answer {
    Answer::Failed { why: no_answer() }
}
