//! Brands that benches judge, as many and as much met as wanted, in the size that real ones have:
//! addresses, products, ids and places differ from piece to piece.
#![allow(dead_code, reason = "not every bench looks at all of it")]

use candor::ad::Ad;
use candor::fact::{Choice, Mode, Scope, What};
use candor::id::Millis;
use candor::memory::{Brand, Conduct, Settings, Told, Visit};
use candor::policy;
use candor::product::Product;
use candor::site::Site;
use candor::wire::EventKind;
use serde_json::{Value, json};

/// When benches take place.
pub(crate) const NOW: Millis = Millis(1_767_225_600_000);

/// The site of one of the brands.
pub(crate) fn site(at: usize) -> Site {
    Site(format!("brand-{at}.example"))
}

/// The person's word for `n` brands, every choice in turn.
pub(crate) fn decided(n: usize) -> Settings {
    let mut settings = Settings { remember: true, ..Settings::default() };
    for brand in 0..n {
        let scope = Scope::Brand { brand: site(brand) };
        let what = What::Decided { scope, choice: Some(Choice::ALL[brand % Choice::ALL.len()]), since: None };
        policy::apply(&mut settings, &what, NOW);
    }
    settings
}

/// A brand with `n` pieces of evidence of each kind over two weeks up to `now`.
pub(crate) fn brand(n: usize, at: usize, now: Millis) -> Brand {
    let piece = |k: usize| Piece { at, k, time: now.plus(-((k * 14 + 7) as i64 * Millis::DAY / n as i64)) };
    Brand {
        site: site(at),
        name: format!("Brand {at}"),
        name_origin: "page".to_owned(),
        visits: (0..n).rev().map(|k| piece(k).visit()).collect(),
        told: (0..n).rev().map(|k| piece(k).told()).collect(),
        ads: (0..n).rev().map(|k| piece(k).ad()).collect(),
        conduct: (0..n).rev().map(|k| piece(k).conduct()).collect(),
        ..Brand::default()
    }
}

/// One piece of evidence to be: the `k`th of brand `at`.
struct Piece {
    at: usize,
    k: usize,
    time: Millis,
}

impl Piece {
    /// A number that looks like chance and is the same every time.
    fn chance(&self, salt: u64, below: u64) -> u64 {
        let seed = (self.at as u64) << 32 | (self.k as u64) << 8 | salt;
        (seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 17) % below
    }

    fn product(&self) -> Product {
        let (host, n) = (site(self.at), self.k % 7);
        let text = |text: String| Some(text);
        Product {
            ids: vec![format!("P{}-{n}", self.at % 97)],
            name: text(format!("Trail Boots {n}")),
            price: text(format!("{}.00", 20 + n)),
            currency: text("EUR".to_owned()),
            image: text(format!("https://media.{host}/images/{n}.jpg")),
            url: text(format!("https://www.{host}/p/trail-boots-{n}")),
            ..Product::default()
        }
    }

    fn visit(&self) -> Visit {
        let sources = vec!["criteo".to_owned(), "page".to_owned()];
        Visit { time: self.time, event: EventKind::View, product: Some(self.product()), sources }
    }

    fn told(&self) -> Told {
        made(json!({
            "time": self.time, "company": (["Criteo", "Meta", "TikTok"][self.k % 3]), "function": "retargeting",
            "system": "criteo", "event": "view", "products": self.product().ids, "blocked": false, "consent": "asked",
        }))
    }

    fn ad(&self) -> Ad {
        let (time, page) = (self.time.plus(1), format!("news-{}.example", self.k % 20));
        let brand = site(self.at);
        made(json!({
            "id": format!("{:016x}", self.chance(1, u64::MAX)), "time": time, "tz": 60, "tab": self.chance(2, 1 << 30),
            "page_site": page, "page_url": format!("https://www.{page}/{}", self.chance(3, 1000)),
            "place": {"frame": 0, "element": self.chance(4, 99)},
            "origin": {"frame": self.chance(5, 1 << 20), "element": self.chance(6, 99)},
            "rect": {"x": self.chance(7, 900), "y": self.chance(8, 5000), "width": 300, "height": 250},
            "viewable_ms": self.chance(9, 9000), "found_by": "markup",
            "served_by": [
                {"company": "Criteo", "owner": "Criteo SA", "function": "retargeting", "time": self.time, "by": "frame"},
                {"company": "Google", "function": "advertising", "time": self.time, "by": "request"}],
            "click": {"system": "criteo", "hops": ["criteo", "google_ads"],
                "landing": self.product().url},
            "advertiser": {"site": brand, "name": format!("Brand {}", self.at), "signs": ["landing", "text"]},
            "product": self.product(), "text": "Trail Boots. Now with 20 % off.", "consent": "unknown",
            "regime": {"mode": "show_me", "rules": "2026-03-20", "other_blocker": false},
        }))
    }

    fn conduct(&self) -> Conduct {
        Conduct {
            time: self.time,
            mode: Mode::ShowMe,
            complete: true,
            asked: true,
            before_choice: vec!["Criteo".to_owned(), "Meta".to_owned()],
            companies: (0..8).map(|c| format!("Company {c}")).collect(),
            ..Conduct::default()
        }
    }
}

fn made<T: serde::de::DeserializeOwned>(json: Value) -> T {
    serde_json::from_value(json).expect("of the core's form")
}
