//! OpenGraph: `og:` and `product:` in `<meta>`, as ogp.me and Meta's product documentation list them.

use super::schema::{amount, code, push_id};
use super::thing::said;
use super::{Found, Product, Products, Source};
use crate::fact::PageFacts;

pub(super) const OPENGRAPH: Source = Source { name: "opengraph", read };

const IDS: &[&str] = &[
    "product:retailer_item_id",
    "product:retailer_part_no",
    "product:mfr_part_no",
    "product:item_group_id",
    "product:sku",
    "product:ean",
    "product:gtin",
    "product:upc",
    "product:isbn",
];
/// The price now comes before the price it once was.
const PRICES: &[(&str, &str)] = &[
    ("product:sale_price:amount", "product:sale_price:currency"),
    ("product:price:amount", "product:price:currency"),
    ("og:price:amount", "og:price:currency"),
];

fn read(page: &PageFacts, _url: &str) -> Found {
    let first = |name: &str| {
        page.meta.iter().find_map(|(have, value)| said(value).filter(|_| have.eq_ignore_ascii_case(name)))
    };
    let mut product = Product { name: first("og:title"), ..Product::default() };
    for id in IDS.iter().filter_map(|name| first(name)) {
        push_id(&mut product.ids, &id);
    }
    if let Some((amount, currency)) =
        PRICES.iter().find_map(|(amount, code)| Some((first(amount)?, first(code))))
    {
        product.price = self::amount(&amount);
        product.currency = currency.as_deref().and_then(code);
    }
    product.brand = ["product:brand", "og:brand"].iter().find_map(|name| first(name));
    product.image = ["og:image:secure_url", "og:image", "og:image:url"].iter().find_map(|name| first(name));
    product.url = first("og:url");
    let kind = first("og:type").unwrap_or_default().to_ascii_lowercase();
    let kind = kind.rsplit(':').next().unwrap_or_default();
    // Shops that call every page a website still give a product's page its number or price.
    let one = match kind {
        "product.group" | "product_group" => false,
        "product" | "product.item" => true,
        _ => PRICES.iter().chain(&[("product:retailer_item_id", "")]).any(|(name, _)| first(name).is_some()),
    };
    Found {
        products: if one { Products::One(Box::new(product)) } else { Products::None },
        shop: first("og:site_name"),
        order: None,
    }
}
