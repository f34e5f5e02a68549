//! `candor simulate`: a world's file and a seed to months of one person's browsing, with the truth of each ad.

use candor::world::{World, play};

use crate::arguments::Arguments;
use crate::lines::Output;
use crate::{Stop, Subcommand, input};

pub(crate) const SIMULATE: Subcommand = Subcommand {
    name: "simulate",
    usage: "[--seed N] [WORLD.toml]",
    about: "plays one person's life in a world, ordinary or as in the file: a fact log, with the truth of each ad",
    options: &["--seed"],
    flags: &[],
    run,
};

fn run(arguments: &Arguments) -> Result<usize, Stop> {
    let world = match arguments.files.as_slice() {
        [] => world("")?,
        [file] => world(&text(file)?).map_err(|why| named(file, why))?,
        _ => return Err(Stop::Usage("one world at a time".to_owned())),
    };
    let seed = arguments.value("--seed").unwrap_or("1");
    let seed = seed.parse().map_err(|_| Stop::Usage(format!("{seed} is no seed")))?;
    let mut output = Output::new();
    for line in play(&world, seed) {
        output.row(&line)?;
    }
    output.finish()?;
    Ok(0)
}

/// Reads a world.
pub(crate) fn world(text: &str) -> Result<World, Stop> {
    World::read(text).map_err(Stop::Failed)
}

/// The text of a world's file.
pub(crate) fn text(file: &str) -> Result<String, Stop> {
    let bytes = input::whole(file, &indicatif::ProgressBar::hidden())
        .map_err(|why| Stop::Failed(format!("{file}: {why}")))?;
    String::from_utf8(bytes).map_err(|_| Stop::Failed(format!("{file}: not UTF-8")))
}

fn named(file: &str, why: Stop) -> Stop {
    match why {
        Stop::Failed(why) => Stop::Failed(format!("{file}: {why}")),
        other => other,
    }
}
