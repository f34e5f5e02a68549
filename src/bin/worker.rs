//! The background worker's wasm: the exports that `extension/worker.js` calls.

#[cfg(target_arch = "wasm32")]
mod exports {
    use wasm_bindgen::prelude::*;

    /// Wakes the worker up.
    #[wasm_bindgen]
    pub async fn start(pack: Vec<u8>) -> Result<(), JsError> {
        candor::knowledge::Knowledge::open(pack)?;
        Ok(())
    }

    /// Takes a fact.
    #[wasm_bindgen]
    pub fn fact(fact: JsValue) {
        let _ = fact;
    }

    /// Takes a message and answers it.
    #[wasm_bindgen]
    pub async fn message(message: JsValue, sender: JsValue, fact: JsValue) -> Result<JsValue, JsValue> {
        let _ = (message, sender, fact);
        let answer = candor::view::Answer::Gone;
        Ok(serde_wasm_bindgen::to_value(&answer)?)
    }
}

fn main() {}
