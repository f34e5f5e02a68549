//! Why an ad likely appeared: reasons with their evidence, what speaks against, and what cannot be known.

use serde::{Deserialize, Serialize};

use crate::id::Millis;

mod campaign;
mod case;
mod evidence;
mod explanation;
mod forecast;
mod pressure;
mod reasons;
mod recognised;
mod said;
pub mod weights;

pub use crate::fact::ReasonId;
pub use crate::phrase::{Arg, Phrase};
pub use campaign::Campaign;
pub use case::{Case, Path};
pub use evidence::Evidence;
pub use explanation::{explain, weigh};
pub use forecast::{Forecast, came_true, forecast};
pub use pressure::Pressure;
pub use reasons::{REASONS, Reason};
pub use recognised::recognised;
pub use said::{reaches, said};

/// How sure, in words: ≥ 900 ‰, ≥ 700 ‰, ≥ 400 ‰, less. Where little was logged it is held back below the number.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Band {
    /// Less than 400 ‰.
    #[default]
    CannotTell,
    /// At least 400 ‰.
    Possible,
    /// At least 700 ‰.
    Likely,
    /// At least 900 ‰.
    VeryLikely,
}

/// Whether a step was observed or concluded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// The browser saw it.
    Seen,
    /// Worked out from what was seen.
    Inferred,
}

/// One step of the chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Step {
    /// When.
    pub time: Millis,
    /// Who: a site, a company's name, or `you`.
    pub from: String,
    /// To whom; none where nobody was told.
    pub to: Option<String>,
    /// What, as a phrase.
    pub what: Phrase,
    /// Seen or worked out.
    pub basis: Basis,
}

/// The answer to "why this ad?".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Explanation {
    /// The likeliest reason.
    pub reason: ReasonId,
    /// How sure, in words.
    pub band: Band,
    /// How sure, in ‰.
    pub probability: u16,
    /// All reasons considered, likeliest first, in ‰; they sum to 1000.
    pub reasons: Vec<(ReasonId, u16)>,
    /// One sentence of at most 25 words.
    pub sentence: Phrase,
    /// The chain, in order of time.
    pub evidence: Evidence,
    /// What speaks against it.
    pub against: Vec<Phrase>,
    /// What cannot be known, or was not seen.
    pub gaps: Vec<Phrase>,
}

impl Explanation {
    /// Whether this ad follows the person: a following reason, likely or above.
    #[must_use]
    pub fn follows(&self) -> bool {
        self.band >= Band::Likely && self.reason.follows()
    }
}
