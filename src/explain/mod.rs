//! Why an ad likely appeared: reasons with their evidence, what speaks against, and what cannot be known.

use serde::{Deserialize, Serialize};

use crate::id::Millis;

mod case;
mod evidence;
mod explanation;
mod forecast;
mod pressure;
mod reasons;
pub mod weights;

pub use crate::phrase::{Arg, Phrase};
pub use case::{Case, Match, Path, recognised, shows};
pub use evidence::Evidence;
pub use explanation::{explain, weigh};
pub use forecast::{Forecast, came_true, forecast};
pub use pressure::Pressure;
pub use reasons::{REASONS, Reason};

/// Why an ad appeared. The ids of the exports.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum ReasonId {
    /// The person looked at this product.
    ProductRetargeting,
    /// The person visited this brand's site.
    BrandRetargeting,
    /// Something was left in a cart.
    CartAbandonment,
    /// The person already bought there.
    AfterPurchase,
    /// An interest that a platform declares.
    Interest,
    /// A search.
    SearchIntent,
    /// The page's own subject.
    Contextual,
    /// Place, time or language.
    GeoTime,
    /// A campaign shown to everybody.
    RunOfNetwork,
    /// The publisher's own.
    House,
    /// Not known.
    #[default]
    Unknown,
}

/// How sure, in words: ≥ 900 ‰, ≥ 700 ‰, ≥ 400 ‰, less.
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

impl ReasonId {
    /// Whether it says that the ad follows the person.
    #[must_use]
    pub const fn follows(self) -> bool {
        matches!(
            self,
            Self::ProductRetargeting | Self::BrandRetargeting | Self::CartAbandonment | Self::AfterPurchase
        )
    }
}
