//! Opening what a subcommand reads: files, packed files, standard input; with a progress bar on long work.

use std::fs::File;
use std::io::{BufRead, BufReader, IsTerminal, Read, stderr, stdin, stdout};

use flate2::read::MultiGzDecoder;
use indicatif::{ProgressBar, ProgressStyle};

/// Work below this many bytes is done before a bar could be read.
const LONG: u64 = 4 << 20;

/// Opens `file` (`-` is standard input, `.gz` is unpacked), counting what is read on `bar`.
pub(crate) fn open(file: &str, bar: &ProgressBar) -> std::io::Result<Box<dyn BufRead>> {
    if file == "-" {
        return Ok(Box::new(BufReader::new(stdin())));
    }
    let read = bar.wrap_read(File::open(file)?);
    Ok(match file.ends_with(".gz") {
        true => Box::new(BufReader::new(MultiGzDecoder::new(BufReader::new(read)))),
        false => Box::new(BufReader::with_capacity(1 << 16, read)),
    })
}

/// Everything in `file`.
pub(crate) fn whole(file: &str, bar: &ProgressBar) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    open(file, bar)?.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// A bar over the bytes of `files`: drawn only for long work, and only where a terminal shows it
/// without tearing the output apart.
pub(crate) fn progress(files: &[String]) -> ProgressBar {
    let sizes = files.iter().filter_map(|file| std::fs::metadata(file).ok());
    let total: u64 = sizes.map(|meta| meta.len()).sum();
    if total < LONG || !stderr().is_terminal() || stdout().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:40} {bytes}/{total_bytes} {eta}");
    ProgressBar::new(total).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}
