//! Which ad wins a place, and what is true of it.

use super::cast::{AfterPurchase, Follows, matched, slogan};
use super::life::Life;
use super::systems::{HOUSE_CLICK, HOUSE_FRAME, SYSTEMS, System};
use crate::explain::ReasonId;
use crate::score::{TruePath, Truth};
use crate::site::Site;

/// A place for an ad.
pub(super) struct Place<'a> {
    pub(super) publisher: usize,
    pub(super) page: &'a str,
    pub(super) headline: &'a str,
    pub(super) top: i32,
}

/// How many days a left cart counts as one, as shops see it.
const CART_DAYS: f64 = 14.0;
/// How many days back a browser keeps what it saw, by Candor's own default.
const KEPT_DAYS: f64 = 14.0;

/// An ad that won a place.
struct Won<'a> {
    site: String,
    landing: String,
    text: String,
    by: &'a System,
    truth: Truth,
}

impl Life<'_> {
    /// Fills a place with an ad.
    pub(super) fn fill(&mut self, place: &Place<'_>) {
        let won = self.following(place).or_else(|| {
            let ads = &self.world.ads;
            let luck = self.chance.unit();
            let rest = luck - ads.house - ads.contextual;
            match () {
                () if luck < ads.house => None,
                () if luck < ads.house + ads.contextual => self.contextual(place),
                () if rest < ads.interest => self.interest(place),
                () => self.for_everybody(place),
            }
        });
        let Some(won) = won else { return self.house(place) };
        let missing = &self.world.missing;
        let readable = !self.chance.of(missing.frame);
        let click = match self.chance.of(missing.click) {
            true => won.by.opaque_click(self.pages),
            false => won.by.click(&won.landing),
        };
        let text = [&won.text, " ", &won.site].concat();
        self.log.ad(won.by.frame, &click, &text, readable, won.truth);
    }

    /// What is true of an ad that follows nobody.
    fn plain(&self, place: &Place<'_>, advertiser: usize, reason: ReasonId) -> Truth {
        let here = self.histories.get(advertiser).is_some_and(|h| h.here.is_some());
        let shop = self.cast.shops.get(advertiser);
        Truth {
            page: place.page.to_owned(),
            top: place.top,
            advertiser: Site(self.cast.advertisers[advertiser].site.clone()),
            reason,
            visited: here,
            retargets: shop.is_some_and(|shop| shop.follows.is_some()),
            path: TruePath::None,
            observable: false,
            steps: Vec::new(),
        }
    }

    fn house(&mut self, place: &Place<'_>) {
        let site = self.cast.publishers[place.publisher].site.clone();
        let truth = Truth {
            page: place.page.to_owned(),
            top: place.top,
            advertiser: Site(site.clone()),
            reason: ReasonId::House,
            visited: true,
            retargets: false,
            path: TruePath::None,
            observable: false,
            steps: Vec::new(),
        };
        let click = format!("{HOUSE_CLICK}https://www.{site}/subscribe");
        let readable = !self.chance.of(self.world.missing.frame);
        self.log.ad(HOUSE_FRAME, &click, &format!("Read more of {site}"), readable, truth);
    }

    /// A campaign whose advertiser is picked by how common its ads are.
    fn picked(&mut self, fits: impl Fn(usize) -> bool + Clone) -> Option<usize> {
        let day = self.day();
        let weights = self.cast.advertisers.iter().map(|advertiser| {
            let runs = advertiser.flight.is_none_or(|[from, to]| from <= day && day < to);
            // A campaign that runs for some days only spends the same in them.
            let dense = if advertiser.flight.is_some() { 4.0 } else { 1.0 };
            if runs && fits(advertiser.topic) { advertiser.weight * dense } else { 0.0 }
        });
        self.chance.weighted(weights)
    }

    fn untargeted(
        &mut self,
        place: &Place<'_>,
        advertiser: usize,
        text: String,
        reason: ReasonId,
    ) -> Won<'static> {
        let site = self.cast.advertisers[advertiser].site.clone();
        let best = self.cast.shops.get(advertiser).and_then(|shop| shop.products.first());
        let shows = self.chance.of(self.world.shops.bestseller);
        let wordless = reason == ReasonId::Contextual && text.is_empty();
        let (path, text) = match best.filter(|_| shows && (reason != ReasonId::Contextual || wordless)) {
            Some(best) => (format!("p/{}", best.id), best.name.clone()),
            None => ("offers".to_owned(), text),
        };
        let pays = |at: usize| (at + advertiser) % SYSTEMS.len() < self.world.advertisers.systems;
        let paid = SYSTEMS.iter().enumerate().map(|(at, system)| if pays(at) { system.weight } else { 0.0 });
        let by = self.chance.weighted(paid).unwrap_or_default();
        let truth = self.plain(place, advertiser, reason);
        Won { landing: format!("https://www.{site}/{path}"), site, text, by: &SYSTEMS[by], truth }
    }

    fn contextual(&mut self, place: &Place<'_>) -> Option<Won<'static>> {
        let topic = self.cast.publishers[place.publisher].topic;
        let advertiser = self.picked(|about| about == topic)?;
        let mut text = matched(place.headline, &mut self.chance);
        if self.world.ads.wordless > 0.0 && self.chance.of(self.world.ads.wordless) {
            text.clear();
        }
        Some(self.untargeted(place, advertiser, text, ReasonId::Contextual))
    }

    fn interest(&mut self, place: &Place<'_>) -> Option<Won<'static>> {
        let advertiser = self.guessing[self.chance.below(self.guessing.len())];
        let text = slogan(self.cast.advertisers[advertiser].topic, &mut self.chance);
        Some(self.untargeted(place, advertiser, text, ReasonId::Interest))
    }

    fn for_everybody(&mut self, place: &Place<'_>) -> Option<Won<'static>> {
        let advertiser = self.picked(|_| true)?;
        let text = slogan(self.cast.advertisers[advertiser].topic, &mut self.chance);
        Some(self.untargeted(place, advertiser, text, ReasonId::RunOfNetwork))
    }

    /// How much a shop wants this place now.
    fn wants(&self, shop: usize) -> f64 {
        let history = &self.histories[shop];
        let (Some(follows), Some((last, _))) = (&self.cast.shops[shop].follows, history.last) else {
            return 0.0;
        };
        let days = self.day() - last;
        let stopped = follows.after_purchase == AfterPurchase::Stops
            && history.bought.is_some_and(|b| b >= last - 0.01);
        if stopped || days > follows.window_days || history.ads_today >= self.world.shops.a_day {
            return 0.0;
        }
        self.world.decay.left(days)
    }

    /// An ad that follows the person, where a retargeter wins the place.
    fn following(&mut self, place: &Place<'_>) -> Option<Won<'static>> {
        let wants: Vec<f64> = (0..self.histories.len()).map(|shop| self.wants(shop)).collect();
        let all: f64 = wants.iter().sum();
        if !self.chance.of(self.pressure * all.min(1.0)) {
            return None;
        }
        let at = self.chance.weighted(wants.into_iter())?;
        self.histories[at].ads_today += 1;
        let (day, now) = (self.day(), self.log.now);
        let (shop, history) = (&self.cast.shops[at], &self.histories[at]);
        let follows = shop.follows.as_ref()?;
        let (_, viewed) = history.last?;
        let cart = history.cart.filter(|(when, _)| day - when <= CART_DAYS);
        let (reason, product) = reason(follows, cart, history.bought, viewed, shop.products.len());
        let product = shop.products.get(product).filter(|_| follows.product);
        let here = history.here.is_some();
        let kept = history.traced.is_some_and(|then| (now.0 as f64 - then) / 86_400_000.0 < KEPT_DAYS);
        let observable = here && kept && matches!(follows.path, TruePath::Direct | TruePath::Synced);
        let truth = Truth {
            reason,
            visited: here,
            path: follows.path,
            observable,
            steps: steps(reason, follows, observable),
            ..self.plain(place, at, reason)
        };
        let landing = match product {
            Some(product) => format!("https://www.{}/p/{}?utm_campaign=c1", shop.site, product.id),
            None => format!("https://www.{}/?utm_campaign=c2", shop.site),
        };
        let text = product.map_or_else(|| "Come back to us".to_owned(), |product| product.name.clone());
        Some(Won { site: shop.site.clone(), landing, text, by: &SYSTEMS[follows.by], truth })
    }
}

/// Why a following ad is there, and the product that it shows where it shows one.
fn reason(
    follows: &Follows,
    cart: Option<(f64, usize)>,
    bought: Option<f64>,
    viewed: usize,
    products: usize,
) -> (ReasonId, usize) {
    let cart = cart.filter(|(_, product)| follows.cart_campaign || (follows.product && *product == viewed));
    match (bought, cart) {
        (Some(_), _) if follows.after_purchase == AfterPurchase::CrossSells => {
            (ReasonId::AfterPurchase, (viewed + 1) % products)
        }
        (Some(_), _) => (ReasonId::AfterPurchase, viewed),
        (None, Some((_, product))) => (ReasonId::CartAbandonment, product),
        (None, None) if follows.product => (ReasonId::ProductRetargeting, viewed),
        (None, None) => (ReasonId::BrandRetargeting, viewed),
    }
}

/// What a complete explanation shows.
fn steps(reason: ReasonId, follows: &Follows, observable: bool) -> Vec<String> {
    let mut steps = Vec::new();
    if reason == ReasonId::CartAbandonment {
        steps.push("step_cart");
    }
    if reason == ReasonId::AfterPurchase {
        steps.push("step_bought");
    }
    if observable {
        steps.push("step_told");
    }
    if observable && follows.path == TruePath::Synced {
        steps.push("step_synced");
    }
    steps.into_iter().map(str::to_owned).collect()
}
