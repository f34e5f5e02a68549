//! declarativeNetRequest as types: what a rule can say, and the difference between two sets.
//!
//! Names and meaning: <https://developer.chrome.com/docs/extensions/reference/api/declarativeNetRequest>.

use crate::sorted::SortedMap;
use serde::{Deserialize, Serialize};

/// One rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Rule {
    /// Its id, unique among dynamic rules, at least 1.
    pub id: u32,
    /// The higher one wins, over static rules too.
    pub priority: u32,
    /// What happens.
    pub action: RuleAction,
    /// When it applies.
    pub condition: Condition,
}

/// What a rule does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct RuleAction {
    /// Its kind.
    #[serde(rename = "type")]
    pub kind: ActionKind,
}

/// Kinds of action: the "safe" ones that Candor uses, of which Chromium takes 30,000 dynamic rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum ActionKind {
    /// Stop the request.
    Block,
    /// Let it through, whatever rules of lower or equal priority say.
    Allow,
    /// Let it through with all that the document in that frame asks for, nested frames included.
    AllowAllRequests,
}

/// When a rule applies; all that is given has to hold.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", default)]
pub struct Condition {
    /// A pattern of the address, in the syntax of filter lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url_filter: Option<String>,
    /// Hosts that start the request, with their subdomains.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub initiator_domains: Vec<String>,
    /// Hosts that do not.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub excluded_initiator_domains: Vec<String>,
    /// Hosts that get the request, with their subdomains.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub request_domains: Vec<String>,
    /// Hosts that do not.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub excluded_request_domains: Vec<String>,
    /// What it is for. Without it: everything but `main_frame`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub resource_types: Vec<ResourceType>,
    /// Whether it goes to another site than its initiator's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub domain_type: Option<DomainType>,
}

/// What a request is for, as far as Candor's own rules name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum ResourceType {
    /// The page itself.
    MainFrame,
    /// A page inside the page.
    SubFrame,
}

/// Whether a request stays on its initiator's site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum DomainType {
    /// It goes to another site.
    ThirdParty,
}

/// What to change: one call of `updateDynamicRules`, which takes effect as a whole.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Change {
    /// Ids to remove, before anything is added.
    #[serde(rename = "removeRuleIds")]
    pub remove: Vec<u32>,
    /// Rules to add.
    #[serde(rename = "addRules")]
    pub add: Vec<Rule>,
}

/// What leads from `old` to `new`. A rule whose content changed is removed and added again.
#[must_use]
pub fn diff(old: &[Rule], new: &[Rule]) -> Change {
    let by_id =
        |rules| -> SortedMap<u32, _> { Iterator::map(rules, |rule: &Rule| (rule.id, rule)).collect() };
    let (was, is) = (by_id(old.iter()), by_id(new.iter()));
    Change {
        remove: was.iter().filter(|(id, rule)| is.get(id) != Some(rule)).map(|(id, _)| *id).collect(),
        add: is
            .iter()
            .filter(|(id, rule)| was.get(id) != Some(rule))
            .map(|(_, rule)| (*rule).clone())
            .collect(),
    }
}
