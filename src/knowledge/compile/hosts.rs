//! The table of hosts: who is behind each, and the rules that are about the whole of it.

use std::collections::BTreeMap;

use super::Pace;
use super::filing::Filing;
use super::rule::Rule;
use super::write::{Writer, table};
use crate::knowledge::Knowledge;
use crate::knowledge::format::{HostValue, Section, Who, record};
use crate::knowledge::hash;

/// A host's words: who, and rows for paths, the longest first.
#[derive(Debug, Default)]
pub(super) struct HostWho {
    pub(super) who: Who,
    pub(super) paths: Vec<(u32, Who)>,
}

/// What a pack says of hosts, by their names: it has only their hashes.
pub(super) async fn of<'h>(pack: &Knowledge, names: &'h [String], pace: &Pace) -> BTreeMap<&'h str, HostWho> {
    let (table, records) = (pack.image().words(Section::Hosts), pack.image().words(Section::Records));
    let mut known = BTreeMap::new();
    for name in names {
        pace.step(1).await;
        let Some(HostValue::Record(at)) = table.find(hash::host(name)).map(HostValue::unpack) else {
            continue;
        };
        let at = at as usize;
        let count = (records.get(at + record::COUNTS) & 0xffff) as usize;
        let paths = records.run(at + record::ROWS, 2 * count).as_chunks::<2>().0;
        let paths = paths.iter().map(|[path, who]| (*path, Who(*who))).collect();
        known.insert(name.as_str(), HostWho { who: Who(records.get(at)), paths });
    }
    known
}

/// Rows of one kind that a record can count.
const MOST_ROWS: usize = 0xffff;

/// Writes hosts and their records.
pub(super) async fn write(
    known: &BTreeMap<&str, HostWho>,
    rules: &[Rule],
    filing: &Filing,
    pack: &mut Writer,
    pace: &Pace,
) {
    let mut by_host = BTreeMap::<&str, Vec<(u32, u32)>>::new();
    for host in known.keys().copied().chain(filing.hosts.keys().map(String::as_str)) {
        by_host.entry(host).or_default();
    }
    for (place, rule) in rules.iter().enumerate() {
        pace.step(1).await;
        if let Some(host) = rule.pattern.whole_host() {
            by_host.entry(host).or_default().push((filing.options[place], place as u32));
        }
    }
    let mut records = Vec::new();
    let mut entries = Vec::with_capacity(by_host.len());
    for (host, mut rules) in by_host {
        pace.step(1).await;
        rules.truncate(MOST_ROWS);
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
    pack.section(Section::Hosts, table(entries, pace).await);
    pack.section(Section::Records, records);
}
