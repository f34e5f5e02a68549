//! The second file: texts of the rules; its form is told in [`crate::knowledge::RuleRef`]'s module.

use super::lists::List;
use super::rule::Rule;
use crate::knowledge::format::TextRef;
use crate::knowledge::rules::RULES_MAGIC;

/// The file for `rules`, in the order of their ids.
pub(super) fn write(lists: &[List], rules: &[Rule]) -> Vec<u8> {
    let mut text = String::new();
    let mut words = vec![RULES_MAGIC, lists.len() as u32, rules.len() as u32];
    for list in lists {
        words.push(TextRef((text.len() as u32) << 8 | list.name.len().min(0xff) as u32).0);
        text.push_str(&list.name);
    }
    for rule in rules {
        words.extend([rule.list << 28 | rule.line, text.len() as u32]);
        text.push_str(&rule.text);
    }
    words.push(text.len() as u32);
    words.into_iter().flat_map(u32::to_le_bytes).chain(text.into_bytes()).collect()
}
