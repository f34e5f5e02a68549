//! Value: an ad is worth the person's time, by the person's own verdict.
//!
//! Never having been called useful is no evidence, so nothing speaks against. Waiting for: "not
//! for me" as a correction, and what was given (a code, a free service) against what was taken.

use crate::fact::Correction;
use crate::trust::weights::VERDICT;
use crate::trust::{Evidence, Finding, Group, Principle, Side, Voter};

pub(super) static VALUE: Principle = Principle { id: "value", group: Group::Said, counts: 1000, judge };

fn judge(evidence: &Evidence<'_>) -> Vec<Finding> {
    let useful = |time| evidence.finding(time, Side::For, Voter::You, "seen_useful", VERDICT);
    evidence.said(&Correction::Useful).map(useful).collect()
}

#[cfg(test)]
mod tests {
    use super::VALUE;
    use crate::fact::Correction;
    use crate::trust::cases::{Case, check};

    #[test]
    fn useful() {
        let case = Case::new().said(1, Correction::Useful).said(1, Correction::NotWhy);
        check(&VALUE, &case, &["day 1: for, you: seen_useful"]);
    }
}
