//! What a page says about itself, and the product or order that it shows.

use serde::{Deserialize, Serialize};

use crate::fact::PageFacts;
use crate::site::Url;

mod cart;
mod described;
mod json_ld;
mod mend;
mod microdata;
mod opengraph;
mod order;
mod schema;
mod thing;

#[cfg(test)]
mod tests;

pub(crate) use cart::{adds, may_add, shows as shows_cart};
pub(crate) use order::thanks;

/// A product as a page or an event names it.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(default)]
pub struct Product {
    /// Ids under which the shop and its ad companies know it (sku, mpn, gtin, variant …); sorted, without repeats.
    pub ids: Vec<String>,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The maker, which is not the shop.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub brand: Option<String>,
    /// The price as written, without a currency sign.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<String>,
    /// ISO 4217 code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// Address of its picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<String>,
    /// Its own address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

impl Product {
    /// Whether the other one goes by an id of this one, too.
    #[must_use]
    pub fn shares_id(&self, other: &Self) -> bool {
        self.ids.iter().any(|id| other.ids.contains(id))
    }

    /// Whether it goes by this id or name.
    #[must_use]
    pub fn goes_by(&self, called: &str) -> bool {
        self.name.as_deref() == Some(called) || self.ids.iter().any(|id| id == called)
    }
}

/// An order that a page confirms.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Order {
    /// The order's number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Ids or names of what was bought, where given.
    pub products: Vec<Product>,
}

/// What was read out of a page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Reading {
    /// The product of a product page; none on lists and other pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub product: Option<Product>,
    /// The shop's name (`og:site_name`, `Organization`), which is not the product's brand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shop: Option<String>,
    /// An order that the page confirms.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order: Option<Order>,
    /// Which sources agreed on the product: `json_ld`, `microdata`, `opengraph`.
    pub sources: Vec<String>,
}

/// What one source says.
struct Found {
    products: Products,
    shop: Option<String>,
    order: Option<Order>,
}

/// How many products a source shows a page to be about.
enum Products {
    None,
    One(Box<Product>),
    /// A list: no product page.
    Many,
}

/// A way in which pages say what they sell.
struct Source {
    /// As in [`Reading::sources`].
    name: &'static str,
    read: fn(&PageFacts, &str) -> Found,
}

/// Every source, the one that tells most and is best kept first.
const SOURCES: &[Source] = &[json_ld::JSON_LD, microdata::MICRODATA, opengraph::OPENGRAPH];

/// Reads product, shop and order out of page facts. Never fails: odd input reads as nothing.
#[must_use]
pub fn read(page: &PageFacts, url: &str) -> Reading {
    let mut reading = Reading::default();
    let mut list = false;
    for source in SOURCES {
        let found = (source.read)(page, url);
        match found.products {
            Products::None => {}
            Products::Many => list = true,
            Products::One(mut product) => {
                complete(&mut product, url);
                // Themes call their lists products too; a number or a price of its own is more than that.
                let bare = product.ids.is_empty() && product.price.is_none();
                if !(list && bare) && vote(&mut reading.product, *product) {
                    reading.sources.push(source.name.to_owned());
                }
            }
        }
        reading.shop = reading.shop.or(found.shop);
        reading.order = reading.order.or(found.order);
    }
    reading.order = reading.order.or_else(|| order::addressed(url));
    reading
}

/// Adds a source's product where it is the one already known; the earlier source's words stay.
fn vote(known: &mut Option<Product>, product: Product) -> bool {
    let Some(known) = known else {
        *known = Some(product);
        return true;
    };
    if !same(known, &product) {
        return false;
    }
    known.ids.extend(product.ids);
    known.ids.sort();
    known.ids.dedup();
    let fill = |own: &mut Option<String>, other: Option<String>| *own = own.take().or(other);
    fill(&mut known.name, product.name);
    fill(&mut known.brand, product.brand);
    // A price and its currency are only worth something together.
    if known.price.is_none() || (known.currency.is_none() && known.price == product.price) {
        known.price = product.price;
        known.currency = product.currency;
    }
    fill(&mut known.image, product.image);
    fill(&mut known.url, product.url);
    true
}

/// Whether two products are one: a number in common, or a name that the other one's begins with or
/// holds ("Trail boot | Northtrail"), or nothing that could differ.
fn same(a: &Product, b: &Product) -> bool {
    if a.shares_id(b) {
        return true;
    }
    match (&a.name, &b.name) {
        (Some(a), Some(b)) => {
            let (a, b) = (a.to_lowercase(), b.to_lowercase());
            a.contains(&b) || b.contains(&a)
        }
        _ => a.ids.is_empty() || b.ids.is_empty(),
    }
}

/// Makes addresses whole and puts ids in order.
fn complete(product: &mut Product, url: &str) {
    product.ids.sort();
    product.ids.dedup();
    for address in [&mut product.url, &mut product.image] {
        *address = address.take().and_then(|address| whole(&address, url));
    }
}

/// A web address with its host; relative to a directory it is not worth the guess.
fn whole(address: &str, page: &str) -> Option<String> {
    let page = Url::split(page);
    let whole = match address {
        rooted if rooted.starts_with("//") => {
            format!("{}:{rooted}", page.map_or("https", |page| page.scheme))
        }
        path if path.starts_with('/') => {
            let page = page?;
            let end = page.host_start() + page.host.len();
            let port = page.text.get(end..)?.split(['/', '?', '#']).next()?;
            format!("{}{port}{path}", page.text.get(..end)?)
        }
        other => other.to_owned(),
    };
    Url::split(&whole).is_some_and(|url| matches!(url.scheme, "http" | "https")).then_some(whole)
}
