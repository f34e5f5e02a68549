//! How fresh the filter lists are, and whether Candor asks for newer ones by itself.

use leptos::prelude::*;

use super::switch::switch;
use crate::explain::Arg;
use crate::fact::Setting;
use crate::pages::desk::desk;
use crate::pages::when;
use crate::pages::words::{arg, fill, say, text};
use crate::view::{Ask, SettingsView};

/// The section.
pub(super) fn lists(view: &SettingsView) -> AnyView {
    let (desk, lists) = (desk(), &view.lists);
    let waits = RwSignal::new(false);
    let check = move |_| desk.check(Ask::Lists, waits);
    let age = lists.day.map(|day| {
        let age = Arg::Span(when::now().since(day));
        view! { <p data-test="lists-age">{fill("lists_age", [arg(when::day(day)), age])}</p> }
    });
    let newer = lists.newer.map(|newer| {
        let words = fill("lists_newer", newer.map(|count| Arg::Count(count.into())));
        view! { <p data-test="lists-newer">{words}</p> }
    });
    let tried = lists.tried.map(|tried| {
        let trouble = lists.trouble.as_ref().map(|why| format!(" {}", say(why)));
        view! { <p data-test="lists-tried">{fill("lists_tried", [arg(when::moment(tried))])}{trouble}</p> }
    });
    view! {
        <section>
            <h2>{text("lists_title")}</h2>
            <p class="lead">{text("lists_lead")}</p>
            {age}
            {newer}
            {tried}
            {switch("lists", view.settings.lists, Setting::Lists)}
            <button data-test="lists-check" disabled=move || waits.get() on:click=check>{text("lists_check")}</button>
        </section>
    }
    .into_any()
}
