//! What is remembered: the open tab, what a brand did, and the person's settings; bounded, expiring, deletable.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::ad::Ad;
use crate::classify::{Action, Job};
use crate::fact::{
    AdCandidate, Choice, ConsentState, Correction, FrameSlot, Mode, Outcome, Pause, RequestKind, Scope,
};
use crate::id::{DocumentId, ElementId, FrameId, Millis, RequestId, TabId};
use crate::knowledge::Function;
use crate::product::{Product, Reading};
use crate::site::{Party, Site};
use crate::wire::{EventKind, Signal};

/// One open tab: lives in session storage and dies with the browser.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Tab {
    /// Its id.
    pub id: TabId,
    /// The page in it.
    pub page: Page,
    /// Frames by id.
    pub frames: BTreeMap<FrameId, Frame>,
    /// Calls in order of time; at most [`Tab::MAX_CALLS`], then counted in `dropped`.
    pub calls: Vec<Call>,
    /// Calls beyond the bound.
    pub dropped: u32,
    /// Frame elements, by the frame that they hold.
    pub slots: BTreeMap<FrameId, (FrameId, FrameSlot)>,
    /// Ad candidates, by frame and element, with the time first seen.
    pub candidates: BTreeMap<FrameId, BTreeMap<ElementId, (Millis, AdCandidate)>>,
    /// The ads made of them, as last explained.
    pub ads: Vec<Ad>,
}

impl Tab {
    /// Most calls kept of one page.
    pub const MAX_CALLS: usize = 3000;
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
    /// Child-directed or sensitive: neither memory nor log.
    pub unremembered: Option<String>,
}

impl Page {
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
    /// How it ended; none while it runs.
    pub outcome: Option<Outcome>,
}

/// What is remembered about one brand: the unit of storage, deletion and trust.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Brand {
    /// Its key.
    pub site: Site,
    /// Its name, best source first, and where it is from (`page`, `candor`, `name-suggestion-index`, `site`).
    pub name: String,
    /// Origin of the name.
    pub name_origin: String,
    /// What the person did there, in order of time.
    pub visits: Vec<Visit>,
    /// What its site told whom, in order of time.
    pub told: Vec<Told>,
    /// Its ads, in order of time.
    pub ads: Vec<Ad>,
    /// What the person said about its ads.
    pub corrections: Vec<(Millis, Correction)>,
    /// How its site behaved, visit by visit: what trust is made of.
    pub conduct: Vec<Conduct>,
}

/// Something the person did on a brand's site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Visit {
    /// When.
    pub time: Millis,
    /// What.
    pub event: EventKind,
    /// Which product.
    pub product: Option<Product>,
    /// Read from the page, told by a request, or both: `page`, or the system's id.
    pub sources: Vec<String>,
}

/// Something a brand's site told a company.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Told {
    /// When.
    pub time: Millis,
    /// The company's name.
    pub company: String,
    /// What the company is for.
    pub function: Option<Function>,
    /// The system's id.
    pub system: String,
    /// What happened, as told.
    pub event: EventKind,
    /// Product ids, as told.
    pub products: Vec<String>,
    /// The message was stopped on this device.
    pub blocked: bool,
    /// Consent at that time.
    pub consent: ConsentState,
}

/// How a brand's site behaved on one page view: counts and names, the raw material of principles.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Conduct {
    /// When the page opened.
    pub time: Millis,
    /// The mode then.
    pub mode: Mode,
    /// Another blocker seemed to be at work.
    pub other_blocker: bool,
    /// The page was seen from its start.
    pub complete: bool,
    /// Companies that follow people and were told something before a choice, by name.
    pub before_choice: Vec<String>,
    /// The same, after a refusal.
    pub after_refusal: Vec<String>,
    /// A banner asked on this page.
    pub asked: bool,
    /// A refusal was given on this page.
    pub refused: bool,
    /// All companies told something, by name.
    pub companies: Vec<String>,
    /// Kinds of identifying data sent to third parties, with the company.
    pub identity: Vec<(String, crate::wire::Identity)>,
    /// Session replay at work, by company.
    pub replay: Vec<String>,
    /// Links that speak of privacy or opting out.
    pub privacy_links: bool,
    /// Requests over plain HTTP to third parties.
    pub plain_http: u32,
}

/// The person's settings and all that they decided; always at hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(default)]
pub struct Settings {
    /// The first page was answered.
    pub welcomed: bool,
    /// The mode.
    pub mode: Mode,
    /// Products and shops are remembered.
    pub remember: bool,
    /// For how many days.
    pub keep_days: u16,
    /// Ads seen are logged with the facts behind them.
    pub research_log: bool,
    /// The badge counts what follows the person.
    pub badge: bool,
    /// Labels are shown on ads.
    pub labels: bool,
    /// The person's choices, with when they were made.
    pub choices: Vec<(Scope, Choice, Millis)>,
    /// Pauses by site.
    pub pauses: BTreeMap<Site, Pause>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            welcomed: false,
            mode: Mode::ShowMe,
            remember: false,
            keep_days: 14,
            research_log: false,
            badge: true,
            labels: true,
            choices: Vec::new(),
            pauses: BTreeMap::new(),
        }
    }
}

/// Counts that explanations and exports are measured against.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// Ads seen by hour since 1970.
    pub ads_by_hour: BTreeMap<i64, u32>,
    /// Unexplained ones among them.
    pub unexplained_by_hour: BTreeMap<i64, u32>,
    /// Pages opened by hour.
    pub pages_by_hour: BTreeMap<i64, u32>,
    /// Time with a page in front by hour, milliseconds.
    pub active_by_hour: BTreeMap<i64, i64>,
    /// Facts known to be lost.
    pub gaps: u64,
}
