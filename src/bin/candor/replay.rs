//! `candor replay`: a fact log to the ad sightings that the browser made of it, byte for byte, or to a brand's record.

use candor::fact::Fact;
use candor::id::Millis;
use candor::incident::{FACTS_SCHEMA, Replay, Start, ndjson};
use candor::site::Site;
use candor::view::{Ask, Stored, answer};
use serde::{Deserialize, Serialize};

use crate::arguments::Arguments;
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
    let mut replay: Option<Replay> = None;
    let mut end = Millis::default();
    let bad = lines::read(&arguments.files, |line| {
        if replay.is_none() {
            let first = lines::json::<FirstLine>(line).ok().and_then(|line| line.schema);
            match first.as_deref() {
                Some(FACTS_SCHEMA) => {
                    let start: Start = match lines::json(line) {
                        Ok(start) => start,
                        Err(why) => return Ok(Err(why)),
                    };
                    let versions = start.versions.as_ref();
                    if let Some(log) =
                        versions.map(|v| v.knowledge.as_str()).filter(|v| *v != knowledge.version())
                    {
                        let knowledge = knowledge.version();
                        output.row(&OtherKnowledge {
                            schema: "candor.replay/1",
                            knowledge,
                            log_knowledge: log,
                        })?;
                    }
                    replay = Some(Replay::new(start));
                    return Ok(Ok(()));
                }
                Some(other) => {
                    return Ok(Err(format!("a log of schema {other}, which this version does not read")));
                }
                None => {}
            }
        }
        match lines::json::<Fact>(line) {
            Ok(fact) => {
                end = end.max(fact.time);
                replay.get_or_insert_default().fact(&knowledge, fact);
                Ok(Ok(()))
            }
            Err(why) => Ok(Err(why)),
        }
    })?;
    let replay = replay.unwrap_or_default();
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
