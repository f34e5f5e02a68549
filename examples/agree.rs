//! Compares Candor's decisions with crate `adblock`'s on any file of requests.
//!
//! `cargo run --example agree -- PACK REQUESTS`: PACK is dist/knowledge/pack.bin with rules.bin beside
//! it; REQUESTS has `{url, source, type}` per line, or is adblock's own suite, a JSON array of
//! `{url, sourceUrl, type, filters}`, in which each filter has to match. Both may be packed (`.gz`).
//! Every difference has to be explained in tests/agree/differences.tsv, keyed by a hash of the
//! request; an explanation of a request that no longer differs is a failure too.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::io::Read;
use std::path::Path;
use std::process::ExitCode;

use adblock::lists::{FilterSet, ParseOptions};
use adblock::request::Request as TheirRequest;
use adblock::{Engine, lists};
use candor::classify::{Action, Request, RuleId, classify};
use candor::fact::RequestKind;
use candor::knowledge::compile::{List, Tables, compile};
use candor::knowledge::{Knowledge, hash};
use serde::Deserialize;

#[derive(Deserialize)]
struct Line {
    url: String,
    #[serde(alias = "sourceUrl")]
    source: String,
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    filters: Vec<String>,
}

impl Line {
    fn key(&self) -> String {
        let text = format!("{}\n{}\n{}\n{}", self.url, self.source, self.kind, self.filters.join("\n"));
        format!("{:016x}", hash::checksum(text.as_bytes()))
    }

    /// The kind in the browser's words; crate adblock calls a `fetch` "other".
    fn kind(&self) -> RequestKind {
        let name = if self.kind == "fetch" { "other" } else { &self.kind };
        serde_json::from_value(name.into()).unwrap_or_default()
    }
}

/// A difference: the request's key and what is to be seen of it.
type Difference = (String, String);

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let arguments = std::env::args().skip(1).collect::<Vec<_>>();
    let [pack, requests] = arguments.as_slice() else { return Err("usage: agree PACK REQUESTS".into()) };
    let text = unpacked(Path::new(requests))?;
    let (lines, differences) = if text.starts_with('[') {
        let lines = serde_json::from_str::<Vec<Line>>(&text)?;
        let differences = suite(&lines);
        (lines, differences)
    } else {
        let lines = text.lines().map(serde_json::from_str).collect::<Result<Vec<Line>, _>>()?;
        let differences = decisions(Path::new(pack), &lines)?;
        (lines, differences)
    };
    let keys = lines.iter().map(Line::key).collect::<BTreeSet<_>>();
    let explained = std::fs::read_to_string("tests/agree/differences.tsv")?;
    let explained =
        explained.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
    let explained = explained.collect::<BTreeMap<_, _>>();
    let differing = differences.iter().map(|(key, _)| key.as_str()).collect::<BTreeSet<_>>();
    let mut bad = 0;
    for (key, what) in differences.iter().filter(|(key, _)| !explained.contains_key(key.as_str())) {
        println!("differs\t{key}\t{what}");
        bad += 1;
    }
    for (key, why) in explained.iter().filter(|(key, _)| keys.contains(**key) && !differing.contains(**key)) {
        println!("stale\t{key}\t{why}");
        bad += 1;
    }
    let same = lines.len() - differences.len();
    println!("{same} of {} agree ({:.3} %)", lines.len(), 100.0 * same as f64 / lines.len().max(1) as f64);
    Ok(if bad == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Decisions of both on the same rules.
fn decisions(pack: &Path, lines: &[Line]) -> Result<Vec<Difference>, Box<dyn Error>> {
    let knowledge = Knowledge::open(std::fs::read(pack)?)?;
    let rules = std::fs::read(pack.with_file_name("rules.bin"))?;
    let texts = (0..).map_while(|id| Some(knowledge.rule_text(&rules, RuleId(id))?.text));
    let mut set = FilterSet::new(true);
    set.add_filter_list(texts.collect::<Vec<_>>().join("\n"), ParseOptions::default());
    let engine = Engine::new_with_filter_set(set);
    let mut differences = Vec::new();
    for line in lines {
        let ours = classify(&knowledge, &request(line));
        let Ok(request) = TheirRequest::new(&line.url, &line.source, &line.kind, "") else { continue };
        let result = engine.check_network_request(&request);
        if (ours.action == Action::Block) != result.should_block() {
            let text = ours.rule.and_then(|id| knowledge.rule_text(&rules, id)).map(|rule| rule.text);
            let what = format!(
                "{:?} by {text:?}; theirs {result:?}\t{} on {} as {}",
                ours.action, line.url, line.source, line.kind
            );
            differences.push((line.key(), what));
        }
    }
    Ok(differences)
}

/// The suite: every filter has to match its request, wherever both read the filter.
fn suite(lines: &[Line]) -> Vec<Difference> {
    let mut differences = Vec::new();
    for line in lines {
        let missed = |filter: &&String| {
            let plain = filter.trim_start_matches("@@");
            let list = List { name: String::new(), text: plain.to_owned() };
            let compiled = compile(&Tables { lists: vec![list], ..Tables::default() });
            let read = !compiled.parsed.is_empty()
                && lists::parse_filter(plain, false, ParseOptions::default()).is_ok();
            let Ok(knowledge) = compiled.open() else { return true };
            read && classify(&knowledge, &request(line)).action != Action::Block
        };
        if let Some(filter) = line.filters.iter().find(missed) {
            differences
                .push((line.key(), format!("{filter}\t{} on {} as {}", line.url, line.source, line.kind)));
        }
    }
    differences
}

fn request(line: &Line) -> Request<'_> {
    Request { url: &line.url, source: &line.source, kind: line.kind(), method: "" }
}

fn unpacked(path: &Path) -> Result<String, Box<dyn Error>> {
    let mut text = String::new();
    let file = std::fs::File::open(path)?;
    if path.extension().is_some_and(|extension| extension == "gz") {
        flate2::read::MultiGzDecoder::new(file).read_to_string(&mut text)?;
    } else {
        std::io::BufReader::new(file).read_to_string(&mut text)?;
    }
    Ok(text)
}
