//! The pinned packages, read: each source file with its version, date and hash, once in one table.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::tsv;

mod adguard;
mod suggestion;
mod third_party_web;
mod whotracksme;

use super::{List, Tables};

/// A row of data/sources.tsv.
#[derive(Debug, Clone, Deserialize)]
pub struct SourceRow {
    id: String,
    name: String,
    registry: Registry,
    package: String,
    file: String,
    licence: String,
    terms: String,
    what: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
enum Registry {
    Npm,
    Pypi,
}

/// A source as it was read: a row of the licence table.
#[derive(Debug, Clone, Serialize)]
pub struct Licence {
    /// Name of the source.
    pub name: String,
    /// What it is.
    pub what: String,
    registry: Registry,
    /// The package it came in.
    pub package: String,
    /// The package's version.
    pub version: String,
    /// Date of the content, where the source says one.
    pub date: Option<String>,
    /// SPDX identifier.
    pub licence: String,
    /// Where the terms are.
    pub terms: String,
    /// The file in the package.
    pub file: String,
    /// SHA-256 of that file.
    pub sha256: String,
}

/// What went wrong with a source: its file, and why.
#[derive(Debug)]
pub struct SourceError(String);

impl std::fmt::Display for SourceError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for SourceError {}

/// Says of which file an error is.
fn of<E: std::fmt::Display>(what: &str) -> impl Fn(E) -> SourceError {
    let what = what.to_owned();
    move |why| SourceError(format!("{what}: {why}"))
}

/// Candor's own tables and all sources of `data`, with the licence of each.
///
/// # Errors
/// Names the file that is missing or not as expected.
pub fn read(data: &Path) -> Result<(Tables, Vec<Licence>), SourceError> {
    let mut tables = Tables::own().map_err(of("data/*.tsv"))?;
    let mut licences = Vec::new();
    let rows =
        tsv::rows::<SourceRow>(include_str!("../../../data/sources.tsv")).map_err(of("sources.tsv"))?;
    let (mut brands, mut websites) = (String::new(), String::new());
    for row in rows {
        let text = row.text(data)?;
        let mut date = None;
        match row.id.as_str() {
            "third-party-web" => third_party_web::add(&text, &mut tables.companies).map_err(of(&row.file))?,
            "whotracksme" => whotracksme::add(&text, &mut tables.companies),
            "suffixes" => {
                date = text.lines().find_map(|line| line.strip_prefix("// VERSION: ")).map(ToOwned::to_owned);
                tables.suffixes = text.clone();
            }
            "brands" => brands = text.clone(),
            "websites" => websites = text.clone(),
            _ => {
                let list = adguard::list(&text).map_err(of(&row.file))?;
                date = adguard::date(&list);
                tables.date = tables.date.clone().max(date.clone().unwrap_or_default());
                tables.lists.push(List { name: row.name.clone(), text: list });
            }
        }
        licences.push(row.licence(data, &text, date)?);
    }
    tables.brands = suggestion::brands(&brands, &websites, &tables).map_err(of("name-suggestion-index"))?;
    Ok((tables, licences))
}

impl SourceRow {
    fn package_dir(&self, data: &Path) -> PathBuf {
        data.join("node_modules").join(&self.package)
    }

    fn text(&self, data: &Path) -> Result<String, SourceError> {
        match self.registry {
            Registry::Npm => {
                let path = self.package_dir(data).join(&self.file);
                std::fs::read_to_string(&path).map_err(of(&path.display().to_string()))
            }
            Registry::Pypi => {
                let path = self.wheel(data)?;
                let what = format!("{} in {}", self.file, path.display());
                let file = std::fs::File::open(&path).map_err(of(&what))?;
                let mut wheel = zip::ZipArchive::new(file).map_err(of(&what))?;
                let inside = wheel.by_name(&self.file).map_err(of(&what))?;
                std::io::read_to_string(inside).map_err(of(&what))
            }
        }
    }

    /// The wheel that `pip download` put beside the tables.
    fn wheel(&self, data: &Path) -> Result<PathBuf, SourceError> {
        let dir = data.join("wheels");
        let listed = std::fs::read_dir(&dir).map_err(of(&dir.display().to_string()))?;
        let start = format!("{}-{}-", self.package, self.pinned()?);
        let mine =
            |path: &PathBuf| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(&start));
        let found = listed.flatten().map(|entry| entry.path()).find(mine);
        found.ok_or_else(|| SourceError(format!("{}: no wheel {start}*", dir.display())))
    }

    /// The version that requirements.txt pins.
    fn pinned(&self) -> Result<&'static str, SourceError> {
        let pins = include_str!("../../../data/requirements.txt").lines();
        let mut versions =
            pins.filter_map(|line| line.split_once("==")).filter(|(name, _)| *name == self.package);
        let version = versions.next().and_then(|(_, rest)| rest.split_whitespace().next());
        version.ok_or_else(|| SourceError(format!("requirements.txt: no version of {}", self.package)))
    }

    fn licence(&self, data: &Path, text: &str, date: Option<String>) -> Result<Licence, SourceError> {
        #[derive(Deserialize)]
        struct Package {
            version: String,
        }
        let version = match self.registry {
            Registry::Pypi => self.pinned()?.to_owned(),
            Registry::Npm => {
                let path = self.package_dir(data).join("package.json");
                let what = path.display().to_string();
                let text = std::fs::read_to_string(&path).map_err(of(&what))?;
                serde_json::from_str::<Package>(&text).map_err(of(&what))?.version
            }
        };
        Ok(Licence {
            name: self.name.clone(),
            what: self.what.clone(),
            registry: self.registry,
            package: self.package.clone(),
            version,
            date,
            licence: self.licence.clone(),
            terms: self.terms.clone(),
            file: self.file.clone(),
            sha256: data_encoding::HEXLOWER.encode(&Sha256::digest(text.as_bytes())),
        })
    }
}

/// The licence table for people.
#[must_use]
pub fn licence_table(licences: &[Licence]) -> String {
    let mut text = "# What the knowledge pack is made of\n\nGenerated by `compile-knowledge`.\n\n\
        | source | what it is | package | date | licence | SHA-256 of the file |\n|---|---|---|---|---|---|\n"
        .to_owned();
    for row in licences {
        let registry = if row.registry == Registry::Npm { "npm" } else { "PyPI" };
        text.push_str(&format!(
            "| {} | {} | {registry} `{}` {} | {} | [{}]({}) | `{}` |\n",
            row.name,
            row.what,
            row.package,
            row.version,
            row.date.as_deref().unwrap_or(""),
            row.licence,
            row.terms,
            row.sha256,
        ));
    }
    text.push_str(
        "| Candor's own tables | `data/*.tsv`, each row with its source | this repository | | MPL-2.0 | |\n",
    );
    text
}
