//! The first page: what Candor does, what it keeps, and the two questions it asks.

use leptos::prelude::*;

use super::desk::desk;
use super::words::{name, text, word};
use crate::fact::{Mode, Setting, What};
use crate::order::Order;

/// The modes, the mildest first.
pub(super) const MODES: [Mode; 3] = [Mode::ShowMe, Mode::Balanced, Mode::Strict];

/// Days to choose from.
const DAYS: [u16; 6] = [1, 7, 14, 30, 90, 365];

/// The page.
pub(super) fn page() -> AnyView {
    let desk = desk();
    let mode = RwSignal::new(Mode::ShowMe);
    let remember = RwSignal::new(false);
    let days = RwSignal::new(14_u16);
    let started = RwSignal::new(false);
    let start = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let answers = [
            Setting::Mode(mode.get()),
            Setting::Remember(remember.get()),
            Setting::KeepDays(days.get()),
            Setting::Welcomed(true),
        ];
        desk.tell_all(answers.map(What::Set).into(), text("welcome_saved"), started);
    };
    let body = move || if started.get() { next() } else { questions(mode, remember, days, start) };
    view! {
        <main>
            <img class="mark" src="icons/candor.svg" alt="" />
            <h1>{text("welcome_title")}</h1>
            <p>{text("welcome_lead")}</p>
            {body}
        </main>
    }
    .into_any()
}

fn questions(
    mode: RwSignal<Mode>,
    remember: RwSignal<bool>,
    days: RwSignal<u16>,
    start: impl Fn(leptos::ev::SubmitEvent) + 'static,
) -> AnyView {
    let promises = ["promise_device", "promise_keeps", "promise_undo"].map(|id| {
        view! { <li><span class="sign" aria-hidden="true">"✓"</span><span>{text(id)}</span></li> }
    });
    view! {
        <ul class="promises">{promises.into_iter().collect_view()}</ul>
        <form class="stack" on:submit=start>
            <fieldset class="card">
                <legend>{text("ask_mode")}</legend>
                {modes(move || mode.get(), move |new| mode.set(new))}
            </fieldset>
            <fieldset class="card">
                <legend>{text("ask_remember")}</legend>
                <p class="soft">{text("ask_remember_why")}</p>
                <label class="field">
                    <input type="checkbox" data-test="remember" bind:checked=remember />
                    <span>{text("remember_yes")}</span>
                </label>
                <label class="row">
                    {text("keep_days")}
                    {keep_days(days.get_untracked(), move |new| days.set(new))}
                </label>
            </fieldset>
            <button type="submit" class="main" data-test="start">{text("start")}</button>
        </form>
    }
    .into_any()
}

/// The modes as radios, each with what it does.
pub(super) fn modes(
    now: impl Fn() -> Mode + Copy + Send + 'static,
    set: impl Fn(Mode) + Copy + 'static,
) -> AnyView {
    let options = MODES.map(|mode| {
        view! {
            <label class="option">
                <input
                    type="radio"
                    name="mode"
                    data-test=format!("mode-{}", name(mode))
                    prop:checked=move || now() == mode
                    on:change=move |_| set(mode)
                />
                <span><b>{word("mode", mode)}</b><span class="soft">{text(&format!("mode_{}_what", name(mode)))}</span></span>
            </label>
        }
    });
    options.into_iter().collect_view().into_any()
}

/// The days to remember for, as a list to choose from.
pub(super) fn keep_days(now: u16, set: impl Fn(u16) + 'static) -> AnyView {
    let mut days = DAYS.to_vec();
    if !days.contains(&now) {
        days.push(now);
        days.order();
    }
    let options = days.into_iter().map(|day| {
        let words = super::when::span(i64::from(day) * crate::id::Millis::DAY);
        let words = if day == 1 { text("one_day") } else { words };
        view! { <option value=day.to_string() selected=day == now>{words}</option> }
    });
    let changed = move |event| {
        if let Ok(days) = event_target_value(&event).parse() {
            set(days);
        }
    };
    view! { <select data-test="keep-days" on:change=changed>{options.collect_view()}</select> }.into_any()
}

/// What to do now.
fn next() -> AnyView {
    view! {
        <section class="card stack" data-test="next">
            <h2>{text("next_title")}</h2>
            <ol class="promises">
                {["next_shop", "next_icon", "next_ad"]
                    .into_iter()
                    .enumerate()
                    .map(|(at, id)| view! { <li><span class="sign">{at + 1}</span><span>{text(id)}</span></li> })
                    .collect_view()}
            </ol>
            <p><a class="button" href="dashboard.html">{text("open_dashboard")}</a></p>
        </section>
    }
    .into_any()
}
