//! A back-up of all choices: JSON with one line for each, read back whole or refused with the line that is broken.
//!
//! `extension/schema/choices.json` describes the form, `candor.choices/1`. Reading never changes
//! anything: [`Backup::changes`] says what it would change, as facts that the person can accept.

use serde::{Deserialize, Serialize};

use crate::fact::Scope;
use crate::memory::Settings;
use crate::phrase::{Arg, Phrase};

mod changes;
mod form;
#[cfg(test)]
mod tests;

pub use changes::Change;
pub use form::{Chosen, Corrected, Paused, Set};

/// Longest file that is read, in bytes: over ten thousand choices.
pub const MOST: usize = 4 << 20;

/// Longest part of a broken line that is shown, in characters.
const SHOWN: usize = 80;

/// All that the person decided. Times are milliseconds since 1970.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Backup {
    /// Form and version.
    pub schema: Schema,
    /// Settings; none leaves them as they are.
    #[serde(default)]
    pub settings: Option<Set>,
    /// Words about brands and companies; the last one about a thing counts.
    #[serde(default)]
    pub choices: Vec<Chosen>,
    /// Pauses.
    #[serde(default)]
    pub pauses: Vec<Paused>,
    /// "Wrong brand".
    #[serde(default)]
    pub corrections: Vec<Corrected>,
}

/// The one form and version that is read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Schema {
    /// This one.
    #[default]
    #[serde(rename = "candor.choices/1")]
    Choices1,
}

impl Backup {
    /// The back-up of these settings.
    #[must_use]
    pub fn of(settings: &Settings) -> Self {
        let chosen = |(scope, choice, since): &(Scope, _, _)| Chosen::new(scope, *choice, *since);
        Self {
            schema: Schema::Choices1,
            settings: Some(Set::of(settings)),
            choices: settings.choices.iter().map(chosen).collect(),
            pauses: settings
                .pauses
                .iter()
                .map(|(site, pause)| Paused { site: site.clone(), until: pause.until })
                .collect(),
            corrections: settings
                .rebranded
                .iter()
                .map(|(site, brand)| Corrected { ads_to: site.clone(), are_of: brand.clone() })
                .collect(),
        }
    }

    /// Its text: one line a row, so that people and tools can compare two of them.
    #[must_use]
    pub fn text(&self) -> String {
        let settings = self.settings.iter().map(|settings| ("settings", json(settings)));
        let lists = [
            ("choices", list(&self.choices)),
            ("pauses", list(&self.pauses)),
            ("corrections", list(&self.corrections)),
        ];
        let parts = std::iter::once(("schema", json(&self.schema))).chain(settings).chain(lists);
        let lines: Vec<String> = parts.map(|(name, text)| format!("  \"{name}\": {text}")).collect();
        format!("{{\n{}\n}}\n", lines.join(",\n"))
    }

    /// Reads a file.
    ///
    /// # Errors
    /// Says where it is broken, in words for the person.
    pub fn read(text: &str) -> Result<Self, Phrase> {
        if text.len() > MOST {
            return Err(Phrase::new("backup_long", []));
        }
        serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|error| {
            let line = text.lines().nth(error.line().saturating_sub(1)).unwrap_or_default();
            let shown: String = line.trim().chars().take(SHOWN).collect();
            let place = Arg::Count(error.line() as u64);
            let id = if error.is_data() { "backup_value" } else { "backup_syntax" };
            Phrase::new(id, [place, Arg::Text(shown)])
        })
    }
}

fn list<T: Serialize>(rows: &[T]) -> String {
    if rows.is_empty() {
        return "[]".to_owned();
    }
    let rows: Vec<String> = rows.iter().map(|row| format!("    {}", json(row))).collect();
    format!("[\n{}\n  ]", rows.join(",\n"))
}

/// Every type of a back-up writes as JSON.
fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
