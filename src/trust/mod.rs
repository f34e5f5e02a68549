//! Trust: what was seen of a brand becomes a record that says how it treats people, and how sure that is.
//!
//! Each principle is one file in [`principles`] that judges the [`Evidence`] and gives [`Finding`]s;
//! [`weights`] holds every weight with its reason; [`model`] turns findings into beliefs; and
//! [`record`] puts them together. The same evidence in any order gives the same record; harm never
//! raises it, moves it faster than good conduct, and fades; nothing is ever certain; and without
//! evidence there is no score.

use crate::explain::Phrase;
use crate::id::Millis;
use crate::site::Site;

#[cfg(test)]
mod cases;
mod course;
mod evidence;
mod grade;
#[cfg(test)]
pub(crate) mod laws;
pub mod model;
pub mod principles;
mod signal;
mod tally;
pub mod weights;

pub use crate::fact::{Group, Matters};
pub use course::{Point, course};
pub use evidence::{Evidence, PageView};
pub use grade::{Judged, Record, Standing, record};
pub use model::Belief;
pub use principles::PRINCIPLES;
pub use signal::{Heeded, signalled};
pub use tally::Tally;

/// A relationship principle: its id, its place in the record, and its test on the evidence. Its
/// words are the messages `principle_<id>` and `principle_<id>_what`.
#[derive(Debug)]
pub struct Principle {
    /// Stable name, used in code, exports and messages.
    pub id: &'static str,
    /// The group it stands in.
    pub group: Group,
    /// How much it counts in the whole record, in ‰ of a plain principle; the reason is in its file.
    pub counts: u32,
    /// What it makes of the evidence. Nothing, where nothing was seen.
    pub judge: fn(&Evidence<'_>) -> Vec<Finding>,
}

impl Group {
    /// Every group, in the order in which it happens to a person.
    pub const ALL: [Self; 5] = [Self::Before, Self::Tells, Self::Ads, Self::Open, Self::Said];

    /// Its words, as a message id.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Before => "group_before",
            Self::Tells => "group_tells",
            Self::Ads => "group_ads",
            Self::Open => "group_open",
            Self::Said => "group_said",
        }
    }
}

impl Matters {
    /// Every word, the strongest first.
    pub const ALL: [Self; 3] = [Self::Lot, Self::Usual, Self::Not];

    /// How much a group counts in the whole record, in ‰. What matters a lot counts double: enough
    /// to turn a record, too little for one group to be the whole of it.
    #[must_use]
    pub const fn counts(self) -> u32 {
        match self {
            Self::Not => 0,
            Self::Usual => 1000,
            Self::Lot => 2000,
        }
    }

    /// Its words, as a message id.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Not => "matters_not",
            Self::Usual => "matters_usual",
            Self::Lot => "matters_lot",
        }
    }
}

/// One piece of evidence, judged. There is none without a time, an actor and something seen.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// When.
    pub time: Millis,
    /// Which way it speaks.
    pub side: Side,
    /// Who did it: a site or a company.
    pub actor: String,
    /// Whose vote it is: one per voter, day and kind of finding counts.
    pub voter: Voter,
    /// What, as a message id; `mend_…` of the same name is what would mend it.
    pub what: &'static str,
    /// What the message is about: names that stand for `$1`, `$2` ….
    pub args: Vec<Arg>,
    /// How much it counts, in ‰ of a vote.
    pub weight: u32,
}

/// An argument of a finding's message; a smaller [`crate::explain::Arg`] that can be ordered.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Arg {
    /// As it stands.
    Text(String),
    /// A count.
    Count(u64),
    /// A length of time in milliseconds.
    Span(i64),
    /// Another message without arguments.
    Message(String),
}

/// Which way a finding speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// For the brand.
    For,
    /// Against it.
    Against,
    /// Neither: it says why something is not judged.
    Silent,
}

/// Whose vote a finding is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Voter {
    /// The brand's own site.
    Site,
    /// A company that the site told something.
    Company(String),
    /// A publisher on whose page an ad stood: nothing counts below three of them.
    Publisher(Site),
    /// The person.
    You,
}

impl Finding {
    /// It in words.
    #[must_use]
    pub fn phrase(&self) -> Phrase {
        use crate::explain::Arg as Word;
        let word = |arg: &Arg| match arg {
            Arg::Text(text) => Word::Text(text.clone()),
            Arg::Count(count) => Word::Count(*count),
            Arg::Span(span) => Word::Span(*span),
            Arg::Message(id) => Word::Phrase(Phrase::new(id, [])),
        };
        Phrase::new(self.what, self.args.iter().map(word))
    }

    /// What would mend it, for the people who run the site: each `seen_…` that speaks against has
    /// its `mend_…`.
    #[must_use]
    pub fn mend(&self) -> Option<Phrase> {
        let what = self.what.strip_prefix("seen_").filter(|_| self.side == Side::Against)?;
        Some(Phrase::new(&["mend_", what].concat(), []))
    }
}
