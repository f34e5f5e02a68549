//! Facts: all that the browser, a HAR file, a log or a simulated web can tell the core.
//!
//! A fact enters as [`RawFact`], leaves [`crate::scrub::scrub`] as [`Fact`] without anything that
//! identifies a person, and only then reaches the engine or a disk. One line of a fact log is one
//! `Fact` as JSON. Settings, decisions, corrections, deletions and ticks are facts too: nothing
//! reaches the core another way.

use serde::{Deserialize, Serialize};

use crate::id::{AdId, DocumentId, ElementId, FrameId, Millis, RequestId, Seq, TabId};
use crate::site::Site;
use crate::tagged::tagged;
use crate::wire::Encoding;

mod page;
mod person;
mod request;

pub use page::{
    AdCandidate, AdLink, Detail, Field, Form, FoundBy, FrameSlot, MicrodataItem, MicrodataValue, PageFacts,
    Permission, Prompt, Rect,
};
pub use person::{
    About, Choice, Correction, Forget, Grade, Group, Matters, Mode, Pause, ReasonId, Scope, Setting, Whose,
};
pub use request::{Outcome, RequestFact, RequestKind};

/// One thing that happened, with identifiers already replaced by their kind.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Fact {
    /// Place in the log.
    pub seq: Seq,
    /// When it happened.
    pub time: Millis,
    /// The person's time zone: minutes east of UTC.
    pub tz: i16,
    /// The tab, where one is concerned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tab: Option<TabId>,
    /// The frame in that tab; 0 is the top frame.
    #[serde(default)]
    pub frame: FrameId,
    /// The document in that frame; empty where the browser does not say.
    #[serde(default)]
    pub document: DocumentId,
    /// What was in force when it happened.
    pub regime: Regime,
    /// What happened.
    pub what: What,
}

/// A fact as the browser told it, before [`crate::scrub::scrub`]. It can be read but not written,
/// so that nothing unscrubbed can be kept by accident.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(transparent)]
pub struct RawFact(pub(crate) Fact);

impl RawFact {
    /// Marks `fact` as not yet scrubbed.
    #[must_use]
    pub fn new(fact: Fact) -> Self {
        Self(fact)
    }
}

/// The circumstances of an observation: "not seen" only counts where it could have been seen.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Regime {
    /// The mode in force.
    pub mode: Mode,
    /// Version of the filter rules in force.
    pub rules: String,
    /// Whether another blocker seems to be at work.
    pub other_blocker: bool,
}

