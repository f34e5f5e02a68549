//! Building events: lists of ids, texts that may be kept, items put together from parallel fields.

use serde_json::Value;

use super::identity;
use super::json;
use super::signal::{Event, EventKind, Item};

/// No event has more items than this.
const ITEMS: usize = 200;

/// The kind that a table gives for `name`, whatever its letters' case; unknown names are `Other`.
pub(super) fn kind(words: &[(&str, EventKind)], name: &str) -> EventKind {
    let known = words.iter().find(|(word, _)| word.eq_ignore_ascii_case(name));
    known.map_or(EventKind::Other, |(_, kind)| *kind)
}

/// A list of ids as sites write it: `a,b`, `["a","b"]`, `['a']`, `a|b`, one alone; encodings undone.
pub(super) fn ids(text: &str) -> Vec<String> {
    if let Some(value) = json::read(text) {
        let of = |value: &Value| json::text(value).or_else(|| json::field(value, ID));
        return json::each(&value).iter().filter_map(of).take(ITEMS).collect();
    }
    let text = crate::percent::fixpoint(text);
    let bare = text.trim().trim_start_matches(['[', '(']).trim_end_matches([']', ')']);
    let split = bare.split([',', ';', '|']).map(|id| id.trim().trim_matches(['"', '\'']));
    split.filter(|id| super::fields::said(id)).take(ITEMS).map(str::to_owned).collect()
}

/// Items that have nothing but an id.
pub(super) fn items(ids: Vec<String>) -> Vec<Item> {
    ids.into_iter().map(|id| Item { id: Some(id), ..Item::default() }).collect()
}

const ID: &[&str] = &["id", "item_id", "content_id", "product_id", "productId", "sku", "pid"];
const NAME: &[&str] = &["name", "item_name", "content_name", "product_name", "title", "pnm"];
const BRAND: &[&str] = &["brand", "item_brand", "content_brand", "product_brand"];
const PRICE: &[&str] = &["price", "item_price", "product_price"];
const QUANTITY: &[&str] = &["quantity", "item_quantity", "product_quantity", "qty"];

/// Items as JSON objects (or bare ids) under the names that systems use.
pub(super) fn items_of_json(value: &Value) -> Vec<Item> {
    let item = |value: &Value| match json::text(value) {
        Some(id) => Item { id: Some(id), ..Item::default() },
        None => Item {
            id: json::field(value, ID),
            name: json::field(value, NAME),
            brand: json::field(value, BRAND),
            price: json::field(value, PRICE),
            quantity: json::field(value, QUANTITY),
        },
    };
    json::each(value).iter().take(ITEMS).map(item).filter(|item| *item != Item::default()).collect()
}

/// Gives the only item a name, or makes an item of a name alone.
pub(super) fn name_items(items: &mut Vec<Item>, name: Option<String>, brand: Option<String>) {
    if items.is_empty() && (name.is_some() || brand.is_some()) {
        items.push(Item::default());
    }
    if let [item] = items.as_mut_slice() {
        item.name = item.name.take().or(name);
        item.brand = item.brand.take().or(brand);
    }
}

/// Leaves out what may not be kept: a person's address where a product's name should stand.
pub(super) fn tidy(event: &mut Event) {
    let keep = |field: &mut Option<String>| {
        *field = field
            .take()
            .map(|text| text.trim().to_owned())
            .filter(|text| super::fields::said(text) && !identity::names_a_person(text));
    };
    for item in &mut event.items {
        for field in [&mut item.id, &mut item.name, &mut item.brand, &mut item.price, &mut item.quantity] {
            keep(field);
        }
    }
    event.items.retain(|item| *item != Item::default());
    event.items.truncate(ITEMS);
    for field in [&mut event.value, &mut event.currency, &mut event.order] {
        keep(field);
    }
    if identity::names_a_person(&event.name) {
        event.name.clear();
    }
}
