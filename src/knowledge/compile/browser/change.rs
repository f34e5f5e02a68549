//! What newer lists change of *strict*: static rules that are switched off, dynamic ones that come.
//!
//! The static rules are the package's and stay as they are. One that the lists no longer have is switched off;
//! what is new becomes a dynamic rule. A rule of many hosts changes by the few hosts that came or went: those
//! that came are a rule of their own, those that went are let through, at the same priority, so that
//! whatever else speaks of them still stands above. What fits in none of these ways is counted. The one
//! rule that takes click identifiers off links is exchanged as a whole.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Action, Condition, Does, Said, StaticRule, links, priority, strict};
use crate::knowledge::compile::{Links, Pace, Rule};
use crate::policy::rules::ListIds;

/// Dynamic rules that lists may take: Firefox has 5,000 in all, and the person's own words come first.
pub const MOST_ADDED: usize = 1_000;

/// Static rules that may be switched off: browsers allow 5,000.
pub const MOST_OFF: usize = 4_500;

/// A rule of more hosts than this is not written anew because one of them went.
const MANY: usize = 500;

/// A change of the browser's rules.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Change {
    /// Static rules of *strict* that are off.
    pub off: Vec<u32>,
    /// Dynamic rules.
    pub add: Vec<StaticRule>,
    /// Rules, or hosts of rules, for which there is no room or no way to say it.
    pub over: u32,
}

/// Hosts that rules of one kind name, by the place of the rule.
type Hosts = BTreeMap<Said, (u32, Vec<String>)>;

/// What leads from the static rules that are there to those of `rules` and `links`; `version` tells the ids of
/// the dynamic ones, so that another version's are others.
pub async fn change(
    there: Vec<StaticRule>,
    rules: &[Rule],
    links: &Links,
    version: &str,
    pace: &Pace,
) -> Change {
    let (hosts, rest, _) = strict(rules, pace).await;
    let mut wanted = BTreeMap::<Said, u32>::new();
    for said in hosts.into_iter().chain(rest) {
        pace.step(2).await;
        *wanted.entry(said).or_default() += 1;
    }
    let (mut gone, mut gone_hosts) = (Vec::new(), Hosts::new());
    let mut of_links = links::rule(links, ListIds::of(version).start);
    for rule in there {
        pace.step(2).await;
        let Does::Simply(action) = rule.action else {
            let same = |newer: &mut StaticRule| rule == StaticRule { id: rule.id, ..newer.clone() };
            if of_links.take_if(same).is_none() {
                gone.push(rule.id);
            }
            continue;
        };
        let StaticRule { id, priority, condition, .. } = rule;
        if priority == priority::OWN {
            continue;
        }
        let said = (priority, action, condition);
        if let Some(count) = wanted.get_mut(&said).filter(|count| **count > 0) {
            *count -= 1;
        } else if let Some((kind, hosts)) = of_hosts(&said) {
            gone_hosts.insert(kind, (id, hosts));
        } else {
            gone.push(id);
        }
    }
    let mut change = Change { off: gone, ..Change::default() };
    let mut new = Vec::new();
    let stopped = stopped(&wanted, pace).await;
    for (said, count) in wanted.iter().filter(|(_, count)| **count > 0) {
        pace.step(2).await;
        let was = of_hosts(said).and_then(|(kind, hosts)| Some((gone_hosts.remove(&kind)?, hosts)));
        match was {
            Some(((id, was), hosts)) => {
                hosts_changed(id, was, hosts, said, &stopped, &mut new, &mut change, pace).await;
            }
            None => new.extend(std::iter::repeat_n(said.clone(), *count as usize)),
        }
    }
    change.off.extend(gone_hosts.into_values().map(|(id, _)| id));
    change.fit(of_links, new, version);
    change
}

/// A rule that only names hosts, as what else it asks and the hosts.
fn of_hosts(said: &Said) -> Option<(Said, Vec<String>)> {
    let (priority, action, mut condition) = said.clone();
    let hosts = std::mem::take(&mut condition.request_domains);
    let only = condition.url_filter.is_none() && condition.regex_filter.is_none() && !hosts.is_empty();
    only.then_some(((priority, action, condition), hosts))
}

