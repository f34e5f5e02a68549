//! The answer to "why this ad?", built from the ad's row, so that panel, dashboard and export say the same.

use super::{AdRow, WhyView};
use crate::engine::Slices;
use crate::explain::Explanation;
use crate::incident::Sighting;
use crate::knowledge::Knowledge;
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
        choice: word.and_then(policy::Because::choice),
        corrections: brand
            .map(|b| b.corrections.iter().map(|(_, c)| c.clone()).collect())
            .unwrap_or_default(),
        remember: slices.settings.remember,
    }
}
