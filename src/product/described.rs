//! What a source describes in schema.org's words: products, shop and order out of its top-level things.

use super::thing::Thing;
use super::{Found, order, schema};
use crate::fact::PageFacts;

/// Reads top-level things of one source.
pub(super) fn read(tops: &[Thing], page: &PageFacts, url: &str) -> Found {
    Found {
        products: schema::products(tops, page, url),
        shop: schema::shop(tops),
        order: order::confirmed(tops),
    }
}
