//! Click links: which system stands in the link, and where it leads, without loading it.
//!
//! [`SYSTEMS`] lists the systems once.

use serde::{Deserialize, Serialize};

/// A click link, taken apart.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Click {
    /// The outermost system that was recognised: `google_ads`, `criteo`, `xandr` …; none for a plain link.
    pub system: Option<String>,
    /// Every system in the chain, outermost first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hops: Vec<String>,
    /// Where it leads; none where the link is opaque or empty. Never an intermediary.
    pub landing: Option<String>,
}

/// Takes a click link apart, nested ones to the end. `None` where `url` is no web address or no
/// known click system's; a known system with an opaque link gives `landing: None`.
#[must_use]
pub fn unwrap(url: &str) -> Option<Click> {
    let _ = url;
    None
}

/// Whether a link is about ads as such ("why this ad", AdChoices, opt-out), so never an advertiser's.
#[must_use]
pub fn is_about_ads(url: &str) -> bool {
    let _ = url;
    false
}
