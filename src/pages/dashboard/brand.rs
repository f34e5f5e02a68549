//! A brand's page: its record with the evidence, what is remembered, its ads, and the choice.

use leptos::prelude::*;

use super::companies;
use super::course::{course, of_principle};
use super::effect::effect;
use super::forget_me::forget_me;
use super::statement::statement;
use crate::fact::{Forget, Group, Matters, What};
use crate::id::Millis;
use crate::pages::choices::{Subject, choices};
use crate::pages::desk::{absent, desk, live};
use crate::pages::words::{arg, fill, say, text};
use crate::pages::{ads, when};
use crate::site::Site;
use crate::view::{Answer, Ask, BrandView, CoursePoint, FindingView, PrincipleView, Remembered, ThingRow};

/// The section.
pub(super) fn section(site: Site) -> AnyView {
    let answer = live(5000, move || Some(Ask::Brand { site: site.clone() }));
    let draw = move || match answer.get() {
        Some(Answer::Brand(view)) => whole(&view),
        other => absent(other.as_ref()),
    };
    view! { <p><a href="#/brands">"← "{text("nav_brands")}</a></p> {draw} }.into_any()
}

fn whole(view: &BrandView) -> AnyView {
    let brand = &view.row.brand;
    let origin = fill(
        "name_from",
        [arg(brand.site.as_str()), arg(text(&format!("name_from_{}", origin(&view.name_origin))))],
    );
    view! {
        <h1 data-test="brand">{brand.name.clone()}</h1>
        <p class="soft small">{origin}</p>
        {view.owner.as_ref().map(|(owner, source)| {
            view! { <p class="soft small" data-test="owner">{fill("owned_by", [arg(owner.clone()), arg(source.clone())])}</p> }
        })}
        <p><b data-test="grade">{say(&view.row.grade)}</b></p>
        {(!view.enough).then(|| would_tell(view))}
        <section>
            <h2>{text("your_choice")}</h2>
            {choices(&Subject::brand(brand), view.row.choice, view.row.earned.as_ref())}
        </section>
        {course(&view.course)}
        {view.effect.as_ref().map(effect)}
        <div class="groups">{Group::ALL.map(|group| principles(view, group.id())).into_iter().collect_view()}</div>
        {told(view)}
        {statement(view)}
        <section>
            <h2>{text("its_ads")}</h2>
            {view.ads.is_empty().then(|| view! { <p class="soft">{text("its_ads_none")}</p> })}
            <ul class="ads">{view.ads.iter().map(ads::long).collect_view()}</ul>
        </section>
        {remembered(view)}
        {forget_me(&brand.name, view.sites.iter().map(|site| site.0.clone()).collect())}
    }
    .into_any()
}

/// Origins of names that have words of their own.
fn origin(origin: &str) -> &'static str {
    match origin {
        "page" => "page",
        "candor" => "candor",
        "name-suggestion-index" => "index",
        _ => "site",
    }
}

fn would_tell(view: &BrandView) -> AnyView {
    let rows = view.would_tell.iter().map(|row| view! { <li>{say(row)}</li> }).collect_view();
    view! {
        <div class="empty" data-test="not-enough">
            <p>{text("not_enough")}</p>
            <ul>{rows}</ul>
        </div>
    }
    .into_any()
}

fn principles(view: &BrandView, group: &str) -> AnyView {
    let rows = || view.principles.iter().filter(|row| row.group == group);
    let cards: Vec<_> = rows().map(|row| principle(row, &view.course)).collect();
    let Some(first) = rows().next() else { return ().into_any() };
    let counts = match first.matters {
        Matters::Usual => None,
        Matters::Lot => Some("matters_here_lot"),
        Matters::Not => Some("matters_here_not"),
    };
    let counts = counts.map(|words| {
        view! {
            <p class="small soft" data-test="counts">
                {text(words)}" "<a href="#/settings">{text("matters_change")}</a>
            </p>
        }
    });
    view! {
        <section>
            <h2>{text(group)}</h2>
            {counts}
            <div class="stack">{cards}</div>
        </section>
    }
    .into_any()
}

