//! `candor evaluate`: explanations held against the truth, of worlds played or of logs that carry truths.

use candor::fact::Fact;
use candor::incident::{SCHEMA, Sighting, Start};
use candor::knowledge::Knowledge;
use candor::score::{Observer, Person, Scores, Truth, reliability_plot};
use candor::world::{World, play};
use serde::Deserialize;

use crate::arguments::Arguments;
use crate::beginning::Beginning;
use crate::lines::Output;
use crate::simulate::{text, world};
use crate::{Stop, Subcommand, lines};

pub(crate) const EVALUATE: Subcommand = Subcommand {
    name: "evaluate",
    usage: "[--knowledge PACK] [--seeds FROM..TO] [--json] [--plot SVG] [WORLD.toml… | LOG…]",
    about: "scores explanations against the truth: a world's persons by seed, or logs (facts or sightings) whose lines carry truths",
    options: &["--knowledge", "--seeds", "--plot"],
    flags: &["--json"],
    run,
};

fn run(arguments: &Arguments) -> Result<usize, Stop> {
    let knowledge = arguments.knowledge()?;
    let seeds = seeds(arguments.value("--seeds").unwrap_or("1000..1030"))?;
    let (mut persons, mut bad) = (Vec::new(), 0);
    if arguments.files.is_empty() {
        persons.extend(
            seeds.clone().map(|seed| person(&knowledge, &world("")?, seed)).collect::<Result<Vec<_>, _>>()?,
        );
    }
    for file in &arguments.files {
        if file.ends_with(".toml") {
            let world = world(&text(file)?)?;
            for seed in seeds.clone() {
                persons.push(person(&knowledge, &world, seed)?);
            }
        } else {
            let (person, wrong) = log(&knowledge, file)?;
            persons.push(person);
            bad += wrong;
        }
    }
    let scores = Scores::new(&persons);
    if let Some(plot) = arguments.value("--plot") {
        std::fs::write(plot, reliability_plot(&scores.calibration))
            .map_err(|why| Stop::Failed(format!("{plot}: {why}")))?;
    }
    let mut output = Output::new();
    if arguments.has("--json") {
        output.row(&scores)?;
    } else {
        output.text(scores.to_string().trim_end())?;
    }
    output.finish()?;
    Ok(bad)
}

/// `FROM..TO`, the end not included.
pub(crate) fn seeds(text: &str) -> Result<std::ops::Range<u64>, Stop> {
    let range = text.split_once("..").and_then(|(from, to)| Some(from.parse().ok()?..to.parse().ok()?));
    range.ok_or_else(|| Stop::Usage(format!("{text} is no range of seeds")))
}

/// One person of a world.
fn person(knowledge: &Knowledge, world: &World, seed: u64) -> Result<Person, Stop> {
    let mut observer = Observer::new(knowledge, Start::default());
    for line in play(world, seed) {
        line.truth.into_iter().for_each(|truth| observer.truth(truth));
        observer.fact(line.fact);
    }
    Ok(observer.end())
}

/// What a line of a log may hold besides its fact or row.
#[derive(Deserialize)]
struct Marks {
    schema: Option<String>,
    truth: Option<Truth>,
}

fn log(knowledge: &Knowledge, file: &str) -> Result<(Person, usize), Stop> {
    let (mut beginning, mut observer) = (Beginning::default(), None);
    let bad = lines::read(&[file.to_owned()], |line| {
        let taken = beginning.takes(line).and_then(|begins| {
            if begins {
                return Ok(());
            }
            let marks: Marks = lines::json(line)?;
            let observer = observer.get_or_insert_with(|| Observer::new(knowledge, beginning.end()));
            marks.truth.into_iter().for_each(|truth| observer.truth(truth));
            match marks.schema.as_deref() {
                Some(SCHEMA) => observer.row(lines::json::<Sighting>(line)?),
                Some(_) => {}
                None => observer.fact(lines::json::<Fact>(line)?),
            }
            Ok(())
        });
        Ok(taken)
    })?;
    let observer = observer.unwrap_or_else(|| Observer::new(knowledge, beginning.end()));
    Ok((observer.end(), bad))
}
