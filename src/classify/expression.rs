//! Whether a regular expression matches: a walk over its table, one step for each byte of the address.

use crate::knowledge::Words;
use crate::knowledge::format::program;

/// Whether the expression whose table begins at `first` matches somewhere in `text`,
/// which is in lower case unless the expression minds it. The walk begins at the state `from`.
pub(super) fn matches(programs: Words<'_>, first: usize, from: usize, text: &[u8]) -> bool {
    let (mut state, mut at) = (first.saturating_add(from), 0);
    while let Some(byte) = text.get(at) {
        let head = programs.get(state);
        if head & program::HERE != 0 {
            return true;
        }
        let next = if head & program::WAITS != 0 {
            let range = programs.get(state + 1);
            let Some(found) = memchr::memchr(range as u8, text.get(at..).unwrap_or_default()) else { break };
            at += found;
            range
        } else {
            let byte = u32::from(*byte);
            let ranges = programs.run(state + 1, (head & program::COUNT) as usize);
            let holds = |range: &&u32| (*range & 0xff..=*range >> 8 & 0xff).contains(&byte);
            *ranges.iter().find(holds).unwrap_or(&head)
        };
        match next >> program::NEXT_SHIFT {
            program::NOWHERE => return false,
            next => state = first + next as usize,
        }
        at += 1;
    }
    programs.get(state) & (program::HERE | program::AT_END) != 0
}
