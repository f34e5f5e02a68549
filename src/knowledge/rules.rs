//! The second file: the text of each rule with its list and line, read on demand.
//!
//! Words: `RULES_MAGIC`, number of lists, number of rules; for each list a [`TextRef`] of its name; for each
//! rule its list and line (`list << 28 | line`) and where its text begins, one more beginning at
//! the end; then the text.

use super::Knowledge;
use super::format::TextRef;

/// `CNDT`.
pub const RULES_MAGIC: u32 = u32::from_le_bytes(*b"CNDT");

/// A rule of the pack, by its place; its text lies in the second file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId(pub u32);

/// A rule as its list has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RuleRef<'r> {
    /// Name of the list.
    pub list: &'r str,
    /// Its line there, from 1.
    pub line: u32,
    /// The rule as written.
    pub text: &'r str,
}

impl Knowledge {
    /// The text of a rule, out of the bytes of the second file; nothing where they do not hold it.
    #[must_use]
    pub fn rule_text<'r>(&self, rules: &'r [u8], id: RuleId) -> Option<RuleRef<'r>> {
        let word = |index: usize| {
            let four = rules.get(index.saturating_mul(4)..).and_then(|rest| rest.first_chunk());
            four.map_or(0, |four| u32::from_le_bytes(*four))
        };
        let (lists, count) = (word(1) as usize, word(2) as usize);
        let id = id.0 as usize;
        if word(0) != RULES_MAGIC || id >= count {
            return None;
        }
        let first = lists.checked_add(3)?;
        let body = first.checked_add(count.checked_mul(2)?)?.checked_add(1)?.checked_mul(4)?;
        let text = |start: usize, end: usize| {
            let range = body.checked_add(start)?..body.checked_add(end)?;
            std::str::from_utf8(rules.get(range)?).ok()
        };
        let row = first + 2 * id;
        let (place, start) = (word(row), word(row + 1) as usize);
        // The row after the last one has no place, only the end.
        let end = word(if id + 1 == count { row + 2 } else { row + 3 }) as usize;
        let (list, length) = TextRef(word(3 + (place >> 28) as usize)).parts();
        Some(RuleRef { list: text(list, list + length)?, line: place & 0x0fff_ffff, text: text(start, end)? })
    }
}
