//! Companies that a list names in a remark above their hosts: which of the rules are about whose.

use super::rule::Rule;

/// Runs of rules that stand under one company's name; `place` is its place plus one, zero where it has none.
pub(super) fn rule_companies(rules: &[Rule], place: impl Fn(&str) -> u32) -> Vec<u32> {
    let mut words = Vec::new();
    let mut at = 0;
    for run in rules.chunk_by(|one, next| one.company == next.company) {
        let company = run.first().and_then(|rule| rule.company.as_deref()).map_or(0, &place);
        if company != 0 {
            words.extend([at, at + run.len() as u32, company]);
        }
        at += run.len() as u32;
    }
    words
}
