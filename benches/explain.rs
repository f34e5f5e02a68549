//! What one explanation costs with many remembered signals: `cargo bench --bench explain`.
//!
//! A signal is a visit or a message. They lie with their brands, and a brand keeps at most
//! [`Brand::MAX_VISITS`] and [`Brand::MAX_TOLD`]: the fullest brand is what is asked of.

use candor::ad::Ad;
use candor::engine::{Slices, sighting};
use candor::fact::ConsentState;
use candor::id::Millis;
use candor::knowledge::{Function, Knowledge};
use candor::memory::{Brand, Settings, Told, Visit};
use candor::product::Product;
use candor::site::Site;
use candor::wire::EventKind;
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

const NOW: Millis = Millis(1_767_225_600_000);

fn site(n: usize) -> Site {
    Site(format!("brand-{n}.example"))
}

/// Brands that hold `signals` in all, each as many as it may: two messages for a visit.
fn remembered(signals: usize) -> Slices {
    let most = Brand::MAX_VISITS + Brand::MAX_TOLD;
    let brands = (0..signals.div_ceil(most)).map(|at| brand(at, most.min(signals - at * most)));
    let settings = Settings { remember: true, ..Settings::default() };
    Slices {
        settings,
        brands: brands.map(|brand| (brand.site.clone(), brand)).collect(),
        all_brands: true,
        ..Slices::default()
    }
}

fn brand(at: usize, signals: usize) -> Brand {
    let time = |k: usize| NOW.plus(-(k as i64 * 14 * Millis::DAY / signals as i64));
    let visit = |k: usize| Visit {
        time: time(k),
        event: EventKind::View,
        product: Some(Product { ids: vec![format!("P-{}", k % 50)], ..Product::default() }),
        sources: vec!["page".to_owned()],
    };
    let told = |k: usize| Told {
        time: time(k),
        company: ["Criteo", "Meta", "TikTok"][k % 3].to_owned(),
        owner: None,
        function: Some(Function::Retargeting),
        request: Default::default(),
        system: "criteo".to_owned(),
        event: EventKind::View,
        products: vec![format!("P-{}", k % 50)],
        blocked: false,
        consent: ConsentState::Unknown,
    };
    Brand {
        site: site(at),
        name: "Brand".to_owned(),
        visits: (0..signals / 3).rev().map(visit).collect(),
        told: (0..signals - signals / 3).rev().map(told).collect(),
        ads: (0..(signals / 4).min(Brand::MAX_ADS)).rev().map(|k| ad(at, k, time(k).plus(-1))).collect(),
        ..Brand::default()
    }
}

fn ad(at: usize, k: usize, time: Millis) -> Ad {
    let json = serde_json::json!({
        "id": format!("{k}"), "time": time, "tz": 0, "tab": 1,
        "page_site": format!("news-{}.example", k % 20), "page_url": "https://news.example/",
        "place": {"frame": 0, "element": 1}, "origin": {"frame": 0, "element": 1},
        "rect": {"x": 0, "y": 0, "width": 300, "height": 250}, "viewable_ms": 0, "found_by": "markup",
        "served_by": [{"company": "Criteo", "time": time, "by": "frame"}], "click": null,
        "advertiser": {"site": site(at), "name": "Brand", "signs": ["landing", "text"]},
        "product": {"ids": [format!("P-{}", k % 50)]}, "consent": "unknown",
        "regime": {"mode": "show_me", "rules": "", "other_blocker": false},
    });
    serde_json::from_value(json).expect("an ad")
}

#[divan::bench(args = [100, 1_000, 10_000, 100_000])]
fn explain(bencher: Bencher<'_, '_>, signals: usize) {
    let (knowledge, slices, ad) = (Knowledge::for_tests(), remembered(signals), ad(0, 7, NOW.plus(1)));
    bencher.bench(|| sighting(&knowledge, black_box(&slices), black_box(&ad)));
}
