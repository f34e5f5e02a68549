//! What decisions and records cost with many brands: `cargo bench --bench trust`.

use candor::classify::{Action, Job};
use candor::knowledge::{Function, Knowledge};
use candor::memory::{Brand, Settings};
use candor::policy::{self, About, Question};
use candor::site::Party;
use candor::trust;
use divan::{Bencher, black_box};

use brands::{NOW, brand, decided, site};

mod brands;

fn main() {
    divan::main();
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
    let (brand, settings) = (brand(pieces, 0, NOW), Settings::default());
    bencher.bench(|| trust::record(black_box(&brand), &settings, NOW));
}

/// Ten thousand brands of a hundred pieces of evidence each: a million in all.
#[divan::bench(sample_count = 5)]
fn ten_thousand_records(bencher: Bencher<'_, '_>) {
    let settings = Settings::default();
    let brands: Vec<Brand> = (0..10_000).map(|at| brand(25, at, NOW)).collect();
    bencher.bench(|| brands.iter().map(|brand| trust::record(brand, &settings, NOW).grade).max());
}
