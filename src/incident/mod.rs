//! Incidents for researchers: one row per ad seen, its schema, its redaction, its denominators.

use serde::{Deserialize, Serialize};

use crate::explain::{Band, Evidence, Phrase, Pressure, ReasonId};
use crate::fact::{Choice, ConsentState, FoundBy, Regime};
use crate::id::{AdId, Millis};
use crate::site::Site;

mod export;
mod redact;
mod replay;
mod row;
mod start;

pub use export::{csv, ndjson};
pub use redact::redacted;
pub use replay::{Replay, Rows};
pub use row::SCHEMA;
pub use start::{FACTS_SCHEMA, FACTS_SCHEMA_1, Start};

/// One ad seen, with its explanation: the row of the log and of its exports. The JSON Schema is
/// `extension/schema/sighting.json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Sighting {
    /// Name and version of the schema: `candor.sighting/1`.
    pub schema: String,
    /// The ad's id.
    pub id: AdId,
    /// When it was first seen.
    pub time: Millis,
    /// The page it stood on.
    pub page: PageRef,
    /// The slot it filled.
    pub slot: Slot,
    /// What was in force.
    pub regime: Regime,
    /// Consent on that page, at that time.
    pub consent: ConsentRef,
    /// How it was found.
    pub found_by: FoundBy,
    /// Companies that delivered it: seen to, or named by the click identifier of its link.
    pub served_by: Vec<String>,
    /// The outermost click system.
    pub click_system: Option<String>,
    /// Whose it is.
    pub advertiser: Option<BrandRef>,
    /// What it shows.
    pub product: Option<ProductRef>,
    /// The likeliest reason.
    pub reason: ReasonId,
    /// How sure, in words.
    pub band: Band,
    /// How sure, in ‰.
    pub probability: u16,
    /// All reasons considered.
    pub reasons: Vec<ReasonRow>,
    /// The reason as one sentence.
    pub sentence: Phrase,
    /// The chain.
    pub evidence: Evidence,
    /// What speaks against it.
    pub against: Vec<Phrase>,
    /// What cannot be known, or was not seen.
    pub gaps: Vec<Phrase>,
    /// How often this brand's ads had come by then; none where nothing is remembered of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pressure: Option<Pressure>,
    /// What the person decided about this brand, as in force.
    pub decision: Option<Choice>,
    /// What made this row.
    pub versions: Versions,
}

/// The page of a sighting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct PageRef {
    /// Its site.
    pub site: Site,
    /// Its address, scrubbed.
    pub url: String,
}

/// The slot of a sighting, CSS pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Slot {
    /// Left edge.
    pub x: i32,
    /// Top edge.
    pub y: i32,
    /// Width.
    pub width: u32,
    /// Height.
    pub height: u32,
    /// How long at least half of it was in view.
    pub viewable_ms: u32,
}

/// Consent at the time of a sighting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ConsentRef {
    /// Where the choice stood.
    pub state: ConsentState,
    /// Whether Global Privacy Control was sent.
    pub gpc: bool,
}

/// A brand in a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct BrandRef {
    /// Its key.
    pub site: Site,
    /// Its name.
    pub name: String,
}

/// A product in a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ProductRef {
    /// Its id at the shop.
    pub id: Option<String>,
    /// Its name.
    pub name: Option<String>,
}

/// A reason in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ReasonRow {
    /// The reason.
    pub reason: ReasonId,
    /// How likely, in ‰.
    pub probability: u16,
}

/// What made a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Versions {
    /// Candor's version.
    pub candor: String,
    /// The knowledge pack's.
    pub knowledge: String,
    /// The browser's name and major version.
    pub browser: String,
}

/// What a log's rows are counted against.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Denominators {
    /// Pages opened.
    pub page_views: u64,
    /// Time with a page in front, milliseconds.
    pub active_ms: i64,
    /// All ad slots seen.
    pub slots: u64,
    /// Slots without an explanation (reason `unknown`).
    pub unexplained: u64,
    /// Facts known to be lost.
    pub gaps: u64,
}
