//! `candor pair`: what visiting a shop did to the ads, from two profiles that walked at the same time.

use candor::fact::Fact;
use candor::incident::{FACTS_SCHEMA, Start};
use candor::knowledge::Knowledge;
use candor::score::{Walk, pair};
use serde::Deserialize;

use crate::arguments::Arguments;
use crate::lines::Output;
use crate::{Stop, Subcommand, lines};

pub(crate) const PAIR: Subcommand = Subcommand {
    name: "pair",
    usage: "[--knowledge PACK] VISITED.ndjson OTHER.ndjson",
    about: "compares the fact logs of two profiles that opened the same pages, of which the first visited a shop: \
            what follows from the visit, by an exact permutation test with Holm's correction",
    options: &["--knowledge"],
    flags: &[],
    run,
};

fn run(arguments: &Arguments) -> Result<usize, Stop> {
    let [visited, other] = arguments.files.as_slice() else {
        return Err(Stop::Usage("two logs are wanted".to_owned()));
    };
    let knowledge = arguments.knowledge()?;
    let (visited, bad) = walk(&knowledge, visited)?;
    let (other, worse) = walk(&knowledge, other)?;
    let mut output = Output::new();
    output.row(&pair(&visited, &other))?;
    output.finish()?;
    Ok(bad + worse)
}

/// What the first line of a log is told by.
#[derive(Deserialize)]
struct FirstLine {
    schema: Option<String>,
}

fn walk<'k>(knowledge: &'k Knowledge, file: &str) -> Result<(Walk<'k>, usize), Stop> {
    let mut walk: Option<Walk<'k>> = None;
    let bad = lines::read(&[file.to_owned()], |line| {
        let schema = lines::json::<FirstLine>(line).ok().and_then(|first| first.schema);
        if walk.is_none() && schema.as_deref() == Some(FACTS_SCHEMA) {
            return Ok(lines::json::<Start>(line).map(|start| walk = Some(Walk::new(knowledge, start))));
        }
        let walk = walk.get_or_insert_with(|| Walk::new(knowledge, Start::default()));
        Ok(lines::json::<Fact>(line).map(|fact| walk.fact(fact)))
    })?;
    Ok((walk.unwrap_or_else(|| Walk::new(knowledge, Start::default())), bad))
}
