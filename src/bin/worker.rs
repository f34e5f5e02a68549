//! The background worker's wasm: the exports that `extension/worker.js` calls.
#![cfg_attr(target_arch = "wasm32", expect(unreachable_pub, reason = "JavaScript reaches them"))]

#[cfg(target_arch = "wasm32")]
mod exports {
    use candor::shell::{edge, first::First, worker};
    use js_sys::Promise;
    use wasm_bindgen::prelude::*;
    use wasm_bindgen_futures::future_to_promise;

    /// Wakes the worker up with what was found of the device: from now on it takes what comes. The promise is kept once
    /// it does it, which takes the knowledge pack's words.
    #[wasm_bindgen]
    pub fn start(first: &First, pack: Promise) -> Result<Promise, JsError> {
        let started = worker::start(first, pack)?;
        Ok(future_to_promise(async {
            started.await.map_err(JsError::from)?;
            Ok(JsValue::UNDEFINED)
        }))
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
