//! "Did it work?": what a brand did before and after the person's choice, over stretches of the same length.

use super::count;
use super::{AdRow, EffectRow, EffectView};
use crate::fact::Scope;
use crate::id::Millis;
use crate::incident::Sighting;
use crate::knowledge::Function;
use crate::memory::{Brand, Settings};
use crate::phrase::{Arg, Phrase};

/// What changed with the person's word about `brand`; none where they said nothing of it.
///
/// Both stretches have to lie within what is remembered, and after the brand was first met, or the
/// one before would look emptier than it was.
#[must_use]
pub(super) fn effect(
    settings: &Settings,
    brand: &Brand,
    ads: &[Sighting],
    now: Millis,
) -> Option<EffectView> {
    let about = |scope: &Scope| matches!(scope, Scope::Brand { brand: known } if *known == brand.site);
    let (_, choice, since) = settings.choices.iter().find(|(scope, ..)| about(scope))?;
    let (choice, since) = (*choice, *since);
    let after = now.since(since);
    let remembered = i64::from(settings.keep_days) * Millis::DAY - after;
    let before = met(brand).map_or(0, |met| since.since(met)).min(remembered);
    let span = after.min(before);
    let silent = |id| Some(EffectView { choice, since, what: Phrase::new(id, []), rows: Vec::new() });
    if !settings.remember || remembered < Millis::DAY {
        return silent("effect_forgotten");
    }
    if before < Millis::DAY {
        return silent("effect_new");
    }
    if after < Millis::DAY {
        return silent("effect_early");
    }
    let compare = |what: &str, times: Vec<Millis>| {
        let within = |from: Millis| times.iter().filter(|t| (0..span).contains(&t.since(from))).count();
        let (before, after) = (count(within(since.plus(-span))), count(within(since)));
        EffectRow { what: Phrase::new(what, []), before, after }
    };
    let following = ads.iter().map(AdRow::of).filter(|ad| ad.follows).map(|ad| ad.time);
    let told = |blocked: bool| -> Vec<Millis> {
        let heard = brand.told.iter().filter(|told| told.function.is_some_and(Function::follows_people));
        heard.filter(|told| told.blocked == blocked).map(|told| told.time).collect()
    };
    // Where what tells is not even loaded, no message is there to be stopped.
    let unloaded =
        brand.conduct.iter().flat_map(|view| std::iter::repeat_n(view.time, view.unloaded as usize));
    let days = u64::try_from(span / Millis::DAY).unwrap_or_default();
    Some(EffectView {
        choice,
        since,
        what: Phrase::new("effect_days", [Arg::Count(days)]),
        rows: vec![
            compare("effect_following", following.collect()),
            compare("effect_told", told(false)),
            compare("effect_stopped", told(true).into_iter().chain(unloaded).collect()),
        ],
    })
}

/// When the brand was first met, as far as it is remembered.
fn met(brand: &Brand) -> Option<Millis> {
    let firsts = [
        brand.visits.first().map(|visit| visit.time),
        brand.told.first().map(|told| told.time),
        brand.ads.first().map(|ad| ad.time),
    ];
    firsts.into_iter().flatten().min()
}
