//! `candor pair`: what visiting a shop did to the ads, from two profiles that walked at the same time.

use candor::fact::Fact;
use candor::knowledge::Knowledge;
use candor::score::{Walk, pair};

use crate::arguments::Arguments;
use crate::beginning::Beginning;
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

fn walk<'k>(knowledge: &'k Knowledge, file: &str) -> Result<(Walk<'k>, usize), Stop> {
    let (mut beginning, mut walk) = (Beginning::default(), None);
    let bad = lines::read(&[file.to_owned()], |line| {
        let taken = beginning.takes(line).and_then(|begins| {
            if begins {
                return Ok(());
            }
            let walk = walk.get_or_insert_with(|| Walk::new(knowledge, beginning.end()));
            lines::json::<Fact>(line).map(|fact| walk.fact(fact))
        });
        Ok(taken)
    })?;
    Ok((walk.unwrap_or_else(|| Walk::new(knowledge, beginning.end())), bad))
}
