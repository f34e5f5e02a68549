//! Pinterest Tag: `ct.pinterest.com/v3/?tid=<tag>&event=<event>&ed=<JSON>&pd=<JSON>`, as GET or form.
//!
//! Sources: captures; omnibug's fixtures (some with JSON cut short); Pinterest's tag reference.

use serde_json::Value;

use super::fields::Fields;
use super::signal::{Event, EventKind, IdentityKind};
use super::{Reading, Sent, System, json, shop};
use crate::site::host_is;

pub(super) const SYSTEM: System = System { id: "pinterest", name: "Pinterest", read };

/// Standard events; `checkout` is Pinterest's name for a completed order.
const EVENTS: &[(&str, EventKind)] = &[
    ("pagevisit", EventKind::Page),
    ("viewcategory", EventKind::List),
    ("search", EventKind::Search),
    ("viewcontent", EventKind::View),
    ("addtocart", EventKind::CartAdd),
    ("initiatecheckout", EventKind::Checkout),
    ("addpaymentinfo", EventKind::Checkout),
    ("checkout", EventKind::Purchase),
    ("lead", EventKind::Lead),
    ("signup", EventKind::Lead),
];

/// Names in `pd`.
const PERSON: &[(&str, IdentityKind)] = &[
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
    ("pin_unauth", IdentityKind::Cookie),
    ("derived_epik", IdentityKind::Click),
    ("epik", IdentityKind::Click),
];

fn read(sent: &Sent<'_>) -> Option<Reading> {
    if host_is(sent.url.host, "s.pinimg.com") && sent.url.path.starts_with("/ct/") {
        return Some(Reading::default());
    }
    let path = sent.url.path.trim_end_matches('/');
    if !host_is(sent.url.host, "ct.pinterest.com") || !matches!(path, "/v3" | "/user" | "/md" | "") {
        return None;
    }
    let fields = Fields::of(sent);
    let mut reading = Reading { account: fields.text(&["tid"]), ..Reading::default() };
    reading.note_fields(&fields, &[("pin_unauth", IdentityKind::Cookie), ("epik", IdentityKind::Click)]);
    let person = fields.get("pd").and_then(json::read);
    for (name, value) in person.as_ref().and_then(Value::as_object).into_iter().flatten() {
        if let Some((key, kind)) = PERSON.iter().find(|(key, _)| key == name) {
            for value in json::each(value).iter().filter_map(json::text) {
                reading.note(*kind, key, &value);
            }
        }
    }
    if let Some(name) = fields.get("event") {
        let data = fields.get("ed").and_then(json::read).unwrap_or(Value::Null);
        let copy = json::field(&data, &["event_id"]).is_some() || fields.get("event_id").is_some();
        reading.server_copy = copy;
        reading.events.push(event(name, &data));
    }
    Some(reading)
}

fn event(name: &str, data: &Value) -> Event {
    let mut items = data.get("line_items").map(shop::items_of_json).unwrap_or_default();
    if items.is_empty() {
        let ids = ["product_ids", "product_id", "content_ids"].iter().find_map(|name| data.get(name));
        items = ids.map(shop::items_of_json).unwrap_or_default();
    }
    shop::name_items(&mut items, json::field(data, &["product_name"]), json::field(data, &["product_brand"]));
    let event = match shop::kind(EVENTS, name) {
        // A visit to a page that names its product is a look at that product.
        EventKind::Page if !items.is_empty() => EventKind::View,
        kind => kind,
    };
    Event {
        event,
        name: name.to_owned(),
        items,
        value: json::field(data, &["value"]),
        currency: json::field(data, &["currency"]),
        order: json::field(data, &["order_id"]),
    }
}
