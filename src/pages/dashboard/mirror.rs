//! "Forget along with me": what the person deletes from the browser's history goes from Candor, too.
//! The switch is the browser's own permission: on, once it was given; off, when it was given back.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::pages::browser;
use crate::pages::desk::desk;
use crate::pages::words::text;

const HISTORY: [&str; 1] = ["history"];

/// The switch.
pub(super) fn mirror() -> AnyView {
    let desk = desk();
    let on = RwSignal::new(false);
    spawn_local(async move {
        let has = browser::granted(browser::has(&HISTORY)).await;
        on.try_set(has);
    });
    let changed = move |event| {
        let wanted = event_target_checked(&event);
        let asked = if wanted { browser::ask_for(&HISTORY) } else { browser::give_back(&HISTORY) };
        on.set(wanted);
        spawn_local(async move {
            let done = browser::granted(asked).await;
            on.try_set(wanted == done);
            desk.note(text(if done { "setting_saved" } else { "mirror_refused" }));
        });
    };
    view! {
        <label class="field">
            <input type="checkbox" data-test="mirror" prop:checked=on on:change=changed />
            <span>{text("set_mirror")}<br /><span class="small soft">{text("set_mirror_what")}</span></span>
        </label>
    }
    .into_any()
}
