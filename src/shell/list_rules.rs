//! What newer lists change of the browser's rules: kept beside their pack, and brought in line like all others.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use wasm_bindgen::prelude::*;

use super::browser::{self, BrowserError};
use crate::fact::Mode;
use crate::json;

#[wasm_bindgen(raw_module = "../pack.js")]
extern "C" {
    #[wasm_bindgen(catch)]
    async fn change() -> Result<JsValue, JsValue>;
}

/// What is in force of newer lists' rules.
#[derive(Debug, Default)]
pub(super) struct OfLists {
    /// Dynamic rules.
    pub(super) ids: Vec<u32>,
    /// The version of the pack of which all is in force, where that is known.
    pub(super) version: Option<String>,
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
