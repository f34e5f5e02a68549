//! Value: an ad is worth the person's time, by the person's own verdict.
//!
//! Never having been called useful is no evidence; "not for me" and "stop" are. What was given (a code, a
//! free service) against what was taken cannot be weighed: nothing on a page says what it is worth.

use crate::fact::Correction;
use crate::trust::weights::{NOT_FOR_ME, VERDICT};
use crate::trust::{Evidence, Finding, Group, Principle, Side, Voter};

pub(super) static VALUE: Principle = Principle { id: "value", group: Group::Said, counts: 1000, judge };

fn judge(evidence: &Evidence<'_>) -> Vec<Finding> {
    let useful = |time| evidence.finding(time, Side::For, Voter::You, "seen_useful", VERDICT);
    let not = |time| evidence.finding(time, Side::Against, Voter::You, "seen_not_for_me", NOT_FOR_ME);
    let enough = |time| evidence.finding(time, Side::Against, Voter::You, "seen_enough", VERDICT);
    let said = |what| evidence.said(what);
    said(&Correction::Useful)
        .map(useful)
        .chain(said(&Correction::NotForMe).map(not))
        .chain(said(&Correction::Stop).map(enough))
        .collect()
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
        let not = case.said(2, Correction::NotForMe).said(3, Correction::Stop);
        check(
            &VALUE,
            &not,
            &[
                "day 1: for, you: seen_useful",
                "day 2: against, you: seen_not_for_me",
                "day 3: against, you: seen_enough",
            ],
        );
    }
}
