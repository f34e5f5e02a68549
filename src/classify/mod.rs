//! Classification: a request becomes a verdict that names company, function, job and the deciding rule.

use serde::{Deserialize, Serialize};

use crate::fact::RequestKind;
use crate::knowledge::{CompanyId, Function, Knowledge};
use crate::site::Party;

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

/// What the lists say.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// A rule blocks it.
    Block,
    /// An exception allows it.
    Allow,
    /// No rule speaks of it.
    #[default]
    None,
}

/// A rule of the pack, by its place; its text lies in the second file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId(pub u32);

/// Classifies a request. Needs no state.
#[must_use]
pub fn classify(knowledge: &Knowledge, request: &Request<'_>) -> Verdict {
    let _ = (knowledge, request);
    Verdict {
        party: Party::Third,
        company: None,
        function: None,
        job: Job::Other,
        action: Action::None,
        rule: None,
    }
}
