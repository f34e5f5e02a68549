//! Google's Universal Analytics (shut down in 2023, still in older captures): `/collect?v=1&tid=UA-…`.
//!
//! Source: Google's "Measurement Protocol parameter reference".

use super::fields::{self, Fields};
use super::signal::{Event, EventKind, IdentityKind, Item};
use super::{Reading, Sent, System, shop};
use crate::site::host_is;

pub(super) const SYSTEM: System =
    System { id: "universal_analytics", name: "Google Universal Analytics", read };

/// Product actions of enhanced ecommerce.
const ACTIONS: &[(&str, EventKind)] = &[
    ("detail", EventKind::View),
    ("add", EventKind::CartAdd),
    ("checkout", EventKind::Checkout),
    ("purchase", EventKind::Purchase),
];

fn read(sent: &Sent<'_>) -> Option<Reading> {
    let google =
        ["google-analytics.com", "stats.g.doubleclick.net"].iter().any(|d| host_is(sent.url.host, d));
    let path = sent.url.path.trim_end_matches('/');
    if !google || !matches!(path, "/collect" | "/r/collect" | "/j/collect" | "/batch") {
        return None;
    }
    let query = Fields::of_query(sent.url.query);
    let lines: Vec<&str> =
        fields::body(sent).unwrap_or("").lines().filter(|l| l.contains('=')).take(20).collect();
    let hits = if lines.is_empty() { vec![query] } else { lines.into_iter().map(Fields::of_query).collect() };
    let mut reading = Reading::default();
    for hit in hits {
        let account = hit.text(&["tid"]).filter(|tid| tid.starts_with("UA-"));
        reading.account = reading.account.take().or(account);
        let kinds = [
            ("cid", IdentityKind::Cookie),
            ("_gid", IdentityKind::Cookie),
            ("uid", IdentityKind::Customer),
            ("gclid", IdentityKind::Click),
        ];
        reading.note_fields(&hit, &kinds);
        reading.events.extend(event(&hit));
    }
    Some(reading)
}

fn event(hit: &Fields<'_>) -> Option<Event> {
    let kind = hit.get("t")?;
    let action = hit.get("pa");
    let (event, name) = match (kind, action) {
        (_, Some(action)) => (shop::kind(ACTIONS, action), action),
        ("pageview", None) => (EventKind::Page, kind),
        ("transaction", None) => (EventKind::Purchase, kind),
        (_, None) => (EventKind::Other, hit.first(&["ea", "ec"]).unwrap_or(kind)),
    };
    let item = |number: usize| {
        let get = |field: &str| hit.text(&[&["pr", &number.to_string(), field].concat()]);
        let (id, name, brand) = (get("id"), get("nm"), get("br"));
        let item = Item { id, name, brand, price: get("pr"), quantity: get("qt") };
        Some(item).filter(|item| *item != Item::default())
    };
    Some(Event {
        event,
        name: name.to_owned(),
        items: (1..=50).map_while(item).collect(),
        value: hit.text(&["tr"]),
        currency: hit.text(&["cu"]),
        order: hit.text(&["ti"]),
    })
}
