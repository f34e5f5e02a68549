//! What patterns do, and where in the pack those of each effect lie.

use crate::knowledge::format::{Section, record};

/// What patterns do; those of each effect lie in a table of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Effect {
    Block,
    Except,
}

impl Effect {
    pub(super) const fn table(self) -> Section {
        match self {
            Self::Block => Section::Blocks,
            Self::Except => Section::Exceptions,
        }
    }

    pub(super) const fn in_record(self) -> usize {
        match self {
            Self::Block => record::BLOCKS,
            Self::Except => record::EXCEPTIONS,
        }
    }

    pub(super) const fn filter(self) -> Section {
        match self {
            Self::Block => Section::BlockBits,
            Self::Except => Section::ExceptionBits,
        }
    }
}
