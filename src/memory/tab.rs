//! An open tab: its page, frames, calls and ads; lives in session storage and dies with the browser.

use serde::{Deserialize, Serialize};

use crate::ad::Ad;
use crate::classify::{Action, Habit, Job};
use crate::fact::{AdCandidate, ConsentFact, ConsentState, Detail, FrameSlot, Layer, Outcome, RequestKind};
use crate::form::Asked;
use crate::id::{AdId, DocumentId, ElementId, FrameId, Millis, RequestId, TabId};
use crate::knowledge::Function;
use crate::manners::Prompted;
use crate::order::Order;
use crate::product::{Product, Reading};
use crate::site::{Party, Site};
use crate::sorted::SortedMap;
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
    /// What a request under way may put in the cart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub adding: Option<Adding>,
    /// What is known of an ad's own "stop".
    #[serde(default)]
    pub stop: Stop,
    /// What the ad tools of a frame's document say of its slots.
    #[serde(default, skip_serializing_if = "SortedMap::is_empty")]
    pub details: SortedMap<FrameId, Vec<Detail>>,
}

/// A request of a shop to itself that puts a product in the cart, as far as its address says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Adding {
    /// The request.
    pub request: RequestId,
    /// When it left.
    pub time: Millis,
    /// What the page showed that sent it.
    pub product: Product,
    /// It does so by its address; else it is a form, and does where the cart is shown next.
    pub sure: bool,
}

/// The two halves of an answer in an ad's own menu, each with its frame: only a press of the person and a
/// message to the ad's system make a no. A page alone could send the message.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stop {
    /// The person pressed something in the menu.
    pub pressed: Option<(FrameId, Millis)>,
    /// The ad's system was told to stop.
    pub told: Option<(FrameId, Millis)>,
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
    /// The choice was made on an earlier visit: the first of `consent` says which.
    #[serde(default)]
    pub chosen_earlier: bool,
    /// The banner's product, where recognised.
    pub consent_product: Option<String>,
    /// What the banner offered, and the clicks that a choice took.
    #[serde(default)]
    pub banner: Option<Banner>,
    /// Whom the banner's list names.
    #[serde(default)]
    pub disclosed: Option<Disclosed>,
    /// Global Privacy Control was sent with this page's requests.
    #[serde(default)]
    pub gpc: bool,
    /// The page's own record says that the person did not object to sale or sharing.
    #[serde(default)]
    pub not_opted_out: bool,
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
    /// Hidden ads that the person wanted to see this once.
    #[serde(default)]
    pub shown_once: Vec<AdId>,
    /// Child-directed or sensitive: neither memory nor log.
    pub unremembered: Option<String>,
}

/// What a banner offered on its first layer, and how many clicks a choice took.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Banner {
    /// What it offered, where it was read.
    pub layer: Option<Layer>,
    /// Clicks to the acceptance, where one was given.
    pub to_accept: Option<u8>,
    /// Clicks to the refusal, where one was given.
    pub to_reject: Option<u8>,
}

/// Whom the list that a banner passes on names, of the companies that such lists can name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disclosed {
    /// How many vendors it names in all.
    pub all: u32,
    /// Companies on it, in order.
    pub named: Vec<String>,
    /// Companies that it could name and does not, in order.
    pub unnamed: Vec<String>,
}

impl Page {
    /// Notes what is said of consent at a moment. A choice that is found where nothing had asked yet
    /// was made on an earlier visit, so it holds from the page's opening on; one found where a banner
    /// asks was made here, by whatever way. A frame can hold a banner's buttons, but not ask by itself: it may
    /// be an ad's.
    pub fn note_consent(&mut self, time: Millis, said: &ConsentFact, from_top: bool) {
        let chosen = !matches!(said.state, ConsentState::Unknown | ConsentState::Asked);
        let last = self.consent.last().map_or(ConsentState::Unknown, |(_, state)| *state);
        let noted = match (last, said.state) {
            _ if !from_top && last != ConsentState::Asked => false,
            (ConsentState::Unknown, state) => state != ConsentState::Unknown,
            // Whoever accepts all that is asked for may still have been asked for less than there is.
            (ConsentState::Accepted, ConsentState::Partly) => said.clicks.is_some(),
            // A banner that is opened again after a choice is the person's own doing.
            (last, state) => chosen && last != state,
        };
        if noted {
            let earlier = said.found && last == ConsentState::Unknown;
            self.chosen_earlier |= earlier;
            self.consent.push((if earlier { self.opened } else { time }, said.state));
            self.consent.order();
            self.consent.truncate(50);
        }
        if let Some(product) = &said.product
            && (self.consent_product.is_none() || !matches!(product.as_str(), "tcf" | "gpp"))
        {
            self.consent_product = Some(product.clone());
        }
        if said.layer.is_some() || said.clicks.is_some() {
            let banner = self.banner.get_or_insert_default();
            banner.layer = if from_top { said.layer.or(banner.layer) } else { banner.layer.or(said.layer) };
            match said.state {
                ConsentState::Accepted => banner.to_accept = banner.to_accept.or(said.clicks),
                ConsentState::Rejected => banner.to_reject = banner.to_reject.or(said.clicks),
                _ => {}
            }
        }
        self.not_opted_out |= said.not_opted_out;
    }

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
