//! Shopping: what a person looks at, puts in the cart and buys, and what the shop tells of it.

use super::chance::Chance;
use super::history::History;
use super::life::Life;
use super::systems::{Message, SYSTEMS, Told, analytics};
use crate::fact::{PageFacts, RequestKind};
use crate::score::TruePath;

impl Life<'_> {
    /// A shop to go to: often the last one again, else by how popular it is.
    fn chosen(&mut self) -> Option<usize> {
        let last = |history: &History| history.last.map_or(0.0, |(day, _)| day);
        let again = self.histories.iter().any(|h| h.last.is_some()) && self.chance.of(0.3);
        if again {
            return (0..self.histories.len())
                .max_by(|a, b| last(&self.histories[*a]).total_cmp(&last(&self.histories[*b])));
        }
        let favours = self.world.person.favours_popular;
        let shops = &self.cast.advertisers[..self.cast.shops.len()];
        self.chance.weighted(shops.iter().map(|a| libm::pow(a.weight, favours)))
    }

    /// A visit to a shop on another device: ad companies take both for one person.
    pub(super) fn elsewhere(&mut self) {
        if let Some(shop) = self.chosen() {
            let product = looked_at(self.cast.shops[shop].products.len(), &mut self.chance);
            self.histories[shop].last = Some((self.day(), product));
        }
    }

    /// A visit to a shop: its front page, some products, perhaps a cart and an order.
    pub(super) fn shop(&mut self) {
        let Some(shop) = self.chosen() else { return };
        self.visit(shop, None, Told::Home);
        let looks = 1 + self.chance.times(self.world.person.products_per_visit - 1.0);
        let mut product = 0;
        for _ in 0..looks {
            self.log.now = self.log.now.plus(70_000);
            product = looked_at(self.cast.shops[shop].products.len(), &mut self.chance);
            self.visit(shop, Some(product), Told::View);
        }
        if self.chance.of(self.world.person.cart) {
            self.log.now = self.log.now.plus(20_000);
            self.message(shop, Some(product), Told::Cart);
            self.histories[shop].cart = Some((self.day(), product));
            if self.chance.of(self.world.person.purchase) {
                self.log.now = self.log.now.plus(90_000);
                self.visit(shop, Some(product), Told::Bought);
                self.histories[shop].cart = None;
                self.histories[shop].bought = Some(self.day());
            }
        }
    }

    /// A page of a shop.
    fn visit(&mut self, shop: usize, product: Option<usize>, event: Told) {
        self.pages += 1;
        let cast = &self.cast.shops[shop];
        let shown = product.and_then(|at| cast.products.get(at));
        let path = match (event, shown) {
            (Told::Bought, _) => format!("order-received/{}", self.pages),
            (_, Some(product)) => format!("p/{}", product.id),
            (_, None) => String::new(),
        };
        let site = ("og:site_name".to_owned(), cast.site.clone());
        let mut page = PageFacts { title: cast.site.clone(), meta: vec![site], ..PageFacts::default() };
        if let (Told::View, Some(product)) = (event, shown) {
            page.title.clone_from(&product.name);
            if !self.chance.of(self.world.missing.page) {
                page.json_ld.push(format!(
                    r#"{{"@context":"https://schema.org","@type":"Product","name":"{}","sku":"{}","offers":{{"@type":"Offer","price":"49.00","priceCurrency":"EUR"}}}}"#,
                    product.name, product.id
                ));
            }
        }
        let url = format!("https://www.{}/{path}", cast.site);
        self.log.shop(&url, page);
        self.message(shop, product, event);
        let day = self.day();
        let history = &mut self.histories[shop];
        history.here = Some(day);
        history.last = Some((day, product.or(history.last.map(|(_, product)| product)).unwrap_or(0)));
    }

    /// What the shop tells; a message that the log does not hold has happened all the same.
    fn message(&mut self, shop: usize, product: Option<usize>, event: Told) {
        let cast = &self.cast.shops[shop];
        let product = product.and_then(|at| cast.products.get(at)).map_or("", |product| &product.id);
        let host = cast.site.as_str();
        let message = Message { host, account: 4000 + shop, event, product };
        if cast.analytics && !self.chance.of(self.world.missing.message) {
            self.log.request(RequestKind::Ping, &analytics(&message));
        }
        for system in cast.tells.iter().map(|at| &SYSTEMS[*at]) {
            if self.chance.of(self.world.missing.message) {
                continue;
            }
            self.log.request(RequestKind::Image, &system.tell(&message));
            let path = cast.follows.as_ref().map(|follows| follows.path);
            if let (Some(TruePath::Synced), Some((url, _))) = (path, system.sync) {
                self.log.request(RequestKind::Image, url);
            }
            if matches!(path, Some(TruePath::Direct | TruePath::Synced)) {
                self.histories[shop].traced = Some(self.log.now.0 as f64);
            }
        }
    }
}

/// Some products are looked at more often than others; the first is the bestseller.
fn looked_at(products: usize, chance: &mut Chance) -> usize {
    let luck = chance.unit();
    ((luck * luck * products as f64) as usize).min(products.saturating_sub(1))
}
