//! Whole logs in, rows out: the explanations that people read, and their laws.

mod ads;
mod carts;
mod forgetting;
mod laws;
mod reasons;

#[path = "../story/mod.rs"]
mod story;

use candor::explain::{Band, Basis, ReasonId};
use candor::fact::*;
use candor::id::*;
use candor::incident::{Denominators, Replay, Sighting, Start, csv, ndjson, redacted};
use candor::phrase::Arg;
use story::*;

fn rows(facts: &[Fact]) -> (Vec<Sighting>, Denominators) {
    let knowledge = knowledge();
    let mut replay = Replay::new(Start::default());
    for fact in facts {
        replay.fact(&knowledge, fact.clone());
    }
    replay.end()
}

fn ids(phrases: &[candor::phrase::Phrase]) -> Vec<&str> {
    phrases.iter().map(|p| p.id.as_str()).collect()
}

const DONE: Outcome = Outcome::Finished { status: 200 };
