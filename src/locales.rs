//! The texts that people read: one table per folder (`src/**/phrases.tsv`), merged into `_locales`.
//!
//! A row is `id`, English, German, separated by tabs; `$1`, `$2` … stand for arguments. A row whose
//! id ends in `_one` is taken instead of its sibling when the first count among the arguments is 1.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The languages, in the order of a table's columns.
pub const LANGUAGES: [&str; 2] = ["en", "de"];

/// One text in every language.
pub type Texts = [String; LANGUAGES.len()];

/// All texts by message id.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Locales(pub BTreeMap<String, Texts>);

impl Locales {
    /// Adds the rows of one table.
    ///
    /// # Errors
    /// Names the line that is no row, or whose id has another text already.
    pub fn add(&mut self, table: &str) -> Result<(), String> {
        for (at, line) in table.lines().enumerate() {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let mut columns = line.split('\t').map(str::trim);
            let (Some(id), Some(en), Some(de), None) =
                (columns.next(), columns.next(), columns.next(), columns.next())
            else {
                return Err(format!("line {}: not three columns: {line}", at + 1));
            };
            if id == "id" {
                continue;
            }
            let texts = [en.to_owned(), de.to_owned()];
            let known = self.0.entry(id.to_owned()).or_insert_with(|| texts.clone());
            if *known != texts {
                return Err(format!("line {}: {id} has another text elsewhere", at + 1));
            }
        }
        Ok(())
    }

    /// Reads every `phrases.tsv` under `folder`.
    ///
    /// # Errors
    /// Where a file cannot be read or a line is no row.
    pub fn collect(folder: &Path) -> io::Result<Self> {
        let mut all = Self::default();
        for path in tables(folder)? {
            let text = fs::read_to_string(&path)?;
            all.add(&text).map_err(|why| io::Error::other(format!("{}: {why}", path.display())))?;
        }
        Ok(all)
    }

    /// One language in the browser's format.
    #[must_use]
    pub fn messages(&self, language: usize) -> String {
        let rows: serde_json::Map<_, _> = self
            .0
            .iter()
            .filter_map(|(id, texts)| Some((id.clone(), texts.get(language)?)))
            .map(|(id, text)| (id, serde_json::json!({ "message": escape(text) })))
            .collect();
        format!("{:#}\n", serde_json::Value::Object(rows))
    }
}

/// Writes `<dir>/<language>/messages.json` from the tables of this package.
///
/// # Errors
/// Where a table is broken or a file cannot be written.
pub fn write(dir: &Path) -> io::Result<()> {
    let all = Locales::collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"))?;
    for (column, language) in LANGUAGES.iter().enumerate() {
        let folder = dir.join(language);
        fs::create_dir_all(&folder)?;
        fs::write(folder.join("messages.json"), all.messages(column))?;
    }
    Ok(())
}

/// The argument numbers that a text names, sorted, without repeats.
#[must_use]
pub fn placeholders(text: &str) -> Vec<char> {
    let mut found: Vec<char> =
        text.split('$').skip(1).filter_map(|rest| rest.chars().next().filter(char::is_ascii_digit)).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// Every `phrases.tsv` under `folder`, in a fixed order.
fn tables(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                open.push(path);
            } else if path.file_name().is_some_and(|name| name == "phrases.tsv") {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// The browser reads `$` as the start of an argument: any other one is doubled.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        out.push(c);
        if c == '$' && !rest.peek().is_some_and(char::is_ascii_digit) {
            out.push('$');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_become_messages() {
        let mut all = Locales::default();
        all.add("id\ten\tde\n\n# a note\nhi\tHi $1, 5 $\tHallo $1, 5 $\n").expect("rows");
        let english: serde_json::Value = serde_json::from_str(&all.messages(0)).expect("json");
        assert_eq!(english, serde_json::json!({ "hi": { "message": "Hi $1, 5 $$" } }));
        assert_eq!(placeholders("$2 and $1 and $2"), ['1', '2']);
    }

    #[test]
    fn broken_rows_are_named() {
        let mut all = Locales::default();
        assert!(all.add("only\ttwo").expect_err("two columns").starts_with("line 1"));
        all.add("a\tx\ty").expect("a row");
        assert!(all.add("a\tx\tz").expect_err("another text").contains("a has another text"));
    }
}
