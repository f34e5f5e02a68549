//! schema.org's vocabulary: which thing is the page's product, what it says, and whose shop it is.
//! See <https://schema.org/Product> and Google's structured data documentation for products.

use super::thing::{Thing, said};
use super::{Product, Products};
use crate::fact::PageFacts;
use crate::order::Order;

const PRODUCTS: &[&str] =
    &["Product", "ProductGroup", "ProductModel", "IndividualProduct", "SomeProducts", "Vehicle", "Car"];
const PAGES: &[&str] = &["WebPage", "ItemPage", "ProductPage", "CollectionPage"];
const LISTS: &[&str] = &["ItemList", "OfferCatalog", "SearchResultsPage", "CollectionPage"];
/// Who runs the site, the likeliest first.
const SHOPS: &[&str] =
    &["OnlineStore", "OnlineBusiness", "Store", "ClothingStore", "Organization", "Corporation", "WebSite"];
const IDS: &[&str] = &[
    "sku",
    "mpn",
    "gtin",
    "gtin8",
    "gtin12",
    "gtin13",
    "gtin14",
    "isbn",
    "productID",
    "productId",
    "identifier",
    "inProductGroupWithID",
    "productGroupID",
];
/// A product with hundreds of variants is known by the first of them.
const MOST_IDS: usize = 40;
const LONGEST_ID: usize = 80;

/// The thing itself, or the one with its `@id` where only that is written.
fn referred<'t>(tops: &'t [Thing], thing: &'t Thing) -> &'t Thing {
    let id = thing.text("@id").filter(|_| thing.types.is_empty());
    id.and_then(|id| tops.iter().find(|top| top.text("@id").as_ref() == Some(&id))).unwrap_or(thing)
}

/// What top-level things of one source say of the page's product.
pub(super) fn products(tops: &[Thing], page: &PageFacts, url: &str) -> Products {
    let one = |thing: &Thing| Products::One(Box::new(product(tops, thing)));
    let main = tops.iter().filter(|top| top.is(PAGES)).flat_map(|page| page.things("mainEntity"));
    if let Some(main) = main.map(|thing| referred(tops, thing)).find(|thing| thing.is(PRODUCTS)) {
        return one(main);
    }
    // Without a name or a number it is a piece of a product.
    let whole = |top: &&Thing| top.text("name").is_some() || !product(tops, top).ids.is_empty();
    let own: Vec<&Thing> = tops.iter().filter(|top| top.is(PRODUCTS)).filter(whole).collect();
    let lists = tops.iter().any(|top| top.is(LISTS) || top.things("mainEntity").any(|main| main.is(LISTS)));
    match own.as_slice() {
        [] if lists => Products::Many,
        [] => Products::None,
        [only] => one(only),
        [first, rest @ ..] => {
            let here = [Some(url), page.canonical.as_deref()].map(|url| url.and_then(place));
            let is_here = |thing: &&&Thing| {
                let own = product(tops, thing).url;
                own.as_deref().and_then(place).is_some_and(|own| here.contains(&Some(own)))
            };
            let same =
                |other: &&Thing| other.text("name").is_some() && other.text("name") == first.text("name");
            match own.iter().find(is_here) {
                Some(here) => one(here),
                // Variants of one product, written as products of their own.
                None if rest.iter().all(same) => one(first),
                None => Products::Many,
            }
        }
    }
}

/// What tells two pages apart: host and path.
fn place(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("://")?;
    let rest = rest.split(['?', '#']).next()?.trim_end_matches('/');
    let rest = rest.strip_prefix("www.").unwrap_or(rest);
    // A site's front door is nobody's page.
    rest.contains('/').then_some(rest)
}

/// What a thing says of itself as a product.
pub(super) fn product(tops: &[Thing], thing: &Thing) -> Product {
    let variants: Vec<&Thing> = thing.things("hasVariant").map(|v| referred(tops, v)).collect();
    let group = thing.things("isVariantOf").map(|group| referred(tops, group));
    let own_offers: Vec<&Thing> = thing.things("offers").map(|offer| referred(tops, offer)).collect();
    let offers = || {
        let all = own_offers.iter().copied().chain(variants.iter().flat_map(|v| v.things("offers")));
        all.flat_map(|offer| std::iter::once(offer).chain(offer.things("offers"))).take(MOST_IDS)
    };
    let mut ids = Vec::new();
    for thing in std::iter::once(thing).chain(group).chain(variants.iter().copied()).chain(offers()) {
        for id in IDS.iter().filter_map(|name| thing.named(name, &["value"])) {
            push_id(&mut ids, &id);
        }
    }
    let brand = |name: &str| {
        thing.text(name).or_else(|| thing.things(name).find_map(|brand| referred(tops, brand).text("name")))
    };
    let price = |offer: &Thing| {
        let written = offer.things("priceSpecification").chain([offer]);
        let price = |t: &Thing| ["price", "lowPrice", "minPrice"].iter().find_map(|name| t.text(name));
        written.filter_map(price).find_map(|text| amount(&text))
    };
    let currency = |offer: &Thing| {
        let said = |t: &Thing| t.text("priceCurrency");
        said(offer).or_else(|| offer.things("priceSpecification").find_map(said)).as_deref().and_then(code)
    };
    let image = |thing: &Thing| thing.named("image", &["url", "contentUrl", "@id"]);
    ids.order();
    ids.dedup();
    Product {
        ids,
        name: thing.text("name"),
        brand: brand("brand").or_else(|| brand("manufacturer")),
        price: offers().find_map(price),
        currency: offers().find_map(currency),
        image: image(thing).or_else(|| variants.iter().find_map(|v| image(v))),
        url: thing.text("url").or_else(|| own_offers.iter().find_map(|offer| offer.text("url"))),
    }
}

pub(super) fn shop(tops: &[Thing]) -> Option<String> {
    let run = SHOPS.iter().find_map(|kind| tops.iter().find(|top| top.is(&[kind]))?.text("name"));
    run.or_else(|| {
        tops.iter().filter(|top| top.is(PAGES)).find_map(|page| page.named("publisher", &["name"]))
    })
}

/// Adds an id, and the product's and variant's own numbers in Shopify's feed id (`shopify_DE_123_456`).
pub(super) fn push_id(ids: &mut Vec<String>, id: &str) {
    let Some(id) = said(id).filter(|id| id.len() <= LONGEST_ID && ids.len() < MOST_IDS) else { return };
    let named = ["sku:", "mpn:", "isbn:", "asin:"].iter().find_map(|name| id.strip_prefix(name));
    if let Some(numbers) = id.strip_prefix("shopify_") {
        let numbers =
            numbers.split('_').skip(1).filter(|n| n.bytes().all(|b| b.is_ascii_digit()) && !n.is_empty());
        ids.extend(numbers.take(2).map(str::to_owned));
    }
    ids.push(named.unwrap_or(&id).trim().to_owned());
}

/// A price without its currency sign.
pub(super) fn amount(text: &str) -> Option<String> {
    let amount = text.trim_matches(|c: char| !c.is_ascii_digit());
    let plain = amount.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '\'' | ' ' | '\u{a0}'));
    (plain && !amount.is_empty() && amount.len() <= 20).then(|| amount.to_owned())
}

/// An ISO 4217 code.
pub(super) fn code(text: &str) -> Option<String> {
    let code = text.trim();
    (code.len() == 3 && code.bytes().all(|b| b.is_ascii_alphabetic())).then(|| code.to_ascii_uppercase())
}
