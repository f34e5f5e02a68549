//! An open tab: its page, frames, calls and ads; lives in session storage and dies with the browser.

use serde::{Deserialize, Serialize};

use crate::ad::Ad;
use crate::classify::{Action, Habit, Job};
use crate::fact::{AdCandidate, ConsentState, FrameSlot, Outcome, RequestKind};
use crate::form::Asked;
use crate::id::{DocumentId, ElementId, FrameId, Millis, RequestId, TabId};
use crate::knowledge::Function;
use crate::product::Reading;
use crate::site::{Party, Site};
use crate::sorted::SortedMap;
use crate::trust::Prompted;
use crate::wire::{Encoding, Signal};

/// One open tab: lives in session storage and dies with the browser.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Tab {
    /// Its id.
    pub id: TabId,
    /// The page in it.
    pub page: Page,
    /// Frames by id.
    pub frames: SortedMap<FrameId, Frame>,
    /// Calls to others, and those that told something, in order of arrival; at most [`Tab::MAX_CALLS`].
    pub calls: Vec<Call>,
    /// Calls beyond the bound: counted, not kept.
    pub dropped: u32,
    /// Calls to the site itself that told nobody anything: counted, not kept.
    pub own_calls: u32,
    /// Since when the tab is in front; none while it is behind.
    pub shown_since: Option<Millis>,
    /// Frame elements, by the frame that they hold.
    pub slots: SortedMap<FrameId, (FrameId, FrameSlot)>,
    /// Ad candidates, by frame and element, with the time first seen.
    pub candidates: SortedMap<FrameId, SortedMap<ElementId, (Millis, AdCandidate)>>,
    /// The ads made of them, as last explained.
    pub ads: Vec<Ad>,
}

impl Tab {
    /// Most calls kept of one page: session storage holds 10 MB for all tabs together.
    pub const MAX_CALLS: usize = 1000;
    /// Longest address kept of a call, in bytes.
    pub const MAX_URL: usize = 300;

    /// The frames from `frame` up to the top one, itself first. Bounded: a hostile page may nest for ever.
    pub fn ancestry(&self, frame: FrameId) -> impl Iterator<Item = FrameId> + '_ {
        std::iter::successors(Some(frame), |at| self.frames.get(at).and_then(|f| f.parent)).take(32)
    }
}

/// The page in a tab.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Page {
    /// Its address, scrubbed.
    pub url: String,
    /// Its site.
    pub site: Site,
    /// When it opened.
    pub opened: Millis,
    /// The document.
    pub document: DocumentId,
    /// What happened before was not seen.
    pub from_here_on: bool,
    /// Its title.
    pub title: String,
    /// Product, shop and order it shows.
    pub reading: Reading,
    /// Consent states in order of time; `Unknown` before the first.
    pub consent: Vec<(Millis, ConsentState)>,
    /// The banner's product, where recognised.
    pub consent_product: Option<String>,
    /// Links that speak of privacy or opting out were found.
    pub privacy_links: Vec<(String, String)>,
    /// A link or a form asks the person something: preferences, feedback.
    #[serde(default)]
    pub asks: bool,
    /// What its forms ask for.
    #[serde(default)]
    pub forms: Vec<Asked>,
    /// Its title or a heading has a gap where a name should stand.
    #[serde(default)]
    pub gap: bool,
    /// It is sensitive, and that somebody was told of it was counted.
    #[serde(default)]
    pub counted: bool,
    /// What lay over it before anybody had done anything.
    #[serde(default)]
    pub prompted: Option<Prompted>,
    /// Child-directed or sensitive: neither memory nor log.
    pub unremembered: Option<String>,
}

impl Page {
    /// The choice as it bears on what happened at a moment: where a banner asks on this page, no
    /// earlier visit had decided, so what came before the banner came before a choice, too.
    #[must_use]
    pub fn choice_at(&self, time: Millis) -> ConsentState {
        let first = self.consent.iter().map(|(_, state)| *state).find(|s| *s != ConsentState::Unknown);
        match (self.consent_at(time), first) {
            (ConsentState::Unknown, Some(ConsentState::Asked)) => ConsentState::Asked,
            (state, _) => state,
        }
    }

    /// Consent at a moment.
    #[must_use]
    pub fn consent_at(&self, time: Millis) -> ConsentState {
        self.consent
            .iter()
            .rev()
            .find(|(since, _)| *since <= time)
            .map_or(ConsentState::Unknown, |(_, state)| *state)
    }
}

/// A frame of a page.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Frame {
    /// The frame that holds it.
    pub parent: Option<FrameId>,
    /// Its address, scrubbed.
    pub url: String,
    /// When it was navigated.
    pub time: Millis,
}

/// One request of a page, classified.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Call {
    /// The browser's id.
    pub request: RequestId,
    /// When.
    pub time: Millis,
    /// In which frame.
    pub frame: FrameId,
    /// Its host.
    pub host: String,
    /// Its address, scrubbed, at most 500 characters.
    pub url: String,
    /// What it is for, as the browser says.
    pub kind: RequestKind,
    /// First or third party.
    pub party: Party,
    /// Who got it.
    pub company: Option<String>,
    /// That company's owner.
    pub owner: Option<String>,
    /// What the company is for here.
    pub function: Option<Function>,
    /// What it does.
    pub job: Job,
    /// What the lists say.
    pub action: Action,
    /// What it told.
    pub signal: Option<Signal>,
    /// What it does that trackers do, where nobody names who got it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub habits: Vec<Habit>,
    /// It carried what was searched for on the page.
    #[serde(default)]
    pub searched: bool,
    /// It carried the e-mail address that was typed on the page: how it was written, and whether that
    /// was before the person had sent it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub typed: Option<(Encoding, bool)>,
    /// How it ended; none while it runs.
    pub outcome: Option<Outcome>,
}
