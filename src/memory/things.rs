//! The products in a brand's record, each under all the ids and names that it goes by there.

use super::{Brand, Word};
use crate::ad::shows;
use crate::order::Order;
use crate::product::Product;
use crate::sorted::SortedSet;

/// One product of a brand's record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thing {
    /// Its ids and names.
    pub called: SortedSet<String>,
    /// The name that the shop gave it, else an id.
    pub name: String,
    /// How often something was done with it: looks, carts, purchases.
    pub visits: u32,
}

/// Most steps from a name to another name of the same product.
const ALIASES: usize = 8;

impl Brand {
    /// All that a product goes by, from some of it: the shop's pages say which id and which name are one.
    #[must_use]
    pub fn called(&self, some: &[String]) -> SortedSet<String> {
        let mut called: SortedSet<String> = some.iter().cloned().collect();
        for _ in 0..ALIASES {
            let before = called.len();
            for product in self.visits.iter().filter_map(|visit| visit.product.as_ref()) {
                if names(product).any(|name| called.contains(name)) {
                    called.extend(names(product).cloned());
                }
            }
            if called.len() == before {
                break;
            }
        }
        called
    }

    /// The products that the person did something with, in order of name.
    #[must_use]
    pub fn things(&self) -> Vec<Thing> {
        let mut things: Vec<Thing> = Vec::new();
        for product in self.visits.iter().filter_map(|visit| visit.product.as_ref()) {
            let Some(any) = names(product).next() else { continue };
            if let Some(thing) = things.iter_mut().find(|thing| thing.called.contains(any)) {
                thing.visits = thing.visits.saturating_add(1);
                continue;
            }
            let called = self.called(std::slice::from_ref(any));
            let named = |product: &&Product| names(product).any(|name| called.contains(name));
            let mut all = self.visits.iter().filter_map(|visit| visit.product.as_ref()).filter(named);
            let name = all.find_map(|product| product.name.clone()).unwrap_or_else(|| any.clone());
            things.push(Thing { called, name, visits: 1 });
        }
        things.order_by_key(|thing| thing.name.clone());
        things
    }

    /// Drops what is about a product: what was done with it, what was told of it, its ads and what was said of
    /// them. A message about several things is left without this one. Says whether anything went.
    pub fn drop_product(&mut self, called: &SortedSet<String>) -> bool {
        let before = (self.pieces(), self.told.iter().map(|told| told.products.len()).sum::<usize>());
        let is = |product: &Product| names(product).any(|name| called.contains(name));
        let of = |product: &Option<Product>| product.as_ref().is_some_and(is);
        let gone: Vec<Product> =
            self.visits.iter().filter_map(|visit| visit.product.clone()).filter(is).collect();
        self.visits.retain(|visit| !of(&visit.product));
        self.told.retain_mut(|told| {
            let named = !told.products.is_empty();
            told.products.retain(|id| !called.contains(id));
            !(named && told.products.is_empty())
        });
        self.ads.retain(|ad| !of(&ad.product) && !gone.iter().any(|product| shows(ad, product)));
        self.corrections
            .retain(|Word(.., about)| about.product.as_ref().is_none_or(|name| !called.contains(name)));
        before != (self.pieces(), self.told.iter().map(|told| told.products.len()).sum())
    }
}

fn names(product: &Product) -> impl Iterator<Item = &String> {
    product.ids.iter().chain(&product.name)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::id::Millis;
    use crate::memory::note_visit;
    use crate::trust::laws;
    use crate::wire::EventKind;

    fn product(ids: &[&str], name: Option<&str>) -> Option<Product> {
        let ids = ids.iter().map(|id| (*id).to_owned()).collect();
        Some(Product { ids, name: name.map(str::to_owned), ..Product::default() })
    }

    #[test]
    fn a_product_goes_by_all_that_pages_and_pixels_call_it() {
        let mut brand = Brand::default();
        for (day, event, seen) in [
            (1, EventKind::View, product(&["NT-118", "4711"], Some("Trail Boots"))),
            (2, EventKind::CartAdd, product(&["4711"], None)),
            (3, EventKind::View, product(&["NT-300"], Some("Dome Tent"))),
            (4, EventKind::Page, None),
        ] {
            note_visit(&mut brand, Millis(day * Millis::DAY), event, seen, "page");
        }
        let things: Vec<_> =
            brand.things().into_iter().map(|t| (t.name, t.visits, t.called.into_iter().collect())).collect();
        let called = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<String>>();
        assert_eq!(
            things,
            [
                ("Dome Tent".to_owned(), 1, called(&["Dome Tent", "NT-300"])),
                ("Trail Boots".to_owned(), 2, called(&["4711", "NT-118", "Trail Boots"])),
            ]
        );
        assert!(brand.drop_product(&brand.called(&called(&["Trail Boots"]))));
        assert_eq!(brand.visits.iter().map(|visit| visit.time.0 / Millis::DAY).collect::<Vec<_>>(), [3, 4]);
    }

    proptest! {
        /// A product that is forgotten is named nowhere in the record, and nothing else is lost.
        #[test]
        fn nothing_names_it_and_all_else_stays(brand in laws::brand(), at in 0..4) {
            let (gone, quoted) = (format!("NT-{at}"), format!("\"NT-{at}\""));
            let mut left = brand.clone();
            let changed = left.drop_product(&brand.called(&[gone]));
            let text = |brand: &Brand| serde_json::to_string(brand).expect("JSON");
            prop_assert!(!text(&left).contains(&quoted));
            prop_assert_eq!(changed, text(&brand).contains(&quoted));
            let others = |brand: &Brand| {
                let visits = brand.visits.iter().filter(|visit| !serde_json::to_string(visit).expect("JSON").contains(&quoted));
                (visits.count(), brand.conduct.clone(), brand.stops.clone())
            };
            prop_assert_eq!(others(&left), others(&brand));
        }
    }
}
