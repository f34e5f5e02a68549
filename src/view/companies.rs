//! Companies over all brands: who told them about this person, what, and the decision.

use super::CompanyRow;
use crate::engine::Slices;
use crate::fact::{ConsentState, Scope};
use crate::memory::{Brand, Settings, Told};
use crate::order::Order;
use crate::phrase::Phrase;
use crate::policy;
use crate::site::Site;
use crate::sorted::{SortedMap, SortedSet};
use crate::wire::{told_phrase, weight};

/// Most things told that a row lists.
const TOLD: usize = 20;

/// Every company that a remembered brand told something, or that the person decided about; the one
/// that most brands told first.
#[must_use]
pub(super) fn companies(slices: &Slices) -> Vec<CompanyRow> {
    let mut rows = of(slices.brands.values(), &slices.settings);
    for (scope, choice, _) in &slices.settings.choices {
        if let Scope::Company { company } = scope
            && rows.iter().all(|row| row.name != *company)
        {
            rows.push(CompanyRow { choice: Some(*choice), ..empty(company) });
        }
    }
    rows
}

/// The companies that these brands told something.
#[must_use]
pub(super) fn of<'a>(brands: impl IntoIterator<Item = &'a Brand>, settings: &Settings) -> Vec<CompanyRow> {
    #[derive(Default)]
    struct Heard<'a> {
        messages: Vec<(&'a Brand, &'a Told)>,
        brands: SortedSet<&'a Site>,
    }
    let mut heard: SortedMap<&str, Heard<'a>> = SortedMap::new();
    for brand in brands {
        for told in &brand.told {
            let company = heard.entry(&told.company).or_default();
            company.messages.push((brand, told));
            company.brands.insert(&brand.site);
        }
    }
    let mut rows: Vec<CompanyRow> = heard
        .into_iter()
        .map(|(name, Heard { mut messages, brands })| {
            messages.order_by_key(|(_, told)| std::cmp::Reverse((weight(told.event), told.time)));
            let count = |of: fn(&Told) -> bool| messages.iter().filter(|(_, told)| of(told)).count();
            let mut said: Vec<Phrase> = Vec::new();
            for (brand, told) in messages.iter().filter(|(_, told)| !told.blocked) {
                let phrase = told_of(brand, told);
                if said.len() < TOLD && !said.contains(&phrase) {
                    said.push(phrase);
                }
            }
            let latest = messages.iter().map(|(_, told)| *told).max_by_key(|told| told.time);
            CompanyRow {
                owner: latest.and_then(|told| told.owner.clone()),
                function: latest.and_then(|told| told.function),
                told: said,
                requests: super::popup::count(messages.len()),
                blocked: super::popup::count(count(|told| told.blocked)),
                before_choice: count(|told| !told.blocked && told.consent == ConsentState::Asked) > 0,
                brands: super::popup::count(brands.len()),
                choice: policy::company_word(settings, name),
                ..empty(name)
            }
        })
        .collect();
    rows.order_by(|a, b| {
        (b.brands, b.requests).cmp(&(a.brands, a.requests)).then_with(|| a.name.cmp(&b.name))
    });
    rows
}

/// What a message told, with the product by the name that the brand's own pages gave it.
#[must_use]
pub(super) fn told_of(brand: &Brand, told: &Told) -> Phrase {
    let first = told.products.first();
    let product = first.and_then(|id| {
        let mut seen = brand.visits.iter().filter_map(|visit| visit.product.as_ref());
        seen.find(|product| product.ids.contains(id) && product.name.is_some())?.name.as_deref()
    });
    told_phrase(told.event, product.or(first.map(String::as_str)))
}

pub(super) fn empty(name: &str) -> CompanyRow {
    CompanyRow {
        name: name.to_owned(),
        owner: None,
        function: None,
        told: Vec::new(),
        requests: 0,
        blocked: 0,
        before_choice: false,
        brands: 0,
        choice: None,
    }
}
