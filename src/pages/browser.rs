//! The browser's extension interfaces that pages use: web-extensions-sys, and `i18n`, which it does not bind.

use js_sys::{Array, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use web_extensions_sys::{Tab, chrome};

use crate::sorted::SortedSet;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = ["chrome", "i18n"], js_name = getMessage)]
    pub(super) fn get_message(id: &str, args: &js_sys::Array) -> Option<String>;

    #[wasm_bindgen(js_namespace = ["chrome", "i18n"], js_name = getUILanguage)]
    pub(super) fn ui_language() -> String;

    #[wasm_bindgen(js_namespace = ["chrome", "permissions"], js_name = request, catch)]
    fn request_permissions(permissions: &JsValue) -> Result<Promise, JsValue>;

    #[wasm_bindgen(js_namespace = ["chrome", "permissions"], js_name = contains, catch)]
    fn contains_permissions(permissions: &JsValue) -> Result<Promise, JsValue>;

    #[wasm_bindgen(js_namespace = ["chrome", "permissions"], js_name = remove, catch)]
    fn remove_permissions(permissions: &JsValue) -> Result<Promise, JsValue>;

    #[wasm_bindgen(js_namespace = ["chrome", "cookies"], js_name = getAll, catch)]
    async fn all_cookies(of: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_namespace = ["chrome", "cookies"], js_name = remove, catch)]
    async fn remove_cookie(which: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_namespace = ["chrome", "browsingData"], js_name = remove, catch)]
    async fn remove_data(of: &JsValue, kinds: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_namespace = ["chrome", "sidePanel"], js_name = setOptions, catch)]
    async fn set_side_panel(options: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_namespace = ["chrome", "sidePanel"], js_name = open, catch)]
    async fn open_side_panel(options: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_namespace = ["chrome", "runtime"], js_name = getManifest)]
    fn manifest() -> JsValue;
}

/// An object of JavaScript's.
fn object(fields: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in fields {
        // Setting a property of a fresh object cannot fail.
        let _ = Reflect::set(&object, &JsValue::from_str(name), value);
    }
    object.into()
}

fn texts<'t>(texts: impl IntoIterator<Item = &'t str>) -> JsValue {
    texts.into_iter().map(JsValue::from_str).collect::<Array>().into()
}

/// A question about permissions that is on its way.
pub(super) type Asked = Result<Promise, JsValue>;

/// Asks the person for permissions. Only straight from their click: a browser refuses it later.
pub(super) fn ask_for(names: &[&str]) -> Asked {
    request_permissions(&object(&[("permissions", texts(names.iter().copied()))]))
}

/// Whether permissions were given.
pub(super) fn has(names: &[&str]) -> Asked {
    contains_permissions(&object(&[("permissions", texts(names.iter().copied()))]))
}

/// Gives permissions back.
pub(super) fn give_back(names: &[&str]) -> Asked {
    remove_permissions(&object(&[("permissions", texts(names.iter().copied()))]))
}

/// The answer; what the browser refuses to ask is a no.
pub(super) async fn granted(asked: Asked) -> bool {
    let Ok(asked) = asked else { return false };
    wasm_bindgen_futures::JsFuture::from(asked).await.is_ok_and(|answer| answer.is_truthy())
}

/// Deletes the cookies of these hosts and of those below them, one by one, because a browser clears
/// cookies in bulk for the whole site around a host; then what else they keep, by origin (Chromium)
/// or host name (Firefox). Gives the number of cookies.
pub(super) async fn clear_hosts(hosts: &[String]) -> Option<u32> {
    let mut cleared = 0;
    let mut names: SortedSet<String> = hosts.iter().cloned().collect();
    for host in hosts {
        // An empty key: those that a browser keeps apart for each site, too.
        let of = object(&[("domain", host.as_str().into()), ("partitionKey", Object::new().into())]);
        for cookie in Array::from(&all_cookies(&of).await.ok()?) {
            let field = |name: &str| Reflect::get(&cookie, &name.into()).unwrap_or(JsValue::UNDEFINED);
            let part = |name: &str| field(name).as_string().unwrap_or_default();
            let scheme = if field("secure").is_truthy() { "https" } else { "http" };
            let domain = part("domain").trim_start_matches('.').to_owned();
            let url = format!("{scheme}://{domain}{}", part("path"));
            let mut which = vec![("url", url.into()), ("name", field("name")), ("storeId", field("storeId"))];
            if !field("partitionKey").is_undefined() {
                which.push(("partitionKey", field("partitionKey")));
            }
            if remove_cookie(&object(&which)).await.is_ok_and(|gone| !gone.is_null()) {
                cleared += 1;
            }
            names.insert(domain);
        }
    }
    let origins: Vec<String> =
        names.iter().flat_map(|h| [format!("https://{h}"), format!("http://{h}")]).collect();
    let by_origin = object(&[("origins", texts(origins.iter().map(String::as_str)))]);
    let kinds = |kinds: &[&str]| object(&kinds.iter().map(|kind| (*kind, true.into())).collect::<Vec<_>>());
    let all = kinds(&["localStorage", "indexedDB", "cacheStorage", "serviceWorkers"]);
    if remove_data(&by_origin, &all).await.is_err() {
        let by_name = object(&[("hostnames", texts(names.iter().map(String::as_str)))]);
        remove_data(&by_name, &kinds(&["localStorage", "indexedDB", "serviceWorkers"])).await.ok()?;
    }
    Some(cleared)
}

/// Whether this page stands beside the web page.
pub(super) fn is_beside() -> bool {
    leptos::prelude::window().location().search().is_ok_and(|search| search == BESIDE)
}

const BESIDE: &str = "?beside";

/// Whether the browser can show a page beside the web page: its form of the manifest says so.
pub(super) fn can_stand_beside() -> bool {
    let optional = Reflect::get(&manifest(), &"optional_permissions".into()).unwrap_or_default();
    Array::is_array(&optional) && Array::from(&optional).includes(&"sidePanel".into(), 0)
}

/// Shows the popup beside the web page of the window in front, where the person allowed it.
pub(super) async fn stand_beside(allowed: Asked) -> bool {
    if !granted(allowed).await {
        return false;
    }
    let path = format!("popup.html{BESIDE}");
    let options = object(&[("path", path.into()), ("enabled", true.into())]);
    let (Ok(_), Some(tab)) = (set_side_panel(&options).await, front_tab().await) else { return false };
    let window = Reflect::get(&tab, &"windowId".into()).unwrap_or_default();
    open_side_panel(&object(&[("windowId", window)])).await.is_ok()
}

/// The tab in front.
async fn front_tab() -> Option<Tab> {
    let query = object(&[("active", true.into()), ("currentWindow", true.into())]);
    let tabs = Array::from(&chrome().tabs().query(query.unchecked_ref()).await.ok()?);
    Some(tabs.iter().next()?.unchecked_into())
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

/// Which tab is in front.
pub(super) async fn tab_in_front() -> Option<i64> {
    front_tab().await?.id().map(i64::from)
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
