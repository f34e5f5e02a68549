//! Calls in lists: who was called, grouped by what they are for, and what each was told.

use super::{CompanyRow, Group};
use crate::classify::Job;
use crate::fact::{ConsentState, Outcome};
use crate::knowledge::Function;
use crate::memory::{Call, Tab};
use crate::order::Order;
use crate::phrase::Phrase;
use crate::policy;
use crate::site::Party;
use crate::sorted::SortedMap;
use crate::wire::{self, Event};

/// Functions, the most telling group first.
const ORDER: &[Function] = &[
    Function::Retargeting,
    Function::Identity,
    Function::Advertising,
    Function::Social,
    Function::Affiliate,
    Function::SessionReplay,
    Function::Email,
    Function::Personalisation,
    Function::Analytics,
    Function::TagManager,
    Function::Reviews,
    Function::Support,
    Function::Consent,
    Function::Fraud,
    Function::Payment,
    Function::Hosting,
    Function::Essential,
];

/// Whether a call told its company something, or tried to.
#[must_use]
pub fn tells(call: &Call) -> bool {
    call.party == Party::Third
        && (matches!(call.job, Job::Event | Job::Sync)
            || call.signal.as_ref().is_some_and(|s| !s.events.is_empty()))
}

/// What a call told, as phrases; products by the name that the page gives them.
#[must_use]
pub fn told(tab: &Tab, call: &Call) -> Vec<Phrase> {
    let Some(signal) = &call.signal else { return Vec::new() };
    let mut signal = signal.clone();
    let product = tab.page.reading.product.as_ref();
    for item in signal.events.iter_mut().flat_map(|event: &mut Event| &mut event.items) {
        let known = product.filter(|p| item.id.as_ref().is_some_and(|id| p.ids.contains(id)));
        if let Some(name) = known.and_then(|p| p.name.clone()) {
            item.name = Some(name);
        }
    }
    wire::phrase(&signal)
}

/// The companies of a page, in groups.
#[must_use]
pub fn groups(tab: &Tab, settings: &crate::memory::Settings) -> Vec<Group> {
    let mut companies: SortedMap<&str, (usize, CompanyRow)> = SortedMap::new();
    for call in tab.calls.iter().filter(|c| c.party == Party::Third) {
        let (Some(company), Some(function)) = (&call.company, call.function) else { continue };
        let rank = ORDER.iter().position(|f| *f == function).unwrap_or(ORDER.len());
        let (known, row) = companies.entry(company).or_insert_with(|| (rank, empty(call, settings)));
        if rank < *known {
            (*known, row.function) = (rank, Some(function));
        }
        row.requests += 1;
        if call.outcome == Some(Outcome::Blocked) {
            row.blocked += 1;
        } else {
            for phrase in told(tab, call) {
                if !row.told.contains(&phrase) {
                    row.told.push(phrase);
                }
            }
            let anonymous = call.signal.as_ref().is_some_and(wire::anonymous);
            row.before_choice |=
                tells(call) && !anonymous && tab.page.choice_at(call.time) == ConsentState::Asked;
        }
    }
    let mut groups: SortedMap<usize, Group> = SortedMap::new();
    for (rank, mut row) in companies.into_values() {
        row.told.truncate(5);
        let Some(function) = row.function else { continue };
        groups.entry(rank).or_insert_with(|| Group { function, companies: Vec::new() }).companies.push(row);
    }
    let mut groups: Vec<Group> = groups.into_values().collect();
    for group in &mut groups {
        group.companies.order_by(|a, b| b.told.len().cmp(&a.told.len()).then_with(|| a.name.cmp(&b.name)));
    }
    groups
}

fn empty(call: &Call, settings: &crate::memory::Settings) -> CompanyRow {
    let name = call.company.clone().unwrap_or_default();
    CompanyRow {
        choice: policy::company_word(settings, &name),
        name,
        owner: call.owner.clone(),
        function: call.function,
        told: Vec::new(),
        requests: 0,
        blocked: 0,
        before_choice: false,
        brands: 0,
    }
}
