//! Candor's own tables: tab-separated rows with a heading, `#` for remarks.

use csv::ReaderBuilder;

/// The rows of a table as named fields, in order. Rows that do not fit the heading are an error of
/// the table, which its own test finds.
pub(crate) fn rows<R: serde::de::DeserializeOwned>(text: &str) -> Result<Vec<R>, csv::Error> {
    ReaderBuilder::new()
        .delimiter(b'\t')
        .comment(Some(b'#'))
        .quoting(false)
        .from_reader(text.as_bytes())
        .deserialize()
        .collect()
}
