//! The popup beside the web page, for longer looks, where the browser has that.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::browser;
use super::desk::desk;
use super::words::text;

/// The button that puts it there; none where it stands there already.
pub(super) fn beside() -> Option<AnyView> {
    let desk = desk();
    let stand = move |_| {
        let allowed = browser::ask_for(&["sidePanel"]);
        spawn_local(async move {
            if browser::stand_beside(allowed).await {
                let _ = window().close();
            } else {
                desk.note(text("beside_refused"));
            }
        });
    };
    (browser::can_stand_beside() && !browser::is_beside()).then(|| {
        view! { <button class="plain" data-test="beside" on:click=stand>{text("beside")}</button> }.into_any()
    })
}
