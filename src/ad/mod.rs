//! Ads: what the page shows, whose it is and who served it.

use serde::{Deserialize, Serialize};

use crate::click::Click;
use crate::fact::{ConsentState, FoundBy, Rect, Regime};
use crate::id::{AdId, ElementId, FrameId, Millis, TabId};
use crate::knowledge::Function;
use crate::product::Product;
use crate::site::Site;

pub mod detail;
pub mod find;
mod join;
mod likeness;
mod own;
mod states;
mod stop;
mod whose;

pub use join::{join, name_of};
pub use likeness::{Match, likeness, shows};
pub use stop::says_stop;

/// Whether companies of a function have a part in showing ads.
#[must_use]
pub const fn shows_ads(function: Function) -> bool {
    matches!(
        function,
        Function::Advertising | Function::Retargeting | Function::Affiliate | Function::Identity
    )
}

/// An ad, put together from its frame's facts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Ad {
    /// Its id.
    pub id: AdId,
    /// When it was first seen.
    pub time: Millis,
    /// The person's time zone then: minutes east of UTC.
    pub tz: i16,
    /// The tab.
    pub tab: TabId,
    /// Site of the top page.
    pub page_site: Site,
    /// Address of the top page, scrubbed.
    pub page_url: String,
    /// The frame and element that a label or a hiding applies to, in the outermost readable document.
    pub place: Place,
    /// The frame and element that hold the creative itself; the same as `place` for ads without a frame.
    pub origin: Place,
    /// Where it stands in that document.
    pub rect: Rect,
    /// How long at least half of it was in view, so far.
    pub viewable_ms: u32,
    /// How it was found.
    pub found_by: FoundBy,
    /// Companies that served it, with what shows it, in order of time.
    pub served_by: Vec<Served>,
    /// Its click link, taken apart.
    pub click: Option<Click>,
    /// Whose it is.
    pub advertiser: Option<Advertiser>,
    /// The product it shows, as far as known.
    pub product: Option<Product>,
    /// What speaks of it in words: visible text and link texts, at most 300 characters.
    #[serde(default)]
    pub text: String,
    /// The page's own subject: words of its title that the ad shares.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shared_words: Vec<String>,
    /// It shows something that had been looked at on its brand's site; kept up in the brand's record only.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub recognised: bool,
    /// What happened on the page before Candor came was not seen.
    #[serde(default)]
    pub from_here_on: bool,
    /// What was in force when it was seen.
    pub regime: Regime,
    /// Consent on the page then.
    pub consent: ConsentState,
    /// Whether sites were told not to sell or share (Global Privacy Control).
    #[serde(default)]
    pub gpc: bool,
    /// Whether it offers a way out of its own (AdChoices, "why this ad"); none where it could not be read whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub way_out: Option<bool>,
    /// What the ad says of itself (AdsMetadata, DSA, the page's ad tools), as (statement, value).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub states: Vec<(String, String)>,
}

/// An element in a frame.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Place {
    /// The frame.
    pub frame: FrameId,
    /// The element in it.
    pub element: ElementId,
}

/// A company that had a part in serving an ad.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Served {
    /// Its name.
    pub company: String,
    /// That company's owner.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// What the company is for, as the request that shows it says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub function: Option<Function>,
    /// When.
    pub time: Millis,
    /// What shows it.
    pub by: ServedBy,
}

/// What shows that a company served an ad.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum ServedBy {
    /// The frame's own address.
    Frame,
    /// A request of the frame's subtree.
    Request,
    /// The click link.
    ClickLink,
    /// The markup around it.
    Markup,
}

/// Whose ad it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Advertiser {
    /// The brand's key.
    pub site: Site,
    /// Its name, and where the name is from.
    pub name: String,
    /// Signs of identity that agree: `landing`, `text`, `image_host`, `metadata`; at least one. `said`
    /// stands alone: that only the page's own ad tools name it.
    pub signs: Vec<String>,
}
