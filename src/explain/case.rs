//! The case that reasons judge: one ad, what is remembered of its brand up to that moment, and what follows from both.

use crate::ad::{Ad, Match, Served, likeness};
use crate::id::Millis;
use crate::memory::{Brand, Settings, Told, Totals, Visit};
use crate::order::Order;
use crate::product::Product;
use crate::site::Site;
use crate::wire::EventKind;

use super::campaign::Campaign;
use super::said::Said;
use super::weights as w;

/// How the message may have travelled from the shop to the ad (Bashir et al., USENIX Security 2016).
/// "None seen" speaks neither for nor against: servers talk where a browser cannot see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Path<'a> {
    /// The company that was told delivered the ad.
    Direct(&'a Told, &'a Served),
    /// The company that was told was seen to tell the one that delivered the ad who this is.
    Synced(&'a Told, &'a Served, Millis),
    /// Nothing seen.
    NoneSeen,
}

/// Everything a reason may look at. Nothing later than the ad is in it, except the person's corrections.
#[derive(Debug)]
pub struct Case<'a> {
    /// The ad.
    pub ad: &'a Ad,
    /// What is remembered of its brand; none for an unknown advertiser or a brand never met.
    pub brand: Option<&'a Brand>,
    /// Counts over all ads.
    pub totals: &'a Totals,
    /// The person's settings.
    pub settings: &'a Settings,
    /// The visit that fits the ad best: a product match before a mere visit, a look before a cart, then the latest.
    pub visit: Option<(&'a Visit, Match)>,
    /// The person said that what this visit tells of them is wrong.
    pub disowned: bool,
    /// Something of this match that was put in the cart and, as far as seen, not bought.
    pub cart: Option<(&'a Visit, Match)>,
    /// A purchase at this brand.
    pub bought: Option<&'a Visit>,
    /// The best path.
    pub path: Path<'a>,
    /// A message on that path was stopped on this device.
    pub stopped: Option<&'a Told>,
    /// What the person said of explanations that bears on this one.
    pub said: Said<'a>,
    /// Ads of this brand before the first visit, and all ads before it: the person is their own control.
    pub before: (u64, u64),
    /// What is remembered of ads like this one.
    pub campaign: Campaign,
    /// The person has looked at something else there since they looked at what the ad shows.
    pub looked_on: bool,
    /// Ads of any brand that show something that had been looked at, and all ads, up to some hours ago.
    pub recognised: (u64, u64),
    /// Sites, other than the brand's own and this page's, where its ads stood before any visit.
    pub sites_before: u64,
}

impl<'a> Case<'a> {
    /// Puts the case together.
    #[must_use]
    pub fn new(ad: &'a Ad, brand: Option<&'a Brand>, totals: &'a Totals, settings: &'a Settings) -> Self {
        let visits = || brand.into_iter().flat_map(|b| &b.visits).filter(|v| v.time <= ad.time);
        let said = Said::of(ad, brand);
        let visit = visits()
            .filter(|v| v.event != EventKind::Purchase)
            .map(|v| (v, likeness(v.product.as_ref(), ad)))
            .max_by_key(|(v, m)| (*m, looks(v), v.time));
        // Who put something in the cart has just looked at it, where no message says what it is.
        let about = |v: &'a Visit| {
            let just =
                move |seen: &&Visit| looks(seen) && (0..=JUST_LOOKED).contains(&v.time.since(seen.time));
            let looked =
                || visits().filter(just).filter(|seen| seen.product.is_some()).max_by_key(|v| v.time);
            v.product.as_ref().or_else(|| looked().filter(|_| !looks(v))?.product.as_ref())
        };
        // A message may name the thing by its number only, where the page that was looked at says all of it.
        let fits = |v: &'a Visit| {
            let about = about(v);
            let known = |seen: &Visit| about.zip(seen.product.as_ref()).is_some_and(|(a, b)| a.shares_id(b));
            let own = likeness(about, ad);
            visit.filter(|(seen, _)| known(seen)).map_or(own, |(_, matched)| own.max(matched))
        };
        let disowned = visit.is_some_and(|(v, _)| said.disowns(v));
        let bought = visits().filter(|v| v.event == EventKind::Purchase).max_by_key(|v| v.time);
        let cart = visits()
            .filter(|v| in_cart(v) && bought.is_none_or(|b| b.time < v.time))
            .filter(|v| ad.time.since(v.time) <= CART_DAYS * Millis::DAY && !said.disowns(v))
            .map(|v| (v, fits(v)))
            .max_by_key(|(v, m)| (*m, v.event == EventKind::CartAdd, v.time));
        // A look into the cart is none at the things in it.
        let newest =
            visits().filter(|v| v.product.is_some() && v.event != EventKind::CartView).max_by_key(|v| v.time);
        let first = visits().map(|v| v.time).min().unwrap_or(ad.time);
        let ads_before =
            |until: Millis| brand.into_iter().flat_map(|b| &b.ads).filter(move |a| a.time < until);
        let own = |site: &Site| brand.is_some_and(|b| b.site == *site) || ad.page_site == *site;
        let mut sites: Vec<&Site> =
            ads_before(first).map(|a| &a.page_site).filter(|site| !own(site)).collect();
        sites.order();
        sites.dedup();
        let product = visit.and_then(|(v, m)| (m > Match::Brand).then_some(v.product.as_ref()).flatten());
        let (path, stopped) = path(ad, brand, totals, product);
        let looked = visits().filter(|v| product.is_some() && fits(v) > Match::Brand).map(|v| v.time).min();
        Self {
            ad,
            brand,
            totals,
            settings,
            visit,
            disowned,
            cart,
            bought,
            path,
            stopped,
            said,
            before: (ads_before(first).count() as u64, totals.ads_before(first)),
            campaign: Campaign::of(ad, brand, totals, product, looked.unwrap_or(first)),
            looked_on: product.is_some() && newest.is_some_and(|v| fits(v) == Match::Brand),
            recognised: totals.recognised_before(ad.time),
            sites_before: sites.len() as u64,
        }
    }

    /// How the product that was looked at fits the ad's.
    #[must_use]
    pub fn product_match(&self) -> Match {
        self.visit.map_or(Match::Brand, |(_, m)| m)
    }

    /// Whether the ad shows what is left in the cart.
    #[must_use]
    pub fn shows_cart(&self) -> bool {
        self.cart.is_some_and(|(_, matched)| matched > Match::Brand)
    }

    /// How often ads follow this person at all, against the prior, as a logarithm: the share of all
    /// their ads that show something they had looked at.
    #[must_use]
    pub fn person_rate(&self) -> f64 {
        let (shows, all) = self.recognised;
        let (yes, no) = w::FOLLOWING_PRIOR;
        let rate = (shows as f64 + yes) / (all as f64 + yes + no);
        libm::log(rate * (yes + no) / yes).clamp(-w::LOG_BOUND, w::LOG_BOUND)
    }

    /// The brand's name, or the advertiser's, or nothing.
    #[must_use]
    pub fn name(&self) -> &str {
        self.ad.advertiser.as_ref().map_or("", |a| &a.name)
    }

    /// The ad's own statement of a kind.
    #[must_use]
    pub fn states(&self, kind: &str) -> Option<&str> {
        self.ad.states.iter().find(|(k, _)| k == kind).map(|(_, v)| v.as_str())
    }
}

