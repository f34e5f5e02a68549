//! A regular expression as a table that the core walks byte by byte, without a regex engine of its own.

use serde::{Deserialize, Serialize};

use super::pattern::Pattern;
use crate::knowledge::format::program;

#[cfg(feature = "native")]
mod automaton;

/// A regular expression, ready to be written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expression {
    /// Its table; see [`program`].
    pub words: Vec<u32>,
    /// The literal pieces that every match holds, as a pattern: it is filed under one of its tokens.
    pub skeleton: Pattern,
    /// States of the automaton that it is made of first: an engine's memory goes by them.
    pub states: usize,
}

impl Expression {
    /// The state after `text`, which is not zero; nothing where the walk ends inside it.
    pub(super) fn behind(&self, text: &[u8]) -> Option<u32> {
        let mut state = 0;
        for byte in text {
            let head = *self.words.get(state)?;
            let ranges = self.words.get(state + 1..state + 1 + (head & program::COUNT) as usize)?;
            let holds = |range: &&u32| (**range & 0xff..=**range >> 8 & 0xff).contains(&u32::from(*byte));
            let next = ranges.iter().find(holds).unwrap_or(&head) >> program::NEXT_SHIFT;
            if head & program::HERE != 0 || next == program::NOWHERE {
                return None;
            }
            state = next as usize;
        }
        (state != 0).then_some(state as u32)
    }
}
