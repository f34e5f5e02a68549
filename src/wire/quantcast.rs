//! Quantcast: `pixel.quantserve.com/pixel;a=p-<account>;labels=_fp.event.Product View,_fp.pcat.Shoes`.
//!
//! Sources: captures; Quantcast's tag guide.

use super::fields::Fields;
use super::signal::{Event, EventKind, IdentityKind};
use super::{Reading, Sent, System, shop, table};
use crate::site::host_is;

pub(super) const SYSTEM: System = System { id: "quantcast", name: "Quantcast", read };

const EVENTS: &[(&str, EventKind)] = &[
    ("Default", EventKind::Page),
    ("Landing Page", EventKind::Page),
    ("Home Page", EventKind::Home),
    ("Homepage", EventKind::Home),
    ("Product Category", EventKind::List),
    ("Search Results", EventKind::Search),
    ("Product View", EventKind::View),
    ("Product Page", EventKind::View),
    ("Add to Cart", EventKind::CartAdd),
    ("Basket", EventKind::CartView),
    ("Checkout", EventKind::Checkout),
    ("Purchase", EventKind::Purchase),
    ("Confirmation", EventKind::Purchase),
    ("Lead", EventKind::Lead),
    ("Registration", EventKind::Lead),
];

fn read(sent: &Sent<'_>) -> Option<Reading> {
    if !host_is(sent.url.host, "quantserve.com") || !sent.url.path.starts_with("/pixel") {
        return None;
    }
    let mut fields = Fields::of_matrix(sent.url.path);
    fields.extend(Fields::of(sent));
    let in_path = sent.url.path.strip_prefix("/pixel/").and_then(|rest| rest.strip_suffix(".gif"));
    let account = fields.text(&["a"]).or_else(|| in_path.map(str::to_owned));
    let mut reading = Reading { account, ..Reading::default() };
    let kinds = [("uh", IdentityKind::Email), ("mc", IdentityKind::Cookie), ("fpa", IdentityKind::Cookie)];
    reading.note_fields(&fields, &kinds);
    let labels = fields.text(&["labels"]).unwrap_or_default();
    let named = labels.split(',').find_map(|label| label.trim().strip_prefix("_fp.event."));
    let (event, name) = named.map_or((EventKind::Page, "pixel"), |name| (shop::kind(EVENTS, name), name));
    reading.events.push(Event {
        event,
        name: name.to_owned(),
        items: fields.get("product_id").map(table::things).unwrap_or_default(),
        value: fields.text(&["revenue"]),
        currency: fields.text(&["currency"]),
        order: fields.text(&["orderid"]),
    });
    Some(reading)
}
