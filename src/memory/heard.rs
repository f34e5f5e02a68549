//! What companies heard from a brand's site: its messages, counted by company and by what they told.

use serde::{Deserialize, Serialize};

use super::{Brand, Told};
use crate::fact::ConsentState;
use crate::id::Millis;
use crate::knowledge::Function;
use crate::sorted::SortedMap;
use crate::wire::EventKind;

/// Messages of one kind to one company.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heard {
    /// The company's name.
    pub company: String,
    /// Its owner, as the last message had it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// What it is for, the same.
    pub function: Option<Function>,
    /// What happened.
    pub event: EventKind,
    /// What it was about: the product of the last one that was not stopped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thing: Option<String>,
    /// How many there were.
    pub messages: u32,
    /// Of these, stopped on this device.
    #[serde(default, skip_serializing_if = "none")]
    pub stopped: u32,
    /// One of them came before the person chose, where a banner asked.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub early: bool,
    /// The last one.
    pub last: Millis,
    /// The last one that was not stopped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told: Option<Millis>,
}

impl Heard {
    /// What each company heard, each thing apart.
    #[must_use]
    pub fn each(brand: &Brand) -> Vec<Self> {
        counted(brand, |thing| thing)
    }

    /// The same by kinds only, each with the thing that was told last.
    #[must_use]
    pub fn by_kind(brand: &Brand) -> Vec<Self> {
        counted(brand, |_| None)
    }
}

fn counted(brand: &Brand, apart: fn(Option<&str>) -> Option<&str>) -> Vec<Heard> {
    let mut all: SortedMap<(&str, EventKind, Option<&str>), Heard> = SortedMap::new();
    for told in &brand.told {
        let about = thing(brand, told);
        let heard = all.entry((&told.company, told.event, apart(about))).or_insert_with(|| Heard {
            company: told.company.clone(),
            owner: None,
            function: None,
            event: told.event,
            thing: None,
            messages: 0,
            stopped: 0,
            early: false,
            last: Millis(i64::MIN),
            told: None,
        });
        heard.messages = heard.messages.saturating_add(1);
        if told.time >= heard.last {
            heard.last = told.time;
            (heard.owner, heard.function) = (told.owner.clone(), told.function);
        }
        if told.blocked {
            heard.stopped = heard.stopped.saturating_add(1);
        } else {
            heard.early |= told.consent == ConsentState::Asked;
            if Some(told.time) >= heard.told {
                heard.told = Some(told.time);
                heard.thing = about.map(str::to_owned);
            }
        }
    }
    all.into_values().collect()
}

/// What a message was about: the product by the name that the brand's own pages gave it, else by its id.
#[must_use]
pub fn thing<'a>(brand: &'a Brand, told: &'a Told) -> Option<&'a str> {
    let first = told.products.first()?;
    let mut seen = brand.visits.iter().filter_map(|visit| visit.product.as_ref());
    let named = seen.find(|product| product.ids.contains(first) && product.name.is_some());
    Some(named.and_then(|product| product.name.as_deref()).unwrap_or(first))
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
pub(super) const fn none(count: &u32) -> bool {
    *count == 0
}