/// Whether the person looked at something, and did no more.
pub(super) fn looks(visit: &Visit) -> bool {
    use EventKind::{CartAdd, CartView, Checkout, Purchase};
    !matches!(visit.event, CartAdd | CartView | Checkout | Purchase)
}

/// Whether something was in the cart then: it was put in, or named on the page of the cart or of the checkout.
fn in_cart(visit: &Visit) -> bool {
    let named = matches!(visit.event, EventKind::CartView | EventKind::Checkout) && visit.product.is_some();
    visit.event == EventKind::CartAdd || named
}

/// How long a left cart counts as one: retargeters' own default for "cart abandoners".
const CART_DAYS: i64 = 14;

/// How long before a click on "add to cart" the thing was looked at: somebody reads its page, chooses a size.
const JUST_LOOKED: i64 = 30 * Millis::MINUTE;

/// The best path from what the brand's site told to who served the ad.
fn path<'a>(
    ad: &'a Ad,
    brand: Option<&'a Brand>,
    totals: &Totals,
    product: Option<&Product>,
) -> (Path<'a>, Option<&'a Told>) {
    let same = |t: &Told, s: &Served| {
        t.company == s.company
            || t.owner.as_ref().is_some_and(|o| s.owner.as_ref() == Some(o) || *o == s.company)
            || s.owner.as_ref() == Some(&t.company)
    };
    // Of several companies the last one stands nearest to the creative: the first only sold the place.
    let nearest = |t: &Told| ad.served_by.iter().rev().find(|s| same(t, s));
    let told = || {
        let told = brand.into_iter().flat_map(|b| &b.told);
        told.filter(|t| t.time <= ad.time && t.function.is_none_or(|f| f.follows_people())).rev()
    };
    // Messages about the matched product first, then who stands nearest, then the latest; of equals the first.
    let rank = |t: &Told| {
        let about = product.is_some_and(|p| t.products.iter().any(|id| p.ids.contains(id)));
        (about, t.event == EventKind::View, nearest(t).map(|s| s.time), t.time)
    };
    let best = |blocked: bool| {
        let heard = told().filter(|t| t.blocked == blocked).filter_map(|t| Some((t, nearest(t)?)));
        heard.max_by_key(|(t, _)| rank(t))
    };
    let (heard, stopped) = (best(false), best(true).map(|(t, _)| t));
    if let Some((t, served)) = heard {
        // A message that was stopped only matters where it would have been the better one.
        return (Path::Direct(t, served), stopped.filter(|stopped| rank(stopped) > rank(t)));
    }
    let synced = |t: &'a Told| {
        let known = |s: &'a Served| Some((t, s, totals.synced(&t.company, &s.company, ad.time)?));
        ad.served_by.iter().find_map(known)
    };
    let best = told().filter(|t| !t.blocked).filter_map(synced).max_by_key(|(t, ..)| rank(t));
    if let Some((t, s, time)) = best {
        return (Path::Synced(t, s, time), stopped);
    }
    (Path::NoneSeen, stopped)
}
