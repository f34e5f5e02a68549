//! The answer to "why this ad?", built from the ad's row, so that panel, dashboard and export say the same.

use super::{AdRow, WhyView};
use crate::engine::Slices;
use crate::explain::{Band, Explanation, came_true, reaches};
use crate::fact::{About, Correction};
use crate::incident::Sighting;
use crate::knowledge::Knowledge;
use crate::memory::{Brand, Told, Word};
use crate::phrase::Phrase;
use crate::policy;

/// Why an ad appeared, and what can be done about it.
#[must_use]
pub(super) fn why(knowledge: &Knowledge, slices: &Slices, row: &Sighting) -> WhyView {
    let site = row.advertiser.as_ref().map(|a| knowledge.brand(&a.site));
    let word = site.as_ref().and_then(|site| policy::brand_word(&slices.settings, site, &row.page.site));
    let brand = site.as_ref().and_then(|site| slices.brands.get(site));
    WhyView {
        row: AdRow::of(row),
        explanation: Explanation {
            reason: row.reason,
            band: row.band,
            probability: row.probability,
            reasons: row.reasons.iter().map(|r| (r.reason, r.probability)).collect(),
            sentence: row.sentence.clone(),
            evidence: row.evidence.clone(),
            against: row.against.clone(),
            gaps: row.gaps.clone(),
        },
        foretold: brand.and_then(|brand| foretold(brand, row)),
        pressure: row.pressure.map_or_else(Vec::new, |p| p.phrases(slices.settings.keep_days.into())),
        choice: word.and_then(policy::Because::choice),
        corrections: brand.map(|brand| said(brand, row)).unwrap_or_default(),
        remember: slices.settings.remember,
    }
}

/// The words that hold for the ad of a row. Of one that is remembered no more only its own are known.
fn said(brand: &Brand, row: &Sighting) -> Vec<(Correction, About)> {
    let ad = brand.ads.iter().find(|ad| ad.id == row.id);
    let holds = |word: &&Word| match ad {
        Some(ad) => reaches(word, ad, brand),
        None => word.2.shown == Some(row.time),
    };
    brand.corrections.iter().filter(holds).map(|Word(_, said, about)| (said.clone(), about.clone())).collect()
}

/// Whether a message in the chain of an ad that follows had said that it may come.
fn foretold(brand: &Brand, row: &Sighting) -> Option<Phrase> {
    let follows = row.reason.follows() && row.band >= Band::Likely;
    let in_chain = |told: &Told| {
        row.evidence.iter().any(|step| {
            step.what.id == "step_told" && step.time == told.time && step.to.as_ref() == Some(&told.company)
        })
    };
    follows.then(|| came_true(brand, in_chain)).flatten()
}
