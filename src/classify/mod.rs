//! Classification: a request becomes a verdict that names company, function, job and the deciding rule.

use serde::{Deserialize, Serialize};

use crate::fact::RequestKind;
pub use crate::knowledge::RuleId;
use crate::knowledge::{CompanyId, Function, Hosts, Knowledge, Labels, who};
use crate::site::{Party, Url};

mod effect;
mod expression;
mod habit;
mod job;
mod lists;
mod options;
mod page;
mod pattern;
mod seen;

#[cfg(all(test, feature = "native"))]
mod tests;

pub use habit::{Habit, habits};
#[cfg(feature = "native")]
pub(crate) use job::PATH_WORDS;
pub use page::Page;

/// A request to classify.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// Its address.
    pub url: &'a str,
    /// Address or origin of the page (top document) it belongs to; empty where unknown.
    pub source: &'a str,
    /// What it is for.
    pub kind: RequestKind,
    /// `GET`, `POST` …; empty where unknown.
    pub method: &'a str,
}

/// What is known of a request from its address alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    /// First or third party.
    pub party: Party,
    /// Who gets it.
    pub company: Option<CompanyId>,
    /// What for.
    pub function: Option<Function>,
    /// What it does on this path.
    pub job: Job,
    /// What the lists say, whatever the mode.
    pub action: Action,
    /// The deciding rule, where a rule decided.
    pub rule: Option<RuleId>,
}

/// What a request does: modes are sets of (function, job), not of hosts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Job {
    /// Tells of an event: a pixel, a beacon.
    Event,
    /// Hands an id from one company to another.
    Sync,
    /// Fetches or shows an ad.
    Delivery,
    /// Loads code.
    Script,
    /// Anything else.
    #[default]
    Other,
}

impl Job {
    /// All of them, in the order of the pack.
    pub const ALL: [Self; 5] = [Self::Event, Self::Sync, Self::Delivery, Self::Script, Self::Other];
}

/// What the lists say.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// A rule blocks it.
    Block,
    /// A rule would block it, and an exception allows it.
    Allow,
    /// No rule speaks of it.
    #[default]
    None,
}

/// Classifies a request. Needs no state.
#[must_use]
pub fn classify(knowledge: &Knowledge, request: &Request<'_>) -> Verdict {
    classify_on(knowledge, &Page::of(knowledge, request.source), request, &mut Vec::new())
}

/// The same on a page that has been read before; the request's own `source` is not looked at.
/// `lowered` is room for the address in lower case: kept by the caller, nothing has to be allocated.
#[must_use]
pub fn classify_on(
    knowledge: &Knowledge,
    page: &Page,
    request: &Request<'_>,
    lowered: &mut Vec<u8>,
) -> Verdict {
    let Some(url) = Url::split(request.url) else { return Verdict::unknown(Party::First) };
    lowered.clear();
    lowered.extend_from_slice(url.text.as_bytes());
    lowered.make_ascii_lowercase();
    let host = knowledge.labels(url.host);
    let party = party(&host, page, request.kind);
    let hosts = Hosts::of(knowledge.image(), &host);
    let who = who::at(knowledge, &hosts, &url);
    let (action, rule) = lists::decide(
        knowledge,
        &seen::Seen {
            url: &url,
            lowered,
            host: &host,
            hosts: &hosts,
            page,
            party,
            kind: request.kind,
            method: request.method,
        },
    );
    let function = who::function(who);
    Verdict {
        party,
        company: who.company().checked_sub(1).map(CompanyId).or_else(|| who::by_rule(knowledge, rule?)),
        function,
        job: job::job(who, party, request.kind, &url),
        action,
        rule,
    }
}

impl Verdict {
    /// Nothing is known.
    const fn unknown(party: Party) -> Self {
        Self { party, company: None, function: None, job: Job::Other, action: Action::None, rule: None }
    }
}

/// A request to the page's own site is first party; so is the page itself. Without a page: third.
fn party(host: &Labels, page: &Page, kind: RequestKind) -> Party {
    match page.site() {
        Some(site) if site == host.site_hash() => Party::First,
        None if kind == RequestKind::MainFrame => Party::First,
        _ => Party::Third,
    }
}
