//! Google Analytics 4: `/g/collect?v=2&tid=G-…&en=<event>&pr1=id…~nm…`, on Google's hosts or any other
//! (server-side tagging); the body holds one event per line, sharing the query's fields.
//!
//! Sources: captures; walkerOS's tests; Google's "Measurement Protocol" pages.

use super::fields::{self, Fields};
use super::google::{EVENTS, customer_data, tilde_parts};
use super::signal::{Event, IdentityKind, Item};
use super::{Reading, Sent, System, shop};
use crate::site::host_is;

pub(super) const SYSTEM: System = System { id: "ga4", name: "Google Analytics", read };

/// Events in one body that are read.
const EVENTS_READ: usize = 200;

fn read(sent: &Sent<'_>) -> Option<Reading> {
    let path = sent.url.path.trim_end_matches('/');
    let google = ["google-analytics.com", "analytics.google.com", "stats.g.doubleclick.net"]
        .iter()
        .any(|domain| host_is(sent.url.host, domain));
    let collects = path.ends_with("/g/collect") || path.ends_with("/g/s/collect") || path == "/g/c";
    let query = Fields::of_query(sent.url.query);
    let account = query.text(&["tid"]).filter(|tid| tid.starts_with("G-") || tid.starts_with("GT-"));
    let ours = match google {
        true => collects,
        // Anybody may own a path: beside it, or where it was renamed, account and version are Google's.
        false => account.is_some() && (collects || query.get("v") == Some("2")),
    };
    if !ours {
        return None;
    }
    // On a host that is not Google's stands a server container, which passes on what it gets.
    let mut reading = Reading { account, server_copy: !google, ..Reading::default() };
    note(&query, &mut reading);
    let body = fields::body(sent).unwrap_or("");
    let lines: Vec<&str> = body.lines().filter(|line| line.contains('=')).take(EVENTS_READ).collect();
    if lines.is_empty() {
        reading.events.extend(event(&query, &Fields::default()));
    }
    for line in lines {
        let own = Fields::of_query(line.trim());
        note(&own, &mut reading);
        reading.events.extend(event(&own, &query));
    }
    Some(reading)
}

fn note(fields: &Fields<'_>, reading: &mut Reading) {
    let kinds = [
        ("cid", IdentityKind::Cookie),
        ("fpid", IdentityKind::Cookie),
        ("_fid", IdentityKind::Cookie),
        ("uid", IdentityKind::Customer),
        ("ep.user_id", IdentityKind::Customer),
        ("up.user_id", IdentityKind::Customer),
        ("ep.email", IdentityKind::Email),
        ("up.email", IdentityKind::Email),
        ("_gaz", IdentityKind::Cookie),
        ("gclid", IdentityKind::Click),
    ];
    reading.note_fields(fields, &kinds[..]);
    if let Some(customer) = fields.get("em") {
        customer_data(customer, reading);
    }
}

/// The event of one line; `shared` are the query's fields, which hold for every line.
fn event(own: &Fields<'_>, shared: &Fields<'_>) -> Option<Event> {
    let get = |names: &[&str]| own.text(names).or_else(|| shared.text(names));
    let name = get(&["en"])?;
    let is_item = |name: &str| {
        name.strip_prefix("pr").is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
    };
    Some(Event {
        event: shop::kind(EVENTS, &name),
        items: own.iter().filter(|(name, _)| is_item(name)).map(|(_, value)| item(value)).collect(),
        value: own.text(&["epn.value", "ep.value"]),
        currency: get(&["cu", "ep.currency"]),
        order: own.text(&["ep.transaction_id", "epn.transaction_id"]),
        name,
    })
}

/// `idSKU~nmTrail Boots~brNorthtrail~pr89.90~qt1`.
fn item(text: &str) -> Item {
    let mut item = Item::default();
    for part in tilde_parts(text) {
        let Some((key, value)) = part.split_at_checked(2) else { continue };
        let field = match key {
            "id" => &mut item.id,
            "nm" => &mut item.name,
            "br" => &mut item.brand,
            "pr" => &mut item.price,
            "qt" => &mut item.quantity,
            _ => continue,
        };
        *field = field.take().or_else(|| Some(value.to_owned()));
    }
    item
}
