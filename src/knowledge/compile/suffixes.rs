//! The public suffix list's text into its table: one word per name, its kind in the low bits.

use std::collections::BTreeMap;

use crate::knowledge::format::suffix;
use crate::knowledge::hash;

/// The table of a list in the format of publicsuffix.org/list; names outside ASCII as punycode.
pub(super) fn table(list: &str) -> Vec<u32> {
    let mut kinds = BTreeMap::<String, u32>::new();
    for line in list.lines() {
        let rule = line.split_whitespace().next().unwrap_or_default();
        if rule.is_empty() || rule.starts_with("//") {
            continue;
        }
        let (name, kind) = match (rule.strip_prefix("*."), rule.strip_prefix('!')) {
            (Some(name), _) => (name, suffix::WILDCARD),
            (_, Some(name)) => (name, suffix::EXCEPTION),
            _ => (rule, suffix::RULE),
        };
        let name = super::rule::ascii_host(name);
        // A walk from the right ends at the first name that is missing, so all that lies above is there too.
        for (dot, _) in name.match_indices('.') {
            kinds.entry(name[dot + 1..].to_owned()).or_default();
        }
        *kinds.entry(name).or_default() |= kind;
    }
    // Half full: nearly every label of nearly every host misses, and a miss ends at the first empty slot.
    (0..20).find_map(|times| try_table(&kinds, (kinds.len() * 2 + 1) << times)).unwrap_or_default()
}

fn try_table(kinds: &BTreeMap<String, u32>, slots: usize) -> Option<Vec<u32>> {
    let mut words = vec![0_u32; slots];
    for (name, kind) in kinds {
        let hash = hash::host(name);
        let slot = hash.slots(slots).find(|slot| words[*slot] == 0)?;
        words[slot] = hash.fingerprint() >> suffix::BITS << suffix::BITS | kind;
    }
    Some(words)
}
