//! `candor replay`: a fact log to the ad sightings that the browser made of it, byte for byte, or to a brand's record.

use candor::fact::Fact;
use candor::id::Millis;
use candor::incident::{Replay, ndjson};
use candor::knowledge::Knowledge;
use candor::site::Site;
use candor::view::{Ask, Stored, answer};
use serde::{Deserialize, Serialize};

use crate::arguments::Arguments;
use crate::beginning::Beginning;
use crate::lines::Output;
use crate::{Stop, Subcommand, lines};

pub(crate) const REPLAY: Subcommand = Subcommand {
    name: "replay",
    usage: "[--knowledge PACK] [--brand SITE] [LOG…]",
    about: "turns a fact log into ad sightings with their explanations, then what they are counted against; \
            with --brand into that brand's record as it is at the log's end, each finding with its evidence",
    options: &["--knowledge", "--brand"],
    flags: &[],
    run,
};

/// What the first line of a log is told by.
#[derive(Deserialize)]
struct FirstLine {
    schema: Option<String>,
}

/// The first line of the output where the log was written with another pack.
#[derive(Serialize)]
struct OtherKnowledge<'a> {
    schema: &'a str,
    knowledge: &'a str,
    log_knowledge: &'a str,
}

fn run(arguments: &Arguments) -> Result<usize, Stop> {
    let knowledge = arguments.knowledge()?;
    let mut output = Output::new();
    let (mut beginning, mut replay) = (Beginning::default(), None);
    let mut end = Millis::default();
    let bad = lines::read(&arguments.files, |line| {
        match beginning.takes(line) {
            Ok(true) => return Ok(Ok(())),
            Ok(false) => {}
            Err(why) => return Ok(Err(why)),
        }
        let replay = match &mut replay {
            Some(replay) => replay,
            None => {
                if let Some(other) = schema(line) {
                    return Ok(Err(format!("a log of schema {other}, which this version does not read")));
                }
                replay.insert(begin(&mut beginning, &knowledge, &mut output)?)
            }
        };
        match lines::json::<Fact>(line) {
            Ok(fact) => {
                end = end.max(fact.time);
                replay.fact(&knowledge, fact);
                Ok(Ok(()))
            }
            Err(why) => Ok(Err(why)),
        }
    })?;
    let replay = match replay {
        Some(replay) => replay,
        None => begin(&mut beginning, &knowledge, &mut output)?,
    };
    if let Some(site) = arguments.value("--brand") {
        let ask = Ask::Brand { site: Site(site.to_owned()) };
        output.row(&answer(&knowledge, replay.slices(), &Stored::default(), &ask, end))?;
        output.finish()?;
        return Ok(bad);
    }
    let (rows, denominators) = replay.end();
    for line in ndjson(&rows, &denominators).lines() {
        output.text(line)?;
    }
    output.finish()?;
    Ok(bad)
}

/// A replay from where the log began; the output begins with a word where that was with another pack.
fn begin(beginning: &mut Beginning, knowledge: &Knowledge, output: &mut Output) -> Result<Replay, Stop> {
    let start = beginning.end();
    let (knowledge, log) = (knowledge.version(), start.versions.as_ref().map(|v| v.knowledge.as_str()));
    if let Some(log_knowledge) = log.filter(|log| *log != knowledge) {
        output.row(&OtherKnowledge { schema: "candor.replay/1", knowledge, log_knowledge })?;
    }
    Ok(Replay::new(start))
}

/// The schema that a line names.
fn schema(line: &str) -> Option<String> {
    lines::json::<FirstLine>(line).ok()?.schema
}