/// The hosts that are stopped as a whole.
async fn stopped<'w>(wanted: &'w BTreeMap<Said, u32>, pace: &Pace) -> BTreeSet<&'w str> {
    let mut stopped = BTreeSet::new();
    for (_, _, condition) in wanted.keys().filter(|said| said.0 == priority::HOSTS) {
        for host in &condition.request_domains {
            pace.step(1).await;
            stopped.insert(host.as_str());
        }
    }
    stopped
}

#[expect(clippy::too_many_arguments, reason = "one half of the loop above")]
async fn hosts_changed(
    id: u32,
    was: Vec<String>,
    hosts: Vec<String>,
    (priority, action, condition): &Said,
    stopped: &BTreeSet<&str>,
    new: &mut Vec<Said>,
    change: &mut Change,
    pace: &Pace,
) {
    let said = |action, hosts: Vec<String>| {
        let condition = Condition { request_domains: hosts, ..condition.clone() };
        (!condition.request_domains.is_empty()).then_some((*priority, action, condition))
    };
    pace.step(was.len() as u32 / 8).await;
    let had = was.iter().map(String::as_str).collect::<BTreeSet<_>>();
    pace.step(was.len() as u32 / 8).await;
    let has = hosts.iter().map(String::as_str).collect::<BTreeSet<_>>();
    let went = had.difference(&has).copied().collect::<Vec<_>>();
    let came = hosts.iter().filter(|host| !had.contains(host.as_str())).cloned().collect();
    if went.is_empty() {
        new.extend(said(*action, came));
    } else if *priority == priority::HOSTS && was.len() > MANY {
        // One that another rule still stops cannot be let through, nor one above such a host; where this
        // very rule stops it, by a host above, nothing is to be said.
        let covered = |host: &str| above(host).any(|host| has.contains(host));
        let mut went = went.into_iter().filter(|host| !covered(host)).collect::<BTreeSet<_>>();
        let stopped_too = |host: &&str| above(host).any(|host| stopped.contains(host));
        let mut still = went.iter().copied().filter(stopped_too).collect::<BTreeSet<_>>();
        for host in stopped {
            pace.step(1).await;
            still.extend(above(host).filter_map(|host| went.get(host)));
        }
        went.retain(|host| !still.contains(host));
        change.over += still.len() as u32;
        new.extend(said(*action, came));
        new.extend(said(Action::Allow, went.into_iter().map(str::to_owned).collect()));
    } else {
        change.off.push(id);
        new.extend(said(*action, hosts));
    }
}

/// A host and those that it lies below.
fn above(host: &str) -> impl Iterator<Item = &str> {
    std::iter::once(host).chain(host.match_indices('.').map(|(dot, _)| &host[dot + 1..]))
}

