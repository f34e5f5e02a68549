//! TikTok Pixel: `analytics.tiktok.com/api/v2/pixel` (and `/act`, `/batch`, …), JSON in the body.
//!
//! Sources: TrackHAR's adapters; TikTok's Events API reference, whose payload has the same names.

use serde_json::Value;

use super::fields::{self, Fields};
use super::signal::{Event, EventKind, IdentityKind};
use super::{Reading, Sent, System, json, shop};
use crate::site::host_is;

pub(super) const SYSTEM: System = System { id: "tiktok", name: "TikTok", read };

/// Standard events.
const EVENTS: &[(&str, EventKind)] = &[
    ("Pageview", EventKind::Page),
    ("ViewCategory", EventKind::List),
    ("Search", EventKind::Search),
    ("ViewContent", EventKind::View),
    ("AddToCart", EventKind::CartAdd),
    ("InitiateCheckout", EventKind::Checkout),
    ("AddPaymentInfo", EventKind::Checkout),
    ("PlaceAnOrder", EventKind::Purchase),
    ("CompletePayment", EventKind::Purchase),
    ("Purchase", EventKind::Purchase),
    ("SubmitForm", EventKind::Lead),
    ("Lead", EventKind::Lead),
    ("CompleteRegistration", EventKind::Lead),
    ("Contact", EventKind::Lead),
    ("Subscribe", EventKind::Lead),
    ("EnrichAM", EventKind::Identify),
];

/// Names in `context.user`.
const PERSON: &[(&str, IdentityKind)] = &[
    ("email", IdentityKind::Email),
    ("sha256_email", IdentityKind::Email),
    ("auto_email", IdentityKind::Email),
    ("auto_trigger_email", IdentityKind::Email),
    ("phone_number", IdentityKind::Phone),
    ("phone", IdentityKind::Phone),
    ("sha256_phone", IdentityKind::Phone),
    ("auto_phone_number", IdentityKind::Phone),
    ("auto_trigger_phone_number", IdentityKind::Phone),
    ("first_name", IdentityKind::Name),
    ("last_name", IdentityKind::Name),
    ("city", IdentityKind::Address),
    ("state", IdentityKind::Address),
    ("zip_code", IdentityKind::Address),
    ("country", IdentityKind::Address),
    ("external_id", IdentityKind::Customer),
    ("anonymous_id", IdentityKind::Cookie),
    ("ttp", IdentityKind::Cookie),
    ("ttclid", IdentityKind::Click),
];

fn read(sent: &Sent<'_>) -> Option<Reading> {
    if !host_is(sent.url.host, "tiktok.com") || !sent.url.host.starts_with("analytics") {
        return None;
    }
    let query = Fields::of_query(sent.url.query);
    let mut reading = Reading { account: query.text(&["sdkid", "pixel_code"]), ..Reading::default() };
    if sent.url.path.starts_with("/i18n/pixel/") {
        return Some(reading);
    }
    if !sent.url.path.starts_with("/api/") {
        return None;
    }
    if let Some(body) = fields::body(sent).and_then(json::read) {
        let batch = body.get("batch").or_else(|| body.get("events"));
        for one in batch.map_or_else(|| json::each(&body), json::each) {
            event(one, &mut reading);
        }
        if reading.account.is_none() {
            reading.account = json::at(&body, &["context", "pixel", "code"]).and_then(json::text);
        }
    }
    Some(reading)
}

fn event(value: &Value, reading: &mut Reading) {
    let code = json::at(value, &["context", "pixel", "code"]).and_then(json::text);
    reading.account = reading.account.take().or(code);
    reading.server_copy |= value.get("event_id").and_then(json::text).is_some();
    for (path, names) in [(&["context", "user"][..], PERSON), (&["context", "ad"], AD), (&["user"], PERSON)] {
        let Some(object) = json::at(value, path).and_then(Value::as_object) else { continue };
        for (name, value) in object {
            if let Some((key, kind)) = names.iter().find(|(key, _)| key == name) {
                for value in json::each(value).iter().filter_map(json::text) {
                    reading.note(*kind, key, &value);
                }
            }
        }
    }
    let Some(name) = json::field(value, &["event", "event_name"]) else { return };
    let none = Value::Null;
    let properties = value.get("properties").unwrap_or(&none);
    let mut items = properties.get("contents").map(shop::items_of_json).unwrap_or_default();
    if items.is_empty() {
        let ids = ["content_id", "content_ids"].iter().find_map(|name| properties.get(name));
        items = ids.map(shop::items_of_json).unwrap_or_default();
    }
    shop::name_items(
        &mut items,
        json::field(properties, &["content_name"]),
        json::field(properties, &["brand"]),
    );
    reading.events.push(Event {
        event: shop::kind(EVENTS, &name),
        name,
        items,
        value: json::field(properties, &["value"]),
        currency: json::field(properties, &["currency"]),
        order: json::field(properties, &["order_id"]),
    });
}

/// Names in `context.ad`.
const AD: &[(&str, IdentityKind)] = &[("callback", IdentityKind::Click), ("ttclid", IdentityKind::Click)];
