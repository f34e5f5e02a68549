//! The browser's functions: web-extensions-sys where it binds them; the bindings here are those it lacks
//! (declarativeNetRequest, scripts, alarms, the badge, messages).
//!
//! Firefox answers to `chrome` too, with promises since manifest version 3.

use js_sys::{Object, Reflect};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_extensions_sys::{StorageArea, chrome};
use web_sys::WorkerGlobalScope;

use crate::command::Mark;
use crate::id::{FrameId, Millis, TabId};
use crate::json::{self, Misfit};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = ["chrome", "declarativeNetRequest"], js_name = getDynamicRules, catch)]
    pub(super) async fn dynamic_rules() -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_namespace = ["chrome", "declarativeNetRequest"], js_name = updateDynamicRules, catch)]
    pub(super) async fn update_dynamic_rules(options: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_namespace = ["chrome", "declarativeNetRequest"], js_name = getDisabledRuleIds, catch)]
    pub(super) async fn disabled_rules(of: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_namespace = ["chrome", "declarativeNetRequest"], js_name = updateStaticRules, catch)]
    pub(super) async fn update_static_rules(options: &JsValue) -> Result<(), JsValue>;

    #[wasm_bindgen(js_namespace = ["chrome", "declarativeNetRequest"], js_name = getEnabledRulesets, catch)]
    pub(super) async fn enabled_rulesets() -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_namespace = ["chrome", "declarativeNetRequest"], js_name = updateEnabledRulesets, catch)]
    pub(super) async fn update_enabled_rulesets(options: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_namespace = ["chrome", "scripting"], js_name = getRegisteredContentScripts, catch)]
    pub(super) async fn page_scripts() -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_namespace = ["chrome", "scripting"], js_name = registerContentScripts, catch)]
    pub(super) async fn add_page_scripts(scripts: &JsValue) -> Result<(), JsValue>;

    #[wasm_bindgen(js_namespace = ["chrome", "scripting"], js_name = unregisterContentScripts, catch)]
    pub(super) async fn remove_page_scripts() -> Result<(), JsValue>;

    #[wasm_bindgen(js_namespace = ["chrome", "scripting"], js_name = executeScript, catch)]
    pub(super) async fn run_script(injection: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_namespace = ["chrome", "action"], js_name = setBadgeText, catch)]
    async fn set_badge_text(details: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_namespace = ["chrome", "i18n"], js_name = getMessage)]
    fn words_of(id: &str) -> String;

    #[wasm_bindgen(js_namespace = ["chrome", "alarms"], js_name = create, catch)]
    async fn alarm(name: &str, info: &JsValue) -> Result<JsValue, JsValue>;
}

/// Something the browser refused to do; its own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrowserError(pub String);

impl std::fmt::Display for BrowserError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for BrowserError {}

impl From<JsValue> for BrowserError {
    fn from(value: JsValue) -> Self {
        let message = Reflect::get(&value, &"message".into()).ok().and_then(|text| text.as_string());
        Self(message.unwrap_or_else(|| format!("{value:?}")))
    }
}

impl From<Misfit> for BrowserError {
    fn from(misfit: Misfit) -> Self {
        Self(misfit.to_string())
    }
}

impl From<serde_wasm_bindgen::Error> for BrowserError {
    fn from(error: serde_wasm_bindgen::Error) -> Self {
        JsValue::from(error).into()
    }
}

impl From<idb::Error> for BrowserError {
    fn from(error: idb::Error) -> Self {
        Self(error.to_string())
    }
}

/// A value as JavaScript's: by way of a text, so that no type's writing is compiled a second time for it
/// (10 KB gzipped); what reads texts is the browser's own.
pub(super) fn js<T: Serialize + ?Sized>(value: &T) -> Result<JsValue, BrowserError> {
    Ok(js_sys::JSON::parse(&serde_json::to_string(value).map_err(|_| Misfit)?)?)
}

/// A value from JavaScript's: first as a JSON value, so that no type's reading is compiled a second
/// time for it (why, and what that costs, stands at [`json`]).
pub(super) fn rust<T: DeserializeOwned>(value: JsValue) -> Result<T, BrowserError> {
    Ok(json::of(serde_wasm_bindgen::from_value::<Value>(value)?)?)
}

/// An area of the extension's storage that holds texts.
pub(super) struct Area(StorageArea);

/// Storage that dies with the browser and survives the worker.
pub(super) fn session() -> Area {
    Area(chrome().storage().session())
}

/// Storage that survives the browser.
pub(super) fn local() -> Area {
    Area(chrome().storage().local())
}

