//! A site's statement, when the person pressed for it: the one request that Candor sends to a site.
//!
//! Without cookies and without a referrer, to one file of one site: the content security policy allows
//! no other but the lists' own addresses, and a site that sends on elsewhere has said nothing.

use futures_channel::oneshot;
use js_sys::{Promise, Reflect, Uint8Array};
use serde::Serialize;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{ReadableStreamDefaultReader, Response};

use super::browser::{self, BrowserError};
use super::edge::send;
use super::job::{Job, Seen};
use super::worker::Worker;
use crate::command::Key;
use crate::explain::Phrase;
use crate::fact::What;
use crate::gpc;
use crate::site::Site;
use crate::view::{self, Answer};

/// After so many milliseconds a site did not answer.
const PATIENCE: u32 = 10_000;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = fetch)]
    fn fetch(url: &str, options: &JsValue) -> Promise;

    #[wasm_bindgen(js_namespace = AbortSignal, js_name = timeout)]
    fn timeout(millis: u32) -> JsValue;
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Options {
    credentials: &'static str,
    referrer_policy: &'static str,
    redirect: &'static str,
    cache: &'static str,
}

impl Worker {
    /// Asks a site for its statement. Whatever else there is to do does not wait for a far server.
    pub(super) async fn statement(
        &mut self,
        site: &Site,
        reply: oneshot::Sender<Answer>,
    ) -> Result<(), BrowserError> {
        let site = self.knowledge.brand(site);
        self.cache.fetch(&self.store, &[Key::Brand { site: site.clone() }]).await?;
        let address = gpc::address(&site, self.cache.slices.brands.get(&site));
        wasm_bindgen_futures::spawn_local(async move {
            let said = match &address {
                Some(address) => ask(address).await,
                None => Ok(None),
            };
            let answer = match said {
                Ok(gpc) => {
                    // The task that would not take it is gone with the page that asked.
                    let _ = send(Job::Fact(Seen::now(What::Statement { site, gpc })));
                    Answer::Statement { said: view::stated(gpc) }
                }
                Err(_) => Answer::Failed { why: Phrase::new("statement_failed", []) },
            };
            let _ = reply.send(answer);
        });
        Ok(())
    }
}

/// What the statement at an address says; none where there is none, or none that can be read.
///
/// # Errors
/// Where the site did not answer.
async fn ask(address: &str) -> Result<Option<bool>, BrowserError> {
    let options = browser::js(&Options {
        credentials: "omit",
        referrer_policy: "no-referrer",
        redirect: "manual",
        cache: "no-store",
    })?;
    Reflect::set(&options, &"signal".into(), &timeout(PATIENCE))?;
    let response: Response = JsFuture::from(fetch(address, &options)).await?.unchecked_into();
    if !response.ok() {
        return Ok(None);
    }
    let text = text_of(&response).await?;
    Ok(text.as_deref().and_then(gpc::read))
}

/// The text of an answer, as it comes; none for one that is too long to be a statement.
async fn text_of(response: &Response) -> Result<Option<String>, BrowserError> {
    let Some(body) = response.body() else { return Ok(None) };
    let reader: ReadableStreamDefaultReader = body.get_reader().unchecked_into();
    let mut bytes = Vec::new();
    loop {
        let part = JsFuture::from(reader.read()).await?;
        let Ok(part) = Reflect::get(&part, &"value".into())?.dyn_into::<Uint8Array>() else { break };
        if bytes.len() + part.length() as usize > gpc::LONGEST {
            let _ = reader.cancel();
            return Ok(None);
        }
        bytes.extend(part.to_vec());
    }
    Ok(String::from_utf8(bytes).ok())
}
