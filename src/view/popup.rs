//! The popup: who was told what on this page, which ads follow, and the decision.

use super::calls::{groups, tells};
use super::stopped::stopped;
use super::suspects::suspects;
use super::{AdRow, PopupView, count};
use crate::ad::name_of;
use crate::engine::{Slices, hidden, sighting};
use crate::explain::forecast;
use crate::fact::Outcome;
use crate::id::{Millis, TabId};
use crate::incident::BrandRef;
use crate::knowledge::Knowledge;
use crate::memory::{Brand, Earned, Tab};
use crate::order::Order;
use crate::phrase::{Arg, Phrase};
use crate::policy;
use crate::trust::{Standing, Tally};

/// The popup of a tab; none where the tab shows no web page.
#[must_use]
pub(super) fn popup(
    knowledge: &Knowledge,
    slices: &Slices,
    refused: bool,
    id: TabId,
    now: Millis,
) -> Option<PopupView> {
    let tab = slices.tabs.get(&id).filter(|tab| !tab.page.site.0.is_empty())?;
    let settings = &slices.settings;
    let site = knowledge.brand(&tab.page.site);
    let brand = slices.brands.get(&site);
    let choice = policy::brand_word(settings, &site, &tab.page.site).and_then(policy::Because::choice);
    let earned = settings.earned.get(&site).filter(|_| choice.is_none());
    let groups = groups(tab, settings);
    let mut ads: Vec<AdRow> = tab
        .ads
        .iter()
        .map(|ad| AdRow {
            hidden: hidden(knowledge, slices, tab, ad, now),
            ..AdRow::of(&sighting(knowledge, slices, ad)).ruled(settings)
        })
        .collect();
    ads.order_by(|a, b| b.follows.cmp(&a.follows).then(b.time.cmp(&a.time)).then(a.ad.cmp(&b.ad)));
    let before_choice = groups.iter().flat_map(|g| &g.companies).filter(|c| c.before_choice).count();
    let blocked = tab.calls.iter().filter(|c| c.outcome == Some(Outcome::Blocked)).count();
    let requests = count(tab.calls.len()) + tab.dropped + tab.own_calls;
    Some(PopupView {
        tab: id,
        site: tab.page.site.clone(),
        brand: BrandRef { name: page_name(knowledge, tab, brand), site: site.clone() },
        grade: Standing::new(&brand.map(Tally::of).unwrap_or_default(), settings, now).grade.phrase(),
        pause: settings.pauses.get(&tab.page.site).copied().filter(|p| p.holds(now)),
        quiet_until: settings.quiet_until.filter(|until| *until > now),
        welcomed: settings.welcomed,
        remember: settings.remember,
        from_here_on: tab.page.from_here_on,
        refused,
        headline: headline(tab, &ads),
        following: count(ads.iter().filter(|ad| ad.follows).count()),
        groups,
        before_choice: count(before_choice),
        suspects: suspects(knowledge, slices, tab),
        forecast: forecast(tab),
        ads,
        requests,
        own_requests: tab.own_calls,
        blocked: count(blocked),
        stopped: stopped(knowledge, settings, tab, now),
        choice,
        earned: earned.map(Earned::phrase),
    })
}

fn page_name(knowledge: &Knowledge, tab: &Tab, brand: Option<&Brand>) -> String {
    let known = brand.filter(|b| b.name_origin != "site" && !b.name.is_empty()).map(|b| b.name.clone());
    known
        .or_else(|| tab.page.reading.shop.clone())
        .unwrap_or_else(|| name_of(knowledge, &knowledge.brand(&tab.page.site)))
}

/// The truest short thing about the page. Attempted, sent and stopped are different words.
fn headline(tab: &Tab, ads: &[AdRow]) -> Phrase {
    let companies = |stopped: bool| {
        let mut names: Vec<&str> = tab
            .calls
            .iter()
            .filter(|c| tells(c) && (c.outcome == Some(Outcome::Blocked)) == stopped)
            .map(|c| c.company.as_deref().unwrap_or(&c.host))
            .collect();
        names.order();
        names.dedup();
        names.len() as u64
    };
    let (told, stopped) = (companies(false), companies(true));
    let requests = tab.calls.len() as u64 + u64::from(tab.own_calls) + u64::from(tab.dropped);
    match (told, stopped, ads.is_empty()) {
        (0, 0, true) if tab.calls.is_empty() => Phrase::new("headline_own", [Arg::Count(requests)]),
        (0, 0, _) => Phrase::new("headline_nobody", [Arg::Count(requests)]),
        (0, stopped, _) => Phrase::new(one_or("headline_stopped", stopped), [Arg::Count(stopped)]),
        (told, 0, _) => Phrase::new(one_or("headline_told", told), [Arg::Count(told)]),
        (told, stopped, _) => Phrase::new("headline_told_stopped", [Arg::Count(told), Arg::Count(stopped)]),
    }
}

/// The message for exactly one has an id of its own.
fn one_or(id: &'static str, n: u64) -> &'static str {
    match (id, n) {
        ("headline_told", 1) => "headline_told_one",
        ("headline_stopped", 1) => "headline_stopped_one",
        (id, _) => id,
    }
}
