//! `candor unwrap`: click links, one per line, to the system that stands in them and where they lead.

use candor::click;
use serde::Serialize;

use crate::arguments::Arguments;
use crate::{Stop, Subcommand, lines};

pub(crate) const UNWRAP: Subcommand = Subcommand {
    name: "unwrap",
    usage: "[FILE…]",
    about: "takes click links apart, one per line, without loading them: {system, landing, hops, affiliate}",
    options: &[],
    flags: &[],
    run,
};

#[derive(Serialize)]
struct Row {
    system: Option<String>,
    landing: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    hops: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    affiliate: Option<String>,
}

fn run(arguments: &Arguments) -> Result<usize, Stop> {
    lines::map(&arguments.files, |line| {
        let click = click::unwrap(lines::address(line)?).unwrap_or_default();
        Ok(Row { system: click.system, landing: click.landing, hops: click.hops, affiliate: click.affiliate })
    })
}
