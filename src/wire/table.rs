//! Systems simple enough for a row: which field means what, with JSON bodies read as dotted fields.

use serde_json::Value;

use super::fields::{self, Fields};
use super::signal::{Event, EventKind, IdentityKind, Item};
use super::{Reading, Sent, identity, json, shop};
use crate::base64;
use crate::site::host_is;

/// A system read by its row.
macro_rules! system {
    ($system:ident, $id:literal, $name:literal, $row:expr) => {
        pub(super) const $system: System = System {
            id: $id,
            name: $name,
            read: |sent| {
                static ROW_OF_SYSTEM: Row = $row;
                $crate::wire::table::read(&ROW_OF_SYSTEM, sent)
            },
        };
    };
}
pub(super) use system;

/// One system's format.
pub(super) struct Row {
    /// Domains with their subdomains.
    pub(super) hosts: &'static [&'static str],
    /// Beginnings of the path of requests that tell events; `*` stands for one part of it.
    pub(super) paths: &'static [&'static str],
    /// Fields with the account; `/2` is the second part of the path.
    pub(super) account: &'static [&'static str],
    /// Fields with the event's name.
    pub(super) event: &'static [&'static str],
    /// The system's words; names not among them are kept as `other`.
    pub(super) words: &'static [(&'static str, EventKind)],
    /// What a request without a named event is, by the beginning of its path; the first that fits holds.
    /// One with none of them tells of no event.
    pub(super) otherwise: &'static [(&'static str, EventKind, &'static str)],
    /// Fields with ids of things: a list, or JSON objects.
    pub(super) ids: &'static [&'static str],
    /// Fields with the only thing's name and maker.
    pub(super) names: [&'static str; 2],
    /// Fields with the value.
    pub(super) value: &'static [&'static str],
    /// Fields with the currency.
    pub(super) currency: &'static [&'static str],
    /// Fields with the order's number; what has one is a purchase, unless a named event says otherwise.
    pub(super) order: &'static [&'static str],
    /// Fields that identify.
    pub(super) people: &'static [(&'static str, IdentityKind)],
    /// Fields that number an event, so that a copy sent from server to server is known as one.
    pub(super) copies: &'static [&'static str],
    /// Fields that hold JSON in base64, read like a body.
    pub(super) packed: &'static [&'static str],
    /// Where a JSON body has its list of events; lists in lists as `batch.events`.
    pub(super) batch: &'static str,
    /// Beginnings of the path of cookie syncs, and the fields that name the partner.
    pub(super) syncs: &'static [(&'static str, &'static [&'static str])],
}

/// A row that says nothing, to begin from.
pub(super) const ROW: Row = Row {
    hosts: &[],
    paths: &[],
    account: &[],
    event: &[],
    words: &[],
    otherwise: &[],
    ids: &[],
    names: ["", ""],
    value: &[],
    currency: &[],
    order: &[],
    people: &[],
    copies: &[],
    packed: &[],
    batch: "",
    syncs: &[],
};

/// Reads a request by a row.
pub(super) fn read(row: &Row, sent: &Sent<'_>) -> Option<Reading> {
    let (host, path) = (sent.url.host, sent.url.path);
    if !row.hosts.iter().any(|domain| host_is(host, domain)) {
        return None;
    }
    if let Some((_, names)) = row.syncs.iter().find(|(start, _)| begins(path, start)) {
        return sync(row, sent, names);
    }
    if !row.paths.iter().any(|start| begins(path, start)) {
        return None;
    }
    let mut query = Fields::of(sent);
    query.extend(Fields::of_matrix(path));
    let account = row.account.iter().find_map(|name| part(path, name).or_else(|| query.text(&[*name])));
    let mut reading = Reading { account, ..Reading::default() };
    reading.note_fields(&query, row.people);
    let body = fields::body(sent).and_then(json::read);
    let packed = || row.packed.iter().find_map(|name| unpacked(query.get(name)?));
    reading.packed = body.is_none() && packed().is_some();
    match body.or_else(packed) {
        Some(body) => {
            let mut events = Vec::new();
            spread(&body, row.batch, &Fields::default(), &mut events);
            for own in events {
                let mut own: Fields<'_> = own;
                reading.note_fields(&own, row.people);
                reading.account = reading.account.take().or_else(|| own.text(row.account));
                own.extend(query.clone());
                reading.tell(row, path, &own);
            }
        }
        None => reading.tell(row, path, &query),
    }
    Some(reading)
}

/// No more events of one request than this are read.
const EVENTS: usize = 200;

