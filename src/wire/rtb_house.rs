//! RTB House: `<region>.creativecdn.com/tags?id=pr_<account>_<event>_<ids>`, or `/tags/v2` with JSON.
//!
//! Sources: captures; RTB House's integration guide.

use serde_json::Value;

use super::fields::{self, Fields};
use super::signal::{Event, EventKind, IdentityKind};
use super::{Reading, Sent, System, json, shop};
use crate::site::host_is;

pub(super) const SYSTEM: System = System { id: "rtb_house", name: "RTB House", read };

const EVENTS: &[(&str, EventKind)] = &[
    ("home", EventKind::Home),
    ("category", EventKind::List),
    ("category2", EventKind::List),
    ("listing", EventKind::List),
    ("offer", EventKind::View),
    ("basketadd", EventKind::CartAdd),
    ("basketstatus", EventKind::CartView),
    ("startorder", EventKind::Checkout),
    ("conversion", EventKind::Purchase),
    ("orderstatus2", EventKind::Purchase),
    ("uid", EventKind::Identify),
    ("placebo", EventKind::Page),
];

fn read(sent: &Sent<'_>) -> Option<Reading> {
    if !host_is(sent.url.host, "creativecdn.com") {
        return None;
    }
    let fields = Fields::of(sent);
    if sent.url.path.starts_with("/cm-notify")
        || sent.url.path.starts_with("/cm") && fields.get("pi").is_some()
    {
        return Some(Reading { sync: fields.text(&["pi"]), ..Reading::default() });
    }
    if !sent.url.path.starts_with("/tags") {
        return None;
    }
    let mut reading = Reading::default();
    reading.note_fields(&fields, &[("uid", IdentityKind::Customer), ("lid", IdentityKind::Cookie)]);
    for (_, id) in fields.iter().filter(|(name, _)| *name == "id" || *name == "ncm_id") {
        from_id(id, &fields, &mut reading);
    }
    let body = fields::body(sent).and_then(json::read).unwrap_or(Value::Null);
    let hash = json::field(&body, &["th", "taggingHash", "hash"]);
    reading.account = reading.account.take().or_else(|| fields.text(&["th", "id"])).or(hash);
    for tag in body.get("tags").map(json::each).unwrap_or_default() {
        from_json(tag, &mut reading);
    }
    Some(reading)
}

/// `pr_aB3dE_offer_118`: account, event, ids.
fn from_id(text: &str, fields: &Fields<'_>, reading: &mut Reading) {
    let mut parts = text.strip_prefix("pr_").unwrap_or(text).splitn(3, '_');
    let (Some(account), Some(name)) = (parts.next(), parts.next()) else { return };
    reading.account.get_or_insert_with(|| account.to_owned());
    let ids = parts.next().map(shop::ids).unwrap_or_default();
    let event = shop::kind(EVENTS, name);
    if event == EventKind::Identify {
        ids.iter().for_each(|id| reading.note(IdentityKind::Customer, "uid", id));
    }
    let things =
        matches!(event, EventKind::View | EventKind::CartAdd | EventKind::CartView | EventKind::Checkout)
            || name == "listing";
    reading.events.push(Event {
        event,
        name: name.to_owned(),
        items: if things { shop::items(ids) } else { Vec::new() },
        value: fields.text(&["value"]),
        currency: None,
        order: fields.text(&["cd", "conversionId"]),
    });
}

fn from_json(tag: &Value, reading: &mut Reading) {
    let Some(name) = json::field(tag, &["eventType"]) else { return };
    let event = shop::kind(EVENTS, &name);
    if event == EventKind::Identify {
        reading.note(IdentityKind::Customer, "id", &json::field(tag, &["id", "uid"]).unwrap_or_default());
    }
    let offers = ["offers", "offerIds", "offerId"].iter().find_map(|name| tag.get(name));
    reading.events.push(Event {
        event,
        name,
        items: offers.map(shop::items_of_json).unwrap_or_default(),
        value: json::field(tag, &["conversionValue"]),
        currency: json::field(tag, &["conversionCurrency", "currency"]),
        order: json::field(tag, &["conversionId"]),
    });
}
