//! Classification per request, beside crate `adblock` on the same rules: `cargo bench --bench classify`.
//!
//! Reads the pack of `CANDOR_KNOWLEDGE` (dist/knowledge/pack.bin) and the requests of
//! `CANDOR_REQUESTS` (`{url, source, type}` per line); without them, the sample pack and requests of
//! its own making. Trust the ratio, not the time: machines are noisy.

use std::sync::LazyLock;

use adblock::Engine;
use adblock::lists::{FilterSet, ParseOptions};
use adblock::request::Request as TheirRequest;
use candor::classify::{Request, RuleId, classify};
use candor::knowledge::Knowledge;
use candor::knowledge::compile::sample;
use divan::counter::ItemsCount;
use divan::{Bencher, black_box};

mod requests;

struct Setup {
    knowledge: Knowledge,
    rules: Vec<u8>,
    lines: Vec<requests::Line>,
}

static SETUP: LazyLock<Setup> = LazyLock::new(|| {
    let pack = std::env::var("CANDOR_KNOWLEDGE").unwrap_or_else(|_| "dist/knowledge/pack.bin".to_owned());
    let rules = std::path::Path::new(&pack).with_file_name("rules.bin");
    let (pack, rules) = match (std::fs::read(&pack), std::fs::read(rules)) {
        (Ok(pack), Ok(rules)) => (pack, rules),
        _ => (sample().pack.clone(), sample().rules.clone()),
    };
    Setup { knowledge: Knowledge::open(pack).expect("a pack"), rules, lines: requests::lines() }
});

fn main() {
    divan::main();
}

#[divan::bench]
fn candor(bencher: Bencher<'_, '_>) {
    let Setup { knowledge, lines, .. } = &*SETUP;
    bencher.counter(ItemsCount::new(lines.len())).bench_local(|| {
        for line in lines {
            let request = Request { url: &line.url, source: &line.source, kind: line.kind, method: "GET" };
            black_box(classify(knowledge, black_box(&request)));
        }
    });
}

#[divan::bench]
fn crate_adblock(bencher: Bencher<'_, '_>) {
    let Setup { knowledge, rules, lines } = &*SETUP;
    let texts = (0..).map_while(|id| Some(knowledge.rule_text(rules, RuleId(id))?.text));
    let mut set = FilterSet::new(false);
    set.add_filter_list(texts.collect::<Vec<_>>().join("\n"), ParseOptions::default());
    let engine = Engine::new_with_filter_set(set);
    bencher.counter(ItemsCount::new(lines.len())).bench_local(|| {
        for line in lines {
            if let Ok(request) = TheirRequest::new(&line.url, &line.source, &line.name, "GET") {
                black_box(engine.check_network_request(black_box(&request)));
            }
        }
    });
}
