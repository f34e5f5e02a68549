//! Reading whole documents, with every one that cannot be read named and the rest kept.

use std::io::{Error, Read};
use std::path::{Path, PathBuf};

use indicatif::ProgressBar;

use crate::arguments::Arguments;
use crate::{Stop, input, lines};

/// A larger document is no page that a person saved; a small packed file can unpack to one.
const LARGEST: u64 = 64 << 20;
/// Folders deeper than this are not looked into: a link may lead round.
const DEEPEST: usize = 12;

/// The address that the documents were saved from; one without a scheme is a wrong call.
pub(crate) fn url(arguments: &Arguments) -> Result<Option<&str>, Stop> {
    let Some(url) = arguments.value("--url") else { return Ok(None) };
    match candor::site::Url::split(url) {
        Some(_) => Ok(Some(url)),
        None => Err(Stop::Usage(format!("--url wants an address such as https://shop.example/, not {url}"))),
    }
}

/// Gives every document to `take`, with its path; of a folder all its pages. Gives the number of those that could not be read.
pub(crate) fn each(
    files: &[String],
    mut take: impl FnMut(&str, &[u8]) -> Result<(), Stop>,
) -> Result<usize, Stop> {
    let stdin = ["-".to_owned()];
    let files = if files.is_empty() { &stdin[..] } else { files };
    let mut all = Vec::new();
    files.iter().for_each(|file| pages(Path::new(file), DEEPEST, &mut all));
    let bar = input::progress(&all);
    let mut bad = 0;
    for file in &all {
        match whole(file, &bar) {
            Ok(bytes) => take(file, &bytes)?,
            Err(why) => {
                lines::complain(&bar, file, 0, &why.to_string());
                bad += 1;
            }
        }
    }
    bar.finish_and_clear();
    Ok(bad)
}

/// A file, or the pages in a folder and the folders in it, in order of name.
fn pages(path: &Path, deep: usize, all: &mut Vec<String>) {
    let Ok(folder) = std::fs::read_dir(path) else { return all.push(path.to_string_lossy().into_owned()) };
    let mut inside: Vec<PathBuf> = folder.flatten().map(|entry| entry.path()).collect();
    inside.sort();
    let is_page = |path: &Path| path.extension().is_some_and(|end| end == "html" || end == "htm");
    for path in inside.iter().filter(|path| is_page(path) || deep > 0 && path.is_dir()) {
        pages(path, deep.saturating_sub(1), all);
    }
}

fn whole(file: &str, bar: &ProgressBar) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    input::open(file, bar)?.take(LARGEST + 1).read_to_end(&mut bytes)?;
    match bytes.len() as u64 > LARGEST {
        true => Err(Error::other(format!("larger than {} MiB", LARGEST >> 20))),
        false => Ok(bytes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_its_pages_and_a_file_itself() {
        let of = |path: &str, deep| {
            let mut all = Vec::new();
            pages(Path::new(path), deep, &mut all);
            all
        };
        let found = of("extension", DEEPEST);
        assert!(
            found.contains(&Path::new("extension/popup.html").to_string_lossy().into_owned()),
            "{found:?}"
        );
        assert!(found.is_sorted() && found.iter().all(|path| path.ends_with(".html")), "{found:?}");
        assert_eq!(of("no such file", DEEPEST), ["no such file"], "it is complained of when it is opened");
    }
}
