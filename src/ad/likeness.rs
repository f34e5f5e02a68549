//! How far an ad shows a product that a shop told of.

use super::Ad;
use crate::product::Product;
use crate::site::bare;

/// How strongly an ad's product is one that was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Match {
    /// Only the brand.
    Brand,
    /// Name, picture or address agree.
    Likeness,
    /// An id agrees.
    Id,
}

/// Whether an ad shows a product that the shop told of: by its id, name, picture or address.
#[must_use]
pub fn shows(ad: &Ad, product: &Product) -> bool {
    likeness(Some(product), ad) > Match::Brand
}

/// How far the product of a visit and that of an ad are the same.
#[must_use]
pub fn likeness(visited: Option<&Product>, ad: &Ad) -> Match {
    let Some(visited) = visited else { return Match::Brand };
    if let Some(shown) = &ad.product {
        if shown.ids.iter().any(|id| id.len() >= 2 && visited.ids.contains(id)) {
            return Match::Id;
        }
        let same = |a: &Option<String>, b: &Option<String>| a.is_some() && a == b;
        if same(&shown.name, &visited.name)
            || same(&shown.image, &visited.image)
            || same(&shown.url, &visited.url)
        {
            return Match::Likeness;
        }
    }
    // The landing page is the product's own page, or the ad names the product in words.
    let landing = ad.click.as_ref().and_then(|c| c.landing.as_deref()).map(bare);
    if landing.is_some() && landing == visited.url.as_deref().map(bare) {
        return Match::Likeness;
    }
    match visited.name.as_deref() {
        Some(name) if name.len() >= 6 && contains_folded(&ad.text, name) => Match::Likeness,
        _ => Match::Brand,
    }
}

fn contains_folded(text: &str, part: &str) -> bool {
    text.to_lowercase().contains(&part.to_lowercase())
}
