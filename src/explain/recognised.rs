//! Which thing that the person looked at an ad shows.

use crate::ad::{Ad, Match, likeness};
use crate::memory::Brand;
use crate::product::Product;

/// The product that an ad shows, by the name the shop gave it when the person looked; none where
/// only the brand fits.
#[must_use]
pub fn recognised<'a>(ad: &Ad, brand: Option<&'a Brand>) -> Option<&'a Product> {
    let visits = brand.into_iter().flat_map(|b| &b.visits).filter(|v| v.time <= ad.time);
    let products = visits
        .filter_map(|v| v.product.as_ref().map(|p| (likeness(Some(p), ad), p.name.is_some(), v.time, p)));
    let best = products
        .filter(|(matched, ..)| *matched > Match::Brand)
        .max_by_key(|(matched, named, time, _)| (*matched, *named, *time));
    best.map(|(.., product)| product)
}
