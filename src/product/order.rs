//! Orders: a confirmation that says so in schema.org's words, or an address that shop systems confirm under.

use super::schema::product;
use super::thing::{Thing, Value, said};
use super::{Order, Product};
use crate::site::Url;

const MOST_PRODUCTS: usize = 50;
const LONGEST_ID: usize = 64;

/// Paths under which shop systems confirm an order: the last parts of the path, `*` for any one part
/// and `#` for the order's number.
const CONFIRMED: &[(&str, &[&str])] = &[
    ("WooCommerce", &["order-received", "#"]),
    ("WooCommerce", &["order-received"]),
    ("Magento", &["checkout", "onepage", "success"]),
    ("PrestaShop", &["order-confirmation"]),
    ("PrestaShop", &["order-confirmation", "#"]),
    ("PrestaShop, German", &["bestellbestaetigung"]),
    ("OpenCart", &["checkout", "success"]),
    ("Shopware", &["checkout", "finish"]),
    ("many", &["order", "#", "thank-you"]),
    ("many", &["orders", "#", "thank-you"]),
    ("Shopify", &["checkouts", "*", "thank-you"]),
    ("Shopify", &["checkouts", "*", "*", "thank-you"]),
    ("Shopify", &["checkouts", "*", "thank_you"]),
    ("Shopify", &["checkouts", "*", "*", "thank_you"]),
];

/// What thanks for an order, and for a newsletter's subscription, too: an order only with its number.
const THANKS: &[&str] = &["thank-you", "thank_you"];

/// Parameters that carry the order's number on such pages.
const ID_PARAMS: &[&str] =
    &["order", "order_id", "orderId", "order_number", "orderNumber", "id_order", "orderNo"];

/// The order among top-level things. A confirmed reservation, a quote or a cart is none.
pub(super) fn confirmed(tops: &[Thing]) -> Option<Order> {
    let nested = tops.iter().flat_map(|top| top.things("mainEntity"));
    let order = tops.iter().chain(nested).find(|thing| thing.is(&["Order"]))?;
    let id = ["orderNumber", "confirmationNumber", "identifier"].iter().find_map(|name| order.text(name));
    let offered = ["acceptedOffer", "orderedItem"].iter().flat_map(|name| order.values(name));
    let mut products: Vec<Product> = Vec::new();
    for value in offered.take(MOST_PRODUCTS) {
        let bought = match value {
            Value::Text(name) => Product { name: said(name), ..Product::default() },
            Value::Thing(thing) => self::bought(tops, thing),
        };
        if bought != Product::default() && !products.contains(&bought) {
            products.push(bought);
        }
    }
    Some(Order { id: id.filter(|id| id.len() <= LONGEST_ID), products })
}

/// What an offer or an item of an order is about; the offer's price is what was paid.
fn bought(tops: &[Thing], thing: &Thing) -> Product {
    let inner = thing.things("itemOffered").chain(thing.things("orderedItem")).next();
    let mut bought = product(tops, inner.unwrap_or(thing));
    if inner.is_some() {
        let own = product(tops, &Thing { types: Vec::new(), props: vec![offer(thing)] });
        bought.price = own.price.or(bought.price);
        bought.currency = own.currency.or(bought.currency);
        bought.ids.extend(own.ids);
        bought.ids.sort();
        bought.ids.dedup();
    }
    bought.name = bought.name.or_else(|| thing.text("name"));
    bought
}

fn offer(thing: &Thing) -> (String, Value) {
    ("offers".to_owned(), Value::Thing(thing.clone()))
}

/// The order that an address confirms.
pub(super) fn addressed(url: &str) -> Option<Order> {
    let url = Url::split(url)?;
    let parts: Vec<&str> = url.path.split('/').filter(|part| !part.is_empty()).collect();
    let parts = parts.iter().map(|part| part.trim_end_matches(".html")).collect::<Vec<_>>();
    let fits = |pattern: &[&str]| {
        let tail = parts.len().checked_sub(pattern.len()).and_then(|start| parts.get(start..))?;
        let fit = tail.iter().zip(pattern).all(|(part, want)| match *want {
            "*" => true,
            "#" => is_number(part),
            want => part.eq_ignore_ascii_case(want),
        });
        fit.then(|| {
            tail.iter().zip(pattern).find(|(_, want)| **want == "#").map(|(part, _)| (*part).to_owned())
        })
    };
    let given = url.params().find(|(key, id)| ID_PARAMS.contains(key) && is_number(id));
    let given = given.map(|(_, id)| id.to_owned());
    let id = match CONFIRMED.iter().find_map(|(_, pattern)| fits(pattern)) {
        Some(number) => number.or(given),
        None => Some(given.filter(|_| THANKS.iter().any(|thanks| fits(&[thanks]).is_some()))?),
    };
    Some(Order { id, products: Vec::new() })
}

/// Whether an address thanks: with a message of a purchase beside it, a sign of an order.
pub(crate) fn thanks(url: &str) -> bool {
    let last = Url::split(url).and_then(|url| url.path.rsplit('/').find(|part| !part.is_empty()));
    let last = last.map(|last| last.trim_end_matches(".html"));
    last.is_some_and(|last| THANKS.iter().any(|thanks| last.eq_ignore_ascii_case(thanks)))
}

fn is_number(part: &str) -> bool {
    part.len() <= LONGEST_ID && part.bytes().any(|b| b.is_ascii_digit())
}
