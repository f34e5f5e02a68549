//! Settings: how Candor acts, what it remembers and for how long, and how to make it forget.

use leptos::prelude::*;

use super::backup::{Opened, backup};
use super::lists::lists;
use super::matters::matters;
use super::mirror::mirror;
use super::rules::{Draft, rules};
use super::switch::switch;
use super::title;
use crate::explain::Arg;
use crate::fact::{Forget, Scope, Setting, What};
use crate::pages::choices::Subject;
use crate::pages::desk::{Desk, absent, desk, live};
use crate::pages::welcome::{keep_days, modes};
use crate::pages::when;
use crate::pages::words::{arg, fill, say, text, word};
use crate::site::Site;
use crate::view::{Answer, Ask, SettingsView};

/// The section.
pub(super) fn section() -> AnyView {
    let answer = live(5000, || Some(Ask::Settings));
    let opened = RwSignal::new(None);
    let draft = Draft::new();
    let draw = move || match answer.get() {
        Some(Answer::Settings(view)) => whole(&view, opened, draft),
        other => absent(other.as_ref()),
    };
    view! { {title("nav_settings", "settings_lead")} {draw} }.into_any()
}

fn whole(view: &SettingsView, opened: RwSignal<Option<Opened>>, draft: Draft) -> AnyView {
    let desk = desk();
    let settings = &view.settings;
    let mode = settings.mode;
    view! {
        <section>
            <fieldset class="stack">
                <legend>{text("mode_title")}</legend>
                {modes(move || mode, move |mode| desk.tell(What::Set(Setting::Mode(mode)), text("setting_saved")))}
            </fieldset>
        </section>
        <section>
            <h2>{text("memory_title")}</h2>
            <p class="lead">{text("ask_remember_why")}</p>
            {switch("remember", settings.remember, Setting::Remember)}
            <label class="row">
                {text("keep_days")}
                {keep_days(settings.keep_days, move |days| {
                    desk.tell(What::Set(Setting::KeepDays(days)), text("setting_saved"));
                })}
            </label>
        </section>
        {matters(settings)}
        {rules(settings, draft)}
        {stored(view)}
        {forgetting(view)}
        <section>
            <h2>{text("marks_title")}</h2>
            {switch("gpc", settings.gpc, Setting::Gpc)}
            {switch("typed", settings.typed, Setting::Typed)}
            {switch("detail", settings.detail, Setting::Detail)}
            {switch("labels", settings.labels, Setting::Labels)}
            {switch("notes", settings.notes, Setting::Notes)}
            {switch("badge", settings.badge, Setting::Badge)}
            {switch("research_log", settings.research_log, Setting::ResearchLog)}
        </section>
        {lists(view)}
        {decided(view)}
        {backup(settings, opened)}
        {about(view)}
    }
    .into_any()
}

fn stored(view: &SettingsView) -> AnyView {
    let figure = |label: &str, value: u32, see: &'static str| {
        view! {
            <div>
                <dt>{text(label)}</dt>
                <dd>
                    <span data-test=label.replace('_', "-")>{when::number(value.into())}</span>
                    " "
                    <a class="small" href=see aria-label=format!("{}: {}", text(label), text("see_it"))>
                        {text("see_it")}
                    </a>
                </dd>
            </div>
        }
    };
    view! {
        <section>
            <h2>{text("stored_title")}</h2>
            <p class="lead">{text("stored_lead")}</p>
            <dl class="figures">
                {figure("stored_brands", view.brands, "#/brands")}
                {figure("stored_ads", view.ads, "#/log")}
                {figure("stored_facts", view.facts, "#/log")}
            </dl>
            {view.made_room.map(|(brands, _, last)| {
                let what = fill("stored_made_room", [Arg::Count(brands), Arg::Time(last)]);
                view! { <p class="note" data-test="made-room">{what}</p> }
            })}
            {(view.sensitive_told > 0)
                .then(|| view! { <p data-test="sensitive-told">{fill("stored_sensitive", [Arg::Count(view.sensitive_told)])}</p> })}
        </section>
    }
    .into_any()
}

