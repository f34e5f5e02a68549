//! Google Ads remarketing and conversions: `/pagead/viewthroughconversion/<id>/`, `/pagead/conversion/<id>/`,
//! `/ccm/collect?tid=AW-…`, on Google's hosts and, through its tag gateway, on the shop's own.
//!
//! What happened stands in `data=event=view_item;ecomm_prodid=…`, in `en=`, or in page types as
//! plain parameters. Sources: captures; omnibug's fixtures; Google's remarketing parameter tables.

use super::fields::Fields;
use super::google::{EVENTS, PAGE_TYPES, customer_data};
use super::signal::{Event, EventKind, IdentityKind, Item};
use super::{Reading, Sent, System, json, shop};
use crate::site::host_is;

pub(super) const SYSTEM: System = System { id: "google_ads", name: "Google Ads", read };

/// Where an account's number follows in the path, and what such a request is called where nothing
/// in it names an event.
const PATHS: &[(&str, EventKind, &str)] = &[
    ("/pagead/viewthroughconversion/", EventKind::Page, "remarketing"),
    ("/pagead/1p-user-list/", EventKind::Page, "remarketing"),
    ("/pagead/1p-conversion/", EventKind::Other, "conversion"),
    ("/pagead/conversion/", EventKind::Other, "conversion"),
    ("/rmkt/collect/", EventKind::Page, "remarketing"),
    ("/td/rul/", EventKind::Page, "remarketing"),
    ("/ccm/form-data/", EventKind::Identify, "form-data"),
    ("/pagead/form-data/", EventKind::Identify, "form-data"),
    ("/g/d/ccm/conversion/", EventKind::Other, "conversion"),
    ("/ccm/conversion/", EventKind::Other, "conversion"),
];

/// Where the account stands in `tid` instead.
const COLLECT: &[&str] = &["/ccm/collect", "/ccm/s/collect", "/g/d/ccm/collect"];

fn read(sent: &Sent<'_>) -> Option<Reading> {
    let (host, path) = (sent.url.host, sent.url.path);
    if host == "cm.g.doubleclick.net" {
        return sync(sent);
    }
    if let Some((at, fallback, name)) = PATHS
        .iter()
        .find_map(|(prefix, kind, name)| path.strip_prefix(prefix).map(|rest| (rest, *kind, *name)))
    {
        let account = at.split('/').next().filter(|account| is_account(account))?;
        // The tag gateway serves `/g/d/` from the shop's own host; the other paths are Google's alone.
        if !path.starts_with("/g/d/") && !of_google(host) {
            return None;
        }
        return Some(request(sent, Some(account), fallback, name));
    }
    let collects = COLLECT.contains(&path) && (of_google(host) || path.starts_with("/g/d/"));
    if !collects {
        return None;
    }
    let fields = Fields::of(sent);
    let account = fields.get("tid").filter(|account| is_account(account))?;
    Some(request(sent, Some(account), EventKind::Other, "collect"))
}

