//! What a system was told, as a phrase for people; the texts stand in `phrases.tsv`.

use super::signal::{Event, EventKind, Identity, IdentityKind, Item, Signal};
use crate::order::Order;
use crate::phrase::{Arg, Phrase};

/// The phrases for a signal, the most telling first: what one was told about, then who one is.
/// Never empty for a signal with an event, an identity or a partner.
#[must_use]
pub fn phrase(signal: &Signal) -> Vec<Phrase> {
    let mut events: Vec<&Event> = signal.events.iter().collect();
    events.order_by_key(|event| std::cmp::Reverse(weight(event.event)));
    let mut phrases: Vec<Phrase> = Vec::new();
    let identity = named(&signal.identity);
    for phrase in events.into_iter().map(event_phrase).chain(identity) {
        if !phrases.contains(&phrase) {
            phrases.push(phrase);
        }
    }
    if let Some(partner) = &signal.sync {
        phrases.push(match partner.as_str() {
            "" => Phrase::new("told_sync_unnamed", []),
            partner => Phrase::new("told_sync", [Arg::Text(partner.to_owned())]),
        });
    }
    phrases
}

/// How telling a kind of event is: what can bring back an ad most directly comes first.
#[must_use]
pub const fn weight(kind: EventKind) -> u8 {
    match kind {
        EventKind::Purchase => 11,
        EventKind::CartAdd => 10,
        EventKind::View => 9,
        EventKind::Identify => 8,
        EventKind::Checkout => 7,
        EventKind::CartView => 6,
        EventKind::Search => 5,
        EventKind::Lead => 4,
        EventKind::List => 3,
        EventKind::Home => 2,
        EventKind::Other => 1,
        EventKind::Page => 0,
    }
}

/// The phrase for one event.
#[must_use]
pub fn event_phrase(event: &Event) -> Phrase {
    match event.event {
        EventKind::Other => Phrase::new("told_other", [Arg::Text(event.name.clone())]),
        kind => told(kind, thing(&event.items)),
    }
}

/// The phrase for a kind of event about `thing`.
#[must_use]
pub fn told_phrase(kind: EventKind, thing: Option<&str>) -> Phrase {
    told(kind, thing.map(|thing| Arg::Text(thing.to_owned())))
}

fn told(kind: EventKind, thing: Option<Arg>) -> Phrase {
    let (alone, about) = match kind {
        EventKind::Page => ("told_page", None),
        EventKind::Home => ("told_home", None),
        EventKind::List => ("told_list", None),
        EventKind::Search => ("told_search", None),
        EventKind::View => ("told_view", Some("told_view_item")),
        EventKind::CartAdd => ("told_cart_add", Some("told_cart_add_item")),
        EventKind::CartView => ("told_cart_view", None),
        EventKind::Checkout => ("told_checkout", None),
        EventKind::Purchase => ("told_purchase", Some("told_purchase_item")),
        EventKind::Lead => ("told_lead", None),
        EventKind::Identify => ("told_identify", None),
        EventKind::Other => ("told_something", None),
    };
    match (about, thing) {
        (Some(about), Some(thing)) => Phrase::new(about, [thing]),
        _ => Phrase::new(alone, []),
    }
}

/// What stands for the things of an event: a name, else a number, and how many more there were.
fn thing(items: &[Item]) -> Option<Arg> {
    let first = items.first()?;
    let name = Arg::Text(first.name.clone().or_else(|| first.id.clone())?);
    Some(match items.len() {
        1 => name,
        more => Arg::Phrase(Phrase::new("told_and_more", [name, Arg::Count(more as u64 - 1)])),
    })
}

/// The phrases for identifying data, plain ones apart from scrambled ones.
fn named(identity: &[Identity]) -> impl Iterator<Item = Phrase> {
    identity.iter().map(|identity| {
        let plain = identity.encoding == super::Encoding::Plain;
        let id = match identity.kind {
            IdentityKind::Email if plain => "told_email_plain",
            IdentityKind::Email => "told_email",
            IdentityKind::Phone if plain => "told_phone_plain",
            IdentityKind::Phone => "told_phone",
            IdentityKind::Name => "told_name",
            IdentityKind::Address => "told_address",
            IdentityKind::Birth => "told_birth",
            IdentityKind::Gender => "told_gender",
            IdentityKind::Customer => "told_customer",
            IdentityKind::Cookie => "told_cookie",
            IdentityKind::Click => "told_click",
            IdentityKind::Device | IdentityKind::Unknown => "told_device",
        };
        Phrase::new(id, [])
    })
}
