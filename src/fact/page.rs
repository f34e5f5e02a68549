//! What a document says and shows, as the collector found it: bounded, not interpreted.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use crate::id::{ElementId, FrameId};
use crate::json;

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
    /// The same of links that ask the person something (preferences, feedback); at most 10.
    pub asking_links: Vec<(String, String)>,
    /// Forms with what they ask for; at most 10.
    pub forms: Vec<Form>,
    /// Title and headings that may have a gap where a name should stand, at most 5 of 120 characters.
    pub gaps: Vec<String>,
    /// Something was left out because it was too large.
    pub truncated: bool,
}

/// Something that lay over the page before anybody had scrolled, clicked or typed, or that the browser asked for it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(default)]
pub struct Prompt {
    /// How much of the view it covered, in ‰.
    pub covers: u16,
    /// Its words, at most 300 characters.
    pub text: String,
    /// It has a field for an e-mail address.
    pub asks_email: bool,
    /// What the browser asked for the page, as the person's answer showed; then nothing lay over it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub permission: Option<Permission>,
}

/// What a page can have the browser ask for, outside of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Permission {
    /// To send notifications.
    Notifications,
    /// To know where the device is.
    Geolocation,
}

/// A form as it is written: what it asks for, never what was typed into it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(default)]
pub struct Form {
    /// Where it leads, where it says so.
    pub action: Option<String>,
    /// Its id, name and classes, at most 120 characters.
    pub name: String,
    /// What its buttons say, at most 60 characters each, 5 of them.
    pub buttons: Vec<String>,
    /// Its fields, at most 40.
    pub fields: Vec<Field>,
}

/// A field of a form.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(default)]
pub struct Field {
    /// `type`; else the element's name (`select`, `textarea`).
    #[serde(rename = "type")]
    pub kind: String,
    /// `autocomplete`, at most 60 characters.
    pub autocomplete: String,
    /// `name`, else `id`, at most 60 characters.
    pub name: String,
    /// The form cannot be sent without it.
    pub required: bool,
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
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(untagged)]
pub enum MicrodataValue {
    /// A text or an address.
    Text(String),
    /// A nested item.
    Item(MicrodataItem),
}

/// By hand, because what serde derives would try one after the other (see [`crate::tagged`]).
impl<'de> Deserialize<'de> for MicrodataValue {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        match Value::deserialize(from)? {
            Value::String(text) => Ok(Self::Text(text)),
            item => json::of(item).map(Self::Item).map_err(D::Error::custom),
        }
    }
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
    /// DOM ids of the element and of those around it, nearest first: ad tools name their slots by them.
    /// At most 4 of 100 characters.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
}

/// What the page's own ad tools (Google's publisher tag, Prebid) say of the ad in a slot: read only
/// where the person wants the detail. A claim by scripts of the page, who may say anything.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(default)]
pub struct Detail {
    /// DOM id of the slot's element.
    pub slot: String,
    /// Domains of the advertiser, at most 5.
    pub domains: Vec<String>,
    /// Who has a part in the ad, as (part, name): `advertiser`, `agency`, `network`, `bidder`,
    /// `behalf`, `paid`; at most 100 characters each.
    pub names: Vec<(String, String)>,
    /// Its advertiser, campaign and line item in Google's books, where any of them is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub booked: Option<[u64; 3]>,
    /// The numbers of its parameters under the Digital Services Act, in order: `1_2`.
    pub dsa: String,
}
