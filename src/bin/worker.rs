//! The background worker's wasm: the exports that `extension/worker.js` calls.
#![cfg_attr(target_arch = "wasm32", expect(unreachable_pub, reason = "JavaScript reaches them"))]

#[cfg(target_arch = "wasm32")]
mod exports {
    use candor::shell::{edge, worker};
    use wasm_bindgen::prelude::*;

    /// Wakes the worker up with the bytes of the knowledge pack, once they are there.
    #[wasm_bindgen]
    pub async fn start(pack: js_sys::Promise) -> Result<(), JsError> {
        Ok(worker::start(pack).await?)
    }

    /// Takes a fact.
    #[wasm_bindgen]
    pub fn fact(fact: JsValue) -> Result<(), JsError> {
        Ok(edge::fact(fact)?)
    }

    /// Takes pages that went from the browser's history.
    #[wasm_bindgen]
    pub fn unvisited(pages: JsValue) -> Result<(), JsError> {
        Ok(edge::unvisited(pages)?)
    }

    /// Takes a message and answers it.
    #[wasm_bindgen]
    pub async fn message(message: JsValue, sender: JsValue) -> Result<JsValue, JsError> {
        Ok(edge::message(message, sender).await?)
    }
}

fn main() {}
