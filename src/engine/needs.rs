//! Which slices a fact needs before its step.

use super::Slices;
use crate::ad::join;
use crate::command::Key;
use crate::fact::{Correction, Fact, Setting, What};
use crate::id::Millis;
use crate::knowledge::Knowledge;
use crate::memory::{Tab, hour};
use crate::order::Order;
use crate::site::Site;

/// The slices that are still missing. The shell loads them and asks again, until nothing is missing:
/// which brands a fact concerns is only known once its tab is there.
#[must_use]
pub fn needs(knowledge: &Knowledge, slices: &Slices, fact: &Fact) -> Vec<Key> {
    let mut keys = Vec::new();
    if let Some(id) = fact.tab {
        if !slices.tabs.contains_key(&id) && !slices.all_tabs {
            return vec![Key::Tab { id }];
        }
        if slices.settings.remember
            && let Some(tab) = slices.tabs.get(&id)
        {
            brands_of(knowledge, slices, tab, fact, &mut keys);
        }
    }
    match &fact.what {
        What::Decided { .. } | What::Paused { .. } | What::Set(_) | What::Together { .. } => {
            keys.push(Key::Tabs);
            if weighs(&fact.what) {
                keys.push(Key::Brands);
            }
        }
        What::Corrected { brand, correction, .. } => {
            keys.push(Key::Tabs);
            keys.extend(brand.iter().map(|site| Key::Brand { site: knowledge.brand(site) }));
            if let Correction::WrongBrand { right: Some(site) } = correction {
                keys.push(Key::Brand { site: knowledge.brand(site) });
            }
            if slices.all_tabs {
                let sites =
                    slices.tabs.values().flat_map(|tab| &tab.ads).filter_map(|ad| ad.advertiser.as_ref());
                keys.extend(sites.map(|a| Key::Brand { site: knowledge.brand(&a.site) }));
            }
        }
        What::Forget(_) => keys.extend([Key::Tabs, Key::Brands]),
        What::Tick => {
            let expiry = expiry_due(slices, fact.time);
            if expiry {
                keys.push(Key::Brands);
            }
            let quiet_ends = slices.settings.quiet_until.is_some_and(|until| until <= fact.time);
            if quiet_ends || expiry && !slices.settings.rules.is_empty() {
                keys.push(Key::Tabs);
            }
        }
        _ => {}
    }
    keys.retain(|key| match key {
        Key::Tab { id } => !slices.all_tabs && !slices.tabs.contains_key(id),
        Key::Brand { site } => !slices.all_brands && !slices.brands.contains_key(site),
        Key::Tabs => !slices.all_tabs,
        Key::Brands => !slices.all_brands,
        Key::Settings | Key::Totals => false,
    });
    keys.order();
    keys.dedup();
    keys
}

/// Whether the rules by record change, or what matters in a record: then every brand is weighed.
fn weighs(what: &What) -> bool {
    match what {
        What::Set(setting) => matches!(setting, Setting::Rule { .. } | Setting::Matters { .. }),
        What::Together { said } => said.iter().any(|what| matches!(what, What::Set(_)) && weighs(what)),
        _ => false,
    }
}

/// Expiry runs once an hour.
pub(super) fn expiry_due(slices: &Slices, now: Millis) -> bool {
    hour(now) > hour(slices.totals.expired)
}

/// The brand of the page, and those of the ads that the fact may change.
fn brands_of(knowledge: &Knowledge, slices: &Slices, tab: &Tab, fact: &Fact, keys: &mut Vec<Key>) {
    let page = |site: &Site| (!site.0.is_empty()).then(|| Key::Brand { site: knowledge.brand(site) });
    let mut changed = None;
    match &fact.what {
        What::Request(_)
        | What::Redirected { .. }
        | What::Ended { .. }
        | What::Page(_)
        | What::Prompt(_)
        | What::Typed { .. }
        | What::Consent(_) => {
            keys.extend(page(&tab.page.site));
            if fact.frame.0 == 0 {
                return;
            }
        }
        What::Navigated { parent: Some(_), .. } | What::Stopped { .. } => {}
        What::Ads { candidates } => {
            changed.insert(tab.clone()).note_candidates(fact.frame, fact.time, candidates);
        }
        What::Slots { slots } => changed.insert(tab.clone()).note_slots(fact.frame, fact.time, slots),
        _ => return,
    }
    let tab = changed.as_ref().unwrap_or(tab);
    if tab.candidates.is_empty() && tab.slots.is_empty() {
        return;
    }
    let advertisers = join(knowledge, tab, &slices.settings, fact).into_iter().filter_map(|ad| ad.advertiser);
    keys.extend(advertisers.map(|a| Key::Brand { site: knowledge.brand(&a.site) }));
}
