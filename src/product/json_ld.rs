//! JSON-LD: `<script type="application/ld+json">`, as schema.org and Google document it for products.

use serde_json::Value as Json;

use super::described;
use super::mend::mend;
use super::thing::{DEEPEST, MOST, Thing, Value, local};
use super::{Found, Source};
use crate::fact::PageFacts;

pub(super) const JSON_LD: Source = Source { name: "json_ld", read };

/// Longer texts and more of them are not read; the collector cuts at the same.
const LONGEST: usize = 4 * (64 << 10);
const MOST_TEXTS: usize = 20;

fn read(page: &PageFacts, url: &str) -> Found {
    let mut budget = MOST;
    let mut tops = Vec::new();
    for text in page.json_ld.iter().filter(|text| text.len() <= LONGEST).take(MOST_TEXTS) {
        for value in values(text) {
            flatten(&value, 0, &mut budget, &mut tops);
        }
    }
    described::read(&tops, page, url)
}

/// The values in a text: as they stand, else as far as the text can be mended.
fn values(text: &str) -> Vec<Json> {
    if let Ok(value) = serde_json::from_str(text) {
        return vec![value];
    }
    let mended = mend(text);
    serde_json::Deserializer::from_str(&mended).into_iter().map_while(Result::ok).collect()
}

/// Top-level things: of lists, and of `@graph` in a wrapper without a type.
fn flatten(value: &Json, depth: usize, budget: &mut usize, tops: &mut Vec<Thing>) {
    match value {
        Json::Array(values) if depth < DEEPEST => {
            values.iter().for_each(|value| flatten(value, depth + 1, budget, tops));
        }
        Json::Object(fields) => {
            if let Some(graph) = fields.get("@graph").filter(|_| depth < DEEPEST) {
                flatten(graph, depth + 1, budget, tops);
            }
            tops.extend(thing(value, depth, budget).filter(|thing| !thing.types.is_empty()));
        }
        _ => {}
    }
}

fn thing(value: &Json, depth: usize, budget: &mut usize) -> Option<Thing> {
    let fields = value.as_object()?;
    *budget = budget.checked_sub(1)?;
    let mut thing = Thing::default();
    for (name, value) in fields {
        match name.as_str() {
            "@type" | "type" if thing.types.is_empty() || name == "@type" => {
                thing.types =
                    each(value).iter().filter_map(Json::as_str).map(|t| local(t).to_owned()).collect();
            }
            "@graph" | "@context" => {}
            name => {
                let name = if name == "@id" { name } else { local(name) };
                let values = each(value).iter().filter_map(|value| plain(value, depth + 1, budget));
                thing.props.extend(values.map(|value| (name.to_owned(), value)));
            }
        }
    }
    Some(thing)
}

fn plain(value: &Json, depth: usize, budget: &mut usize) -> Option<Value> {
    match value {
        Json::String(text) => Some(Value::Text(text.clone())),
        Json::Number(number) => Some(Value::Text(number.to_string())),
        Json::Object(fields) => match fields.get("@value") {
            Some(value) if !value.is_object() => plain(value, depth, budget),
            _ if depth <= DEEPEST => thing(value, depth, budget).map(Value::Thing),
            _ => None,
        },
        Json::Array(values) => values.first().filter(|v| !v.is_array()).and_then(|v| plain(v, depth, budget)),
        Json::Null | Json::Bool(_) => None,
    }
}

/// The elements of a list; anything else is a list of one.
fn each(value: &Json) -> &[Json] {
    match value {
        Json::Array(values) => values,
        _ => std::slice::from_ref(value),
    }
}
