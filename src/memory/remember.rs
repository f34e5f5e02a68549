//! Remembering: how what was seen on a page becomes a brand's record.

use super::{Brand, Call, Conduct, Page, Told, Visit};
use crate::fact::{Outcome, Regime};
use crate::id::{Millis, RequestId};
use crate::order::Order;
use crate::product::Product;
use crate::sorted::SortedSet;
use crate::wire::EventKind;

impl Brand {
    /// Most visits kept; the oldest go first.
    pub const MAX_VISITS: usize = 400;
    /// Most messages kept.
    pub const MAX_TOLD: usize = 800;
    /// Most ads kept.
    pub const MAX_ADS: usize = 300;
    /// Most times kept that an ad's own stop was pressed.
    pub const MAX_STOPS: usize = 50;
    /// Most page views kept.
    pub const MAX_CONDUCT: usize = 200;

    /// The conduct of the page view that began when `page` opened.
    pub fn conduct_of(&mut self, page: &Page, regime: &Regime) -> &mut Conduct {
        let at = match self.conduct.binary_search_by_key(&page.opened, |c| c.time) {
            Ok(at) => at,
            Err(at) => {
                let at = if self.conduct.len() >= Self::MAX_CONDUCT && at > 0 {
                    self.conduct.remove(0);
                    at - 1
                } else {
                    at
                };
                self.conduct.insert(at, Conduct::new(page, regime));
                at
            }
        };
        &mut self.conduct[at]
    }
}

/// Notes what the person did on a brand's page. The same thing told twice, by the page and by a
/// request or by two requests, is one visit with two sources.
pub fn note_visit(brand: &mut Brand, time: Millis, event: EventKind, product: Option<Product>, source: &str) {
    let same = brand.visits.iter_mut().find(|v| {
        v.event == event
            && v.time.since(time).abs() <= Millis::MINUTE
            && same_product(v.product.as_ref(), product.as_ref())
    });
    if let Some(visit) = same {
        visit.time = visit.time.min(time);
        visit.product = merged(visit.product.take(), product);
        if let Err(at) = visit.sources.binary_search_by(|s| s.as_str().cmp(source)) {
            visit.sources.insert(at, source.to_owned());
        }
    } else {
        brand.visits.push(Visit { time, event, product, sources: vec![source.to_owned()] });
    }
    brand.visits.order_by(|a, b| (a.time, a.event, &a.product).cmp(&(b.time, b.event, &b.product)));
    let excess = brand.visits.len().saturating_sub(Brand::MAX_VISITS);
    brand.visits.drain(..excess);
}

/// Two sightings on one page speak of the same product unless both name one and share no id.
fn same_product(a: Option<&Product>, b: Option<&Product>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a.ids.is_empty() || b.ids.is_empty() || a.shares_id(b),
        _ => true,
    }
}

fn merged(a: Option<Product>, b: Option<Product>) -> Option<Product> {
    let (Some(a), Some(b)) = (&a, &b) else { return a.or(b) };
    let ids: SortedSet<&String> = a.ids.iter().chain(&b.ids).collect();
    let first = |a: &Option<String>, b: &Option<String>| a.clone().or_else(|| b.clone());
    Some(Product {
        ids: ids.into_iter().cloned().collect(),
        name: first(&a.name, &b.name),
        brand: first(&a.brand, &b.brand),
        price: first(&a.price, &b.price),
        currency: first(&a.currency, &b.currency),
        image: first(&a.image, &b.image),
        url: first(&a.url, &b.url),
    })
}

/// Notes what a call told its company about the person on a page of this brand.
pub fn note_told(brand: &mut Brand, call: &Call, page: &Page) {
    let (Some(signal), Some(company)) = (&call.signal, &call.company) else { return };
    for event in &signal.events {
        let products = event.items.iter().filter_map(|item| item.id.clone()).take(20).collect();
        brand.told.push(Told {
            time: call.time,
            company: company.clone(),
            owner: call.owner.clone(),
            function: call.function,
            request: call.request.clone(),
            system: signal.system.clone(),
            event: event.event,
            products,
            blocked: call.outcome == Some(Outcome::Blocked),
            consent: page.consent_at(call.time),
        });
    }
    brand.told.order_by(|a, b| {
        (a.time, &a.company, a.event, &a.products).cmp(&(b.time, &b.company, b.event, &b.products))
    });
    let excess = brand.told.len().saturating_sub(Brand::MAX_TOLD);
    brand.told.drain(..excess);
}

/// Notes how a request ended: a stopped message told nobody anything.
pub fn note_end(brand: &mut Brand, request: &RequestId, outcome: &Outcome) {
    for told in brand.told.iter_mut().filter(|told| told.request == *request) {
        told.blocked = *outcome == Outcome::Blocked;
        // The id has done its work; browsers use it again in their next session.
        told.request = RequestId::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn boots(id: &str, name: Option<&str>) -> Option<Product> {
        Some(Product { ids: vec![id.to_owned()], name: name.map(str::to_owned), ..Product::default() })
    }

    #[test]
    fn page_and_pixel_confirm_each_other_in_any_order() {
        let mut one = Brand::default();
        note_visit(&mut one, Millis(1000), EventKind::View, boots("NT-118", Some("Trail Boots")), "page");
        note_visit(&mut one, Millis(1400), EventKind::View, boots("NT-118", None), "criteo");
        let mut two = Brand::default();
        note_visit(&mut two, Millis(1400), EventKind::View, boots("NT-118", None), "criteo");
        note_visit(&mut two, Millis(1000), EventKind::View, boots("NT-118", Some("Trail Boots")), "page");
        assert_eq!(one.visits, two.visits);
        assert_eq!(one.visits.len(), 1);
        assert_eq!(one.visits[0].sources, ["criteo", "page"]);
    }

    #[test]
    fn another_product_is_another_visit() {
        let mut brand = Brand::default();
        note_visit(&mut brand, Millis(1000), EventKind::View, boots("A", None), "page");
        note_visit(&mut brand, Millis(2000), EventKind::View, boots("B", None), "page");
        assert_eq!(brand.visits.len(), 2);
    }

    #[test]
    fn bounded() {
        let mut brand = Brand::default();
        for n in 0..1000 {
            note_visit(&mut brand, Millis(n * 100_000), EventKind::Page, None, "page");
        }
        assert_eq!(brand.visits.len(), Brand::MAX_VISITS);
        assert_eq!(brand.visits.last().map(|v| v.time), Some(Millis(99_900_000)), "the newest stay");
    }
}
