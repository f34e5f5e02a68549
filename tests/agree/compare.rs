//! Candor's decisions beside crate `adblock`'s, and the explanations of where they differ.
//!
//! Shared by `examples/agree.rs` (any file of requests) and `tests/agree.rs` (the sample beside this).

use std::collections::{BTreeMap, BTreeSet};

use adblock::lists::{FilterSet, ParseOptions};
use adblock::request::Request as TheirRequest;
use adblock::{Engine, lists};
use candor::classify::{Action, Request, RuleId, classify};
use candor::fact::RequestKind;
use candor::knowledge::Knowledge;
use candor::knowledge::compile::{List, Tables, compile};
use serde::Deserialize;

/// A request of the file.
#[derive(Deserialize)]
pub(crate) struct Line {
    url: String,
    #[serde(alias = "sourceUrl")]
    source: String,
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    filters: Vec<String>,
}

impl Line {
    /// What its explanation is filed under: a hash, so that no address stands in this repository.
    pub(crate) fn key(&self) -> String {
        let text = format!("{}\n{}\n{}\n{}", self.url, self.source, self.kind, self.filters.join("\n"));
        format!("{:016x}", hashed(text.as_bytes()))
    }

    /// Whether it comes from adblock's own suite.
    pub(crate) fn names_filters(&self) -> bool {
        !self.filters.is_empty()
    }

    fn request(&self) -> Request<'_> {
        // The kind in the browser's words; crate adblock calls a `fetch` "other".
        let name = if self.kind == "fetch" { "other" } else { &self.kind };
        let kind: RequestKind = serde_json::from_value(name.into()).unwrap_or_default();
        Request { url: &self.url, source: &self.source, kind, method: "" }
    }

    fn words(&self) -> String {
        format!("{} on {} as {}", self.url, self.source, self.kind)
    }
}

/// A hash of the table's own: its rows outlive what the pack checks itself by.
fn hashed(bytes: &[u8]) -> u64 {
    const ODD: u64 = 0x9e37_79b9_7f4a_7c15;
    let next = |hash: u64, word: u64| (hash.rotate_left(5) ^ word).wrapping_mul(ODD);
    let (words, rest) = bytes.as_chunks();
    let words = words.iter().map(|word| u64::from_le_bytes(*word));
    words
        .chain(rest.iter().map(|byte| u64::from(*byte)))
        .fold(0x51_7c_c1_b7_27_22_0a_95 ^ bytes.len() as u64, next)
}

/// Differences by the request's key: what is to be seen of each.
pub(crate) type Differences = BTreeMap<String, String>;

/// What came of a file.
#[derive(Debug)]
pub(crate) struct Outcome {
    /// Requests in the file.
    pub(crate) requests: usize,
    /// On how many both decide differently.
    pub(crate) differences: usize,
    /// What has to be mended: a difference that nobody explains, an explanation of none.
    pub(crate) faults: Vec<String>,
}

/// The requests of `text`: one per line, or a JSON array.
pub(crate) fn lines(text: &str) -> serde_json::Result<Vec<Line>> {
    if text.starts_with('[') {
        serde_json::from_str(text)
    } else {
        text.lines().map(serde_json::from_str).collect()
    }
}

/// Holds the differences against the rows `hash of the request, tab, why` of `explained`.
pub(crate) fn judge(lines: &[Line], differences: &Differences, explained: &str) -> Outcome {
    let keys = lines.iter().map(Line::key).collect::<BTreeSet<_>>();
    let rows =
        explained.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
    let rows = rows.collect::<BTreeMap<_, _>>();
    let open = differences.iter().filter(|(key, _)| !rows.contains_key(key.as_str()));
    let stale = rows.iter().filter(|(key, _)| keys.contains(**key) && !differences.contains_key(**key));
    let faults = open
        .map(|(key, what)| format!("differs\t{key}\t{what}"))
        .chain(stale.map(|(key, why)| format!("stale\t{key}\t{why}")))
        .collect();
    Outcome { requests: lines.len(), differences: differences.len(), faults }
}

/// Decisions of both on the rules of a pack.
pub(crate) fn decisions(knowledge: &Knowledge, rules: &[u8], lines: &[Line]) -> Differences {
    let texts = (0..).map_while(|id| Some(knowledge.rule_text(rules, RuleId(id))?.text));
    let mut set = FilterSet::new(true);
    set.add_filter_list(texts.collect::<Vec<_>>().join("\n"), ParseOptions::default());
    let engine = Engine::new_with_filter_set(set);
    let difference = |line: &Line| {
        let ours = classify(knowledge, &line.request());
        // What is no address to them is not blocked by them.
        let theirs = TheirRequest::new(&line.url, &line.source, &line.kind, "").ok();
        let theirs = theirs.map(|request| engine.check_network_request(&request));
        let block = theirs.as_ref().is_some_and(|result| result.should_block());
        let text = ours.rule.and_then(|id| knowledge.rule_text(rules, id)).map(|rule| rule.text);
        let what = || format!("{:?} by {text:?}; theirs {theirs:?}\t{}", ours.action, line.words());
        ((ours.action == Action::Block) != block).then(|| (line.key(), what()))
    };
    lines.iter().filter_map(difference).collect()
}

/// Adblock's own suite: every filter has to match its request, wherever both read the filter.
pub(crate) fn suite(lines: &[Line]) -> Differences {
    let missed = |line: &Line, filter: &str| {
        let plain = filter.trim_start_matches("@@");
        let list = List { name: String::new(), text: plain.to_owned() };
        let compiled = compile(&Tables { lists: vec![list], ..Tables::default() });
        let read =
            !compiled.parsed.is_empty() && lists::parse_filter(plain, false, ParseOptions::default()).is_ok();
        let blocks = |knowledge: &Knowledge| classify(knowledge, &line.request()).action == Action::Block;
        read && !compiled.open().is_ok_and(|knowledge| blocks(&knowledge))
    };
    let difference = |line: &Line| {
        let filter = line.filters.iter().find(|filter| missed(line, filter))?;
        Some((line.key(), format!("{filter}\t{}", line.words())))
    };
    lines.iter().filter_map(difference).collect()
}
