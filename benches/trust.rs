//! What decisions and records cost with many brands: `cargo bench --bench trust`.

use candor::ad::Ad;
use candor::classify::{Action, Job};
use candor::fact::{Choice, Mode, Scope, What};
use candor::id::Millis;
use candor::knowledge::{Function, Knowledge};
use candor::memory::{Brand, Conduct, Settings, Told, Visit};
use candor::policy::{self, About, Question};
use candor::product::Product;
use candor::site::{Party, Site};
use candor::trust;
use candor::wire::EventKind;
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

const NOW: Millis = Millis(1_767_225_600_000);

fn site(n: usize) -> Site {
    Site(format!("brand-{n}.example"))
}

/// The person's word for `n` brands, every choice in turn.
fn decided(n: usize) -> Settings {
    let mut settings = Settings::default();
    for brand in 0..n {
        let scope = Scope::Brand { brand: site(brand) };
        let what = What::Decided { scope, choice: Some(Choice::ALL[brand % Choice::ALL.len()]), since: None };
        policy::apply(&mut settings, &what, NOW);
    }
    settings
}

/// A brand with `n` pieces of evidence of each kind over two weeks.
fn brand(n: usize, at: usize) -> Brand {
    let time = |k: usize| NOW.plus(-(k as i64 * 14 * Millis::DAY / n as i64));
    let product = |k: usize| Product { ids: vec![format!("P-{}", k % 7)], ..Product::default() };
    let visit =
        |k| Visit { time: time(k), event: EventKind::View, product: Some(product(k)), sources: vec![] };
    let told = |k: usize| -> Told {
        let json = serde_json::json!({
            "time": time(k), "company": (["Criteo", "Meta", "TikTok"][k % 3]), "function": "retargeting",
            "system": "criteo", "event": "view", "products": ["P-1"], "blocked": false, "consent": "asked",
        });
        serde_json::from_value(json).expect("a message")
    };
    let ad = |k: usize| -> Ad {
        let json = serde_json::json!({
            "id": format!("{k}"), "time": time(k).plus(1), "tz": 0, "tab": 1,
            "page_site": format!("news-{}.example", k % 20), "page_url": "https://news.example/",
            "place": {"frame": 0, "element": 1}, "origin": {"frame": 0, "element": 1},
            "rect": {"x": 0, "y": 0, "width": 300, "height": 250}, "viewable_ms": 0, "found_by": "markup",
            "served_by": [{"company": "Criteo", "time": time(k), "by": "frame"}], "click": null,
            "advertiser": {"site": site(at), "name": "Brand", "signs": ["landing", "text"]},
            "product": product(k), "consent": "unknown",
            "regime": {"mode": "show_me", "rules": "", "other_blocker": false},
        });
        serde_json::from_value(json).expect("an ad")
    };
    let conduct = |k| Conduct {
        time: time(k),
        mode: Mode::ShowMe,
        complete: true,
        asked: true,
        before_choice: vec!["Criteo".to_owned(), "Meta".to_owned()],
        companies: (0..8).map(|c| format!("Company {c}")).collect(),
        ..Conduct::default()
    };
    Brand {
        site: site(at),
        visits: (0..n).map(visit).collect(),
        told: (0..n).map(told).collect(),
        ads: (0..n).map(ad).collect(),
        conduct: (0..n).map(conduct).collect(),
        ..Brand::default()
    }
}

#[divan::bench(args = [100, 1_000, 10_000])]
fn rules(bencher: Bencher<'_, '_>, brands: usize) {
    let (settings, knowledge) = (decided(brands), Knowledge::for_tests());
    bencher.bench(|| policy::rules(black_box(&settings), &knowledge, NOW));
}

#[divan::bench(args = [1_000, 10_000])]
fn rules_after_one_more(bencher: Bencher<'_, '_>, brands: usize) {
    let knowledge = Knowledge::for_tests();
    let before = policy::rules(&decided(brands), &knowledge, NOW);
    let settings = decided(brands + 1);
    bencher
        .bench(|| policy::rules::diff(&before.dynamic, &policy::rules(&settings, &knowledge, NOW).dynamic));
}

#[divan::bench(args = [1_000, 10_000])]
fn decide(bencher: Bencher<'_, '_>, brands: usize) {
    let settings = decided(brands);
    let last = site(brands - 1);
    let about = About::Request {
        party: Party::Third,
        function: Some(Function::Retargeting),
        job: Job::Event,
        action: Action::Block,
    };
    let question = Question { page_site: &last, brand: Some(&last), company: Some("Criteo"), about };
    bencher.bench(|| policy::decide(black_box(&settings), black_box(&question), NOW));
}

#[divan::bench(args = [10, 100, 300])]
fn record(bencher: Bencher<'_, '_>, pieces: usize) {
    let (brand, settings) = (brand(pieces, 0), Settings::default());
    bencher.bench(|| trust::record(black_box(&brand), &settings, NOW));
}

/// Ten thousand brands of a hundred pieces of evidence each: a million in all.
#[divan::bench(sample_count = 5)]
fn ten_thousand_records(bencher: Bencher<'_, '_>) {
    let settings = Settings::default();
    let brands: Vec<Brand> = (0..10_000).map(|at| brand(25, at)).collect();
    bencher.bench(|| brands.iter().map(|brand| trust::record(brand, &settings, NOW).grade).max());
}
