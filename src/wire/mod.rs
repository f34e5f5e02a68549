//! Requests of ad and measurement systems, read as signals: what a page told whom.
//!
//! One file, or one row of `social`, `bidding`, `commerce` or `syncs`, per system; [`SYSTEMS`] lists
//! them once. The formats are those seen in captures and in the vendors' documentation; an unknown
//! event of a known system is kept as [`EventKind::Other`] under the system's own name. Only kinds of identifying data are kept,
//! never a value.

use crate::order::Order;
use crate::site::Url;

mod bidding;
mod commerce;
pub(crate) mod consent;
mod criteo;
mod fields;
mod floodlight;
mod ga4;
mod google;
mod google_ads;
pub(crate) mod identity;
mod json;
mod meta;
mod microsoft_uet;
mod partners;
mod pinterest;
mod quantcast;
mod rtb_house;
pub(crate) mod shape;
mod shop;
mod signal;
mod social;
mod syncs;
mod table;
mod tiktok;
mod universal_analytics;
mod words;
mod x_pixel;

pub use consent::{Says, TcString, Vendors, anonymous, name as banner_name, objected, says, settle};
pub use partners::domain as partner_domain;
pub use signal::{Encoding, Event, EventKind, Identity, IdentityKind, Item, Signal};
pub use words::{event_phrase, phrase, told_phrase, weight};

use identity::Known;

/// A request as a decoder sees it.
#[derive(Debug, Clone, Copy)]
pub struct Sent<'a> {
    /// The address, split.
    pub url: Url<'a>,
    /// `GET`, `POST` …
    pub method: &'a str,
    /// The body as text, where there was one.
    pub body: Option<&'a str>,
}

/// One ad or measurement system: owns its id, its name, its wire format.
pub struct System {
    /// Stable id: `criteo`, `google_ads`, `ga4`, `meta`, `tiktok`, `pinterest`, `microsoft_uet` …
    pub id: &'static str,
    /// Its name as people know it.
    pub name: &'static str,
    /// Reads a request, where it is one of this system's.
    read: fn(&Sent<'_>) -> Option<Reading>,
}

/// Every system, once.
pub const SYSTEMS: &[System] = &[
    criteo::SYSTEM,
    google_ads::SYSTEM,
    ga4::SYSTEM,
    meta::SYSTEM,
    tiktok::SYSTEM,
    pinterest::SYSTEM,
    microsoft_uet::SYSTEM,
    floodlight::SYSTEM,
    universal_analytics::SYSTEM,
    x_pixel::SYSTEM,
    rtb_house::SYSTEM,
    quantcast::SYSTEM,
    social::SNAP,
    social::LINKEDIN,
    social::REDDIT,
    commerce::AMAZON,
    commerce::ADROLL,
    bidding::TABOOLA,
    bidding::OUTBRAIN,
    bidding::TTD,
    commerce::KLAVIYO,
    bidding::XANDR,
    bidding::SEZNAM,
    social::QUORA,
    social::SPOTIFY,
    bidding::STACKADAPT,
    bidding::ADFORM,
    bidding::TEADS,
    bidding::LIVEINTENT,
    commerce::SOJERN,
    commerce::IMPACT,
    syncs::BIDSWITCH,
    syncs::RUBICON,
    syncs::TRIPLELIFT,
    syncs::DEMDEX,
    syncs::LIVERAMP,
    syncs::INDEX,
    syncs::OPENX,
    syncs::PUBMATIC,
    syncs::ID5,
];

/// What a decoder read, identifying values included: only [`crate::scrub`] sees those.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    pub(crate) account: Option<String>,
    pub(crate) events: Vec<Event>,
    pub(crate) known: Vec<Known>,
    pub(crate) sync: Option<String>,
    pub(crate) server_copy: bool,
    /// Part of it stood in base64.
    pub(crate) packed: bool,
    pub(crate) consent: Vec<(String, String)>,
}

impl Reading {
    /// Notes identifying data under `key`, where `value` says something.
    fn note(&mut self, kind: IdentityKind, key: &str, value: &str) {
        self.known.extend(Known::new(kind, key, value));
    }

    /// Notes every field that `kinds` names, and the consent flags that all systems share.
    fn note_fields(&mut self, fields: &fields::Fields<'_>, kinds: &[(&str, IdentityKind)]) {
        for (name, value) in fields.iter() {
            if let Some((_, kind)) = kinds.iter().find(|(key, _)| *key == name) {
                self.note(*kind, name, value);
            }
            if consent::FLAGS.contains(&name) && fields::said(value) {
                let flag = (name.to_owned(), value.chars().take(40).collect());
                if !self.consent.contains(&flag) {
                    self.consent.push(flag);
                }
            }
        }
    }
}

/// Reads a request as a signal; `None` where no known system's.
#[must_use]
pub fn decode(sent: &Sent<'_>) -> Option<Signal> {
    let (system, reading) = read(sent)?;
    let mut identity: Vec<Identity> = reading.known.iter().map(|known| known.identity).collect();
    identity.extend(identity::mentioned(sent));
    identity.order();
    identity.dedup();
    Some(Signal {
        system: system.id.to_owned(),
        account: reading.account,
        events: reading.events,
        identity,
        sync: reading.sync,
        server_copy: reading.server_copy,
        consent: reading.consent,
    })
}

/// Reads a request with the identifying values in it.
pub(crate) fn read(sent: &Sent<'_>) -> Option<(&'static System, Reading)> {
    let (system, mut reading) =
        SYSTEMS.iter().find_map(|system| (system.read)(sent).map(|reading| (system, reading)))?;
    reading.events.iter_mut().for_each(shop::tidy);
    reading.account = reading.account.filter(|account| !identity::is_personal_account(account));
    Some((system, reading))
}

/// Parameters under which cookie syncs carry the address to go to next.
const NEXT: &[&str] =
    &["redir", "redirect", "redirectUri", "redirect_url", "redirecturl", "r", "rurl", "url", "cb"];

/// Whom a cookie-sync request hands on to: the host that it sends the browser to next.
fn sync_partner(fields: &fields::Fields<'_>) -> Option<String> {
    host_of(fields.first(NEXT)?)
}

/// The host of an address that may be encoded, or lack its scheme.
fn host_of(next: &str) -> Option<String> {
    let next = crate::percent::fixpoint(next);
    let next = if next.starts_with("//") { ["https:", &next].concat() } else { next.into_owned() };
    Url::split(&next).map(|url| url.host.to_ascii_lowercase())
}

#[cfg(test)]
pub(crate) mod tests;
