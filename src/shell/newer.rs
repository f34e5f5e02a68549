//! Newer lists, fetched and compiled: extension/lists.js does it, slice by slice beside everything else that the worker does.

use js_sys::Reflect;
use serde::Serialize;
use wasm_bindgen::prelude::*;

use super::browser::{self, BrowserError};
use crate::fresh::{LONGEST, Source, Told, Trouble, Why, sources};
use crate::json;

#[wasm_bindgen(raw_module = "../lists.js")]
extern "C" {
    #[wasm_bindgen(catch)]
    async fn refresh(sources: &JsValue, longest: u32) -> Result<JsValue, JsValue>;
}

/// What came of asking for newer lists.
pub(super) type Came = Result<New, Trouble>;

/// A pack of newer lists, what is told of it, and what it changes of the browser's rules.
pub(super) struct New {
    pub(super) told: Told,
    pub(super) pack: JsValue,
    pub(super) change: JsValue,
}

/// Asks for them.
pub(super) async fn came() -> Came {
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