/// The events of a JSON body, each with the fields of what holds it.
fn spread(value: &Value, batch: &str, around: &Fields<'static>, out: &mut Vec<Fields<'static>>) {
    let (step, rest) = batch.split_once('.').unwrap_or((batch, ""));
    for one in json::each(value) {
        if out.len() >= EVENTS {
            return;
        }
        let mut own = flat(one);
        own.extend(around.clone());
        match one.get(step) {
            Some(inner) => spread(inner, rest, &own.without(step), out),
            None => out.push(own),
        }
    }
}

/// JSON in base64, whose `+` a form reads as a space.
fn unpacked(text: &str) -> Option<Value> {
    let text = crate::percent::fixpoint(text).replace(' ', "+");
    json::read(&String::from_utf8(base64::decode(text.trim_end_matches('='))?).ok()?)
}

impl Reading {
    fn tell(&mut self, row: &Row, path: &str, fields: &Fields<'_>) {
        self.server_copy |= fields.first(row.copies).is_some();
        self.events.extend(event(row, path, fields));
    }
}

fn event(row: &Row, path: &str, fields: &Fields<'_>) -> Option<Event> {
    let order = fields.text(row.order);
    let otherwise = row.otherwise.iter().find(|(start, ..)| begins(path, start));
    let (kind, name) = match (fields.first(row.event), otherwise) {
        (Some(name), _) => (shop::kind(row.words, name), name),
        (None, Some((_, _, name))) if order.is_some() => (EventKind::Purchase, *name),
        (None, Some((_, kind, name))) => (*kind, *name),
        (None, None) => return None,
    };
    let mut items = row.ids.iter().find_map(|name| fields.get(name)).map(things).unwrap_or_default();
    shop::name_items(&mut items, fields.text(&row.names[..1]), fields.text(&row.names[1..]));
    Some(Event {
        event: kind,
        name: name.to_owned(),
        items,
        value: fields.text(row.value),
        currency: fields.text(row.currency),
        order,
    })
}

/// Things as JSON objects, or a list of ids.
pub(super) fn things(text: &str) -> Vec<Item> {
    json::read(text).map_or_else(|| shop::items(shop::ids(text)), |value| shop::items_of_json(&value))
}

fn sync(row: &Row, sent: &Sent<'_>, names: &[&str]) -> Option<Reading> {
    let mut fields = Fields::of(sent);
    fields.extend(Fields::of_matrix(sent.url.path));
    // `/ibs:dpid=477&dpuuid=…` has its fields in the path.
    fields.extend(Fields::of_query(sent.url.path.split_once(':').map_or("", |(_, rest)| rest)));
    let named = names.iter().find_map(|name| part(sent.url.path, name).or_else(|| fields.text(&[*name])));
    let partner =
        named.or_else(|| super::sync_partner(&fields)).or_else(|| super::host_of(sent.url.query))?;
    // A system that sends a browser on to itself tells nobody.
    let own = row.hosts.iter().any(|domain| host_is(&partner, domain));
    let partner = Some(partner).filter(|partner| !own && !identity::names_a_person(partner))?;
    let mut reading = Reading { sync: Some(partner), ..Reading::default() };
    reading.note_fields(&fields, row.people);
    Some(reading)
}

/// `/2` is the second part of the path.
fn part(path: &str, name: &str) -> Option<String> {
    let place: usize = name.strip_prefix('/')?.parse().ok()?;
    let part = path.split('/').nth(place).filter(|part| fields::said(part))?;
    Some(part.split(['.', ';']).next().unwrap_or(part).to_owned())
}

/// Whether `path` begins with `start`, where `*` stands for one part.
fn begins(path: &str, start: &str) -> bool {
    let Some((before, after)) = start.split_once('*') else { return path.starts_with(start) };
    let rest = path
        .strip_prefix(before)
        .map(|rest| rest.split_once('/').map_or("", |(part, _)| &rest[part.len()..]));
    rest.is_some_and(|rest| begins(rest, after))
}

/// A JSON object as fields with dotted names; lists stay JSON.
fn flat(value: &Value) -> Fields<'static> {
    let mut fields = Vec::new();
    flatten(value, String::new(), 0, &mut fields);
    Fields::of_pairs(fields)
}

fn flatten(value: &Value, name: String, depth: usize, fields: &mut Vec<(String, String)>) {
    match value {
        Value::Object(object) if depth < 12 && fields.len() < 2000 => {
            for (key, value) in object {
                let name = if name.is_empty() { key.clone() } else { [&name, ".", key].concat() };
                flatten(value, name, depth + 1, fields);
            }
        }
        Value::Array(_) => fields.push((name, value.to_string())),
        _ => fields.extend(json::text(value).map(|text| (name, text))),
    }
}
