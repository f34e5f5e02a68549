//! What a request costs as rules grow: `cargo bench --bench growth`, a row each for half of the rules of
//! the pack, all of them, twice and four times as many.
//!
//! Reads rules.bin beside `CANDOR_KNOWLEDGE` (dist/knowledge/pack.bin) and the requests of
//! `CANDOR_REQUESTS`, as the bench `classify` does. Rules beyond those that there are have the same shape:
//! each is one that there is with its letters changed, suffix and options kept; regular expressions stay as
//! few as they are. Sizes are measured turn by turn in one run; trust the ratio, not the time.

use std::hint::black_box;
use std::time::Instant;

use candor::classify::{Page, Request, RuleId, classify_on};
use candor::fact::RequestKind;
use candor::knowledge::Knowledge;
use candor::knowledge::compile::{List, Tables, compile};

mod requests;

const ROUNDS: usize = 15;

/// How many rules, in halves of those that there are.
const HALVES: [usize; 4] = [1, 2, 4, 8];

fn main() {
    let pack = std::env::var("CANDOR_KNOWLEDGE").unwrap_or_else(|_| "dist/knowledge/pack.bin".to_owned());
    let rules = std::path::Path::new(&pack).with_file_name("rules.bin");
    let (Ok(pack), Ok(rules)) = (std::fs::read(&pack), std::fs::read(rules)) else {
        return println!("no pack: ./build.sh makes it");
    };
    let known = Knowledge::open(pack).expect("a pack of this version: ./build.sh makes it");
    let rules = (0..).map_while(|id| Some(known.rule_text(&rules, RuleId(id))?.text)).collect::<Vec<_>>();
    let packs = HALVES.map(|halves| {
        let text = (0..halves).flat_map(|half| grown(&rules, half)).collect::<Vec<_>>().join("\n");
        let tables =
            Tables { lists: vec![List { name: "grown".to_owned(), text }], ..Tables::own().expect("tables") };
        let compiled = compile(&tables);
        (compiled.parsed.len(), compiled.pack.len(), compiled.open().expect("opens"))
    });
    let lines = requests::lines();
    let mut times = [[0.0; ROUNDS]; HALVES.len()];
    for round in 0..ROUNDS {
        for (row, (_, _, knowledge)) in times.iter_mut().zip(&packs) {
            row[round] = microseconds(knowledge, &lines);
        }
    }
    let medians = times.map(|mut row| {
        row.sort_by(f64::total_cmp);
        row[ROUNDS / 2]
    });
    println!("| rules | pack, KB | µs per request | of all rules |\n|---|---|---|---|");
    for ((rules, bytes, _), median) in packs.iter().zip(medians) {
        println!("| {rules} | {} | {median:.2} | {:.2} |", bytes / 1024, median / medians[1]);
    }
}

/// Every other rule: first those that there are, from then on such as might be.
fn grown<'r>(rules: &'r [&'r str], half: usize) -> impl Iterator<Item = String> + 'r {
    let chosen = rules.iter().skip(half % 2).step_by(2);
    chosen.map(move |rule| changed(rule, (half / 2) as u8))
}

/// The same rule about something else: letters are moved on in its pattern up to the suffix of its host.
fn changed(rule: &str, by: u8) -> String {
    let (pattern, options) = rule.rsplit_once('$').unwrap_or((rule, ""));
    let host = pattern.find(['/', '^']).unwrap_or(pattern.len());
    let suffix = pattern[..host].rfind('.').unwrap_or(host)..host;
    let regex = pattern.trim_start_matches('@').starts_with('/') && pattern.ends_with('/');
    let moved = pattern.char_indices().map(|(at, char)| match char {
        'a'..='z' if by > 0 && !regex && !suffix.contains(&at) => {
            char::from(b'a' + (char as u8 - b'a' + 5 * by) % 26)
        }
        other => other,
    });
    let moved = moved.collect::<String>();
    if options.is_empty() { moved } else { format!("{moved}${options}") }
}

/// One round over all requests.
#[expect(clippy::disallowed_methods, reason = "a bench is there to read the clock")]
fn microseconds(knowledge: &Knowledge, lines: &[requests::Line]) -> f64 {
    let (mut page, mut source, mut lowered) = (Page::default(), "", Vec::new());
    let start = Instant::now();
    for line in lines {
        if line.source != source {
            source = &line.source;
            page = Page::of(knowledge, source);
        }
        let kind: RequestKind = line.kind;
        let request = Request { url: &line.url, source, kind, method: "GET" };
        black_box(classify_on(knowledge, &page, black_box(&request), &mut lowered));
    }
    start.elapsed().as_secs_f64() * 1e6 / lines.len() as f64
}
