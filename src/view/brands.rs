//! Brands in a list: the record in words, how often met, the decision; searched, filtered and in order.

use super::count;
use super::{BrandRow, BrandsShown, Extent, Sieve, SortedBy};
use crate::ad::name_of;
use crate::engine::Slices;
use crate::fact::Scope;
use crate::gist::{Gist, Known};
use crate::id::Millis;
use crate::incident::BrandRef;
use crate::knowledge::Knowledge;
use crate::memory::{Brand, Earned, Settings};
use crate::order::Order;
use crate::policy::{Because, brand_word};
use crate::site::Site;
use crate::sorted::{SortedMap, SortedSet};
use crate::trust::Standing;

/// The brands that are remembered or that the person decided about and that a sieve lets through.
#[must_use]
pub(super) fn brands(
    knowledge: &Knowledge,
    slices: &Slices,
    sieve: &Sieve,
    now: Millis,
) -> (Vec<BrandRow>, Extent) {
    let settings = &slices.settings;
    let decided = settings.choices.iter().filter_map(|(scope, _, time)| match scope {
        Scope::Brand { brand } => Some((brand, *time)),
        _ => None,
    });
    let decided: SortedMap<&Site, Millis> = decided.collect();
    let (mut rows, mut extent, mut met) = (Vec::new(), Extent::default(), SortedSet::new());
    for gist in slices.gists() {
        match &gist.known {
            Some(known) => {
                let row = row(knowledge, settings, &gist.site, known, now);
                let said = decided.get(&gist.site).copied();
                rows.push(BrandRow { last: row.last.max(said.unwrap_or_default()), ..row });
            }
            None => extent.unread += 1,
        }
        met.insert(gist.site.clone());
    }
    let unmet = decided.iter().filter(|(site, _)| !met.contains(site));
    rows.extend(
        unmet.map(|(site, said)| BrandRow { last: *said, ..self::unmet(knowledge, settings, site, now) }),
    );
    extent.all = count(rows.len());
    let search = sieve.search.trim().to_lowercase();
    rows.retain(|row| sieve.passes(row, &search));
    extent.found = count(rows.len());
    sieve.order(&mut rows);
    rows.truncate(first(sieve.most));
    (rows, extent)
}

/// How many rows an answer holds: nobody reads ten thousand, and no page draws them at once.
pub(super) fn first(most: u32) -> usize {
    usize::try_from(most).unwrap_or(usize::MAX)
}

impl Sieve {
    fn passes(&self, row: &BrandRow, search: &str) -> bool {
        let found =
            row.brand.name.to_lowercase().contains(search) || row.brand.site.as_str().contains(search);
        let graded = self.grade.is_none_or(|grade| row.grade == grade.phrase());
        let shown = match self.only {
            BrandsShown::All => true,
            BrandsShown::Decided => row.choice.is_some(),
            BrandsShown::Ads => row.ads > 0,
            BrandsShown::Visited => row.visits > 0,
        };
        found && graded && shown
    }

    /// In order; the last met first where nothing else tells two apart.
    fn order(&self, rows: &mut Vec<BrandRow>) {
        let number = |row: &BrandRow| match self.order {
            SortedBy::Last | SortedBy::Name => 0,
            SortedBy::Ads => row.ads,
            SortedBy::Visits => row.visits,
        };
        let name = |row: &BrandRow| match self.order {
            SortedBy::Name => row.brand.name.to_lowercase(),
            _ => String::new(),
        };
        let mut keyed: Vec<_> = rows.drain(..).map(|row| (name(&row), number(&row), row)).collect();
        keyed.order_by(|(name, number, row), (b_name, b_number, b_row)| {
            let name = name.cmp(b_name).then(b_number.cmp(number));
            name.then(b_row.last.cmp(&row.last)).then_with(|| row.brand.site.cmp(&b_row.brand.site))
        });
        rows.extend(keyed.into_iter().map(|(_, _, row)| row));
    }
}

/// One brand's row, from the brand itself.
#[must_use]
pub(super) fn row_of(knowledge: &Knowledge, slices: &Slices, site: &Site, now: Millis) -> BrandRow {
    match slices.brands.get(site).and_then(Gist::of) {
        Some(Gist { known: Some(known), .. }) => row(knowledge, &slices.settings, site, &known, now),
        _ => unmet(knowledge, &slices.settings, site, now),
    }
}

/// The row of a brand of which nothing is remembered.
fn unmet(knowledge: &Knowledge, settings: &Settings, site: &Site, now: Millis) -> BrandRow {
    row(knowledge, settings, site, &Known::of(&Brand::default()), now)
}

fn row(knowledge: &Knowledge, settings: &Settings, site: &Site, known: &Known, now: Millis) -> BrandRow {
    let choice = brand_word(settings, site, site).and_then(Because::choice);
    let earned = settings.earned.get(site).filter(|_| choice.is_none());
    BrandRow {
        brand: named(knowledge, site, known),
        grade: Standing::new(&known.tally, settings, now).grade.phrase(),
        ads: known.ads,
        visits: known.visits,
        last: known.last,
        choice,
        earned: earned.map(Earned::phrase),
    }
}

/// A brand by the name that its own pages gave it, else by the one that is known of its site.
pub(super) fn named(knowledge: &Knowledge, site: &Site, known: &Known) -> BrandRef {
    let name = if known.name.is_empty() { name_of(knowledge, site) } else { known.name.clone() };
    BrandRef { site: site.clone(), name }
}
