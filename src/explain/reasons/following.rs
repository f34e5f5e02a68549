//! What the four following reasons share: recency, rarity and path, and the steps that show them.

use crate::ad::Match;
use crate::explain::case::{Case, Path, looks};
use crate::explain::weights::{self, Votes, Weight};
use crate::explain::{Arg, Basis, Phrase, Step};
use crate::id::Millis;
use crate::knowledge::Function;
use crate::memory::{SHOP, Told, Visit};
use crate::product::Product;
use crate::wire::{self, EventKind};

/// What weighs for being followed, `kind` being how the ad fits the visit: one vote per group of
/// evidence (identity, own log, the person, recency, path, declaration). None where the brand was never visited,
/// or where the person said that the visit tells something wrong of them.
pub(super) fn votes(case: &Case<'_>, kind: Weight) -> Option<Votes> {
    let (visit, matched) = case.visit.filter(|_| !case.disowned)?;
    let (log, person) = match matched {
        Match::Brand => (Weight::LogBrand, Weight::PersonBrand),
        Match::Likeness | Match::Id => (Weight::LogProduct, Weight::PersonProduct),
    };
    let days = case.ad.time.since(visit.time).max(0) as f64 / Millis::DAY as f64;
    let mut votes = vec![
        (kind, 1.0),
        (log, case.campaign.log()),
        (person, case.person_rate()),
        (Weight::Day, days.min(weights::MOST_DAYS)),
    ];
    if matched > Match::Brand {
        votes.push((Weight::OtherThings, case.campaign.others_share()));
        votes.extend(case.looked_on.then_some((Weight::LookedOn, 1.0)));
    } else if case.ad.product.is_some() && kind != Weight::BoughtBrand {
        // Who has bought may well be shown what goes with it.
        votes.push((Weight::OtherThing, 1.0));
    }
    match case.path {
        Path::Direct(_, served) if served.function == Some(Function::Retargeting) => {
            votes.push((Weight::PathRetargeter, 1.0));
        }
        Path::Direct(..) => votes.push((Weight::PathDirect, 1.0)),
        Path::Synced(..) => votes.push((Weight::PathSynced, 1.0)),
        Path::NoneSeen => {}
    }
    match case.states("remarketing") {
        Some("not_used") => votes.push((Weight::DeclaredNot, 1.0)),
        Some(_) => votes.push((Weight::Declared, 1.0)),
        None => {}
    }
    Some(votes)
}

/// The steps of the chain: the visit, the message, the link between the two visits.
pub(super) fn evidence(case: &Case<'_>) -> Vec<Step> {
    let Some((visit, _)) = case.visit else { return Vec::new() };
    let site = brand_site(case);
    let mut steps = vec![visited(case, visit, &site)];
    steps.extend(
        case.cart.filter(|(cart, _)| cart.time != visit.time).map(|(cart, _)| visited(case, cart, &site)),
    );
    steps.extend(
        case.bought.map(|b| seen(b.time, "you", None, Phrase::new("step_bought", [Arg::Text(site.clone())]))),
    );
    if let Some(stopped) = case.stopped {
        steps.push(seen(
            stopped.time,
            &site,
            Some(&stopped.company),
            told(case, "step_told_blocked", stopped, &site),
        ));
    }
    match case.path {
        Path::Direct(t, s) => {
            steps.push(seen(t.time, &site, Some(&t.company), told(case, "step_told", t, &site)));
            let linked = Phrase::new("step_linked", [Arg::Text(s.company.clone())]);
            steps.push(Step { basis: Basis::Inferred, ..seen(s.time, &s.company, None, linked) });
        }
        Path::Synced(t, s, time) => {
            steps.push(seen(t.time, &site, Some(&t.company), told(case, "step_told", t, &site)));
            let names = [Arg::Text(t.company.clone()), Arg::Text(s.company.clone())];
            steps.push(seen(time, &t.company, Some(&s.company), Phrase::new("step_synced", names)));
            let linked = Phrase::new("step_linked", [Arg::Text(s.company.clone())]);
            steps.push(Step { basis: Basis::Inferred, ..seen(s.time, &s.company, None, linked) });
        }
        Path::NoneSeen => {}
    }
    steps
}

