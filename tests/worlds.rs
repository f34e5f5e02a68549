//! Simulated worlds: the goals that explanations reach on persons no weight was fitted to, and the laws
//! that hold for every life. The same persons give the same scores: a change of one is a change of the code.

use std::collections::BTreeSet;

use candor::explain::{Basis, Step};
use candor::fact::{Fact, What};
use candor::id::{Millis, TabId};
use candor::incident::{Replay, Sighting, Start, ndjson};
use candor::knowledge::Knowledge;
use candor::score::{Observer, Person, Scores};
use candor::site::Url;
use candor::wire::{Sent, decode};
use candor::world::{Line, World, play};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

/// The seeds of these tests begin here; `candor fit` takes those below 1000.
const SEEDS: u64 = 5000;

fn world(file: &str) -> World {
    World::read(file).expect("a world")
}

fn person(knowledge: &Knowledge, world: &World, seed: u64) -> Person {
    let mut observer = Observer::new(knowledge, Start::default());
    for line in play(world, seed) {
        line.truth.into_iter().for_each(|truth| observer.truth(truth));
        observer.fact(line.fact);
    }
    observer.end()
}

/// Some persons of a world, played side by side.
fn scores(file: &str, persons: u64) -> Scores {
    let (knowledge, world) = (Knowledge::for_tests(), world(file));
    let persons: Vec<Person> = std::thread::scope(|scope| {
        let lives: Vec<_> = (SEEDS..SEEDS + persons)
            .map(|seed| {
                scope.spawn({
                    let (k, w) = (&knowledge, &world);
                    move || person(k, w, seed)
                })
            })
            .collect();
        lives.into_iter().map(|life| life.join().expect("a life")).collect()
    });
    Scores::new(&persons)
}

#[test]
fn goals_on_persons_no_weight_was_fitted_to() {
    let scores = scores("days = 30", 12);
    let (claims, naive) = (&scores.claims, &scores.naive);
    assert_eq!(scores.unmatched, (0, 0), "every ad is found, and every row is an ad");
    assert_eq!(scores.advertiser_wrong.of, 0);
    assert!(scores.advertiser_right.value() >= Some(0.9), "{scores}");
    assert!(claims.precision.value() >= Some(0.97), "{scores}");
    assert!(claims.observable.value() >= Some(0.85), "{scores}");
    assert!(claims.false_share.value() <= Some(0.005), "{scores}");
    assert!(claims.false_per_month.0 <= 1.0, "{scores}");
    assert!(claims.auc >= 0.9, "{scores}");
    assert!(scores.calibration.coverage >= 0.6 && scores.calibration.ece <= 0.05, "{scores}");
    assert!(scores.macro_f1 >= 0.8, "{scores}");
    assert!(scores.completeness.value() >= Some(0.95), "{scores}");
    assert!((0.02..=0.085).contains(&naive.wrong.value().unwrap_or_default()), "as published: {scores}");
}

#[test]
fn nobody_is_accused_where_nobody_follows() {
    let scores = scores("days = 20\nshops.retarget = 0.0", 3);
    assert!(scores.claims.false_share.value() <= Some(0.005), "{scores}");
    assert!(scores.naive.wrong.value() >= Some(0.01), "the rule that does accuse: {scores}");
}

/// A short life with much shopping, for laws.
fn short_life(seed: u64) -> Vec<Line> {
    let shopping = "person.visits_per_day = 3.0\nperson.pages_per_day = 8.0\nperson.spared = 0.0\nperson.pressure = [0.5, 0.5]\nshops.retarget = 1.0";
    play(&world(&format!("days = 3\n{shopping}")), seed)
}

fn rows(facts: impl IntoIterator<Item = Fact>) -> Vec<Sighting> {
    let knowledge = Knowledge::for_tests();
    let mut replay = Replay::new(Start::default());
    facts.into_iter().for_each(|fact| replay.fact(&knowledge, fact));
    replay.end().0
}

fn facts(lines: Vec<Line>) -> Vec<Fact> {
    lines.into_iter().map(|line| line.fact).collect()
}

/// The tab of the shops.
const SHOPS: Option<TabId> = Some(TabId(2));

/// Somebody who reads in two tabs, a page here and a page there.
fn reading_in_two_tabs(mut facts: Vec<Fact>) -> Vec<Fact> {
    let mut second = false;
    for fact in facts.iter_mut().filter(|fact| fact.tab.is_some() && fact.tab != SHOPS) {
        second ^= matches!(fact.what, What::Navigated { parent: None, .. });
        if second {
            fact.tab = Some(TabId(3));
        }
    }
    facts
}

