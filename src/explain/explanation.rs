//! From a case to an explanation: every reason weighs in, the masses are shared out, doubt stays in sight.

use super::case::{Case, Path};
use super::reasons::REASONS;
use super::said;
use super::weights::{ENOUGH_ADS, Votes, Weight, Weights};
use super::{Arg, Band, Basis, Evidence, Explanation, Phrase, ReasonId, Step};
use crate::ad::{Ad, Match};
use crate::memory::{Brand, Settings, Totals};
use crate::order::Order;

/// Explains an ad by what was seen up to its moment.
#[must_use]
pub fn explain(ad: &Ad, brand: Option<&Brand>, totals: &Totals, settings: &Settings) -> Explanation {
    let case = Case::new(ad, brand, totals, settings);
    let weighed: Vec<(ReasonId, f64)> =
        votes(&case).into_iter().map(|(id, votes)| (id, Weights::NOW.sum(&votes))).collect();
    let reasons = share_out(&weighed);
    let (reason, probability) = reasons.first().copied().unwrap_or((ReasonId::Unknown, 1000));
    // What the person denied is not told to them as likely, whatever else speaks for it.
    let probability = if case.said.denies(reason) { probability.min(CAP) } else { probability };
    // Little was logged: the word is held back, the number stays what it is.
    let most = if capped(&case, reason) { Band::Possible } else { Band::VeryLikely };
    let told = REASONS.iter().find(|r| r.id == reason).filter(|_| band_of(probability) > Band::CannotTell);
    let band = if told.is_some() { band_of(probability).min(most) } else { Band::CannotTell };
    let (reason, sentence, mut steps, mut against) = match told {
        Some(r) => (r.id, (r.sentence)(&case, band), (r.evidence)(&case), (r.against)(&case)),
        None => (ReasonId::Unknown, unknown(&case), Vec::new(), Vec::new()),
    };
    against.extend(case.said.denies(reason).then(|| Phrase::new("against_not_why", [])));
    steps.extend(said::steps(&case.said, ad, brand));
    steps.extend(stated(&case));
    steps.extend(serving(&case));
    let evidence = Evidence::new(steps, shown(ad));
    Explanation { reason, band, probability, reasons, sentence, evidence, against, gaps: gaps(&case, reason) }
}

/// What weighs for each reason that can apply to an ad, by what was seen up to its moment.
#[must_use]
pub fn weigh(ad: &Ad, brand: Option<&Brand>, totals: &Totals, settings: &Settings) -> Vec<(ReasonId, Votes)> {
    votes(&Case::new(ad, brand, totals, settings))
}

fn votes(case: &Case<'_>) -> Vec<(ReasonId, Votes)> {
    let weighed = REASONS.iter().filter_map(|r| Some((r.id, (r.weigh)(case)?)));
    let denied = |id| case.said.denies(id).then_some((Weight::NotWhy, 1.0));
    weighed.map(|(id, votes)| (id, votes.into_iter().chain(denied(id)).collect())).collect()
}

/// Most that a claim may reach without product or path evidence while few ads were logged, or that the person denied.
const CAP: u16 = 699;

fn capped(case: &Case<'_>, reason: ReasonId) -> bool {
    let counts = reason.follows() || reason == ReasonId::RunOfNetwork;
    counts
        && case.totals.ads_before(case.ad.time) < ENOUGH_ADS
        && case.product_match() == Match::Brand
        && matches!(case.path, Path::NoneSeen)
        && case.states("remarketing").is_none()
}

/// The band of a probability in ‰.
fn band_of(probability: u16) -> Band {
    match probability {
        900.. => Band::VeryLikely,
        700.. => Band::Likely,
        400.. => Band::Possible,
        _ => Band::CannotTell,
    }
}

/// Shares 1000 ‰ among the reasons by the exponential of their weights, "unknown" weighing 0; the
/// largest remainders are rounded up, so that the sum is exact and the order stable.
fn share_out(weighed: &[(ReasonId, f64)]) -> Vec<(ReasonId, u16)> {
    let mut masses: Vec<(ReasonId, f64)> =
        weighed.iter().map(|(id, weight)| (*id, libm::exp(*weight))).collect();
    masses.push((ReasonId::Unknown, 1.0));
    let sum: f64 = masses.iter().map(|(_, mass)| mass).sum();
    let mut shares: Vec<(ReasonId, u16, f64)> = masses
        .iter()
        .map(|(id, mass)| {
            let exact = mass / sum * 1000.0;
            (*id, exact as u16, exact - libm::floor(exact))
        })
        .collect();
    let missing = 1000_u16.saturating_sub(shares.iter().map(|(_, share, _)| share).sum());
    shares.order_by(|a, b| b.2.total_cmp(&a.2).then(a.0.cmp(&b.0)));
    for (_, share, _) in shares.iter_mut().take(usize::from(missing)) {
        *share += 1;
    }
    shares.order_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    shares.into_iter().map(|(id, share, _)| (id, share)).filter(|(_, share)| *share > 0).collect()
}

