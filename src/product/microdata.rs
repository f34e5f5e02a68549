//! Microdata: `itemscope` and `itemprop`, as the HTML standard defines them, with schema.org's words.

use super::described;
use super::thing::{DEEPEST, MOST, Thing, Value, local};
use super::{Found, Source};
use crate::fact::{MicrodataItem, MicrodataValue, PageFacts};

pub(super) const MICRODATA: Source = Source { name: "microdata", read };

fn read(page: &PageFacts, url: &str) -> Found {
    let mut budget = MOST;
    let tops: Vec<Thing> = page.microdata.iter().filter_map(|item| thing(item, 0, &mut budget)).collect();
    described::read(&tops, page, url)
}

fn thing(item: &MicrodataItem, depth: usize, budget: &mut usize) -> Option<Thing> {
    *budget = budget.checked_sub(1).filter(|_| depth <= DEEPEST)?;
    let types = item.kind.split_whitespace().map(|kind| local(kind).to_owned()).collect();
    let mut thing = Thing { types, props: Vec::new() };
    for (name, value) in &item.props {
        let value = match value {
            MicrodataValue::Text(text) => Some(Value::Text(text.clone())),
            MicrodataValue::Item(item) => self::thing(item, depth + 1, budget).map(Value::Thing),
        };
        thing.props.extend(value.map(|value| (local(name).to_owned(), value)));
    }
    Some(thing)
}
