//! Minimisation: no more is collected than the step needs. Today: recordings of visits.
//!
//! Waiting for: what forms demand against what their step needs, typed values that leave before
//! they are sent, and known fingerprinting; the collector does not report forms yet.

use crate::trust::weights::{NOT_RECORDED, RECORDED, RECORDED_FORM};
use crate::trust::{Arg, Evidence, Finding, Group, Principle, Side, Voter};

pub(super) static MINIMISATION: Principle =
    Principle { id: "minimisation", group: Group::Tells, counts: 1000, judge };

fn judge(evidence: &Evidence<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for view in evidence.views() {
        let seen = view.conduct;
        let (what, weight) =
            if view.form { ("seen_recorded_form", RECORDED_FORM) } else { ("seen_recorded", RECORDED) };
        findings.extend(seen.replay.iter().map(|company| {
            let voter = Voter::Company(company.clone());
            evidence
                .finding(seen.time, Side::Against, voter, what, weight)
                .about([Arg::Text(company.clone())])
        }));
        if view.form && view.open() && seen.replay.is_empty() {
            findings.push(evidence.finding(
                seen.time,
                Side::For,
                Voter::Site,
                "seen_not_recorded",
                NOT_RECORDED,
            ));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::MINIMISATION;
    use crate::trust::cases::{Case, check};
    use crate::wire::EventKind;

    #[test]
    fn recordings() {
        let case = Case::new()
            .view(1, |c| c.replay = vec!["Hotjar".into()])
            .view(2, |c| c.replay = vec!["Hotjar".into()])
            .visit(2, EventKind::Checkout, "NT-1")
            .view(3, |_| {})
            .visit(3, EventKind::Purchase, "NT-1")
            .view(4, |_| {});
        check(
            &MINIMISATION,
            &case,
            &[
                "day 1: against, Hotjar: seen_recorded",
                "day 2: against, Hotjar: seen_recorded_form",
                "day 3: for, site: seen_not_recorded",
            ],
        );
    }
}