/// What an ad may state, and the words for it; `not_used` has its own.
const STATEMENTS: &[(&str, &str)] = &[
    ("remarketing", "states_remarketing"),
    ("profiling", "states_profiling"),
    ("interests", "states_interests"),
    ("lookalike", "states_lookalike"),
    ("context", "states_context"),
    ("geo", "states_geo"),
    ("advertiser", "states_advertiser"),
    ("behalf", "states_behalf"),
    ("paid", "states_paid"),
    ("agency", "states_agency"),
    ("network", "states_network"),
    ("bidder", "states_bidder"),
    ("booked", "states_booked"),
];

/// What the ad itself states, whatever the reason: that it was stated was seen, no more.
fn stated(case: &Case<'_>) -> impl Iterator<Item = Step> {
    case.ad.states.iter().filter_map(|(kind, value)| {
        let (_, words) = STATEMENTS.iter().find(|(known, _)| known == kind)?;
        let statement = match value.as_str() {
            "not_used" => Phrase::new("states_no_remarketing", []),
            value => Phrase::new(words, [Arg::Text(value.to_owned())]),
        };
        let what = Phrase::new("step_states", [Arg::Phrase(statement)]);
        let from = case.name().to_owned();
        Some(Step { time: case.ad.time, from, to: None, what, basis: Basis::Seen })
    })
}

/// Who delivered the ad.
fn serving(case: &Case<'_>) -> impl Iterator<Item = Step> {
    let ad = case.ad;
    ad.served_by.iter().map(|s| {
        let company = Arg::Text(s.company.clone());
        let what = match &ad.advertiser {
            Some(a) => Phrase::new("step_served", [company, Arg::Text(a.name.clone())]),
            None => Phrase::new("step_served_unknown", [company]),
        };
        let to = Some(ad.page_site.0.clone());
        Step { time: s.time, from: s.company.clone(), to, what, basis: Basis::Seen }
    })
}

/// That the ad was shown: the one step that is always there.
fn shown(ad: &Ad) -> Step {
    let from = ad.advertiser.as_ref().map_or_else(|| "?".to_owned(), |a| a.site.0.clone());
    let what = Phrase::new("step_shown", [Arg::Text(ad.page_site.0.clone())]);
    Step { time: ad.time, from, to: Some(ad.page_site.0.clone()), what, basis: Basis::Seen }
}

/// The sentence where no reason is likely enough to be told.
fn unknown(case: &Case<'_>) -> Phrase {
    if !case.settings.remember {
        return Phrase::new("why_unknown_no_memory", []);
    }
    if case.said.takes() {
        return Phrase::new("why_unknown_said", []);
    }
    match (case.visit, case.brand) {
        (Some(_), Some(brand)) => Phrase::new("why_unknown_visited", [Arg::Text(brand.site.0.clone())]),
        _ => Phrase::new("why_unknown", []),
    }
}

/// What cannot be known from here, or was not seen: always said.
fn gaps(case: &Case<'_>, reason: ReasonId) -> Vec<Phrase> {
    let ad = case.ad;
    let mut gaps = Vec::new();
    if !case.settings.remember {
        gaps.push(Phrase::new("gap_memory_off", []));
    }
    match &ad.advertiser {
        None => gaps.push(Phrase::new("gap_brand", [])),
        Some(a) => {
            if case.totals.forgotten.iter().any(|(from, _)| *from <= ad.time) {
                gaps.push(Phrase::new("gap_forgotten", []));
            }
            if let Some((brands, _, last)) = case.totals.made_room.filter(|(.., last)| *last <= ad.time) {
                gaps.push(Phrase::new("gap_made_room", [Arg::Count(brands), Arg::Time(last)]));
            }
            gaps.push(Phrase::new("gap_server", [Arg::Text(a.name.clone())]));
        }
    }
    if ad.served_by.is_empty() {
        gaps.push(Phrase::new("gap_served", []));
    }
    if ad.from_here_on {
        gaps.push(Phrase::new("gap_from_here_on", []));
    }
    gaps.push(Phrase::new("gap_devices", []));
    if capped(case, reason) {
        gaps.push(Phrase::new("gap_few_ads", [Arg::Count(case.totals.ads_before(ad.time))]));
    }
    gaps
}
