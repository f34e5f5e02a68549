//! What a document says and shows, as the collector found it: bounded, not interpreted.

use serde::{Deserialize, Serialize};

use crate::id::{ElementId, FrameId};

/// What a document says about itself, as the collector found it; bounded, not interpreted.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(default)]
pub struct PageFacts {
    /// The document's title, at most 300 characters.
    pub title: String,
    /// `<html lang>`.
    pub lang: String,
    /// Texts of `<script type="application/ld+json">`, raw; at most 64 KiB each, 20 of them.
    pub json_ld: Vec<String>,
    /// `<meta>` with `property`/`name`/`itemprop` and its content, in order; at most 200.
    pub meta: Vec<(String, String)>,
    /// Microdata items of the top level; at most 50.
    pub microdata: Vec<MicrodataItem>,
    /// The canonical address, where given.
    pub canonical: Option<String>,
    /// Texts and addresses of links that speak of privacy, opting out or preferences; at most 20.
    pub privacy_links: Vec<(String, String)>,
    /// Something was left out because it was too large.
    pub truncated: bool,
}

/// A microdata item: `itemscope` with its `itemtype` and properties.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct MicrodataItem {
    /// `itemtype`, as written.
    #[serde(rename = "type")]
    pub kind: String,
    /// Properties in document order.
    pub props: Vec<(String, MicrodataValue)>,
}

/// The value of a microdata property.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(untagged)]
pub enum MicrodataValue {
    /// A text or an address.
    Text(String),
    /// A nested item.
    Item(MicrodataItem),
}

/// A box in CSS pixels, relative to its own document.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Rect {
    /// Left edge.
    pub x: i32,
    /// Top edge.
    pub y: i32,
    /// Width.
    pub width: u32,
    /// Height.
    pub height: u32,
}

/// Something in a document that may be an ad, as the collector found it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(default)]
pub struct AdCandidate {
    /// The element; 0 stands for the whole document of a sub-frame.
    pub element: ElementId,
    /// How it was found.
    pub found_by: FoundBy,
    /// Where it stands.
    pub rect: Rect,
    /// How long at least half of it was in view, so far.
    pub viewable_ms: u32,
    /// Links in it, at most 20; read, never triggered.
    pub links: Vec<AdLink>,
    /// Addresses of pictures in it of at least 30 × 30, at most 20.
    pub images: Vec<String>,
    /// Visible text, at most 300 characters.
    pub text: String,
    /// Content of `<meta name="AdsMetadata">`, where present, at most 8 KiB.
    pub metadata: Option<String>,
    /// The system whose markup this is (`taboola`, `outbrain`, `google` …), from the markup table.
    pub markup: Option<String>,
}

/// A link in an ad.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(default)]
pub struct AdLink {
    /// Its address as written in the document, resolved; or of `data-href`, `data-click-url` ….
    pub href: String,
    /// Its visible text, at most 120 characters.
    pub text: String,
}

/// How an ad was found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum FoundBy {
    /// A selector of the filter lists.
    Selector,
    /// Known markup of an ad system.
    Markup,
    /// The request that filled the frame.
    FrameRequest,
    /// A known click link around an ad-sized picture.
    ClickLink,
    /// A cross-site link around an ad-sized picture: the weakest sign.
    #[default]
    CrossSiteLink,
}

/// A frame element of a document, with the frame that it holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct FrameSlot {
    /// The element.
    pub element: ElementId,
    /// The frame in it, as the handshake showed.
    pub child: FrameId,
    /// Where it stands.
    pub rect: Rect,
    /// How long at least half of it was in view, so far.
    pub viewable_ms: u32,
    /// The system whose markup the element is (`google_ads_iframe_…`), from the markup table.
    #[serde(default)]
    pub markup: Option<String>,
}
