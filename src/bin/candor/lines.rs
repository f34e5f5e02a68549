//! Reading lines and writing NDJSON in the same order, with every bad line named and the rest kept.

use std::io::{BufWriter, ErrorKind, StdoutLock, Write, stdout};

use indicatif::ProgressBar;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{Stop, input};

/// Standard output as NDJSON.
pub(crate) struct Output(BufWriter<StdoutLock<'static>>);

impl Output {
    /// Opens standard output.
    pub(crate) fn new() -> Self {
        Self(BufWriter::with_capacity(1 << 16, stdout().lock()))
    }

    /// Writes one line.
    pub(crate) fn row(&mut self, row: &impl Serialize) -> Result<(), Stop> {
        let line = serde_json::to_string(row).map_err(|why| Stop::Failed(why.to_string()))?;
        self.text(&line)
    }

    /// Writes one line as it is.
    pub(crate) fn text(&mut self, line: &str) -> Result<(), Stop> {
        writeln!(self.0, "{line}").map_err(stop)
    }

    /// Makes sure that everything has left.
    pub(crate) fn finish(mut self) -> Result<(), Stop> {
        self.0.flush().map_err(stop)
    }
}

/// A reader that went away (`| head`) is no failure.
fn stop(why: std::io::Error) -> Stop {
    match why.kind() {
        ErrorKind::BrokenPipe => Stop::Closed,
        _ => Stop::Failed(format!("standard output: {why}")),
    }
}

/// Says what is wrong with a line; `line` counts from 1, and 0 stands for the whole file.
pub(crate) fn complain(bar: &ProgressBar, file: &str, line: usize, reason: &str) {
    let file = if file == "-" { "standard input" } else { file };
    bar.suspend(|| match line {
        0 => eprintln!("candor: {file}: {reason}"),
        _ => eprintln!("candor: {file}:{line}: {reason}"),
    });
}

/// Gives every line that is not blank to `take`; where that says a reason, the line is named and
/// counted as bad. Gives the number of bad lines.
pub(crate) fn read(
    files: &[String],
    mut take: impl FnMut(&str) -> Result<Result<(), String>, Stop>,
) -> Result<usize, Stop> {
    let stdin = ["-".to_owned()];
    let files = if files.is_empty() { &stdin[..] } else { files };
    let bar = input::progress(files);
    let mut bad = 0;
    for file in files {
        let mut reader = match input::open(file, &bar) {
            Ok(reader) => reader,
            Err(why) => {
                complain(&bar, file, 0, &why.to_string());
                bad += 1;
                continue;
            }
        };
        let mut bytes = Vec::new();
        for number in 1.. {
            bytes.clear();
            let reason = match reader.read_until(b'\n', &mut bytes) {
                Ok(0) => break,
                Ok(_) => match std::str::from_utf8(&bytes).map(str::trim) {
                    Ok("") => None,
                    Ok(line) => take(line.trim_start_matches('\u{feff}'))?.err(),
                    Err(_) => Some("not UTF-8".to_owned()),
                },
                Err(why) => {
                    complain(&bar, file, number, &why.to_string());
                    bad += 1;
                    break;
                }
            };
            if let Some(reason) = reason {
                complain(&bar, file, number, &reason);
                bad += 1;
            }
        }
    }
    bar.finish_and_clear();
    Ok(bad)
}

/// Turns every line into one row. Gives the number of bad lines.
pub(crate) fn map<Row: Serialize>(
    files: &[String],
    mut row_of: impl FnMut(&str) -> Result<Row, String>,
) -> Result<usize, Stop> {
    let mut output = Output::new();
    let bad = read(files, |line| match row_of(line) {
        Ok(row) => output.row(&row).map(Ok),
        Err(reason) => Ok(Err(reason)),
    })?;
    output.finish()?;
    Ok(bad)
}

/// Reads a line as JSON; the reason names the column.
pub(crate) fn json<T: DeserializeOwned>(line: &str) -> Result<T, String> {
    serde_json::from_str(line).map_err(|why| why.to_string())
}

/// A line that is one address. Any scheme will do; text without one is no address.
pub(crate) fn address(line: &str) -> Result<&str, String> {
    let scheme = line.split_once(':').map_or("", |(scheme, _)| scheme);
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    match scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.chars().all(plain) {
        true => Ok(line),
        false => Err("not an address (a scheme such as https: is missing)".to_owned()),
    }
}