/// What speaks against being followed.
pub(super) fn against(case: &Case<'_>) -> Vec<Phrase> {
    let mut against = Vec::new();
    let (own, all) = case.before;
    if own > 0 {
        against.push(Phrase::new("against_common", [Arg::Count(own), Arg::Count(all.max(own))]));
    }
    if let Some((visit, matched)) = case.visit {
        let age = case.ad.time.since(visit.time);
        if age > 7 * Millis::DAY {
            against.push(Phrase::new("against_old", [Arg::Span(age)]));
        }
        if case.looked_on {
            against.push(Phrase::new("against_looked_on", []));
        }
        let (others, things) = case.campaign.others;
        if matched > Match::Brand && others > 0 {
            against.push(Phrase::new("against_other_things", [Arg::Count(others), Arg::Count(things)]));
        }
        if matched == Match::Brand && visit.product.is_some() && case.ad.product.is_some() {
            against.push(Phrase::new("against_other_product", []));
        }
    }
    if matches!(case.path, Path::NoneSeen) {
        against.push(Phrase::new(
            if case.stopped.is_some() { "against_blocked" } else { "against_no_path" },
            [],
        ));
    }
    against
}

/// The brand's site as the evidence names it.
pub(super) fn brand_site(case: &Case<'_>) -> String {
    case.brand.map_or_else(String::new, |b| b.site.0.clone())
}

/// What a visit was about, as an argument: the product's name, its id, or "a product".
pub(super) fn product_of(case: &Case<'_>, visit: &Visit) -> Arg {
    let named = |p: &Product| p.name.clone().or_else(|| p.ids.first().map(|id| name_of(case, id)));
    match visit.product.as_ref().and_then(named) {
        Some(name) => Arg::Text(name),
        None => Arg::Phrase(Phrase::new("this_product", [])),
    }
}

/// The name that a shop had given a number by then, when the person looked, else the number.
fn name_of(case: &Case<'_>, id: &str) -> String {
    let visits = case.brand.into_iter().flat_map(|b| &b.visits).filter(|v| v.time <= case.ad.time);
    let mut known = visits.filter_map(|v| v.product.as_ref());
    let named = known.find_map(|p| p.name.as_ref().filter(|_| p.ids.iter().any(|known| known == id)));
    named.map_or(id, String::as_str).to_owned()
}

/// What was done: that a request of the shop put just this in the cart is worked out from the page that sent it.
fn visited(case: &Case<'_>, visit: &Visit, site: &str) -> Step {
    let what = match (visit.event, &visit.product) {
        (EventKind::CartAdd, _) => Phrase::new("step_cart", [product_of(case, visit)]),
        (_, None) => Phrase::new("step_visited", [Arg::Text(site.to_owned())]),
        (_, Some(_)) if looks(visit) => Phrase::new("step_viewed", [product_of(case, visit)]),
        (_, Some(_)) => Phrase::new("step_cart_held", [product_of(case, visit)]),
    };
    let basis = if visit.sources == [SHOP] { Basis::Inferred } else { Basis::Seen };
    Step { basis, ..seen(visit.time, "you", None, what) }
}

/// "X told Criteo that you looked at Trail Boots": by name where the visit knows the name of the id.
fn told(case: &Case<'_>, id: &str, told: &Told, site: &str) -> Phrase {
    let name = told.products.first().map(|id| name_of(case, id));
    let what = wire::told_phrase(told.event, name.as_deref());
    Phrase::new(id, [Arg::Text(site.to_owned()), Arg::Text(told.company.clone()), Arg::Phrase(what)])
}

pub(super) fn seen(time: Millis, from: &str, to: Option<&str>, what: Phrase) -> Step {
    Step { time, from: from.to_owned(), to: to.map(str::to_owned), what, basis: Basis::Seen }
}
