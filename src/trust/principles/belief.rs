//! Belief: what the brand says it stands for, beside what was seen.
//!
//! Waiting for: Global Privacy Control sent with requests, the site's statement at
//! `/.well-known/gpc.json` (asked for only when the person presses "check its statement"), and
//! whether what the site sends changes. Until then nothing is seen of it, and it says nothing.

use crate::trust::{Evidence, Finding, Group, Principle};

pub(super) static BELIEF: Principle = Principle { id: "belief", group: Group::Open, counts: 500, judge };

const fn judge(_: &Evidence<'_>) -> Vec<Finding> {
    Vec::new()
}
