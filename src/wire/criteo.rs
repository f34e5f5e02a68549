//! Criteo OneTag: `widget.criteo.com/event?a=<account>&p0=e%3Dvp%26p%3D<id>&p1=…`, one event per `pN`.
//!
//! A field of an event is a form of its own, encoded again at each level: an item is
//! `i=<id>&pr=<price>&q=<quantity>` inside `p=[…]`. Sources: captures; omnibug's fixtures;
//! Criteo's OneTag documentation.

use super::fields::Fields;
use super::signal::{Event, EventKind, IdentityKind, Item};
use super::{Reading, Sent, System, json, shop};
use crate::percent;
use crate::site::host_is;

pub(super) const SYSTEM: System = System { id: "criteo", name: "Criteo", read };

/// Codes of events; purchases are seen under two.
const EVENTS: &[(&str, EventKind)] = &[
    ("vh", EventKind::Home),
    ("vl", EventKind::List),
    ("vs", EventKind::Search),
    ("vp", EventKind::View),
    ("ac", EventKind::CartAdd),
    ("vb", EventKind::CartView),
    ("vc", EventKind::Purchase),
    ("trans", EventKind::Purchase),
    ("ce", EventKind::Identify),
    ("vpg", EventKind::Page),
    ("viewHome", EventKind::Home),
    ("viewList", EventKind::List),
    ("viewItem", EventKind::View),
    ("addToCart", EventKind::CartAdd),
    ("viewBasket", EventKind::CartView),
    ("viewPage", EventKind::Page),
    ("trackTransaction", EventKind::Purchase),
    ("setEmail", EventKind::Identify),
    ("setHashedEmail", EventKind::Identify),
];

/// Settings that travel as events and tell nothing of what a person did.
const SETTINGS: &[&str] = &["exd", "dis", "setSiteType", "setAccount", "setData"];

fn read(sent: &Sent<'_>) -> Option<Reading> {
    let (host, path) = (sent.url.host, sent.url.path);
    if !host_is(host, "criteo.com") {
        return None;
    }
    let label = host.split('.').next().unwrap_or("");
    match label {
        _ if path.ends_with("/event") && host.contains("widget") => Some(events(sent)),
        _ if path.ends_with("/pyz/display.js") => Some(legacy(sent)),
        "dynamic" | "static" if path.contains("/js/ld/") => Some(loader(sent)),
        "gum" | "dis" | "ssp-sync" | "sync" | "mug" => sync(sent),
        _ => None,
    }
}

fn events(sent: &Sent<'_>) -> Reading {
    let fields = Fields::of(sent);
    let mut reading = Reading { account: account(fields.get("a")), ..Reading::default() };
    let kinds = [
        ("bundle", IdentityKind::Cookie),
        ("cto_bundle", IdentityKind::Cookie),
        ("uid", IdentityKind::Cookie),
        ("fpid", IdentityKind::Cookie),
        ("ceid", IdentityKind::Customer),
    ];
    reading.note_fields(&fields, &kinds);
    if let Some(shared) = fields.get("sc").and_then(json::read) {
        for key in ["fbp", "ttp"] {
            reading.note(IdentityKind::Cookie, key, &json::field(&shared, &[key]).unwrap_or_default());
        }
    }
    for (name, value) in fields.iter() {
        let number = name.strip_prefix('p').filter(|rest| !rest.is_empty());
        if number.is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit())) {
            event(value, &mut reading);
        }
    }
    reading
}

/// One `pN`, of which one layer is undone already.
fn event(text: &str, reading: &mut Reading) {
    // Some senders encode the whole event once more, so that no `=` shows yet.
    let undone = if text.contains('=') { text.into() } else { percent::decode(text) };
    let fields = Fields::of_query(&undone);
    let Some(name) = fields.get("e") else { return };
    reading.note_fields(&fields, &[("ci", IdentityKind::Customer), ("hashed_email", IdentityKind::Email)]);
    if name == "ce" || name == "setEmail" || name == "setHashedEmail" {
        let before = reading.known.len();
        // `h` is the address, or the name of the hash that `m` was made with.
        let of_person =
            |(key, value): &(&str, &str)| matches!(*key, "m" | "email") || *key == "h" && value.len() > 8;
        for (key, value) in fields.iter().filter(of_person) {
            for email in shop::ids(value) {
                reading.note(IdentityKind::Email, key, &email);
            }
        }
        // Shops send it with nothing in it, too: that names nobody.
        if reading.known.len() == before {
            return;
        }
    }
    if SETTINGS.contains(&name) {
        return;
    }
    let items = fields.get("p").or_else(|| fields.get("product")).map(items).unwrap_or_default();
    reading.events.push(Event {
        event: shop::kind(EVENTS, name),
        name: name.to_owned(),
        items,
        value: None,
        currency: fields.text(&["c", "currency"]),
        order: fields.text(&["id"]),
    });
}

