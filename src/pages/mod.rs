//! The pages: they ask the worker, draw what it answers, and tell it what the person decides. They
//! decide nothing and hold no words of their own: texts come from `_locales`, facts from [`crate::view`].

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

mod ads;
mod ask;
mod beside;
mod browser;
mod choices;
mod companies;
mod dashboard;
mod desk;
mod message;
mod panel;
mod popup;
mod trouble;
mod welcome;
mod when;
mod why;
mod words;

/// Draws the page that `<body data-page>` names over its bare frame.
pub fn start() {
    let page = document().body().and_then(|body| body.dataset().get("page")).unwrap_or_default();
    spawn_local(async move {
        match page.as_str() {
            "popup" => popup::open().await,
            "panel" => panel::open().await,
            "welcome" => show(welcome::page),
            _ => show(dashboard::page),
        }
    });
}

/// Puts a page in the place of the bare frame, with what all pages share.
fn show(page: impl FnOnce() -> AnyView + 'static) {
    if let Some(body) = document().body() {
        body.set_inner_html("");
    }
    mount_to_body(move || {
        desk::set_up();
        view! {
            {page()}
            {desk::toast()}
        }
    });
}
