//! Compares Candor's decisions with crate `adblock`'s on any file of requests: `./build.sh agree FILE`.
//!
//! FILE has `{url, source, type}` per line, or is adblock's own suite, a JSON array of
//! `{url, sourceUrl, type, filters}`, in which each filter has to match. Both may be packed (`.gz`).
//! Every difference has to be explained in tests/agree/differences.tsv, keyed by a hash of the
//! request; an explanation of a request that no longer differs is a failure too.

use std::error::Error;
use std::io::Read;
use std::path::Path;
use std::process::ExitCode;

use candor::knowledge::Knowledge;

#[path = "../tests/agree/compare.rs"]
mod compare;

use compare::{Line, decisions, judge, lines, suite};

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let arguments = std::env::args().skip(1).collect::<Vec<_>>();
    let [pack, requests] = arguments.as_slice() else { return Err("usage: agree PACK REQUESTS".into()) };
    let lines = lines(&unpacked(Path::new(requests))?)?;
    let differences = if lines.iter().any(Line::names_filters) {
        suite(&lines)
    } else {
        let rules = std::fs::read(Path::new(pack).with_file_name("rules.bin"))?;
        decisions(&Knowledge::open(std::fs::read(pack)?)?, &rules, &lines)
    };
    let outcome = judge(&lines, &differences, &std::fs::read_to_string("tests/agree/differences.tsv")?);
    for fault in &outcome.faults {
        println!("{fault}");
    }
    let same = outcome.requests - outcome.differences;
    let share = 100.0 * same as f64 / outcome.requests.max(1) as f64;
    println!("{same} of {} agree ({share:.3} %)", outcome.requests);
    Ok(if outcome.faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
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
