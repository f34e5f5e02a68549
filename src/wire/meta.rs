//! Meta Pixel: `www.facebook.com/tr/?id=<pixel>&ev=<event>&cd[…]=…`, as GET, form or multipart.
//!
//! `ud[…]` is customer data that the shop gives, `udff[…]` what the pixel reads from forms by itself
//! ("automatic advanced matching"). Sources: captures; omnibug's fixtures; Meta's pixel reference;
//! the-markup/blacklight-collector's map of `ud` fields.

use super::fields::Fields;
use super::signal::{Event, EventKind, IdentityKind, Item};
use super::{Reading, Sent, System, json, shop};
use crate::site::host_is;

pub(super) const SYSTEM: System = System { id: "meta", name: "Meta", read };

/// Standard events of the pixel.
const EVENTS: &[(&str, EventKind)] = &[
    ("PageView", EventKind::Page),
    ("ViewCategory", EventKind::List),
    ("Search", EventKind::Search),
    ("ViewContent", EventKind::View),
    ("AddToCart", EventKind::CartAdd),
    ("ViewCart", EventKind::CartView),
    ("InitiateCheckout", EventKind::Checkout),
    ("AddPaymentInfo", EventKind::Checkout),
    ("Purchase", EventKind::Purchase),
    ("Lead", EventKind::Lead),
    ("CompleteRegistration", EventKind::Lead),
    ("Contact", EventKind::Lead),
    ("Schedule", EventKind::Lead),
    ("StartTrial", EventKind::Lead),
    ("SubmitApplication", EventKind::Lead),
    ("Subscribe", EventKind::Lead),
];

/// Names inside `ud[…]` and `udff[…]`.
const CUSTOMER: &[(&str, IdentityKind)] = &[
    ("em", IdentityKind::Email),
    ("ph", IdentityKind::Phone),
    ("fn", IdentityKind::Name),
    ("ln", IdentityKind::Name),
    ("ct", IdentityKind::Address),
    ("st", IdentityKind::Address),
    ("zp", IdentityKind::Address),
    ("country", IdentityKind::Address),
    ("ge", IdentityKind::Gender),
    ("db", IdentityKind::Birth),
    ("external_id", IdentityKind::Customer),
];

fn read(sent: &Sent<'_>) -> Option<Reading> {
    let path = sent.url.path.trim_end_matches('/');
    if !host_is(sent.url.host, "facebook.com") {
        return loader(sent);
    }
    if !matches!(path, "/tr" | "/privacy_sandbox/pixel/register/trigger") {
        return None;
    }
    let fields = Fields::of(sent);
    let mut reading = Reading {
        account: fields.text(&["id"]),
        server_copy: fields.get("eid").is_some(),
        ..Reading::default()
    };
    reading.note_fields(&fields, &[("fbp", IdentityKind::Cookie), ("fbc", IdentityKind::Click)]);
    for (name, value) in fields.iter() {
        let inner = name.strip_prefix("ud[").or_else(|| name.strip_prefix("udff["));
        let inner = inner.and_then(|inner| inner.split(']').next());
        if let Some((key, kind)) = CUSTOMER.iter().find(|(key, _)| Some(*key) == inner) {
            reading.note(*kind, key, value);
        }
    }
    if let Some(name) = fields.get("ev") {
        reading.events.push(event(name, &fields));
    }
    Some(reading)
}

fn event(name: &str, fields: &Fields<'_>) -> Event {
    let contents = fields.get("cd[contents]").and_then(json::read);
    let mut items = contents.map(|contents| shop::items_of_json(&contents)).unwrap_or_default();
    for id in fields.get("cd[content_ids]").map(shop::ids).unwrap_or_default() {
        if !items.iter().any(|item| item.id.as_deref() == Some(&id)) {
            items.push(Item { id: Some(id), ..Item::default() });
        }
    }
    let brand = fields.text(&["cd[content_brand]", "cd[brand]"]);
    shop::name_items(&mut items, fields.text(&["cd[content_name]"]), brand);
    Event {
        event: shop::kind(EVENTS, name),
        name: name.to_owned(),
        items,
        value: fields.text(&["cd[value]"]),
        currency: fields.text(&["cd[currency]"]),
        order: fields.text(&["cd[order_id]", "cd[transaction_id]"]),
    }
}

/// `connect.facebook.net/signals/config/<pixel>`.
fn loader(sent: &Sent<'_>) -> Option<Reading> {
    let pixel = sent.url.path.strip_prefix("/signals/config/")?;
    let ours = host_is(sent.url.host, "facebook.net") && pixel.bytes().all(|byte| byte.is_ascii_digit());
    ours.then(|| Reading { account: Some(pixel.to_owned()), ..Reading::default() })
}
