//! What a wake finds of the device: `extension/first.js` asks for it while the core's code is still on its way.

use js_sys::{Array, Object, Promise, Reflect, Uint32Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::browser::BrowserError;
use crate::knowledge::Knowledge;

#[wasm_bindgen]
extern "C" {
    /// What was found, as `extension/first.js` hands it over.
    pub type First;

    /// The open database.
    #[wasm_bindgen(method, getter)]
    pub(super) fn database(this: &First) -> JsValue;

    #[wasm_bindgen(method, getter)]
    fn state(this: &First) -> Array;

    #[wasm_bindgen(method, getter)]
    fn session(this: &First) -> Object;

    #[wasm_bindgen(method, getter)]
    fn local(this: &First) -> Object;
}

#[wasm_bindgen(raw_module = "../pack.js")]
extern "C" {
    /// The bundle's own pack.
    #[wasm_bindgen(catch)]
    async fn fetched() -> Result<JsValue, JsValue>;
}

impl First {
    /// The texts of settings and totals.
    pub(super) fn at_hand(&self) -> [Option<String>; 2] {
        [0, 1].map(|place| self.state().get(place).as_string())
    }

    /// A text of session storage.
    pub(super) fn of_session(&self, key: &str) -> Option<String> {
        text(&self.session(), key)
    }

    /// A text of local storage.
    pub(super) fn of_local(&self, key: &str) -> Option<String> {
        text(&self.local(), key)
    }
}

fn text(of: &Object, key: &str) -> Option<String> {
    Reflect::get(of, &key.into()).ok()?.as_string()
}

/// The knowledge of the pack that is on its way; of the bundle's own where that is refused.
pub(super) async fn knowledge(pack: Promise) -> Result<Knowledge, BrowserError> {
    let kept = JsFuture::from(pack).await.map_err(BrowserError::from).and_then(opened);
    match kept {
        Ok(knowledge) => Ok(knowledge),
        Err(_) => opened(fetched().await?),
    }
}

/// Opens a pack's words; they are copied once.
fn opened(words: JsValue) -> Result<Knowledge, BrowserError> {
    Knowledge::open_words(Uint32Array::from(words).to_vec()).map_err(|error| BrowserError(error.to_string()))
}
