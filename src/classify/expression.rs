//! Whether a regular expression matches: a walk over its table, one step for each byte of the address.

use crate::knowledge::Words;
use crate::knowledge::format::program;

/// Whether the expression whose table begins at `first` matches somewhere in `text`,
/// which is in lower case unless the expression minds it. The walk begins at the state `from`.
pub(super) fn matches(programs: Words<'_>, first: usize, from: usize, text: &[u8]) -> bool {
    let (mut state, mut at) = (first.saturating_add(from), 0);
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let head = programs.get(state);
        if head & program::HERE != 0 {
            return true;
        }
        let ranges = programs.run(state + 1, (head & program::COUNT) as usize);
        if head & program::WAITS != 0 {
            let awaited = ranges.first().map_or(0, |range| *range as u8);
            let Some(found) = memchr::memchr(awaited, rest) else { break };
            at += found;
        }
        let byte = text.get(at).copied().map_or(0, u32::from);
        let holds = |range: &&u32| (*range & 0xff..=*range >> 8 & 0xff).contains(&byte);
        match ranges.iter().find(holds).unwrap_or(&head) >> program::NEXT_SHIFT {
            program::NOWHERE => return false,
            next => state = first + next as usize,
        }
        at += 1;
    }
    programs.get(state) & (program::HERE | program::AT_END) != 0
}
