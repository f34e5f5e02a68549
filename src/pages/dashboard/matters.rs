//! What matters to the person: how much each group of principles counts in every record.

use leptos::prelude::*;

use crate::fact::{Group, Matters, Setting, What};
use crate::memory::Settings;
use crate::pages::desk::desk;
use crate::pages::words::{name, text};

/// The section.
pub(super) fn matters(settings: &Settings) -> AnyView {
    view! {
        <section data-test="matters">
            <h2>{text("matters_title")}</h2>
            <p class="lead">{text("matters_lead")}</p>
            <div class="stack pairs">{Group::ALL.map(|group| row(group, settings.matters(group))).into_iter().collect_view()}</div>
        </section>
    }
    .into_any()
}

fn row(group: Group, now: Matters) -> AnyView {
    let desk = desk();
    let options = Matters::ALL.map(|matters| {
        view! { <option value=name(matters) selected=matters == now>{text(matters.id())}</option> }
    });
    let changed = move |event| {
        let value = event_target_value(&event);
        let Some(matters) = Matters::ALL.into_iter().find(|matters| name(matters) == value) else { return };
        desk.tell(What::Set(Setting::Matters { group, matters }), text("setting_saved"));
    };
    view! {
        <label class="row">
            <span>{text(group.id())}</span>
            <select data-test=format!("matters-{}", name(group)) on:change=changed prop:value=name(now)>
                {options.into_iter().collect_view()}
            </select>
        </label>
    }
    .into_any()
}
