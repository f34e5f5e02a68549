//! What rules by record would make of the brands, before they act.

use super::EarnedRow;
use crate::ad::name_of;
use crate::engine::Slices;
use crate::fact::{Choice, Grade};
use crate::id::Millis;
use crate::incident::BrandRef;
use crate::knowledge::Knowledge;
use crate::order::Order;
use crate::policy::{Because, brand_word, earned};
use crate::sorted::SortedMap;

/// The brands that `rules` are about, the strongest choice first.
#[must_use]
pub(super) fn rules(
    knowledge: &Knowledge,
    slices: &Slices,
    rules: &[(Choice, Grade)],
    now: Millis,
) -> Vec<EarnedRow> {
    let settings = &slices.settings;
    let rules: SortedMap<Choice, Grade> = rules.iter().copied().collect();
    let brands = slices.brands.iter().filter_map(|(site, brand)| {
        let earned = earned(&rules, brand, settings, now)?;
        let name = if brand.name.is_empty() { name_of(knowledge, site) } else { brand.name.clone() };
        Some(EarnedRow {
            brand: BrandRef { site: site.clone(), name },
            choice: earned.choice,
            why: earned.phrase(),
            yours: brand_word(settings, site, site).and_then(Because::choice),
        })
    });
    let mut rows: Vec<EarnedRow> = brands.collect();
    rows.order_by(|a, b| (b.choice, &a.brand.site).cmp(&(a.choice, &b.brand.site)));
    rows
}
