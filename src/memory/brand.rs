//! What is remembered about one brand: the unit of storage, deletion and trust.

use serde::{Deserialize, Serialize};

use crate::ad::Ad;
use crate::fact::{About, ConsentState, Correction, Mode};
use crate::form::{Kind, Step};
use crate::id::{Millis, RequestId};
use crate::knowledge::Function;
use crate::manners::Prompted;
use crate::product::Product;
use crate::site::Site;
use crate::wire::{Encoding, EventKind};

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
    pub corrections: Vec<Word>,
    /// How its site behaved, visit by visit: what trust is made of.
    pub conduct: Vec<Conduct>,
    /// The person pressed the "stop" that its ads themselves offer: when, and the companies that heard it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stops: Vec<(Millis, Vec<String>)>,
    /// Whether it says that it honours Global Privacy Control, and when it was asked; none where its
    /// statement says nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statement: Option<(Millis, Option<bool>)>,
}

impl Brand {
    /// Whether the person's own words are among what is remembered: verdicts, a stop, a question asked for them.
    #[must_use]
    pub fn holds_words(&self) -> bool {
        !self.corrections.is_empty() || !self.stops.is_empty() || self.statement.is_some()
    }
}

/// What the person said of an explanation: when, what, and what they had read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Word(pub Millis, pub Correction, #[serde(default)] pub About);

/// In [`Visit::sources`]: the shop's own request.
pub const SHOP: &str = "shop";

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
    /// Read from the page, told by a request, or both: `page`, the system's id, or `shop` for its own request.
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
    /// That company's owner.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// What the company is for.
    pub function: Option<Function>,
    /// The browser's id of the request, to learn how it ended; cleared when it did.
    #[serde(default)]
    pub request: RequestId,
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
    /// The person's word stopped what the page tells ad companies: that nobody was told is no merit.
    #[serde(default)]
    pub quiet: bool,
    /// The page was seen from its start.
    pub complete: bool,
    /// Companies that follow people and were told something before a choice, by name.
    pub before_choice: Vec<String>,
    /// The same, after a refusal.
    pub after_refusal: Vec<String>,
    /// A banner asked on this page.
    pub asked: bool,
    /// A refusal was given on this page, or holds from an earlier visit.
    pub refused: bool,
    /// All companies told something, by name.
    pub companies: Vec<String>,
    /// Kinds of identifying data sent to third parties, with the company.
    pub identity: Vec<(String, crate::wire::Identity)>,
    /// Session replay at work, by company.
    pub replay: Vec<String>,
    /// The page said what it is, so its links were read: a link not found is a link not there.
    #[serde(default)]
    pub read: bool,
    /// Links that speak of privacy or opting out.
    pub privacy_links: bool,
    /// Among them one that offers a way out ([`crate::manners::is_way_out`]).
    #[serde(default)]
    pub ways_out: bool,
    /// Requests over plain HTTP to third parties.
    pub plain_http: u32,
    /// What a form could not be sent without although its step does not need it; sorted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub demands: Vec<(Step, Kind)>,
    /// A checkout's form was read.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub checkout_read: bool,
    /// A form on the page asks who somebody is.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub asks_who: bool,
    /// The page asks the person something: preferences, feedback.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub asks: bool,
    /// Its title or a heading had a gap where a name should stand.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub gap: bool,
    /// What lay over the page before anybody had done anything there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prompted: Option<Prompted>,
    /// Companies that were told what was searched for, by name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub searches: Vec<String>,
    /// Companies that told another one who this is: from and to, by name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub handovers: Vec<(String, String)>,
    /// Services that know a device by its traits, by name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fingerprints: Vec<String>,
    /// Companies (or hosts that nobody names) that were sent what was typed: how it was written, and
    /// whether that was before it was sent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub typed: Vec<(String, Encoding, bool)>,
    /// What the banner offered on its first layer, and the clicks that a choice took.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub banner: Option<super::Banner>,
    /// How many vendors the banner's list names in all; 0 where there was no list.
    #[serde(default)]
    pub disclosed: u32,
    /// Companies told something that the list names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub named: Vec<String>,
    /// Companies told something that the list could name and does not.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unnamed: Vec<String>,
    /// Global Privacy Control was sent with the page's requests.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub gpc: bool,
    /// Companies that follow people and were told that the person did not object, although it was sent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gpc_denied: Vec<String>,
    /// The page's own record says the same, although it was sent.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub gpc_record: bool,
    /// Companies that follow people and were told that the person objects.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gpc_told: Vec<String>,
    /// Companies that follow people and were told something, by name.
    #[serde(default)]
    pub following: Vec<String>,
    /// Since the last visit on another day (or an ad's own "stop" since then): how many ads each company delivered,
    /// with nothing stopped, that had been told of the person or heard that stop. Measures what did not come.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub delivered: Vec<(String, u32)>,
    /// Scripts of companies that follow people that were stopped on this device, before they could tell anything.
    #[serde(default, skip_serializing_if = "super::heard::none")]
    pub unloaded: u32,
}