/// Digits, with or without `AW-` before them (other letters are other products of Google).
fn is_account(text: &str) -> bool {
    let digits = text.strip_prefix("AW-").unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// `google.com`, `www.google.co.uk`, `googleads.g.doubleclick.net` …
fn of_google(host: &str) -> bool {
    let bare = host.strip_prefix("www.").unwrap_or(host);
    ["doubleclick.net", "googleadservices.com", "googlesyndication.com", "google-analytics.com"]
        .iter()
        .any(|domain| host_is(host, domain))
        || bare.strip_prefix("google.").is_some_and(|top| top.len() <= 6)
}

fn request(sent: &Sent<'_>, account: Option<&str>, fallback: EventKind, fallback_name: &str) -> Reading {
    let mut fields = Fields::of(sent);
    let data = fields.text(&["data"]).unwrap_or_default();
    let mut reading = Reading { account: account.map(str::to_owned), ..Reading::default() };
    let kinds = [
        ("auid", IdentityKind::Cookie),
        ("cid", IdentityKind::Cookie),
        ("gclaw", IdentityKind::Click),
        ("gclid", IdentityKind::Click),
        ("gac", IdentityKind::Click),
        ("gclgb", IdentityKind::Click),
        ("gbraid", IdentityKind::Click),
        ("wbraid", IdentityKind::Click),
        ("uid", IdentityKind::Customer),
    ];
    reading.note_fields(&fields, &kinds);
    if let Some(customer) = fields.get("em") {
        customer_data(customer, &mut reading);
    }
    let data_fields = Fields::of_matrix(&data);
    let event = event(&fields, &data_fields, fallback, fallback_name);
    fields.extend(Fields::default());
    reading.events.push(event);
    reading
}

/// The event: from `data`, from `en`, from a page type; else what the path is for.
fn event(fields: &Fields<'_>, data: &Fields<'_>, fallback: EventKind, fallback_name: &str) -> Event {
    let get = |names: &[&str]| data.first(names).or_else(|| fields.first(names));
    let page_type = data.iter().chain(fields.iter()).find(|(name, value)| {
        (name.ends_with("_pagetype") || *name == "pagetype") && super::fields::said(value)
    });
    let page_type = page_type.map(|(_, value)| value.trim_matches(['"', '[', ']', '\'']));
    let named = get(&["event"]).or_else(|| fields.first(&["en", "bttype"]));
    let (event, name) = match (named, page_type) {
        // A page type says more than "a page was opened" or "something was counted".
        (Some(name), Some(page)) => match shop::kind(EVENTS, name) {
            EventKind::Page | EventKind::Other => match shop::kind(PAGE_TYPES, page) {
                EventKind::Other => (shop::kind(EVENTS, name), name),
                kind => (kind, page),
            },
            kind => (kind, name),
        },
        (Some(name), None) => (shop::kind(EVENTS, name), name),
        (None, Some(page)) => (shop::kind(PAGE_TYPES, page), page),
        (None, None) => (fallback, fallback_name),
    };
    Event {
        event,
        name: name.to_owned(),
        items: items(data, fields),
        value: get(&["value", "ecomm_totalvalue", "dynx_totalvalue", "epn.value"]).map(str::to_owned),
        currency: get(&["currency_code", "currency", "ep.currency", "cu"]).map(str::to_owned),
        order: get(&["oid", "transaction_id", "ep.transaction_id"]).map(str::to_owned),
    }
}

const IDS: &[&str] = &["ecomm_prodid", "dynx_itemid", "id", "ep.ecomm_prodid", "ep.dynx_itemid"];
const NAMES: &[&str] = &["ecomm_pname", "dynx_pname", "name"];

fn items(data: &Fields<'_>, fields: &Fields<'_>) -> Vec<Item> {
    if let Some(list) = data.get("items").and_then(json::read) {
        return shop::items_of_json(&list);
    }
    let ids = data.first(IDS).or_else(|| fields.first(IDS)).map(shop::ids);
    let mut items = shop::items(ids.unwrap_or_default());
    if items.is_empty() {
        // Cart data of conversions: `item=(<id>*<price>*<quantity>)(…)`.
        items = fields.get("item").map(cart).unwrap_or_default();
    }
    let brand = data.text(&["brand", "ecomm_brand"]);
    shop::name_items(&mut items, data.text(NAMES).or_else(|| fields.text(NAMES)), brand);
    items
}

fn cart(text: &str) -> Vec<Item> {
    let part = |part: &str| {
        let mut fields =
            part.split('*').map(|field| Some(field.to_owned()).filter(|field| !field.is_empty()));
        let (id, price, quantity) =
            (fields.next().flatten(), fields.next().flatten(), fields.next().flatten());
        Item { id, price, quantity, ..Item::default() }
    };
    text.split(['(', ')']).filter(|text| !text.is_empty()).map(part).collect()
}

/// `cm.g.doubleclick.net/pixel?google_nid=<partner>&google_cm&google_hm=<partner's id>`.
fn sync(sent: &Sent<'_>) -> Option<Reading> {
    let fields = Fields::of(sent);
    let mut reading = Reading { sync: Some(fields.text(&["google_nid"])?), ..Reading::default() };
    reading
        .note_fields(&fields, &[("google_hm", IdentityKind::Cookie), ("google_gid", IdentityKind::Cookie)]);
    Some(reading)
}
