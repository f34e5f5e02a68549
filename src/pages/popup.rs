//! The popup: what this page told whom, its ads, and the person's word about the brand.

use gloo::timers::callback::Interval;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::choices::{Subject, choices};
use super::desk::{absent, desk, live};
use super::trouble::trouble;
use super::words::{count, fill, say, text};
use super::{ads, ask, browser, companies, show, when, why};
use crate::explain::{Arg, Forecast};
use crate::fact::{Pause, Setting, What};
use crate::id::{AdId, Millis, TabId};
use crate::view::{Answer, Ask, PopupView};

/// How often an open popup asks again.
const PACE: u32 = 1000;

/// Draws the popup once there is something to draw: until then the bare frame stands.
pub(super) async fn open() {
    let (tab, first) = ask::first().await;
    show(move || page(tab.map(TabId), first));
}

fn page(tab: Option<TabId>, first: Answer) -> AnyView {
    let tab = RwSignal::new(tab);
    if browser::is_beside() {
        follow(tab);
    }
    let answer = live(PACE, move || tab.get().map(|tab| Ask::Popup { tab }));
    answer.set(Some(first));
    let open = RwSignal::new(None::<AdId>);
    let draw = move || match open.get() {
        Some(ad) => one_ad(ad, open),
        None => {
            let draw = move || match answer.get() {
                Some(Answer::Popup(view)) => whole(&view, open),
                Some(Answer::Gone) => nowhere(),
                other => bare(absent(other.as_ref())),
            };
            draw.into_any()
        }
    };
    draw.into_any()
}

/// Beside the web page, it is about whichever page is in front.
fn follow(tab: RwSignal<Option<TabId>>) {
    let look = Interval::new(PACE, move || {
        spawn_local(async move {
            let front = browser::tab_in_front().await.map(TabId);
            if front.is_some() && tab.try_get_untracked() != Some(front) {
                tab.try_set(front);
            }
        });
    });
    StoredValue::new_local(look);
}

fn whole(view: &PopupView, open: RwSignal<Option<AdId>>) -> AnyView {
    view! {
        <header class="top">
            <img class="mark" src="icons/candor.svg" alt="" />
            <div class="grow">
                <h1 data-test="brand">{view.brand.name.clone()}</h1>
                <p class="small soft">
                    <span data-test="grade">{say(&view.grade)}</span>
                    " · "
                    <a href=format!("dashboard.html#/brand/{}", view.brand.site) target="_blank">{text("see_why")}</a>
                </p>
            </div>
            <div class="tools">{pause_menu(view)} {gear()}</div>
        </header>
        <main>
            {notes(view)}
            {view.pause.map(|_| trouble(view))}
            {told(view)}
            {view.forecast.as_ref().map(forecast)}
            {seen_ads(view, open)}
            {view.pause.is_none().then(|| trouble(view))}
        </main>
        <div class="dock">
            <section class="decide" aria-label=text("choice_title")>
                {choices(&Subject::brand(&view.brand), view.choice, view.earned.as_ref())}
            </section>
            {foot()}
        </div>
    }
    .into_any()
}

/// What limits the view: rules that the browser refused, paused, not set up, from here on, no memory.
fn notes(view: &PopupView) -> AnyView {
    let desk = desk();
    let site = view.site.clone();
    let end = move |_| desk.tell(What::Paused { site: site.clone(), pause: None }, text("pause_ended"));
    let paused = view.pause.map(|pause| {
        let until =
            pause.until.map_or_else(|| text("paused"), |until| fill("paused_until", [Arg::Time(until)]));
        view! {
            <p class="note apart" data-test="paused">
                <span>{until}</span>
                <button data-test="pause-end" on:click=end>{text("pause_end")}</button>
            </p>
        }
    });
    let unwelcomed = (!view.welcomed).then(|| {
        view! {
            <p class="note" data-test="not-welcomed">
                {text("not_welcomed")}" "<a href="welcome.html" target="_blank">{text("set_up")}</a>
            </p>
        }
    });
    let forgetful = (view.welcomed && !view.remember).then(|| {
        view! {
            <p class="note" data-test="remember-off">
                {text("remember_off")}" "<a href="dashboard.html#/settings" target="_blank">{text("switch_on")}</a>
            </p>
        }
    });
    let late = view
        .from_here_on
        .then(|| view! { <p class="note" data-test="from-here-on">{text("from_here_on")}</p> });
    let refused = view
        .refused
        .then(|| view! { <p class="note" role="status" data-test="refused">{text("rules_refused")}</p> });
    let quiet = view.quiet_until.map(|until| {
        let end = move |_| desk.tell(What::Set(Setting::QuietUntil(None)), text("quiet_ended"));
        let words = if view.pause.is_some() { "quiet_but_paused" } else { "quiet_until" };
        view! {
            <p class="note apart" data-test="quiet">
                <span><span aria-hidden="true">"☾ "</span>{fill(words, [Arg::Time(until)])}</span>
                <button data-test="quiet-end" on:click=end>{text("quiet_end")}</button>
            </p>
        }
    });
    let notes =
        [refused.is_some(), quiet.is_some(), paused.is_some(), unwelcomed.is_some(), forgetful.is_some()];
    if !notes.contains(&true) && late.is_none() {
        return ().into_any();
    }
    view! { <section class="stack small">{refused} {quiet} {paused} {unwelcomed} {late} {forgetful}</section> }
        .into_any()
}

