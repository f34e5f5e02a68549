//! The truth of an ad, where somebody knows it: a simulated world, or small webs that serve their own ads.

use serde::{Deserialize, Serialize};

use crate::explain::ReasonId;
use crate::incident::Sighting;
use crate::site::Site;

/// What is true of one ad. In a fact log it stands as the field `truth` of a line; `replay` does not read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Truth {
    /// Address of the page it stood on; no two page views of a log with truths share one.
    pub page: String,
    /// Upper edge of its place on that page, in CSS pixels.
    pub top: i32,
    /// Whose it is.
    pub advertiser: Site,
    /// Why it was there.
    pub reason: ReasonId,
    /// The person had been on the advertiser's site before, in this browser.
    pub visited: bool,
    /// The advertiser follows people with ads.
    pub retargets: bool,
    /// How the message came from the shop to who delivered the ad.
    pub path: TruePath,
    /// Everything that a browser could see of that path is in the log.
    pub observable: bool,
    /// Steps that a complete explanation shows, by their ids in `phrases.tsv`.
    #[serde(default)]
    pub steps: Vec<String>,
}

/// How a message really came from the shop to who delivered the ad.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TruePath {
    /// The company that was told delivered the ad.
    Direct,
    /// The company that was told told the one that delivered.
    Synced,
    /// A partner of both linked them; nothing of it is seen.
    Shared,
    /// From server to server; nothing of it is seen.
    Server,
    /// No message: the ad did not follow the person.
    #[default]
    None,
}

impl Truth {
    /// Whether this is the truth of a row.
    #[must_use]
    pub fn is_of(&self, row: &Sighting) -> bool {
        row.slot.y == self.top && row.page.url == self.page
    }
}
