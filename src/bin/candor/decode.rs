//! `candor decode`: requests, one per line, to what they told which system.

use candor::site::Url;
use candor::wire::{self, Event, Identity, Sent};
use serde::{Deserialize, Serialize};

use crate::arguments::Arguments;
use crate::{Stop, Subcommand, lines};

pub(crate) const DECODE: Subcommand = Subcommand {
    name: "decode",
    usage: "[FILE…]",
    about: "reads requests (an address, or {url, method, body}, per line) as what they told whom",
    options: &[],
    flags: &[],
    run,
};

#[derive(Deserialize)]
struct Request {
    url: String,
    #[serde(default)]
    method: Option<String>,
    #[serde(default)]
    body: Option<String>,
}

/// What is written of a request that is one of a known system's.
#[derive(Serialize)]
struct Told {
    system: String,
    account: Option<String>,
    events: Vec<Event>,
    identity: Vec<Identity>,
    sync: Option<String>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    server_copy: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    consent: Vec<Flag>,
}

/// A consent flag, as written and as read.
#[derive(Serialize)]
struct Flag {
    name: String,
    value: String,
    says: Option<wire::Says>,
}

/// What is written of any other.
#[derive(Serialize)]
struct Nothing {
    system: Option<String>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Row {
    Told(Told),
    Nothing(Nothing),
}

fn run(arguments: &Arguments) -> Result<usize, Stop> {
    lines::map(&arguments.files, |line| {
        let request = match line.starts_with('{') {
            true => lines::json(line)?,
            false => Request { url: line.to_owned(), method: None, body: None },
        };
        row(&request)
    })
}

fn row(request: &Request) -> Result<Row, String> {
    let method = match (&request.method, &request.body) {
        (Some(method), _) => method,
        (None, Some(_)) => "POST",
        (None, None) => "GET",
    };
    let url = Url::split(lines::address(&request.url)?);
    let sent = url.map(|url| Sent { url, method, body: request.body.as_deref() });
    let Some(signal) = sent.and_then(|sent| wire::decode(&sent)) else {
        return Ok(Row::Nothing(Nothing { system: None }));
    };
    Ok(Row::Told(Told {
        system: signal.system,
        account: signal.account,
        events: signal.events,
        identity: signal.identity,
        sync: signal.sync,
        server_copy: signal.server_copy,
        consent: signal.consent.into_iter().map(flag).collect(),
    }))
}

fn flag((name, value): (String, String)) -> Flag {
    Flag { says: wire::says(&name, &value), name, value }
}