/// What kind of thing happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(tag = "type"))]
#[serde(remote = "Self")]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// A frame began to show a document. In frame 0 this opens a new page.
    Navigated {
        /// Address of the document.
        url: String,
        /// The frame that holds this one; none for the top frame.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        parent: Option<FrameId>,
        /// `true` where the page was already open when Candor was installed ("from here on"), or
        /// came back from the back-forward cache: what happened before was not seen.
        #[serde(default)]
        from_here_on: bool,
    },
    /// The address changed without a load (`history.pushState`).
    RouteChanged {
        /// The new address.
        url: String,
    },
    /// A request left, or tried to.
    Request(RequestFact),
    /// A request was sent on to another address.
    Redirected {
        /// The request.
        request: RequestId,
        /// Where it is sent on to.
        to: String,
    },
    /// A request came to its end.
    Ended {
        /// The request.
        request: RequestId,
        /// How it ended.
        outcome: Outcome,
    },
    /// What a document says about itself.
    Page(Box<PageFacts>),
    /// Things in a document that may be ads.
    Ads {
        /// The candidates.
        candidates: Vec<AdCandidate>,
    },
    /// Frame elements of this document, each with the frame that it holds.
    Slots {
        /// The elements.
        slots: Vec<FrameSlot>,
    },
    /// What the ad tools of this document say of its slots.
    Detail {
        /// One entry for a slot.
        said: Vec<Detail>,
    },
    /// Something lay over the page before anybody had done anything there.
    Prompt(Prompt),
    /// The person wants to see a hidden ad this once: on this page, without a word about its brand.
    ShownOnce {
        /// Which.
        ad: AdId,
    },
    /// The person pressed the "stop" that an ad itself offers.
    Stopped {
        /// The candidate that it stands in.
        element: ElementId,
        /// Something in a menu of the ad was pressed: what was answered, a request of the ad tells.
        #[serde(default)]
        menu: bool,
    },
    /// A request carried the e-mail address that was typed on the page: which, and how it was written,
    /// never the address. Said twice of one request, the later word counts.
    Typed {
        /// The request.
        request: RequestId,
        /// How the address was written.
        encoding: Encoding,
        /// Before the person had sent it.
        before: bool,
    },
    /// The state of the consent banner, or a choice on it.
    Consent(ConsentFact),
    /// The tab was shown or hidden, or closed.
    Tab {
        /// Its state from now on.
        state: TabState,
    },
    /// The person decided something.
    Decided {
        /// About what.
        scope: Scope,
        /// What; none takes an earlier word back.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        choice: Option<Choice>,
        /// When they said so, where that was earlier: taken back, or read from a back-up.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        since: Option<Millis>,
    },
    /// The person paused Candor on a site, or ended a pause.
    Paused {
        /// The site.
        site: Site,
        /// Until when; none ends the pause.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pause: Option<Pause>,
    },
    /// The person corrected an explanation.
    Corrected {
        /// The ad.
        ad: AdId,
        /// The brand the correction is about: the one Candor named.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        brand: Option<Site>,
        /// What they said.
        correction: Correction,
        /// What the explanation said that they corrected.
        #[serde(default)]
        about: About,
        /// `true` takes the same correction back.
        #[serde(default)]
        undo: bool,
    },
    /// The person changed a setting.
    Set(Setting),
    /// The person said several things at once: all of them hold, or none.
    Together {
        /// Choices, pauses and settings, in order; nothing else counts here.
        said: Vec<What>,
    },
    /// What a site says of Global Privacy Control ([`crate::gpc`]), asked for when the person pressed.
    Statement {
        /// The site.
        site: Site,
        /// That it honours the signal, or that it does not; none where it says nothing.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        gpc: Option<bool>,
    },
    /// The person had something forgotten.
    Forget(Forget),
    /// Observations were lost: a killed worker, a full disk, an overflow.
    Lost {
        /// How many facts, as far as known.
        count: u32,
        /// Why, in one word: `killed`, `disk`, `overflow`.
        why: String,
    },
    /// What was seen of a brand goes, because all that is remembered takes too much of the disk ([`crate::room`]).
    MadeRoom {
        /// The brand.
        brand: Site,
    },
    /// Time passed. Expiry happens on ticks.
    Tick,
}

tagged!(What, "type");

impl What {
    /// Whether the person said it: it is on the disk before it acts.
    #[must_use]
    pub const fn is_the_persons(&self) -> bool {
        matches!(
            self,
            Self::Decided { .. }
                | Self::Paused { .. }
                | Self::Corrected { .. }
                | Self::Set(_)
                | Self::Together { .. }
                | Self::Forget(_)
        )
    }
}

/// Whether a tab is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum TabState {
    /// In front.
    Shown,
    /// Behind.
    Hidden,
    /// Gone.
    Closed,
}

/// What is known of consent on a page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ConsentFact {
    /// Where the choice stands.
    #[serde(default)]
    pub state: ConsentState,
    /// The banner's product or interface, where recognised: `tcf`, `onetrust`, `cookiebot` …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product: Option<String>,
    /// The TC string as the page gives it, without its times, at most 4 KiB.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub string: Option<String>,
    /// The choice was found in the page, not seen to be made: it may be of an earlier visit.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub found: bool,
    /// What the page keeps of a choice: cookies and keys by name. Read and dropped at the door.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kept: Vec<(String, String)>,
    /// What the interface of TCF said last: `tcloaded`, `cmpuishown`, `useractioncomplete`. Read and
    /// dropped at the door, with what GPP's said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<String>,
    /// The GPP string as the page gives it; only what it holds for TCF and what it says of sale stay.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gpp: Option<String>,
    /// The page's own record says that the person did not object to sale or sharing.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub not_opted_out: bool,
    /// What the banner's first layer offers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub layer: Option<Layer>,
    /// How many clicks in the banner this choice took, the last one included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clicks: Option<u8>,
}

/// What the first layer of a banner offers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Layer {
    /// A button that accepts.
    pub accept: bool,
    /// A button that refuses.
    pub reject: bool,
}

/// Where the consent choice stands. `Unknown` is the default: an earlier visit may have decided.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum ConsentState {
    /// Nothing is known.
    #[default]
    Unknown,
    /// A banner is showing and no choice was made yet.
    Asked,
    /// The person accepted.
    Accepted,
    /// The person refused; where a product asks by purpose, they refused advertising.
    Rejected,
    /// The person chose some of it.
    Partly,
}
