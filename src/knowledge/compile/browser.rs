//! The same rules in the browser's form: two static rulesets of declarativeNetRequest.
//!
//! *strict* is what the lists block, ad delivery included. *balanced* comes from Candor's tables: it
//! stops what tells companies that follow people something, and lets ads be delivered. Pages that
//! the person opens are never blocked by a list. Format:
//! <https://developer.chrome.com/docs/extensions/reference/api/declarativeNetRequest>.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::Pace;
use super::rule::Rule;
use crate::knowledge::format::options;
#[cfg(feature = "native")]
use {super::Links, super::companies::Companies, super::pace::whole};

#[cfg(feature = "native")]
mod balanced;
pub mod change;
mod links;

/// Rules that every Chromium grants an extension.
pub const LIMIT: usize = 30_000;

/// States of a regular expression that surely fit into the two kilobytes that Chromium gives each;
/// of larger ones it refuses some. tests/browser/rules.spec.mjs asks it of all that are left.
const MAX_STATES: usize = 40;

/// Types in the order of [`crate::fact::RequestKind`], as the browser names them.
const TYPES: [&str; 13] = [
    "main_frame",
    "sub_frame",
    "stylesheet",
    "script",
    "image",
    "font",
    "object",
    "xmlhttprequest",
    "ping",
    "csp_report",
    "media",
    "websocket",
    "other",
];

/// Who wins among the rules of *strict*. Hosts that are stopped as a whole lie below all else, so that
/// an update can let one through again without touching what else is stopped there.
mod priority {
    pub(super) const HOSTS: u32 = 1;
    /// What *balanced* stops: Candor's own, which no list changes.
    pub(super) const OWN: u32 = 2;
    pub(super) const BLOCK: u32 = 3;
    pub(super) const EXCEPTION: u32 = 4;
    pub(super) const IMPORTANT: u32 = 5;
    pub(super) const IMPORTANT_EXCEPTION: u32 = 6;
}

/// A static rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaticRule {
    id: u32,
    priority: u32,
    action: Does,
    condition: Condition,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
enum Does {
    Simply(Action),
    Change(links::Redirect),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "type")]
