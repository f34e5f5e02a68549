//! The table of hosts: who is behind each, and the rules that are about the whole of it.

use std::collections::BTreeMap;

use super::companies::HostWho;
use super::filing::Filing;
use super::rule::Rule;
use super::write::{Writer, table};
use crate::knowledge::format::{HostValue, Section};
use crate::knowledge::hash;

/// Writes hosts and their records.
pub(super) fn write(known: &BTreeMap<String, HostWho>, rules: &[Rule], filing: &Filing, pack: &mut Writer) {
    let mut by_host = BTreeMap::<&str, Vec<(u32, u32)>>::new();
    for host in known.keys().chain(filing.hosts.keys()) {
        by_host.entry(host).or_default();
    }
    for (place, rule) in rules.iter().enumerate() {
        if let Some(host) = rule.pattern.whole_host() {
            by_host.entry(host).or_default().push((filing.options[place], place as u32));
        }
    }
    let mut records = Vec::new();
    let mut entries = Vec::with_capacity(by_host.len());
    for (host, rules) in by_host {
        let value = match (known.get(host).is_some() || filing.hosts.contains_key(host), rules.as_slice()) {
            (false, [(options, rule)]) if *options < HostValue::DIRECT_OPTIONS => {
                HostValue::Rule { options: *options, rule: *rule }
            }
            (_, rules) => {
                let (who, at) = (known.get(host), records.len() as u32);
                let paths = who.map(|who| who.paths.as_slice()).unwrap_or_default();
                records.extend([who.map_or(0, |who| who.who.0), (paths.len() | rules.len() << 16) as u32]);
                records.extend(filing.hosts.get(host).copied().unwrap_or_default());
                records.extend(paths.iter().flat_map(|(path, who)| [*path, who.0]));
                records.extend(rules.iter().flat_map(|(options, rule)| [*options, *rule]));
                HostValue::Record(at)
            }
        };
        entries.push((hash::host(host), value.pack()));
    }
    pack.section(Section::Hosts, table(entries));
    pack.section(Section::Records, records);
}
