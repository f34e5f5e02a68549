//! The cast of a world: shops, advertisers, publishers, made anew for each seed.

use super::chance::Chance;
use super::parameters::World;
use super::systems::SYSTEMS;
use crate::score::TruePath;

/// What shops, advertisers and pages are about, with the few words that headlines and ads share, by
/// chance too.
const TOPICS: &[(&str, &[&str])] = &[
    ("outdoor", &["boots", "trail", "tent"]),
    ("kitchen", &["espresso", "kettle", "baking"]),
    ("garden", &["roses", "lawn", "seeds"]),
    ("cycling", &["bicycle", "saddle", "helmet"]),
    ("photo", &["camera", "lens", "tripod"]),
    ("travel", &["flights", "hotel", "beach"]),
    ("money", &["savings", "mortgage", "pension"]),
    ("music", &["guitar", "piano", "concert"]),
    ("living", &["sofa", "curtains", "carpet"]),
    ("phones", &["phone", "tablet", "charger"]),
];

/// Words of headlines about nothing in particular.
const ANYTHING: &[&str] =
    &["Why", "readers", "council", "tomorrow", "autumn", "price", "report", "change", "question", "winter"];

/// A shop: whoever has a site to visit and products on it.
#[derive(Debug)]
pub(super) struct Shop {
    pub(super) site: String,
    pub(super) topic: usize,
    pub(super) products: Vec<Product>,
    /// How it follows people with ads; none where it does not.
    pub(super) follows: Option<Follows>,
    /// The systems that its pages tell, by their place in [`SYSTEMS`].
    pub(super) tells: Vec<usize>,
    /// They also tell a company that counts visits.
    pub(super) analytics: bool,
}

/// How a shop follows people.
#[derive(Debug)]
pub(super) struct Follows {
    pub(super) path: TruePath,
    /// The system that delivers.
    pub(super) by: usize,
    /// It shows the very product, not only its name.
    pub(super) product: bool,
    pub(super) cart_campaign: bool,
    pub(super) after_purchase: AfterPurchase,
    pub(super) window_days: f64,
}

/// What a shop does when something was bought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AfterPurchase {
    Stops,
    GoesOn,
    CrossSells,
}

/// A product: its number at the shop and its name.
#[derive(Debug)]
pub(super) struct Product {
    pub(super) id: String,
    pub(super) name: String,
}

/// Whoever has campaigns for everybody: the first ones are the shops.
#[derive(Debug)]
pub(super) struct Advertiser {
    pub(super) site: String,
    pub(super) topic: usize,
    /// How common its ads are.
    pub(super) weight: f64,
    /// From which day to which, where its campaign does not always run.
    pub(super) flight: Option<[f64; 2]>,
}

/// A publisher.
#[derive(Debug)]
pub(super) struct Publisher {
    pub(super) site: String,
    pub(super) topic: usize,
    pub(super) weight: f64,
}

/// All of them.
#[derive(Debug)]
pub(super) struct Cast {
    pub(super) shops: Vec<Shop>,
    pub(super) advertisers: Vec<Advertiser>,
    pub(super) publishers: Vec<Publisher>,
}

impl Cast {
    pub(super) fn new(world: &World, chance: &mut Chance) -> Self {
        let shops: Vec<Shop> = (0..world.shops.count).map(|n| shop(world, n, chance)).collect();
        let others = (0..world.advertisers.count)
            .map(|n| (format!("advertiser{n}.example"), chance.below(TOPICS.len())));
        let named: Vec<(String, usize)> = shops
            .iter()
            .map(|shop| (shop.site.clone(), shop.topic))
            .chain(others.collect::<Vec<_>>())
            .collect();
        let ranks = shuffled(named.len(), chance);
        let advertisers = named.into_iter().zip(ranks).map(|((site, topic), rank)| {
            let weight = libm::pow(rank as f64 + 1.0, -world.advertisers.skew);
            let begin = chance.unit() * f64::from(world.days);
            let flight = chance.of(world.advertisers.flights);
            let flight = flight.then(|| [begin, begin + chance.within(world.advertisers.flight_days)]);
            Advertiser { site, topic, weight, flight }
        });
        let advertisers = advertisers.collect();
        let publishers = (0..world.publishers.count).map(|n| Publisher {
            site: format!("paper{n}.example"),
            topic: chance.below(TOPICS.len()),
            weight: 1.0 / (n as f64 + 2.0),
        });
        Self { shops, advertisers, publishers: publishers.collect() }
    }
}