fn principle(row: &PrincipleView, points: &[CoursePoint]) -> AnyView {
    let sure = match row.sure {
        0..=333 => "sure_little",
        334..=666 => "sure_some",
        _ => "sure_well",
    };
    let class = match row.belief {
        // A broken promise is the one thing that is shown in red.
        0..=449 if row.id == "sincerity" => "principle broken",
        0..=449 => "principle against",
        450..=549 => "principle",
        _ => "principle for",
    };
    view! {
        <article class=class data-test=format!("principle-{}", row.id)>
            <h3>{text(&format!("principle_{}", row.id))}</h3>
            <p class="small soft">{text(&format!("principle_{}_what", row.id))}</p>
            <p>{say(&row.words)}</p>
            <p class="small row">
                <meter min="0" max="1000" value=row.sure aria-label=text("how_sure")></meter>
                {text(sure)}
            </p>
            {of_principle(row, points)}
            <details>
                <summary>{fill("evidence_count", [crate::pages::words::count(row.findings.len() as u32)])}</summary>
                {findings(row.findings.iter())}
            </details>
        </article>
    }
    .into_any()
}

/// Pieces of evidence, each with its actor and time; for the people who run the site also the mend.
pub(super) fn findings<'a>(rows: impl Iterator<Item = &'a FindingView>) -> AnyView {
    let rows = rows.map(|row| {
        let (sign, class, side) =
            if row.against { ("−", "sign against", "speaks_against") } else { ("+", "sign", "speaks_for") };
        let mend = row.mend.as_ref().map(|mend| {
            view! { <p class="small" data-test="mend"><b>{text("mend")}</b>" "{say(mend)}</p> }
        });
        view! {
            <li data-test="finding">
                <span class=class role="img" aria-label=text(side)>{sign}</span>
                <div>
                    <p>{say(&row.what)}</p>
                    <p class="small soft">
                        <time datetime=when::iso(row.time)>{when::moment(row.time)}</time>
                        " · "{fill("done_by", [arg(row.actor.clone())])}
                    </p>
                    {mend}
                    {row.request.as_ref().map(|url| view! { <p class="small" data-test="request"><code>{url.clone()}</code></p> })}
                </div>
            </li>
        }
    });
    view! { <ul class="findings">{rows.collect_view()}</ul> }.into_any()
}

fn told(view: &BrandView) -> AnyView {
    if view.told.is_empty() {
        return ().into_any();
    }
    view! {
        <section>
            <h2>{text("it_told")}</h2>
            {companies::table(&view.told, companies::Columns::OfBrand)}
        </section>
    }
    .into_any()
}

fn remembered(view: &BrandView) -> AnyView {
    let desk = desk();
    let site = view.row.brand.site.clone();
    let name = view.row.brand.name.clone();
    let of = site.clone();
    let all = move |_| desk.tell(What::Forget(Forget::Site { site: site.clone() }), text("forgotten"));
    let body = if view.remembered.is_empty() {
        view! { <p class="soft">{text("remembered_none")}</p> }.into_any()
    } else {
        view! {
            <ul class="ads">{view.things.iter().map(|row| thing(row, &of, desk)).collect_view()}</ul>
            <ul class="ads">{view.remembered.iter().map(|row| memory(row, desk)).collect_view()}</ul>
            <button data-test="forget-site" on:click=all>{fill("forget_brand", [arg(name)])}</button>
        }
        .into_any()
    };
    view! { <section><h2>{text("remembered")}</h2>{body}</section> }.into_any()
}

/// A product, to be forgotten with all that is about it.
fn thing(row: &ThingRow, brand: &Site, desk: crate::pages::desk::Desk) -> AnyView {
    let forget = Forget::Product { brand: brand.clone(), called: row.called.clone() };
    let press = move |_| desk.tell(What::Forget(forget.clone()), text("forgotten"));
    view! {
        <li class="apart" data-test="thing">
            <span class="grow">
                <b>{row.name.clone()}</b>
                <span class="small soft">" · "{fill("thing_visits", [crate::pages::words::count(row.visits)])}</span>
            </span>
            <button class="plain" data-test="forget-product" on:click=press>
                {fill("forget_brand", [arg(row.name.clone())])}
            </button>
        </li>
    }
    .into_any()
}

fn memory(row: &Remembered, desk: crate::pages::desk::Desk) -> AnyView {
    let (from, to) = (row.time, row.time.plus(1));
    let forget = move |_| desk.tell(What::Forget(Forget::Between { from, to }), text("forgotten"));
    let label = fill("forget_this", [arg(say(&row.what)), arg(when::moment(row.time))]);
    view! {
        <li class="apart" data-test="remembered">
            <span class="grow">
                {say(&row.what)}
                <span class="small soft">
                    " · "<time datetime=when::iso(row.time)>{when::moment(row.time)}</time>
                    " · "{fill("kept_until", [arg(when::day(Millis(row.until.0)))])}
                </span>
            </span>
            <button class="plain" data-test="forget-row" aria-label=label on:click=forget>{text("forget")}</button>
        </li>
    }
    .into_any()
}
