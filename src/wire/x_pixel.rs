//! X Pixel: `analytics.twitter.com/i/adsct?txn_id=<tag>&events=[["pageview",null]]`, also on `t.co`.
//!
//! Sources: captures; omnibug's fixtures; X's conversion tracking reference.

use serde_json::Value;

use super::fields::Fields;
use super::signal::{Event, EventKind, IdentityKind};
use super::{Reading, Sent, System, json, shop};
use crate::site::host_is;

pub(super) const SYSTEM: System = System { id: "x", name: "X", read };

const EVENTS: &[(&str, EventKind)] = &[
    ("pageview", EventKind::Page),
    ("PageView", EventKind::Page),
    ("search", EventKind::Search),
    ("viewcontent", EventKind::View),
    ("ContentView", EventKind::View),
    ("addtocart", EventKind::CartAdd),
    ("checkoutinitiated", EventKind::Checkout),
    ("addpaymentinfo", EventKind::Checkout),
    ("purchase", EventKind::Purchase),
    ("lead", EventKind::Lead),
    ("signup", EventKind::Lead),
];

fn read(sent: &Sent<'_>) -> Option<Reading> {
    let host = sent.url.host;
    let ours =
        ["analytics.twitter.com", "analytics.x.com", "t.co"].iter().any(|domain| host_is(host, domain));
    if !ours || !sent.url.path.contains("/i/adsct") {
        return None;
    }
    let fields = Fields::of(sent);
    let mut reading = Reading {
        account: fields.text(&["txn_id", "tw_pixel_id"]),
        server_copy: fields.get("conversion_id").is_some(),
        ..Reading::default()
    };
    let kinds = [
        ("twclid", IdentityKind::Click),
        ("em", IdentityKind::Email),
        ("ph", IdentityKind::Phone),
        ("muid", IdentityKind::Cookie),
    ];
    reading.note_fields(&fields, &kinds);
    // A newer tag has one event, named by its id, with the data in `event`.
    if fields.get("events").is_none() && reading.account.is_some() {
        reading.events.push(Event { event: EventKind::Page, name: "adsct".to_owned(), ..Event::default() });
    }
    let events = fields.get("events").and_then(json::read).unwrap_or(Value::Null);
    for event in json::each(&events) {
        let Some(name) = event.get(0).and_then(json::text) else { continue };
        let data = event.get(1).unwrap_or(&Value::Null);
        for (key, kind) in [("email_address", IdentityKind::Email), ("phone_number", IdentityKind::Phone)] {
            reading.note(kind, key, &json::field(data, &[key]).unwrap_or_default());
        }
        let value = json::field(data, &["value"]).or_else(|| fields.text(&["tw_sale_amount"]));
        reading.events.push(Event {
            event: shop::kind(EVENTS, &name),
            name,
            items: data.get("contents").map(shop::items_of_json).unwrap_or_default(),
            value: value.filter(|value| value != "0"),
            currency: json::field(data, &["currency"]),
            order: json::field(data, &["conversion_id", "order_id"]),
        });
    }
    Some(reading)
}
