//! One visit as the people who run the site should see it: who was called when, what each was told,
//! and what would mend the findings.

use leptos::prelude::*;

use super::brand::findings;
use super::waterfall::waterfall;
use super::{empty, title};
use crate::explain::Arg;
use crate::id::TabId;
use crate::pages::desk::{absent, live};
use crate::pages::when;
use crate::pages::words::{arg, count, fill, text};
use crate::view::{Answer, Ask, SiteView, VisitView};

/// The section.
pub(super) fn section(tab: Option<TabId>) -> AnyView {
    let answer = live(2000, move || Some(Ask::SiteView { tab }));
    let every = RwSignal::new(false);
    let draw = move || match answer.get() {
        Some(Answer::SiteView(view)) => whole(&view, tab, every),
        other => absent(other.as_ref()),
    };
    view! { {title("nav_site", "site_lead")} {draw} }.into_any()
}

fn whole(view: &SiteView, tab: Option<TabId>, every: RwSignal<bool>) -> AnyView {
    if view.tabs.is_empty() && view.visit.is_none() {
        return empty("site_none", "site_none_what");
    }
    let links = view.tabs.iter().map(|(id, site, page)| {
        let current = (tab == Some(*id)).then_some("page");
        let page = (!page.is_empty()).then(|| view! { <span class="soft">" – "{page.clone()}</span> });
        view! {
            <li data-test="visit">
                <a href=format!("#/site/{}", id.0) aria-current=current>{site.to_string()}</a>
                {page}
            </li>
        }
    });
    let visit = match (&view.visit, tab) {
        (Some(row), _) => visit(row, every),
        (None, Some(_)) => view! { <p class="note">{text("gone")}</p> }.into_any(),
        (None, None) => ().into_any(),
    };
    view! {
        <nav aria-label=text("open_tabs")>
            <h2>{text("open_tabs")}</h2>
            <ul class="ads">{links.collect_view()}</ul>
        </nav>
        {visit}
    }
    .into_any()
}

fn visit(visit: &VisitView, every: RwSignal<bool>) -> AnyView {
    let companies: crate::sorted::SortedSet<_> =
        visit.calls.iter().filter_map(|call| call.company.as_ref()).collect();
    let telling = visit.calls.iter().filter(|call| !call.told.is_empty()).count();
    let stopped = visit.calls.iter().filter(|call| call.blocked).count();
    let figure = |label: &str, value: usize| {
        view! { <div><dt>{text(label)}</dt><dd>{when::number(value as f64)}</dd></div> }
    };
    let banner = visit.consent_product.as_ref().map(|product| {
        view! { <p class="soft" data-test="banner">{fill("banner_by", [arg(product.clone())])}</p> }
    });
    let listed = visit.disclosed.as_ref().map(|list| {
        let counts = [count(list.all), count(list.told), count(list.named)];
        view! { <p class="soft" data-test="disclosed">{fill("banner_names", counts)}</p> }
    });
    let clicks = visit.clicks.map(|clicks| {
        view! { <p class="soft" data-test="clicks">{fill("banner_clicks", [count(u32::from(clicks))])}</p> }
    });
    view! {
        <section>
            <h2 data-test="brand">{visit.brand.name.clone()}</h2>
            <p class="soft small"><code>{visit.url.clone()}</code></p>
            <p class="soft">{fill("opened_at", [Arg::Time(visit.opened)])}</p>
            {visit.from_here_on.then(|| view! { <p class="note" data-test="from-here-on">{text("from_here_on")}</p> })}
            {banner}
            {listed}
            {clicks}
            <dl class="figures">
                {figure("calls", visit.calls.len())}
                {figure("companies_called", companies.len())}
                {figure("calls_that_told", telling)}
                {figure("calls_stopped", stopped)}
            </dl>
        </section>
        <section>
            <h2>{fill("findings", [count(visit.findings.len() as u32)])}</h2>
            {visit.findings.is_empty().then(|| view! { <p class="soft">{text("findings_none")}</p> })}
            {by_principle(visit)}
        </section>
        <section>
            <h2>{text("time_line")}</h2>
            {waterfall(visit, every)}
        </section>
    }
    .into_any()
}

fn by_principle(visit: &VisitView) -> AnyView {
    let mut ids: Vec<&String> = Vec::new();
    for (id, _) in &visit.findings {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    let cards = ids.into_iter().map(|id| {
        let rows = visit.findings.iter().filter(|(of, _)| of == id).map(|(_, row)| row);
        view! {
            <article class="principle" data-test=format!("principle-{id}")>
                <h3>{text(&format!("principle_{id}"))}</h3>
                {findings(rows)}
            </article>
        }
    });
    view! { <div class="principles">{cards.collect_view()}</div> }.into_any()
}
