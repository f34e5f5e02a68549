//! "Shop quietly for an hour" and "site not working?": one click pauses Candor on the site; then what it stops there can be let through alone.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::beside::beside;
use super::desk::{Desk, desk};
use super::words::{arg, count, fill, text};
use super::{browser, when};
use crate::fact::{Choice, Pause, Scope, Setting, What};
use crate::id::Millis;
use crate::view::{PopupView, StoppedRow};

/// The question; during a pause what may be the cause.
pub(super) fn trouble(view: &PopupView) -> AnyView {
    let desk = desk();
    if view.pause.is_some() {
        return causes(view, desk);
    }
    let site = view.site.clone();
    let pause = move |_| {
        let pause = Some(Pause { until: Some(when::now().plus(Millis::HOUR)) });
        desk.tell(What::Paused { site: site.clone(), pause }, text("trouble_paused"));
    };
    let quiet = move |_| {
        let until = Some(when::now().plus(Millis::HOUR));
        desk.tell(What::Set(Setting::QuietUntil(until)), text("quiet_set"));
    };
    let quiet = view.quiet_until.is_none().then(|| {
        view! {
            <button class="plain" data-test="quiet-hour" title=text("quiet_what") on:click=quiet>
                <span aria-hidden="true">"☾ "</span>{text("quiet_start")}
            </button>
        }
    });
    view! {
        <section class="row">
            {quiet}
            <button class="plain" data-test="not-working" on:click=pause>{text("not_working")}</button>
            {beside()}
        </section>
    }
    .into_any()
}

fn causes(view: &PopupView, desk: Desk) -> AnyView {
    let tab = view.tab.0;
    let reload = move |_| spawn_local(browser::reload(tab));
    let (title, what) = if view.stopped.is_empty() {
        (None, "trouble_none")
    } else {
        (Some(view! { <h2>{text("trouble_title")}</h2> }), "trouble_what")
    };
    let rows = view.stopped.iter().map(|row| cause(view, row, desk)).collect_view();
    view! {
        <section class="stack" data-test="trouble">
            {title}
            <p class="small soft">{text(what)}</p>
            <ul class="ads">{rows}</ul>
            <div class="row">
                <button class="main" data-test="reload" on:click=reload>{text("reload")}</button>
                {everything(view, desk)}
            </div>
        </section>
    }
    .into_any()
}

/// One company that Candor stops here, with the way to let it through alone.
fn cause(view: &PopupView, row: &StoppedRow, desk: Desk) -> AnyView {
    let company = matches!(row.alone, Some(Scope::Company { .. }));
    let allow = row.alone.as_ref().filter(|_| company).map(|scope| {
        let fact = instead_of_pause(view, scope.clone());
        let done = fill("trouble_done", [arg(row.company.clone())]);
        view! {
            <button data-test="allow-alone" on:click=move |_| desk.tell(fact.clone(), done.clone())>
                {fill("trouble_allow", [arg(row.company.clone())])}
            </button>
        }
    });
    view! {
        <li class="apart" data-test="cause">
            <span class="grow">
                <b>{row.company.clone()}</b>
                <span class="small soft">" · "{fill("requests", [count(row.requests)])}</span>
            </span>
            {allow}
        </li>
    }
    .into_any()
}

/// The way where no company alone was the cause.
fn everything(view: &PopupView, desk: Desk) -> Option<AnyView> {
    if view.stopped.is_empty() {
        return None;
    }
    if view.quiet_until.is_some() {
        // No lasting word lets anything through during the quiet hour: its end does.
        let over = What::Set(Setting::QuietUntil(None));
        let end = What::Together { said: vec![over, What::Paused { site: view.site.clone(), pause: None }] };
        return Some(
            view! {
                <button data-test="quiet-end" on:click=move |_| desk.tell(end.clone(), text("quiet_ended"))>
                    {text("quiet_end")}
                </button>
            }
            .into_any(),
        );
    }
    Some({
        let scope = Scope::BrandOnSite { brand: view.brand.site.clone(), site: view.site.clone() };
        let fact = instead_of_pause(view, scope);
        let done = fill("trouble_done_site", [arg(view.site.as_str())]);
        view! {
            <button data-test="allow-site" on:click=move |_| desk.tell(fact.clone(), done.clone())>
                {text("trouble_allow_site")}
            </button>
        }
        .into_any()
    })
}

/// Allows this, and ends the pause: one fact, so one undo takes back both.
fn instead_of_pause(view: &PopupView, scope: Scope) -> What {
    let allow = What::Decided { scope, choice: Some(Choice::Allow), since: None };
    What::Together { said: vec![allow, What::Paused { site: view.site.clone(), pause: None }] }
}
