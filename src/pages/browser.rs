//! The browser's extension interfaces that pages use: web-extensions-sys, and `i18n`, which it does not bind.

use wasm_bindgen::prelude::*;
use web_extensions_sys::{Tab, chrome};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = ["chrome", "i18n"], js_name = getMessage)]
    pub(super) fn get_message(id: &str, args: &js_sys::Array) -> Option<String>;

    #[wasm_bindgen(js_namespace = ["chrome", "i18n"], js_name = getUILanguage)]
    pub(super) fn ui_language() -> String;
}

/// Sends a message to the worker and waits for its reply.
pub(super) async fn send_message(message: &JsValue) -> Result<JsValue, JsValue> {
    chrome().runtime().send_message(None, message, None).await
}

/// Loads a tab's page anew; a tab that is gone needs none.
pub(super) async fn reload(tab: i64) {
    if let Ok(tab) = i32::try_from(tab) {
        drop(chrome().tabs().reload(Some(tab), None).await);
    }
}

/// The tab that the popup was opened on: named in the address (`?tab=7`) where the popup stands in a
/// tab of its own, else the one in front.
pub(super) async fn current_tab() -> Option<i64> {
    let named = leptos::prelude::window().location().search().ok();
    if let Some(tab) = named.as_deref().and_then(|search| search.strip_prefix("?tab=")) {
        return tab.parse().ok();
    }
    let query = js_sys::Object::new();
    for (name, value) in [("active", true), ("currentWindow", true)] {
        js_sys::Reflect::set(&query, &name.into(), &value.into()).ok()?;
    }
    let tabs = js_sys::Array::from(&chrome().tabs().query(&query).await.ok()?);
    let tab: Tab = tabs.iter().next()?.unchecked_into();
    tab.id().map(i64::from)
}

/// The text of the file that the person picked, where it has at most `most` bytes.
pub(super) async fn picked_file(field: &web_sys::HtmlInputElement, most: usize) -> Option<String> {
    let file = field.files()?.get(0)?;
    if file.size() > most as f64 {
        return None;
    }
    wasm_bindgen_futures::JsFuture::from(file.text()).await.ok()?.as_string()
}

/// Hands a text to the browser as a download; needs no permission.
pub(super) fn save_file(name: &str, mime: &str, text: &str) -> Option<()> {
    let kind = web_sys::BlobPropertyBag::new();
    kind.set_type(mime);
    let parts = js_sys::Array::of1(&text.into());
    let blob = web_sys::Blob::new_with_str_sequence_and_options(&parts, &kind).ok()?;
    let address = web_sys::Url::create_object_url_with_blob(&blob).ok()?;
    let link = leptos::prelude::document().create_element("a").ok()?;
    let link: web_sys::HtmlAnchorElement = link.dyn_into().ok()?;
    link.set_href(&address);
    link.set_download(name);
    link.click();
    // The download has taken the blob by the time a minute is over.
    gloo::timers::callback::Timeout::new(60_000, move || {
        let _ = web_sys::Url::revoke_object_url(&address);
    })
    .forget();
    Some(())
}