impl Change {
    /// Takes of what is new as much as fits: what lets through first, so that nothing is stopped that the
    /// lists let through, then many hosts in one.
    fn fit(&mut self, of_links: Option<StaticRule>, mut new: Vec<Said>, version: &str) {
        new.sort_by_key(|(_, action, condition)| {
            (*action == Action::Block, condition.request_domains.is_empty())
        });
        // The browser takes an expression only where its memory for it is enough, and else refuses all.
        let all = new.len();
        new.retain(|(_, _, condition)| condition.regex_filter.is_none());
        self.over += (all - new.len()) as u32;
        let left = |length: usize, most: usize| length.saturating_sub(most) as u32;
        let most = MOST_ADDED - usize::from(of_links.is_some());
        self.over += left(new.len(), most) + left(self.off.len(), MOST_OFF);
        self.off.truncate(MOST_OFF);
        let rule = |(id, (priority, action, condition))| StaticRule {
            id,
            priority,
            action: Does::Simply(action),
            condition,
        };
        // The first id is kept for the rule about links.
        self.add =
            of_links.into_iter().chain(ListIds::of(version).skip(1).zip(new).take(most).map(rule)).collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::compile::browser::rulesets;
    use crate::knowledge::compile::pace::whole;
    use crate::knowledge::compile::{Companies, List, Tables, compile};

    fn read(list: &str) -> (Vec<Rule>, Links) {
        let lists = vec![List { name: "list".to_owned(), text: list.to_owned() }];
        let compiled = compile(&Tables { lists, ..Tables::default() });
        (compiled.parsed, compiled.report.links)
    }

    /// What is said of the change from one list to the other: ids that are off, and rules that come.
    fn said(old: &str, new: &str) -> (Vec<u32>, Vec<String>, u32) {
        let ((old, old_links), (new, links)) = (read(old), read(new));
        let there = rulesets(&old, &old_links, &Companies::default()).strict;
        let change = whole(async |pace| change(there, &new, &links, "v", &pace).await);
        let add = change.add.iter().map(|StaticRule { action, condition, .. }| {
            let Does::Simply(action) = action else { return serde_json::to_string(action).expect("JSON") };
            let url = condition.url_filter.clone().unwrap_or_default();
            format!("{action:?} {url}{}", condition.request_domains.join(" "))
        });
        (change.off, add.collect(), change.over)
    }

    #[test]
    fn what_goes_is_switched_off_and_what_comes_is_added() {
        let redirect = |name| {
            format!(
                r#"{{"type":"redirect","redirect":{{"transform":{{"queryTransform":{{"removeParams":["{name}"]}}}}}}}}"#
            )
        };
        let off = |off: &[u32], add: &[&str], over| {
            (off.to_vec(), add.iter().map(|add| (*add).to_owned()).collect(), over)
        };
        for (old, new, expected) in [
            ("||a.example^\n/x/y", "||a.example^\n/x/y", off(&[], &[], 0)),
            ("/x/y", "/x/z", off(&[8], &["Block /x/z"], 0)),
            ("||a.example^", "||a.example^\n||b.example^", off(&[], &["Block b.example"], 0)),
            ("||a.example^\n||b.example^", "||b.example^", off(&[1], &["Block b.example"], 0)),
            ("||a.example^", "", off(&[1], &[], 0)),
            ("@@||a.example^", "@@||b.example^", off(&[1], &["Allow b.example"], 0)),
            ("||a.example^", "||a.example^\n@@||a.example/x", off(&[], &["Allow ||a.example/x"], 0)),
            ("$removeparam=gclid", "$removeparam=gclid", off(&[], &[], 0)),
            ("$removeparam=gclid", "", off(&[8], &[], 0)),
            ("", "$removeparam=gclid", off(&[], &[&redirect("gclid")], 0)),
            ("$removeparam=fbclid", "$removeparam=gclid", off(&[8], &[&redirect("gclid")], 0)),
        ] {
            assert_eq!(said(old, new), expected, "{old:?} to {new:?}");
        }
    }

    #[test]
    fn of_many_hosts_few_change() {
        let many = |from: u32| (from..from + 600).map(|n| format!("||h{n}.example^\n")).collect::<String>();
        let (off, add, over) = said(&many(0), &many(1));
        assert_eq!((off, over), (vec![], 0));
        assert_eq!(add, ["Allow h0.example", "Block h600.example"]);
        // Still stopped by another rule, so it cannot be let through by this one.
        let (off, add, over) = said(&many(0), &format!("{}||h0.example^$third-party", many(1)));
        assert_eq!(
            (off, add, over),
            (vec![], vec!["Block h0.example".into(), "Block h600.example".into()], 1)
        );
        let (_, add, over) = said(&many(0), &format!("{}||low.h0.example^", many(1)));
        assert_eq!((add, over), (vec!["Block h600.example low.h0.example".into()], 1));
    }

    #[test]
    fn what_does_not_fit_is_counted() {
        let many =
            (0..1200).map(|n| format!("-path{n}-\n")).chain(["@@/let/through".into()]).collect::<String>();
        let (off, add, over) = said("", &many);
        assert_eq!((off.len(), add.len(), over), (0, MOST_ADDED, 201));
        assert_eq!(add.first().map(String::as_str), Some("Allow /let/through"));
        let (_, add, over) = said("", &format!("$removeparam=gclid\n{many}"));
        assert_eq!((add.len(), over), (MOST_ADDED, 202), "the rule about links takes a place");
    }

    #[test]
    fn another_version_has_other_ids() {
        let (one, other) = (ListIds::of("2026-03-20.00000001"), ListIds::of("2026-03-21.00000002"));
        assert!(one.start.abs_diff(other.start) >= MOST_ADDED as u32);
    }
}
