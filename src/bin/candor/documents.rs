//! Reading whole documents, with every one that cannot be read named and the rest kept.

use std::io::{Error, Read};

use indicatif::ProgressBar;

use crate::arguments::Arguments;
use crate::{Stop, input, lines};

/// A larger document is no page that a person saved; a small packed file can unpack to one.
const LARGEST: u64 = 64 << 20;

/// The address that the documents were saved from; one without a scheme is a wrong call.
pub(crate) fn url(arguments: &Arguments) -> Result<Option<&str>, Stop> {
    let Some(url) = arguments.value("--url") else { return Ok(None) };
    match candor::site::Url::split(url) {
        Some(_) => Ok(Some(url)),
        None => Err(Stop::Usage(format!("--url wants an address such as https://shop.example/, not {url}"))),
    }
}

/// Gives every document to `take`. Gives the number of those that could not be read.
pub(crate) fn each(files: &[String], mut take: impl FnMut(&[u8]) -> Result<(), Stop>) -> Result<usize, Stop> {
    let stdin = ["-".to_owned()];
    let files = if files.is_empty() { &stdin[..] } else { files };
    let bar = input::progress(files);
    let mut bad = 0;
    for file in files {
        match whole(file, &bar) {
            Ok(bytes) => take(&bytes)?,
            Err(why) => {
                lines::complain(&bar, file, 0, &why.to_string());
                bad += 1;
            }
        }
    }
    bar.finish_and_clear();
    Ok(bad)
}

fn whole(file: &str, bar: &ProgressBar) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    input::open(file, bar)?.take(LARGEST + 1).read_to_end(&mut bytes)?;
    match bytes.len() as u64 > LARGEST {
        true => Err(Error::other(format!("larger than {} MiB", LARGEST >> 20))),
        false => Ok(bytes),
    }
}
