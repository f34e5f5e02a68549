//! Brands in a list: the record in words, how often met, the decision.

use super::BrandRow;
use super::popup::count;
use crate::ad::name_of;
use crate::engine::Slices;
use crate::fact::Scope;
use crate::id::Millis;
use crate::incident::BrandRef;
use crate::knowledge::Knowledge;
use crate::memory::{Brand, Earned};
use crate::order::Order;
use crate::policy::{Because, brand_word};
use crate::site::Site;
use crate::sorted::{SortedMap, SortedSet};
use crate::trust;

/// A break in what the person did after which they came back: a new visit, as web analytics counts.
const BREAK: i64 = 30 * Millis::MINUTE;

/// Every brand that is remembered or that the person decided about, the last met first.
#[must_use]
pub(super) fn brands(knowledge: &Knowledge, slices: &Slices, now: Millis) -> Vec<BrandRow> {
    let decided = slices.settings.choices.iter().filter_map(|(scope, _, time)| match scope {
        Scope::Brand { brand } => Some((brand, *time)),
        _ => None,
    });
    let mut known: SortedMap<&Site, Option<Millis>> = SortedMap::new();
    known.extend(slices.brands.iter().filter(|(_, brand)| !brand.is_empty()).map(|(site, _)| (site, None)));
    for (site, time) in decided {
        known.insert(site, Some(time));
    }
    let mut rows: Vec<BrandRow> = known
        .into_iter()
        .map(|(site, decided)| {
            let row = row(knowledge, slices, site, now);
            BrandRow { last: row.last.max(decided.unwrap_or_default()), ..row }
        })
        .collect();
    rows.order_by(|a, b| b.last.cmp(&a.last).then_with(|| a.brand.site.cmp(&b.brand.site)));
    rows
}

/// One brand's row.
#[must_use]
pub(super) fn row(knowledge: &Knowledge, slices: &Slices, site: &Site, now: Millis) -> BrandRow {
    let unknown = Brand { site: site.clone(), ..Brand::default() };
    let brand = slices.brands.get(site).unwrap_or(&unknown);
    let name = if brand.name.is_empty() { name_of(knowledge, site) } else { brand.name.clone() };
    let visits = visits(brand);
    let last = visits.last().copied().max(brand.ads.iter().map(|ad| ad.time).max());
    let choice = brand_word(&slices.settings, site, site).and_then(Because::choice);
    let earned = slices.settings.earned.get(site).filter(|_| choice.is_none());
    BrandRow {
        brand: BrandRef { site: site.clone(), name },
        grade: trust::record(brand, &slices.settings, now).grade.phrase(),
        ads: count(brand.ads.len()),
        visits: count(sessions(&visits)),
        last: last.unwrap_or_default(),
        choice,
        earned: earned.map(Earned::phrase),
    }
}

/// When the person did something on the brand's site.
fn visits(brand: &Brand) -> Vec<Millis> {
    let done = brand.visits.iter().map(|visit| visit.time);
    let times: SortedSet<Millis> = done.chain(brand.conduct.iter().map(|view| view.time)).collect();
    times.into_iter().collect()
}

fn sessions(times: &[Millis]) -> usize {
    let breaks = times.windows(2).filter(|pair| matches!(pair, [a, b] if b.since(*a) > BREAK)).count();
    if times.is_empty() { 0 } else { breaks + 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn visits_are_counted_by_breaks() {
        let at = |minutes: &[i64]| minutes.iter().map(|m| Millis(m * Millis::MINUTE)).collect::<Vec<_>>();
        for (minutes, visits) in
            [(&[][..], 0), (&[5], 1), (&[0, 10, 20], 1), (&[0, 30, 61], 2), (&[0, 31, 62], 3)]
        {
            assert_eq!(sessions(&at(minutes)), visits, "{minutes:?}");
        }
    }
}