enum Action {
    Block,
    Allow,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Condition {
    #[serde(skip_serializing_if = "Option::is_none")]
    url_filter: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    regex_filter: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    is_url_filter_case_sensitive: Option<bool>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    initiator_domains: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    excluded_initiator_domains: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    request_domains: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    excluded_request_domains: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    resource_types: Vec<Cow<'static, str>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    request_methods: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    domain_type: Option<Cow<'static, str>>,
}

/// Both rulesets.
#[cfg(feature = "native")]
#[derive(Debug)]
pub struct Rulesets {
    /// For the mode *balanced*.
    pub balanced: Vec<StaticRule>,
    /// For the mode *strict*.
    pub strict: Vec<StaticRule>,
    left_out: BTreeMap<&'static str, u32>,
}

#[cfg(feature = "native")]
impl Rulesets {
    /// How many rules, and what could not be said in this form.
    #[must_use]
    pub fn report(&self) -> String {
        let mut text = format!(
            "{:>8}  browser rules, balanced\n{:>8}  browser rules, strict\n",
            self.balanced.len(),
            self.strict.len()
        );
        for (why, count) in &self.left_out {
            text.push_str(&format!("{count:>8}  not in the browser's form: {why}\n"));
        }
        text
    }
}

/// Compiles the rulesets; both together stay below [`LIMIT`].
#[cfg(feature = "native")]
#[must_use]
pub fn rulesets(rules: &[Rule], links: &Links, companies: &Companies) -> Rulesets {
    let balanced = balanced::rules(companies);
    let (hosts, rest, mut left_out) = whole(async |pace| strict(rules, &pace).await);
    // What balanced stops, strict stops too.
    let own = balanced.iter().filter(|rule| rule.1 == Action::Block);
    let own = own.map(|rule| (priority::OWN, rule.1, rule.2.clone()));
    let mut strict = hosts.into_iter().chain(own).chain(rest).collect::<Vec<_>>();
    let room = LIMIT.saturating_sub(balanced.len() + 1);
    if strict.len() > room {
        *left_out.entry("over the browser's limit").or_default() += (strict.len() - room) as u32;
        strict.truncate(room);
    }
    let mut strict = numbered(strict);
    strict.extend(links::rule(links, strict.len() as u32 + 1));
    Rulesets { balanced: numbered(balanced), strict, left_out }
}

/// Priority, action and condition.
type Said = (u32, Action, Condition);

/// What lists stop: hosts as a whole, by what else is asked; all else; and what cannot be said in this form.
async fn strict(rules: &[Rule], pace: &Pace) -> (Vec<Said>, Vec<Said>, BTreeMap<&'static str, u32>) {
    let mut left_out = BTreeMap::new();
    let mut by_condition = BTreeMap::<Said, BTreeSet<String>>::new();
    let mut rest = Vec::new();
    for rule in rules {
        pace.step(2).await;
        match condition(rule) {
            Err(why) => *left_out.entry(why).or_default() += 1,
            Ok((priority, action, condition)) => match rule.pattern.whole_host() {
                Some(host) if condition.request_domains.is_empty() => {
                    let priority = if priority == priority::BLOCK { priority::HOSTS } else { priority };
                    by_condition.entry((priority, action, condition)).or_default().insert(host.to_owned());
                }
                _ => rest.push((priority, action, condition)),
            },
        }
    }
    let mut hosts = Vec::with_capacity(by_condition.len());
    for ((priority, action, mut condition), named) in by_condition {
        condition.request_domains = shortest(named, pace).await;
        hosts.push((priority, action, condition));
    }
    (hosts, rest, left_out)
}

#[cfg(feature = "native")]
fn numbered(rules: Vec<Said>) -> Vec<StaticRule> {
    let rule = |(id, (priority, action, condition))| StaticRule {
        id,
        priority,
        action: Does::Simply(action),
        condition,
    };
    (1..).zip(rules).map(rule).collect()
}

/// Hosts without those that lie below another of them.
async fn shortest(all: BTreeSet<String>, pace: &Pace) -> Vec<String> {
    let mut hosts = Vec::new();
    for host in &all {
        pace.step(1).await;
        if !host.match_indices('.').any(|(dot, _)| all.contains(&host[dot + 1..])) {
            hosts.push(host.clone());
        }
    }
    hosts
}

/// Priority, action and condition of a rule; an exception stands above what it undoes.
fn condition(rule: &Rule) -> Result<Said, &'static str> {
    let (mask, pattern) = (rule.options.mask, &rule.pattern);
    if rule.expression.as_ref().is_some_and(|expression| expression.states > MAX_STATES) {
        return Err("a regular expression that may need more than the browser gives it");
    }
    let entity = |names: &[(bool, String)]| names.iter().any(|(wanted, name)| *wanted && !is_domain(name));
    if entity(&rule.options.domains) || entity(&rule.options.targets) {
        return Err("a page's name with any suffix");
    }
    let listed = TYPES.iter().enumerate().skip(1).filter(|(bit, _)| mask >> bit & 1 == 1);
    let listed = listed.map(|(_, name)| Cow::Borrowed(*name));
    let mut resource_types = listed.collect::<Vec<_>>();
    if resource_types.is_empty() {
        return Err("only about pages that the person opens");
    }
    if resource_types.len() == TYPES.len() - 1 {
        // The browser's own default: everything but the page itself.
        resource_types.clear();
    }
    let names = |list: &[(bool, String)], side: bool| {
        list.iter()
            .filter(|(wanted, name)| *wanted == side && is_domain(name))
            .map(|(_, name)| name.clone())
            .collect()
    };
    let methods = mask >> options::METHOD_SHIFT;
    let action = if mask & options::EXCEPTION == 0 { Action::Block } else { Action::Allow };
    let important = mask & options::IMPORTANT != 0;
    let whole_host = pattern.whole_host().is_some();
    if !pattern.body.is_ascii() {
        return Err("an address with letters outside ASCII");
    }
    let condition = Condition {
        url_filter: (!whole_host && !pattern.regex && !pattern.body.is_empty()).then(|| {
            let left = if pattern.host {
                "||"
            } else if pattern.start {
                "|"
            } else {
                ""
            };
            format!("{left}{}{}", pattern.body, if pattern.end { "|" } else { "" })
        }),
        regex_filter: pattern.regex.then(|| pattern.body.clone()),
        is_url_filter_case_sensitive: pattern.case.then_some(true),
        initiator_domains: names(&rule.options.domains, true),
        excluded_initiator_domains: names(&rule.options.domains, false),
        request_domains: names(&rule.options.targets, true),
        excluded_request_domains: names(&rule.options.targets, false),
        resource_types,
        request_methods: (0..options::METHODS.len())
            .filter(|bit| methods >> bit & 1 == 1)
            .map(|bit| options::METHODS[bit].to_ascii_lowercase())
            .collect(),
        domain_type: match mask & (options::FIRST_PARTY | options::THIRD_PARTY) {
            options::FIRST_PARTY => Some("firstParty".into()),
            options::THIRD_PARTY => Some("thirdParty".into()),
            _ => None,
        },
    };
    let priority = match (action, important) {
        (Action::Allow, true) => priority::IMPORTANT_EXCEPTION,
        (Action::Block, true) => priority::IMPORTANT,
        (Action::Allow, false) => priority::EXCEPTION,
        (Action::Block, false) => priority::BLOCK,
    };
    Ok((priority, action, condition))
}

/// Whether the browser takes it for a domain: ASCII, no wildcard.
fn is_domain(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_'))
}