/// Who was told what.
fn told(view: &PopupView) -> AnyView {
    let early = (view.before_choice > 0).then(|| {
        view! { <p class="early" data-test="before-choice">{fill("told_before_choice", [count(view.before_choice)])}</p> }
    });
    let stopped = (view.blocked > 0).then(|| {
        view! { <p class="small soft" data-test="blocked">{fill("stopped_here", [count(view.blocked)])}</p> }
    });
    view! {
        <section>
            <h2 data-test="headline">{say(&view.headline)}</h2>
            {view.groups.iter().map(companies::group).collect_view()}
            {(!view.suspects.is_empty()).then(|| companies::suspects(&view.suspects))}
            {early}
            {stopped}
        </section>
    }
    .into_any()
}

/// What may follow, and where.
fn forecast(forecast: &Forecast) -> AnyView {
    view! {
        <section data-test="forecast">
            <h2>{say(&forecast.of)}</h2>
            <ul class="small">{forecast.places.iter().map(|place| view! { <li>{say(place)}</li> }).collect_view()}</ul>
        </section>
    }
    .into_any()
}

fn seen_ads(view: &PopupView, open: RwSignal<Option<AdId>>) -> AnyView {
    if view.ads.is_empty() {
        return view! { <section><h2 data-test="no-ads">{text("no_ads_here")}</h2></section> }.into_any();
    }
    let mut title = fill("ads_here", [count(view.ads.len() as u32)]);
    if view.following > 0 {
        title = format!("{title} · {}", fill("ads_follow", [count(view.following)]));
    }
    view! {
        <section>
            <h2 data-test="ads-title">{title}</h2>
            <ul class="ads">{view.ads.iter().map(|row| ads::short(row, open)).collect_view()}</ul>
        </section>
    }
    .into_any()
}

fn pause_menu(view: &PopupView) -> AnyView {
    let desk = desk();
    let site = view.site.clone();
    let item = |label: &'static str, until: fn() -> Option<Millis>| {
        let site = site.clone();
        let pause = move |_| {
            let pause = Some(Pause { until: until() });
            desk.tell(What::Paused { site: site.clone(), pause }, text("pause_set"));
        };
        view! {
            <button data-test=format!("pause-{label}") popovertarget="pauses" popovertargetaction="hide" on:click=pause>
                {text(&format!("pause_{label}"))}
            </button>
        }
    };
    view! {
        <button class="plain" data-test="pause" popovertarget="pauses">{text("pause")}" ▾"</button>
        <div id="pauses" class="pauses" popover="auto" role="group" aria-label=text("pause_here")>
            {item("hour", || Some(when::now().plus(Millis::HOUR)))}
            {item("today", || Some(when::midnight()))}
            {item("always", || None)}
        </div>
    }
    .into_any()
}

/// One ad in the place of the list.
fn one_ad(ad: AdId, open: RwSignal<Option<AdId>>) -> AnyView {
    view! {
        <header class="top">
            <img class="mark" src="icons/candor.svg" alt="" />
            <h1 class="grow">{text("label_why")}</h1>
            <button class="plain" data-test="back" on:click=move |_| open.set(None)>"← "{text("back")}</button>
        </header>
        <main><section class="stack">{why::inline(ad)}</section></main>
        {foot()}
    }
    .into_any()
}

/// A page that no extension may read, or no page.
fn nowhere() -> AnyView {
    bare(
        view! {
            <section class="stack">
                <h2 data-test="headline">{text("no_page")}</h2>
                <p class="soft">{text("no_page_why")}</p>
            </section>
        }
        .into_any(),
    )
}

fn bare(inner: AnyView) -> AnyView {
    view! {
        <header class="top">
            <img class="mark" src="icons/candor.svg" alt="" />
            <h1 class="grow">"Candor"</h1>
            {gear()}
        </header>
        <main>{inner}</main>
        {foot()}
    }
    .into_any()
}

fn foot() -> AnyView {
    view! {
        <footer class="foot">
            <span>{text("nothing_leaves")}</span>
            <a href="dashboard.html" target="_blank">{text("open_dashboard")}</a>
        </footer>
    }
    .into_any()
}

fn gear() -> AnyView {
    view! {
        <a class="gear" href="dashboard.html#/settings" target="_blank" aria-label=text("nav_settings")>
            <svg viewBox="0 0 18 18" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" aria-hidden="true">
                <path d="M2 5h5M11 5h5M2 13h8M14 13h2" />
                <circle cx="9" cy="5" r="2" />
                <circle cx="12" cy="13" r="2" />
            </svg>
        </a>
    }
    .into_any()
}