/// The same facts with those of one tab arriving some minutes late, each tab in its own order; then ticks, in
/// which what came late is settled.
fn delayed(facts: &[Fact], minutes: i64, tab: i64) -> Vec<Fact> {
    let late = |fact: &Fact| fact.tab == Some(TabId(tab));
    let arrives = |fact: &Fact| fact.time.plus(if late(fact) { minutes * Millis::MINUTE } else { 0 });
    let mut order = facts.to_vec();
    order.sort_by_key(arrives);
    let last = facts.iter().max_by_key(|fact| fact.time).cloned().expect("a life");
    let tick = |n: i64| Fact { time: last.time.plus(n), tab: None, what: What::Tick, ..last.clone() };
    order.extend((1..20).map(tick));
    order
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, rng_seed: RngSeed::Fixed(5), failure_persistence: None, ..ProptestConfig::default() })]

    /// Consistent: the order in which facts arrive does not matter.
    #[test]
    fn any_order_of_arrival_gives_the_same_explanations(
        seed in SEEDS.., minutes in prop_oneof![1_i64..30, 30_i64..5000], tab in 1_i64..=3,
    ) {
        let facts = reading_in_two_tabs(facts(short_life(seed)));
        prop_assert_eq!(rows(delayed(&facts, minutes, tab)), rows(delayed(&facts, 0, tab)));
    }

    /// Deterministic: a log that was written and read again gives the same rows, byte for byte.
    #[test]
    fn a_life_replays_byte_for_byte(seed in SEEDS..) {
        let lines = short_life(seed);
        prop_assert_eq!(&lines, &short_life(seed));
        let written: Vec<String> = lines.iter().map(|l| serde_json::to_string(l).unwrap()).collect();
        let read = written.iter().map(|line| serde_json::from_str::<Fact>(line).unwrap());
        let (once, again) = (rows(facts(lines)), rows(read));
        prop_assert_eq!(ndjson(&once, &Default::default()), ndjson(&again, &Default::default()));
    }

    /// Personalised: without the visits, the same ads follow nobody.
    #[test]
    fn without_the_visits_nothing_follows(seed in SEEDS..) {
        let facts = facts(short_life(seed));
        let followed = rows(facts.clone()).iter().any(|row| row.reason.follows());
        let alone = rows(facts.into_iter().filter(|fact| fact.tab != SHOPS));
        prop_assert!(followed, "a life in which something follows");
        prop_assert!(alone.iter().all(|row| !row.reason.follows()));
    }

    /// Correct: what an explanation says was seen, is in the log at that very moment.
    #[test]
    fn every_fact_stated_is_in_the_log(seed in SEEDS..) {
        let facts = facts(short_life(seed));
        let mut checked = 0;
        for row in rows(facts.clone()) {
            for step in row.evidence.iter().filter(|step| step.basis == Basis::Seen) {
                prop_assert!(is_in(&facts, step, &row), "{step:?}\n{row:?}");
                checked += 1;
            }
        }
        prop_assert!(checked > 0);
    }
}

/// Whether a step is a fact of the log: the same moment, and of the same kind.
fn is_in(facts: &[Fact], step: &Step, row: &Sighting) -> bool {
    let then = || facts.iter().filter(|fact| fact.time == step.time);
    let told = |fact: &Fact| match &fact.what {
        What::Request(sent) => Url::split(&sent.url)
            .and_then(|url| decode(&Sent { url, method: &sent.method, body: sent.body.as_deref() }))
            .is_some(),
        _ => false,
    };
    let visited = |fact: &Fact| match &fact.what {
        What::Navigated { url, .. } => {
            let brand = row.advertiser.as_ref().map_or("", |brand| brand.site.as_str());
            Url::split(url).is_some_and(|url| url.host.ends_with(brand))
        }
        _ => false,
    };
    match step.what.id.as_str() {
        "step_viewed" | "step_visited" | "step_bought" => then().any(visited),
        "step_cart" | "step_cart_held" | "step_told" | "step_told_blocked" | "step_synced" => {
            then().any(told)
        }
        "step_served" | "step_served_unknown" => then()
            .any(|fact| matches!(fact.what, What::Request(_) | What::Navigated { .. } | What::Ads { .. })),
        "step_shown" => {
            let on =
                |url: &str| Url::split(url).is_some_and(|url| url.host.ends_with(row.page.site.as_str()));
            let earlier: Vec<&Fact> = facts.iter().filter(|fact| fact.time <= step.time).collect();
            let page = earlier.iter().rev().find_map(|fact| match &fact.what {
                What::Navigated { url, parent: None, .. } if fact.tab != SHOPS => Some(url),
                _ => None,
            });
            then().next().is_some() && page.is_some_and(|url| on(url))
        }
        other => panic!("a step that no check knows: {other}"),
    }
}

/// Names of worlds that break what the explainer believes; `candor evaluate` scores them, here they are read.
#[test]
fn every_world_can_be_read_and_differs() {
    let mut names = BTreeSet::new();
    for file in std::fs::read_dir("tests/worlds").expect("the folder").flatten() {
        let text = std::fs::read_to_string(file.path()).expect("a file");
        let (other, ordinary) = (world(&text), world(""));
        assert_ne!(format!("{other:?}"), format!("{ordinary:?}"), "{file:?} says nothing");
        names.insert(file.file_name());
    }
    assert!(names.len() >= 6);
}
