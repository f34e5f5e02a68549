//! Sentences as ids and arguments, so that the core speaks no language.

use serde::{Deserialize, Serialize};

use crate::id::Millis;

/// A sentence as an id of `_locales` and its arguments, so that the core speaks no language.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Phrase {
    /// Message id in `_locales`.
    pub id: String,
    /// What stands for `$1`, `$2` …
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub args: Vec<Arg>,
}

/// An argument of a phrase; the page formats it in the person's language and time zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Arg {
    /// As it stands.
    Text(String),
    /// A count.
    Count(u64),
    /// A moment ("today at 14:02").
    Time(Millis),
    /// A length of time in milliseconds ("53 minutes").
    Span(i64),
    /// Another phrase.
    Phrase(Phrase),
}

impl Phrase {
    /// A phrase with its arguments.
    #[must_use]
    pub fn new(id: &str, args: impl IntoIterator<Item = Arg>) -> Self {
        Self { id: id.to_owned(), args: args.into_iter().collect() }
    }

    /// Whether one of its texts is one that is looked for.
    #[must_use]
    pub fn says(&self, sought: &dyn Fn(&str) -> bool) -> bool {
        self.args.iter().any(|arg| match arg {
            Arg::Text(text) => sought(text),
            Arg::Phrase(inner) => inner.says(sought),
            Arg::Count(_) | Arg::Time(_) | Arg::Span(_) => false,
        })
    }
}