fn forgetting(view: &SettingsView) -> AnyView {
    let desk = desk();
    let buttons = view
        .forget
        .iter()
        .map(|(forget, words)| sure_button(desk, forget.clone(), say(words)))
        .collect_view();
    let site = RwSignal::new(String::new());
    let one = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let name = site.get().trim().to_lowercase();
        if !name.is_empty() {
            desk.tell(What::Forget(Forget::Site { site: Site(name) }), text("forgotten"));
            site.set(String::new());
        }
    };
    view! {
        <section>
            <h2>{text("forget_title")}</h2>
            <p class="lead">{text("forget_lead")}</p>
            {mirror()}
            <div class="row">{buttons}</div>
            <form class="row" on:submit=one>
                <label class="row">
                    {text("forget_site")}
                    <input data-test="forget-site-name" placeholder="shop.example" bind:value=site />
                </label>
                <button type="submit" data-test="forget-site">{text("forget")}</button>
            </form>
        </section>
    }
    .into_any()
}

/// A button that asks once more, because forgetting cannot be undone.
fn sure_button(desk: Desk, forget: Forget, words: String) -> AnyView {
    let asked = RwSignal::new(false);
    let kind = match forget {
        Forget::Since { .. } => "since",
        Forget::Between { .. } => "between",
        Forget::Site { .. } => "site",
        Forget::Product { .. } => "product",
        Forget::Everything => "everything",
    };
    let label = words.clone();
    let act = move |_| {
        if asked.get() {
            desk.tell(What::Forget(forget.clone()), text("forgotten"));
        }
        asked.update(|asked| *asked = !*asked);
    };
    let label = move || if asked.get() { fill("really", [arg(label.clone())]) } else { label.clone() };
    view! {
        <span class="row">
            <button data-test=format!("forget-{kind}") on:click=act>{label}</button>
            {move || asked.get().then(|| view! {
                <button class="plain" on:click=move |_| asked.set(false)>{text("cancel")}</button>
            })}
        </span>
    }
    .into_any()
}

/// What the person decided, each with the way back.
fn decided(view: &SettingsView) -> AnyView {
    let desk = desk();
    let choices = view.settings.choices.iter().map(|(scope, choice, time)| {
        let name = match scope {
            Scope::Brand { brand } => brand.to_string(),
            Scope::BrandOnSite { brand, site } => fill("brand_on", [arg(brand.as_str()), arg(site.as_str())]),
            Scope::Company { company } => company.clone(),
        };
        let subject = Subject { scope: scope.clone(), name: name.clone() };
        let (what, done) = subject.decide(None);
        let label = fill("take_back_of", [arg(name.clone())]);
        view! {
            <li class="apart" data-test="decided">
                <span class="grow">
                    <b>{name}</b>": "{word("choice", *choice)}
                    <span class="small soft">" · "<time datetime=when::iso(*time)>{when::moment(*time)}</time></span>
                </span>
                <button class="plain" aria-label=label on:click=move |_| desk.tell(what.clone(), done.clone())>
                    {text("take_back")}
                </button>
            </li>
        }
    });
    let pauses = view.settings.pauses.iter().map(|(site, pause)| {
        let what = What::Paused { site: site.clone(), pause: None };
        let until = pause.until.map_or_else(|| text("paused"), |until| fill("paused_until", [crate::explain::Arg::Time(until)]));
        view! {
            <li class="apart">
                <span class="grow"><b>{site.to_string()}</b>": "{until}</span>
                <button class="plain" on:click=move |_| desk.tell(what.clone(), text("pause_ended"))>{text("pause_end")}</button>
            </li>
        }
    });
    let none = view.settings.choices.is_empty() && view.settings.pauses.is_empty();
    view! {
        <section>
            <h2>{text("decided_title")}</h2>
            {none.then(|| view! { <p class="soft">{text("decided_none")}</p> })}
            <ul class="ads">{choices.collect_view()} {pauses.collect_view()}</ul>
        </section>
    }
    .into_any()
}

fn about(view: &SettingsView) -> AnyView {
    view! {
        <section>
            <h2>{text("about_title")}</h2>
            <p>{fill("version_candor", [arg(view.candor.clone())])}</p>
            <p>{fill("version_knowledge", [arg(view.knowledge.clone())])}</p>
            <p class="row">
                <a href="knowledge/LICENCES.md" target="_blank">{text("licences")}</a>
                <a href="welcome.html" target="_blank">{text("welcome_again")}</a>
            </p>
        </section>
    }
    .into_any()
}
