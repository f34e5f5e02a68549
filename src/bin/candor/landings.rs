//! Ads held against the landing pages that somebody noted: right, wrong, or not known, by system.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use candor::knowledge::Knowledge;
use candor::site::{Site, Url};

use crate::Stop;

/// What a table notes of one document.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Noted {
    /// The address of the page it was taken from.
    pub(crate) page: String,
    landing: Site,
    system: String,
}

/// The noted documents, by name without folder and ending.
pub(crate) type Table = BTreeMap<String, Noted>;

/// Reads a table: name, page, landing page (an address or a host) and, if wanted, system, by tabs; `#` begins a
/// remark. Fails with the line that is none.
pub(crate) fn table(knowledge: &Knowledge, file: &str) -> Result<Table, Stop> {
    let text = std::fs::read_to_string(file).map_err(|why| Stop::Failed(format!("{file}: {why}")))?;
    let lines =
        text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'));
    let row = |(at, line): (usize, &str)| {
        let mut cells = line.split('\t').map(str::trim);
        let mut next = || cells.next().filter(|cell| !cell.is_empty());
        let (Some(name), Some(page), Some(landing)) = (next(), next(), next()) else {
            return Err(Stop::Failed(format!(
                "{file}:{}: name, page and landing page are wanted, by tabs",
                at + 1
            )));
        };
        let host = Url::split(landing).map_or(landing, |url| url.host);
        let system = next().unwrap_or("all").to_owned();
        let landing = knowledge.brand(&knowledge.site(host));
        Ok((name.to_owned(), Noted { page: page.to_owned(), landing, system }))
    };
    lines.map(row).collect()
}

/// The name by which a table knows a document.
pub(crate) fn name(file: &str) -> &str {
    Path::new(file).file_stem().and_then(|stem| stem.to_str()).unwrap_or(file)
}

/// How many ads a reader got right, by system, and what was said wrongly.
#[derive(Default)]
pub(crate) struct Tally {
    systems: BTreeMap<String, Counts>,
    wrong: Vec<String>,
}

#[derive(Default, Clone, Copy)]
struct Counts {
    right: usize,
    wrong: usize,
    unknown: usize,
}

impl Tally {
    /// Counts one document by the sites that its ads were said to be of; none is "not known".
    pub(crate) fn count(&mut self, name: &str, noted: &Noted, said: &[Site]) {
        let counts = self.systems.entry(noted.system.clone()).or_default();
        let others: Vec<&str> =
            said.iter().filter(|site| **site != noted.landing).map(Site::as_str).collect();
        if !others.is_empty() {
            counts.wrong += 1;
            self.wrong.push(format!("{name}: {}, not {}", others.join(" "), noted.landing));
        } else if said.is_empty() {
            counts.unknown += 1;
        } else {
            counts.right += 1;
        }
    }
}

impl Tally {
    /// How many were counted.
    pub(crate) fn ads(&self) -> usize {
        self.systems.values().map(Counts::ads).sum()
    }
}

impl Counts {
    const fn ads(&self) -> usize {
        self.right + self.wrong + self.unknown
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut all = Counts::default();
        for (system, counts) in &self.systems {
            writeln!(f, "{system}: {counts}")?;
            all.right += counts.right;
            all.wrong += counts.wrong;
            all.unknown += counts.unknown;
        }
        write!(f, "in all: {all}")?;
        self.wrong.iter().try_for_each(|wrong| write!(f, "\nwrong: {wrong}"))
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ads = self.ads();
        let share = |count| Share { count, of: ads };
        let (right, wrong, unknown) = (share(self.right), share(self.wrong), share(self.unknown));
        write!(f, "{ads} ads; right {right}, wrong {wrong}, not known {unknown}")
    }
}

/// A share, with the interval in which it lies with 95 % (Wilson's).
struct Share {
    count: usize,
    of: usize,
}

impl Share {
    #[expect(clippy::cast_precision_loss, reason = "nobody counts 2^52 ads")]
    fn interval(&self) -> (f64, f64) {
        const Z: f64 = 1.959_964;
        let (n, p) = (self.of as f64, self.count as f64 / self.of as f64);
        let middle = p + Z * Z / (2.0 * n);
        let half = Z * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
        let scale = 1.0 + Z * Z / n;
        ((middle - half).max(0.0) / scale, (middle + half) / scale)
    }
}

impl fmt::Display for Share {
    #[expect(clippy::cast_precision_loss, reason = "nobody counts 2^52 ads")]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.of == 0 {
            return write!(f, "0");
        }
        let (low, high) = self.interval();
        let part = self.count as f64 / self.of as f64;
        write!(f, "{} = {:.1} % [{:.1}, {:.1}]", self.count, part * 100.0, low * 100.0, high * 100.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ad::said;

    const FOLDER: &str = "tests/ads/noted";

    #[test]
    fn a_folder_is_held_against_its_table() {
        let knowledge = Knowledge::for_tests();
        let Ok(table) = table(&knowledge, &format!("{FOLDER}/landings.tsv")) else { panic!("no table") };
        let mut tally = Tally::default();
        for (name, noted) in &table {
            let page = std::fs::read(format!("{FOLDER}/{name}.html")).expect(name);
            tally.count(name, noted, &said(&knowledge, &page, Some(&noted.page)));
        }
        assert_eq!(tally.ads(), table.len());
        assert_eq!(
            tally.to_string(),
            "google: 2 ads; right 1 = 50.0 % [9.5, 90.5], wrong 0 = 0.0 % [0.0, 65.8], not known 1 = 50.0 % [9.5, 90.5]\n\
             taboola: 3 ads; right 1 = 33.3 % [6.1, 79.2], wrong 1 = 33.3 % [6.1, 79.2], not known 1 = 33.3 % [6.1, 79.2]\n\
             in all: 5 ads; right 2 = 40.0 % [11.8, 76.9], wrong 1 = 20.0 % [3.6, 62.4], not known 2 = 40.0 % [11.8, 76.9]\n\
             wrong: renamed: trailboots.com, not tents.com"
        );
    }

    #[test]
    fn a_line_that_is_none_is_named() {
        let knowledge = Knowledge::for_tests();
        let Err(Stop::Failed(why)) = table(&knowledge, "tests/ads/top_frame.tsv.none") else {
            panic!("no file")
        };
        assert!(why.starts_with("tests/ads/top_frame.tsv.none: "), "{why}");
        let Err(Stop::Failed(why)) = table(&knowledge, "Cargo.toml") else { panic!("no table") };
        assert_eq!(why, "Cargo.toml:1: name, page and landing page are wanted, by tabs");
    }

    #[test]
    fn documents_have_names() {
        assert_eq!(["a/7.html", "7", "b/x.y.htm"].map(name), ["7", "7", "x.y"]);
    }
}
