//! `candor classify`: who gets each request, what for, and what the lists say of it.

use candor::classify::{self, Action, classify};
use candor::fact::RequestKind;
use candor::knowledge::{Function, Knowledge};
use candor::site::Party;
use serde::{Deserialize, Serialize};

use crate::arguments::Arguments;
use crate::{Stop, Subcommand, lines};

pub(crate) const CLASSIFY: Subcommand = Subcommand {
    name: "classify",
    usage: "[--knowledge PACK] [FILE…]",
    about: "says of requests ({url, source, type} per line) whose they are, what for, and which rule decides",
    options: &["--knowledge"],
    flags: &[],
    run,
};

#[derive(Serialize, Deserialize)]
struct Request {
    url: String,
    #[serde(default)]
    source: String,
    #[serde(default, rename = "type")]
    kind: RequestKind,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    method: String,
}

/// The request with what is known of it.
#[derive(Serialize)]
struct Row<'k> {
    #[serde(flatten)]
    request: Request,
    party: Option<Party>,
    company: Option<&'k str>,
    function: Option<Function>,
    action: Action,
    rule: Option<Rule<'k>>,
}

#[derive(Serialize)]
struct Rule<'k> {
    list: &'k str,
    line: u32,
    text: &'k str,
}

fn run(arguments: &Arguments) -> Result<usize, Stop> {
    let (knowledge, rules) = (arguments.knowledge()?, arguments.rules()?);
    lines::map(&arguments.files, |line| Ok(row(&knowledge, &rules, lines::json(line)?)))
}

fn row<'k>(knowledge: &'k Knowledge, rules: &'k [u8], request: Request) -> Row<'k> {
    let Request { url, source, kind, method } = &request;
    let verdict = classify(knowledge, &classify::Request { url, source, kind: *kind, method });
    let rule = verdict.rule.and_then(|id| knowledge.rule_text(rules, id));
    Row {
        party: Some(verdict.party),
        company: verdict.company.and_then(|id| knowledge.company(id)).map(|company| company.name),
        function: verdict.function,
        action: verdict.action,
        rule: rule.map(|rule| Rule { list: rule.list, line: rule.line, text: rule.text }),
        request,
    }
}
