//! What the four following reasons share: recency, rarity and path, and the steps that show them.

use crate::explain::case::{Case, Match, Path};
use crate::explain::weights as w;
use crate::explain::{Arg, Basis, Phrase, Step};
use crate::id::Millis;
use crate::memory::{Told, Visit};
use crate::wire;

/// Weight of the brand or product match together with recency, rarity, path and declarations: one
/// vote per group of evidence. None where the brand was never visited.
pub(super) fn weight(case: &Case<'_>) -> Option<f64> {
    let (visit, matched) = case.visit?;
    let identity = match matched {
        Match::Id => w::PRODUCT_ID,
        Match::Likeness => w::PRODUCT_LIKENESS,
        Match::Brand => w::BRAND + rarity(case),
    };
    let path = match case.path {
        Path::Direct(..) => w::PATH_DIRECT,
        Path::Synced(..) => w::PATH_SYNCED,
        Path::NoneSeen => 0.0,
    };
    let declared = match case.states("remarketing") {
        Some("not_used") => w::DECLARED_NOT,
        Some(_) => w::DECLARED,
        None => 0.0,
    };
    let person = if case.not_why { w::NOT_WHY } else { 0.0 };
    Some(identity + path + declared + recency(visit, case.ad.time) + person)
}

/// ln of the half-life decay, bounded below.
fn recency(visit: &Visit, now: Millis) -> f64 {
    let days = now.since(visit.time).max(0) as f64 / Millis::DAY as f64;
    (-core::f64::consts::LN_2 * days / w::HALF_LIFE_DAYS).max(w::RECENCY_FLOOR)
}

/// How much rarer than a usual brand this one was before the visit: the person's own log is the control.
fn rarity(case: &Case<'_>) -> f64 {
    let (own, all) = case.before;
    let share = (own as f64 + w::PRIOR_COUNT * w::PRIOR_SHARE) / (all as f64 + w::PRIOR_COUNT);
    libm::log(w::PRIOR_SHARE / share).clamp(-w::RARITY_BOUND, w::RARITY_BOUND)
}

/// The steps of the chain: the visit, the message, the link between the two visits.
pub(super) fn evidence(case: &Case<'_>) -> Vec<Step> {
    let Some((visit, _)) = case.visit else { return Vec::new() };
    let site = brand_site(case);
    let mut steps = vec![seen(visit.time, "you", None, visited(case, visit, &site))];
    steps.extend(
        case.cart
            .filter(|cart| cart.time != visit.time)
            .map(|cart| seen(cart.time, "you", None, Phrase::new("step_cart", [product_of(cart)]))),
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
    if case.not_why {
        against.push(Phrase::new("against_not_why", []));
    }
    against
}

/// The brand's site as the evidence names it.
pub(super) fn brand_site(case: &Case<'_>) -> String {
    case.brand.map_or_else(String::new, |b| b.site.0.clone())
}

/// What a visit was about, as an argument: the product's name, its id, or "a product".
pub(super) fn product_of(visit: &Visit) -> Arg {
    let product = visit.product.as_ref();
    match product.and_then(|p| p.name.clone().or_else(|| p.ids.first().cloned())) {
        Some(name) => Arg::Text(name),
        None => Arg::Phrase(Phrase::new("this_product", [])),
    }
}

fn visited(_: &Case<'_>, visit: &Visit, site: &str) -> Phrase {
    if visit.product.is_some() {
        Phrase::new("step_viewed", [product_of(visit)])
    } else {
        Phrase::new("step_visited", [Arg::Text(site.to_owned())])
    }
}

/// "X told Criteo that you looked at Trail Boots": by name where the visit knows the name of the id.
fn told(case: &Case<'_>, id: &str, told: &Told, site: &str) -> Phrase {
    let known = case.brand.into_iter().flat_map(|b| &b.visits).filter_map(|v| v.product.as_ref());
    let name = told.products.first().map(|id| {
        known.clone().find(|p| p.ids.contains(id)).and_then(|p| p.name.clone()).unwrap_or_else(|| id.clone())
    });
    let what = wire::told_phrase(told.event, name.as_deref());
    Phrase::new(id, [Arg::Text(site.to_owned()), Arg::Text(told.company.clone()), Arg::Phrase(what)])
}

pub(super) fn seen(time: Millis, from: &str, to: Option<&str>, what: Phrase) -> Step {
    Step { time, from: from.to_owned(), to: to.map(str::to_owned), what, basis: Basis::Seen }
}
