//! What rules by record would make of the brands, before they act.

use super::count;
use super::{EarnedRow, Extent, brands};
use crate::engine::Slices;
use crate::fact::{Choice, Grade};
use crate::id::Millis;
use crate::knowledge::Knowledge;
use crate::order::Order;
use crate::policy::{Because, brand_word, earned};
use crate::sorted::SortedMap;

/// Most brands that a preview names; the others are counted.
const NAMED: usize = 200;

/// The brands that `rules` are about, the strongest choice first, and how many would follow each choice.
#[must_use]
pub(super) fn rules(
    knowledge: &Knowledge,
    slices: &Slices,
    rules: &[(Choice, Grade)],
    now: Millis,
) -> (Vec<EarnedRow>, SortedMap<Choice, u32>, Extent) {
    let settings = &slices.settings;
    let rules: SortedMap<Choice, Grade> = rules.iter().copied().collect();
    let (mut rows, mut would, mut extent) = (Vec::new(), SortedMap::new(), Extent::default());
    for gist in slices.gists() {
        extent.all += 1;
        let Some(known) = &gist.known else {
            extent.unread += 1;
            continue;
        };
        let Some(earned) = earned(&rules, &known.tally, settings, now) else { continue };
        let yours = brand_word(settings, &gist.site, &gist.site).and_then(Because::choice);
        if yours.is_none() {
            *would.entry(earned.choice).or_default() += 1;
        }
        let brand = brands::named(knowledge, &gist.site, known);
        rows.push(EarnedRow { brand, choice: earned.choice, why: earned.phrase(), yours });
    }
    extent.found = count(rows.len());
    rows.order_by(|a, b| (b.choice, &a.brand.site).cmp(&(a.choice, &b.brand.site)));
    rows.truncate(NAMED);
    (rows, would, extent)
}
