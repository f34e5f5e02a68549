//! Microsoft Universal Event Tracking: `bat.bing.com/action/0?ti=<tag>&evt=pageLoad|custom&…`.
//!
//! Shops name events freely in `ea`; `pagetype` and `prodid` carry dynamic remarketing. Sources:
//! captures; omnibug's fixtures; Microsoft's UET reference.

use super::fields::Fields;
use super::google::{EVENTS, PAGE_TYPES};
use super::signal::{Event, EventKind, IdentityKind};
use super::{Reading, Sent, System, json, shop};
use crate::site::host_is;

pub(super) const SYSTEM: System = System { id: "microsoft_uet", name: "Microsoft Advertising", read };

fn read(sent: &Sent<'_>) -> Option<Reading> {
    let (host, path) = (sent.url.host, sent.url.path);
    if !host_is(host, "bat.bing.com") && !host_is(host, "bat.bing.net") {
        return None;
    }
    let fields = Fields::of(sent);
    let mut reading = Reading { account: fields.text(&["ti"]), ..Reading::default() };
    if path == "/bat.js" {
        return Some(reading);
    }
    if let Some(tag) = path.strip_prefix("/p/action/") {
        reading.account =
            reading.account.or_else(|| tag.strip_suffix(".js").or(Some(tag)).map(str::to_owned));
        return Some(reading);
    }
    if !path.starts_with("/action/") && !path.starts_with("/actionp/") && !path.starts_with("/p/conversions/")
    {
        return None;
    }
    let kinds =
        [("vid", IdentityKind::Cookie), ("sid", IdentityKind::Cookie), ("uid", IdentityKind::Customer)];
    reading.note_fields(&fields, &kinds);
    // `N` says that no click led here.
    if let Some(click) = fields.get("msclkid").filter(|click| *click != "N") {
        reading.note(IdentityKind::Click, "msclkid", click);
    }
    customer(&fields, &mut reading);
    reading.events.extend(event(&fields));
    Some(reading)
}

/// Enhanced conversions: `pid={"em":"…","ph":"…"}`, or `pid=em:…`.
fn customer(fields: &Fields<'_>, reading: &mut Reading) {
    let Some(text) = fields.get("pid") else { return };
    let person = json::read(text);
    for (key, kind) in [("em", IdentityKind::Email), ("ph", IdentityKind::Phone)] {
        let marked = |part: &str| part.strip_prefix(key)?.strip_prefix([':', '=']).map(str::to_owned);
        let value = match &person {
            Some(person) => json::field(person, &[key]),
            None => text.split([';', ',', '&']).find_map(marked),
        };
        reading.note(kind, key, &value.unwrap_or_default());
    }
}

fn event(fields: &Fields<'_>) -> Option<Event> {
    let load = fields.get("evt")?;
    let (name, kind) = match (load, fields.get("ea")) {
        ("custom", Some(action)) => (action, shop::kind(EVENTS, &action.trim().replace([' ', '-'], "_"))),
        ("pageLoad", _) => ("pageLoad", EventKind::Page),
        (other, _) => (other, EventKind::Other),
    };
    let page = fields.first(&["pagetype", "ecomm_pagetype"]);
    let event = match (kind, page.map(|page| shop::kind(PAGE_TYPES, page))) {
        (EventKind::Page | EventKind::Other, Some(kind)) if kind != EventKind::Other => kind,
        (kind, _) => kind,
    };
    let listed = fields.get("items").and_then(json::read).map(|items| shop::items_of_json(&items));
    let ids = fields.first(&["prodid", "ecomm_prodid"]).map(shop::ids);
    Some(Event {
        event,
        name: name.to_owned(),
        items: listed.unwrap_or_else(|| shop::items(ids.unwrap_or_default())),
        value: fields.text(&["gv", "ecomm_totalvalue"]),
        currency: fields.text(&["gc"]),
        order: fields.text(&["transaction_id", "order_id"]),
    })
}