impl Area {
    /// The text under a key.
    pub(super) async fn read(&self, key: &str) -> Result<Option<String>, BrowserError> {
        let found = self.0.get(&key.into()).await?;
        Ok(Reflect::get(&found, &key.into())?.as_string())
    }

    /// All texts whose key has this beginning.
    pub(super) async fn read_all(&self, prefix: &str) -> Result<Vec<(String, String)>, BrowserError> {
        let found = self.0.get(&JsValue::NULL).await?;
        let entries = Object::entries(&Object::from(found));
        let pairs = entries.iter().filter_map(|pair| {
            let pair = js_sys::Array::from(&pair);
            Some((pair.get(0).as_string()?, pair.get(1).as_string()?))
        });
        Ok(pairs.filter(|(key, _)| key.starts_with(prefix)).collect())
    }

    /// Writes texts, all or none.
    pub(super) async fn write(&self, items: &[(String, String)]) -> Result<(), BrowserError> {
        let object = Object::new();
        for (key, text) in items {
            Reflect::set(&object, &key.into(), &text.into())?;
        }
        self.0.set(&object).await?;
        Ok(())
    }

    /// Removes a key.
    pub(super) async fn erase(&self, key: &str) -> Result<(), BrowserError> {
        self.0.remove(&key.into()).await?;
        Ok(())
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct BadgeText {
    tab_id: TabId,
    text: String,
}

/// Shows a text on the badge of a tab. Nothing waits for it, and a tab closed by now is no matter.
pub(super) fn badge(tab: TabId, text: String) {
    spawn_local(async move {
        if let Ok(details) = js(&BadgeText { tab_id: tab, text }) {
            let _ = set_badge_text(&details).await;
        }
    });
}

/// The label's words go with the marks: a page's renderer that asks the browser for its own copy of all
/// messages waits for it (18 ms of the main thread in each process of a page with ads, by the trace).
#[derive(Serialize)]
struct Marks {
    words: String,
    marks: Vec<Mark>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct To {
    frame_id: FrameId,
}

/// Marks elements of a frame. Nothing waits for it, and a frame gone by now is no matter.
pub(super) fn mark(tab: TabId, frame: FrameId, marks: Vec<Mark>) {
    spawn_local(async move {
        let (Ok(id), Ok(message), Ok(to)) = (
            tab.0.try_into(),
            js(&Marks { words: words_of("label_why"), marks }),
            js(&To { frame_id: frame }),
        ) else {
            return;
        };
        let _ = chrome().tabs().send_message(id, &message, Some(to.unchecked_ref())).await;
    });
}

#[derive(Serialize)]
struct When {
    when: Millis,
}

/// Wakes the worker at a moment.
pub(super) async fn create_alarm(name: &str, when: Millis) -> Result<(), BrowserError> {
    alarm(name, &js(&When { when })?).await?;
    Ok(())
}

/// The time. The core is told it with every fact; only the shell may ask.
#[expect(clippy::cast_possible_truncation, reason = "milliseconds are whole numbers below 2⁵³")]
pub(super) fn now() -> Millis {
    Millis(js_sys::Date::now() as i64)
}

/// The person's time zone: minutes east of UTC.
#[expect(clippy::cast_possible_truncation, reason = "at most fourteen hours")]
pub(super) fn time_zone() -> i16 {
    -js_sys::Date::new_0().get_timezone_offset() as i16
}

/// The worker's global. Firefox's background is a page, whose global answers to the same names.
fn scope() -> WorkerGlobalScope {
    js_sys::global().unchecked_into()
}

/// Random bytes for a key.
///
/// # Errors
/// Where the browser has none.
pub(super) fn random() -> Result<[u8; 16], BrowserError> {
    let mut bytes = [0; 16];
    scope().crypto()?.get_random_values_with_u8_array(&mut bytes)?;
    Ok(bytes)
}

/// The browser's name and major version, for the log: `Chromium 156`, `Firefox 153`.
pub(super) fn name_and_version() -> String {
    let agent = scope().navigator().user_agent().unwrap_or_default();
    let major = |mark: &str| {
        let rest = agent.split_once(mark)?.1;
        rest.split(|c: char| !c.is_ascii_digit()).next()
    };
    match (major("Firefox/"), major("Chrome/")) {
        (Some(version), _) => format!("Firefox {version}"),
        (None, Some(version)) => format!("Chromium {version}"),
        (None, None) => String::new(),
    }
}

/// Says something on the console, where a developer looks; never what a page or a person said.
pub(super) fn warn(what: &str, error: &BrowserError) {
    web_sys::console::warn_2(&format!("Candor: {what}:").into(), &error.0.as_str().into());
}
