//! The command line `candor`: one table of subcommands, each in a file of its own.
//!
//! Everything is read from files (or standard input) and written to standard output as NDJSON in the
//! same order. Bad input is named on standard error, the rest is still processed, and the exit
//! status says so at the end: 0 all was well, 1 some input was bad, 2 the call itself was wrong.

use std::process::ExitCode;

mod ad;
mod arguments;
mod beginning;
mod classify;
mod decode;
mod documents;
mod evaluate;
mod fit;
mod har;
mod input;
mod landings;
mod lines;
mod pair;
mod product;
mod replay;
mod simulate;
mod unwrap;

use arguments::Arguments;

/// One subcommand: owns its name, its words and what it does.
struct Subcommand {
    /// As typed.
    name: &'static str,
    /// What may follow the name.
    usage: &'static str,
    /// What it does, in one line.
    about: &'static str,
    /// Options with a value (`--url`), as in `usage`.
    options: &'static [&'static str],
    /// Options without one (`--summary`), as in `usage`.
    flags: &'static [&'static str],
    /// Does it; gives the number of inputs that were bad.
    run: fn(&Arguments) -> Result<usize, Stop>,
}

/// Every subcommand, once.
const SUBCOMMANDS: &[Subcommand] = &[
    classify::CLASSIFY,
    decode::DECODE,
    har::HAR,
    unwrap::UNWRAP,
    product::PRODUCT,
    ad::AD,
    replay::REPLAY,
    simulate::SIMULATE,
    evaluate::EVALUATE,
    fit::FIT,
    pair::PAIR,
];

/// Why a subcommand could not go on.
enum Stop {
    /// The call was wrong: what to say about it.
    Usage(String),
    /// Reading or writing failed: where, and why.
    Failed(String),
    /// Whoever read the output has gone away; nothing is left to do.
    Closed,
}

fn main() -> ExitCode {
    let mut given = std::env::args_os().skip(1).map(|arg| arg.to_string_lossy().into_owned());
    let Some(name) = given.next() else {
        eprint!("{}", help());
        return ExitCode::from(2);
    };
    if matches!(name.as_str(), "help" | "--help" | "-h") {
        print!("{}", help());
        return ExitCode::SUCCESS;
    }
    if matches!(name.as_str(), "--version" | "-V") {
        println!("candor {}", env!("CARGO_PKG_VERSION"));
        return ExitCode::SUCCESS;
    }
    let Some(subcommand) = SUBCOMMANDS.iter().find(|subcommand| subcommand.name == name) else {
        eprintln!("candor: there is no subcommand {name}\n");
        eprint!("{}", help());
        return ExitCode::from(2);
    };
    let outcome = Arguments::parse(given, subcommand.options, subcommand.flags).and_then(|arguments| {
        if arguments.has("--help") {
            print!("{}", usage(subcommand));
            return Ok(0);
        }
        (subcommand.run)(&arguments)
    });
    match outcome {
        Ok(0) | Err(Stop::Closed) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::from(1),
        Err(Stop::Failed(why)) => {
            eprintln!("candor {name}: {why}");
            ExitCode::from(1)
        }
        Err(Stop::Usage(why)) => {
            eprint!("candor {name}: {why}\n\n{}", usage(subcommand));
            ExitCode::from(2)
        }
    }
}

/// The whole table, for people.
fn help() -> String {
    let mut text = String::from("usage: candor SUBCOMMAND …\n\n");
    for subcommand in SUBCOMMANDS {
        text += &format!("  candor {} {}\n      {}\n", subcommand.name, subcommand.usage, subcommand.about);
    }
    text + "\nWithout FILE, standard input is read; a name ending in .gz is unpacked.\n"
}

/// One row of the table, for people.
fn usage(subcommand: &Subcommand) -> String {
    format!("usage: candor {} {}\n  {}\n", subcommand.name, subcommand.usage, subcommand.about)
}