/// `SKU`, `[SKU,SKU]`, or `[i=SKU&pr=9.9&q=1,…]` with its inner parts still encoded.
fn items(text: &str) -> Vec<Item> {
    let text = percent::decode(text);
    let inner = text.trim().trim_start_matches('[').trim_end_matches(']');
    inner.split(',').map(item).collect()
}

fn item(text: &str) -> Item {
    let text = percent::fixpoint(text);
    let text = text.trim().trim_matches(['"', '\'']);
    let fields: Vec<(&str, &str)> = crate::site::pairs(text).collect();
    let get = |names: [&str; 2]| {
        fields.iter().find(|(key, _)| names.contains(key)).map(|(_, value)| (*value).to_owned())
    };
    match get(["i", "id"]) {
        Some(id) => {
            let (price, quantity) = (get(["pr", "price"]), get(["q", "quantity"]));
            Item { id: Some(id), price, quantity, ..Item::default() }
        }
        None => Item { id: Some(text.to_owned()), ..Item::default() },
    }
}

/// `a=1234`, or `a=[1234,5678]` where one page serves several, each of which may be `an=name&cn=fr`.
fn account(text: Option<&str>) -> Option<String> {
    let first = shop::ids(text?).into_iter().next()?;
    let named = crate::site::pairs(&first).find(|(key, _)| *key == "an").map(|(_, name)| name.to_owned());
    Some(named.unwrap_or(first))
}

/// The tag before OneTag: `<shop>.widget.criteo.com/pyz/display.js?p1=v%3D2%26wi%3D<widget>&pt1=2&i=<product>`.
fn legacy(sent: &Sent<'_>) -> Reading {
    let fields = Fields::of(sent);
    let widget = fields.iter().filter(|(name, _)| name.starts_with('p')).find_map(|(_, value)| {
        crate::site::pairs(value).find(|(key, _)| *key == "wi").map(|(_, widget)| widget.to_owned())
    });
    let items = shop::items(fields.get("i").map(shop::ids).unwrap_or_default());
    let event = if items.is_empty() { EventKind::Page } else { EventKind::View };
    let event = Event { event, name: "display".to_owned(), items, ..Event::default() };
    Reading { account: widget.or_else(|| fields.text(&["wi"])), events: vec![event], ..Reading::default() }
}

fn loader(sent: &Sent<'_>) -> Reading {
    let fields = Fields::of(sent);
    Reading { account: account(fields.get("a")), ..Reading::default() }
}

/// Cookie matching: `/dis/rtb/google/cookiematch.aspx`, `/user-sync/redirect`, `/sync?c=…&r=…`.
fn sync(sent: &Sent<'_>) -> Option<Reading> {
    let path = sent.url.path;
    let fields = Fields::of(sent);
    let named = path.split_once("/rtb/").and_then(|(_, rest)| rest.split('/').next());
    let sync = match named {
        Some(partner) => Some(partner.to_owned()),
        None if path.contains("sync") || path.contains("/sid/") || path.contains("/dis/") => {
            super::sync_partner(&fields).or_else(|| fields.text(&["profile", "c", "p"]))
        }
        None => return None,
    };
    let mut reading = Reading { sync, ..Reading::default() };
    let kinds = [
        ("uid", IdentityKind::Cookie),
        ("cto_bundle", IdentityKind::Cookie),
        ("bundle", IdentityKind::Cookie),
    ];
    reading.note_fields(&fields, &kinds);
    Some(reading)
}