fn shop(world: &World, number: usize, chance: &mut Chance) -> Shop {
    let (shops, topic) = (&world.shops, chance.below(TOPICS.len()));
    let (_, words) = TOPICS[topic];
    let products = (0..shops.products).map(|n| Product {
        id: format!("S{number}-{}", 100 + n),
        name: format!("Model {} {}", number * 100 + n, words[n % words.len()]),
    });
    let mut tells = Vec::new();
    let follows = chance.of(shops.retarget).then(|| {
        let path = &shops.path;
        let weights = [path.direct, path.synced, path.shared, path.server];
        let paths = [TruePath::Direct, TruePath::Synced, TruePath::Shared, TruePath::Server];
        let path = chance.weighted(weights.into_iter()).map_or(TruePath::Direct, |at| paths[at]);
        let told = chance.below(SYSTEMS.len());
        let next = SYSTEMS[told].sync.map_or(told, |(_, to)| to);
        let (tell, by) = match path {
            TruePath::Direct => (Some(told), told),
            TruePath::Synced => (Some(told), next),
            // Told, but somebody else delivers, who was not seen to be told.
            TruePath::Shared => (Some(told), (told + 2) % SYSTEMS.len()),
            TruePath::Server | TruePath::None => (None, told),
        };
        tells.extend(tell);
        Follows {
            path,
            by,
            product: chance.of(shops.product),
            cart_campaign: chance.of(shops.cart_campaign),
            after_purchase: match () {
                () if chance.of(shops.stop_after_purchase) => AfterPurchase::Stops,
                () if chance.of(shops.cross_sell) => AfterPurchase::CrossSells,
                () => AfterPurchase::GoesOn,
            },
            window_days: chance.within(shops.window_days),
        }
    });
    if follows.is_none() && chance.of(shops.pixel_anyway) {
        tells.extend(chance.weighted(SYSTEMS.iter().map(|system| system.weight)));
    }
    let analytics = chance.of(shops.analytics);
    let site = format!("shop{number}.example");
    Shop { site, topic, products: products.collect(), follows, tells, analytics }
}

fn shuffled(len: usize, chance: &mut Chance) -> Vec<usize> {
    let mut order: Vec<usize> = (0..len).collect();
    for at in (1..len).rev() {
        order.swap(at, chance.below(at + 1));
    }
    order
}

/// A headline of a page about a topic.
pub(super) fn headline(topic: usize, chance: &mut Chance) -> String {
    let (name, words) = TOPICS[topic];
    let word = |chance: &mut Chance, words: &[&str]| words[chance.below(words.len())].to_owned();
    let about = [word(chance, words), word(chance, words)].join(" and ");
    format!("{} {about}: {} {name}", word(chance, ANYTHING), word(chance, ANYTHING))
}

/// What an ad says that is made for a page with this headline: some of its words.
pub(super) fn matched(headline: &str, chance: &mut Chance) -> String {
    let words: Vec<&str> =
        headline.split([' ', ':']).filter(|word| word.len() > 3 && chance.of(0.5)).collect();
    ["All for ", &words.join(" ")].concat()
}

/// What an advertiser's ads say wherever they stand.
pub(super) fn slogan(topic: usize, chance: &mut Chance) -> String {
    let (_, words) = TOPICS[topic];
    let word = |chance: &mut Chance, words: &[&str]| words[chance.below(words.len())].to_owned();
    // Headlines share such words by chance.
    format!("{} and {} for the {}", word(chance, words), word(chance, words), word(chance, ANYTHING))
}
