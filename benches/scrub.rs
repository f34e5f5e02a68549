//! What scrubbing costs for a request: one with nothing to replace, one of a known system, one full of identifiers.
//!
//! `cargo bench --bench scrub`

use candor::fact::{Fact, RawFact, RequestFact, RequestKind, What};
use candor::id::RequestId;
use candor::scrub::{Key, scrub};

fn main() {
    divan::main();
}

const REQUESTS: &[(&str, &str)] = &[
    ("plain", "https://cdn.news.example/assets/app/main.bundle.js?v=2026-11-04&lang=en"),
    (
        "long",
        "https://ads.exchange.example/bid?w=300&h=250&ref=https%3A%2F%2Fnews.example%2Fsport%2Fa-long-headline-about-a-match&tz=60&ua=desktop&slots=top,side,bottom&floor=0.10&cur=EUR&v=5.2.1",
    ),
    (
        "meta",
        "https://www.facebook.com/tr/?id=987654321&ev=ViewContent&cd[content_ids]=%5B%22NT-118%22%5D&cd[value]=89.9&cd[currency]=EUR&fbp=fb.1.1596403881668.1116446470",
    ),
    (
        "identifiers",
        "https://sync.partner.example/match?uid=c6959068-f901-4338-a393-7dda9cbd1fc3&em=f660ab912ec121d1b1e928a0bb4bc61b15f5ad44d5efdc4e1c92a25e99b8e44a&u=https%3A%2F%2Fshop.example%2F%3Fgclid%3DCj0KCQiA7d8&mail=person%40mail.example",
    ),
];

#[divan::bench(args = REQUESTS.iter().map(|(name, _)| *name))]
fn request(bencher: divan::Bencher<'_, '_>, name: &str) {
    let url = REQUESTS.iter().find(|(known, _)| *known == name).map_or("", |(_, url)| url);
    let key = Key([3; 16]);
    bencher.with_inputs(|| raw(url)).bench_values(|fact| scrub(fact, &key));
}

fn raw(url: &str) -> RawFact {
    RawFact::new(Fact {
        seq: Default::default(),
        time: Default::default(),
        tz: 0,
        tab: None,
        frame: Default::default(),
        document: Default::default(),
        regime: Default::default(),
        what: What::Request(RequestFact {
            request: RequestId::default(),
            url: url.to_owned(),
            method: "GET".to_owned(),
            kind: RequestKind::Other,
            initiator: Some("https://news.example".to_owned()),
            body: None,
        }),
    })
}
