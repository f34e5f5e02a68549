//! The site view: a visit as the people who run the site should see it.

use super::{CallRow, DisclosedView, FindingView, SiteView, VisitView, calls};
use crate::ad::name_of;
use crate::engine::Slices;
use crate::fact::{Outcome, Regime};
use crate::id::TabId;
use crate::incident::BrandRef;
use crate::knowledge::Knowledge;
use crate::memory::{Call, Conduct, Tab};
use crate::mirror::reflect;
use crate::order::Order;
use crate::wire::{anonymous, banner_name};

/// The open tabs, and the visit in the chosen one.
#[must_use]
pub(super) fn site(knowledge: &Knowledge, slices: &Slices, chosen: Option<TabId>) -> SiteView {
    let open = slices.tabs.values().filter(|tab| !tab.page.site.0.is_empty());
    let tabs = open.map(|tab| (tab.id, tab.page.site.clone(), tab.page.title.clone())).collect();
    let chosen = chosen.and_then(|id| slices.tabs.get(&id)).filter(|tab| !tab.page.site.0.is_empty());
    SiteView { tabs, visit: chosen.map(|tab| visit(knowledge, slices, tab)) }
}

fn visit(knowledge: &Knowledge, slices: &Slices, tab: &Tab) -> VisitView {
    let page = &tab.page;
    let site = knowledge.brand(&page.site);
    let earlier = slices.brands.get(&site);
    let name = page.reading.shop.clone().unwrap_or_else(|| name_of(knowledge, &site));
    let mut calls: Vec<&Call> = tab.calls.iter().filter(|call| call.time >= page.opened).collect();
    calls.order_by_key(|call| call.time);
    let findings = reflect(tab, &site, earlier, &slices.settings).into_iter().map(|seen| {
        let view = FindingView::of(&seen.finding);
        let time = seen.call.map_or(view.time, |call| call.time);
        let request = seen.call.map(|call| call.url.clone());
        (seen.principle.id.to_owned(), FindingView { time, request, ..view })
    });
    VisitView {
        tab: tab.id,
        findings: findings.collect(),
        brand: BrandRef { site, name },
        url: page.url.clone(),
        opened: page.opened,
        from_here_on: page.from_here_on,
        consent: page.consent.iter().map(|(time, state)| (time.since(page.opened), *state)).collect(),
        chosen_earlier: page.chosen_earlier,
        disclosed: page.disclosed.as_ref().map(|list| disclosed(tab, list.all)),
        clicks: page.banner.and_then(|banner| banner.to_reject.or(banner.to_accept)),
        consent_product: page.consent_product.as_deref().map(|id| banner_name(id).to_owned()),
        calls: calls.into_iter().map(|call| row(tab, call)).collect(),
    }
}

fn row(tab: &Tab, call: &Call) -> CallRow {
    CallRow {
        after: call.time.since(tab.page.opened),
        host: call.host.clone(),
        url: call.url.clone(),
        company: call.company.clone(),
        function: call.function,
        job: call.job,
        told: calls::told(tab, call),
        action: call.action,
        blocked: call.outcome == Some(Outcome::Blocked),
        consent: tab.page.choice_at(call.time),
        anonymous: call.signal.as_ref().is_some_and(anonymous),
    }
}

/// The list beside those who were told something on this visit.
fn disclosed(tab: &Tab, all: u32) -> DisclosedView {
    let conduct = Conduct::of(tab, &Regime::default());
    let named = super::count(conduct.named.len());
    DisclosedView { all, told: named + super::count(conduct.unnamed.len()), named }
}
