//! A setting that is on or off.

use leptos::prelude::*;

use crate::fact::{Setting, What};
use crate::pages::desk::desk;
use crate::pages::words::text;

/// A setting that is on or off; its words are `set_<id>` and `set_<id>_what`.
pub(super) fn switch(id: &'static str, on: bool, setting: fn(bool) -> Setting) -> AnyView {
    let desk = desk();
    let changed =
        move |event| desk.tell(What::Set(setting(event_target_checked(&event))), text("setting_saved"));
    view! {
        <label class="field">
            <input type="checkbox" data-test=id.replace('_', "-") prop:checked=on on:change=changed />
            <span>{text(&format!("set_{id}"))}<br /><span class="small soft">{text(&format!("set_{id}_what"))}</span></span>
        </label>
    }
    .into_any()
}
