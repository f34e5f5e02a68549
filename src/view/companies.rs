//! Companies over all brands: who told them about this person, what, and the decision.

use super::brands::first;
use super::count;
use super::{CompanyRow, Extent};
use crate::engine::Slices;
use crate::fact::Scope;
use crate::memory::{Heard, Settings};
use crate::order::Order;
use crate::phrase::Phrase;
use crate::policy;
use crate::site::Site;
use crate::sorted::{SortedMap, SortedSet};
use crate::wire::{told_phrase, weight};

/// Most things told that a row lists.
const TOLD: usize = 20;

/// The companies that a remembered brand told something, or that the person decided about, whose name holds
/// `search`; the one that most brands told first.
#[must_use]
pub(super) fn companies(slices: &Slices, search: &str, most: u32) -> (Vec<CompanyRow>, Extent) {
    let (heard, unread) = heard(slices);
    let mut rows = rows(heard.iter().map(|(site, heard)| (site, heard.clone())), &slices.settings);
    let known: SortedSet<String> = rows.iter().map(|row| row.name.clone()).collect();
    for (scope, choice, _) in &slices.settings.choices {
        if let Scope::Company { company } = scope
            && !known.contains(company)
        {
            rows.push(CompanyRow { choice: Some(*choice), ..empty(company) });
        }
    }
    let all = count(rows.len());
    let search = search.trim().to_lowercase();
    rows.retain(|row| row.name.to_lowercase().contains(&search));
    let found = count(rows.len());
    rows.truncate(first(most));
    (rows, Extent { all, found, unread })
}

/// What companies heard from each brand, and how many brands are still to be read for it.
#[must_use]
pub(super) fn heard(slices: &Slices) -> (Vec<(Site, Vec<Heard>)>, u32) {
    let (mut all, mut unread) = (Vec::new(), 0);
    for gist in slices.gists() {
        match &gist.known {
            Some(known) => all.push((gist.site.clone(), known.heard())),
            None => unread += 1,
        }
    }
    (all, unread)
}

/// A row for each company that heard something from these brands.
#[must_use]
pub(super) fn rows<'a>(
    brands: impl IntoIterator<Item = (&'a Site, Vec<Heard>)>,
    settings: &Settings,
) -> Vec<CompanyRow> {
    let mut companies: SortedMap<String, (Vec<Heard>, SortedSet<&'a Site>)> = SortedMap::new();
    for (site, heard) in brands {
        for heard in heard {
            let (all, brands) = companies.entry(heard.company.clone()).or_default();
            all.push(heard);
            brands.insert(site);
        }
    }
    let mut rows: Vec<CompanyRow> = companies
        .into_iter()
        .map(|(name, (mut heard, brands))| {
            heard.order_by_key(|heard| std::cmp::Reverse((weight(heard.event), heard.told)));
            let mut said: Vec<Phrase> = Vec::new();
            for heard in heard.iter().filter(|heard| heard.told.is_some()) {
                let phrase = told_phrase(heard.event, heard.thing.as_deref());
                if said.len() < TOLD && !said.contains(&phrase) {
                    said.push(phrase);
                }
            }
            let sum = |of: fn(&Heard) -> u32| heard.iter().map(of).fold(0, u32::saturating_add);
            let latest = heard.iter().max_by_key(|heard| heard.last);
            CompanyRow {
                owner: latest.and_then(|heard| heard.owner.clone()),
                function: latest.and_then(|heard| heard.function),
                told: said,
                requests: sum(|heard| heard.messages),
                blocked: sum(|heard| heard.stopped),
                before_choice: heard.iter().any(|heard| heard.early),
                brands: count(brands.len()),
                choice: policy::company_word(settings, &name),
                ..empty(&name)
            }
        })
        .collect();
    rows.order_by(|a, b| {
        (b.brands, b.requests).cmp(&(a.brands, a.requests)).then_with(|| a.name.cmp(&b.name))
    });
    rows
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
