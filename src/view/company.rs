//! A company's page: which brands told it about this person, how often, what kinds of things, and on which hosts it stands.

use super::declared::declared;
use super::popup::count;
use super::{CompanyView, ToldBy, companies};
use crate::ad::name_of;
use crate::engine::Slices;
use crate::incident::BrandRef;
use crate::knowledge::Knowledge;
use crate::memory::{Brand, Told};
use crate::order::Order;
use crate::phrase::Phrase;
use crate::sorted::SortedMap;
use crate::wire::{EventKind, told_phrase};

/// Most hosts that are listed, and that a clearing covers.
pub(super) const HOSTS: usize = 300;

/// The page of a company; of one that was told nothing it says just that.
#[must_use]
pub(super) fn company(knowledge: &Knowledge, slices: &Slices, name: &str) -> CompanyView {
    let row = companies::companies(slices).into_iter().find(|row| row.name == name);
    let mut kinds: SortedMap<EventKind, usize> = SortedMap::new();
    let mut brands: Vec<ToldBy> = Vec::new();
    for brand in slices.brands.values() {
        let to_it = |told: &&Told| told.company == name;
        for told in brand.told.iter().filter(to_it).filter(|told| !told.blocked) {
            *kinds.entry(told.event).or_default() += 1;
        }
        brands.extend(told_by(knowledge, brand, brand.told.iter().filter(to_it)));
    }
    let mut kinds: Vec<(Phrase, u32)> =
        kinds.into_iter().map(|(event, n)| (told_phrase(event, None), count(n))).collect();
    kinds.order_by_key(|(_, n)| std::cmp::Reverse(*n));
    brands.order_by_key(|brand| std::cmp::Reverse((brand.messages, brand.last)));
    let hosts = knowledge.company_hosts(name).into_iter().take(HOSTS).map(str::to_owned).collect();
    let row = row.unwrap_or_else(|| companies::empty(name));
    CompanyView { row, kinds, brands, hosts, declared: declared(knowledge, name) }
}

fn told_by<'t>(
    knowledge: &Knowledge,
    brand: &Brand,
    messages: impl Iterator<Item = &'t Told> + Clone,
) -> Option<ToldBy> {
    let last = messages.clone().map(|told| told.time).max()?;
    let name = if brand.name.is_empty() { name_of(knowledge, &brand.site) } else { brand.name.clone() };
    Some(ToldBy {
        brand: BrandRef { site: brand.site.clone(), name },
        stopped: count(messages.clone().filter(|told| told.blocked).count()),
        messages: count(messages.count()),
        last,
    })
}
