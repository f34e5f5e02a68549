//! Sincerity: what was promised is done. Today's promise is the no that a banner accepted, now or on
//! an earlier visit, as far as the site still keeps it, and its claim to honour Global Privacy Control.
//!
//! Counts half as much again as others: a broken promise is worse than a missing one. Waiting for:
//! promises in words ("we never share").

use crate::trust::weights::{PROMISE_BROKEN, PROMISE_KEPT};
use crate::trust::{Arg, Evidence, Finding, Group, Heeded, Principle, Side, Voter, signalled};

pub(super) static SINCERITY: Principle =
    Principle { id: "sincerity", group: Group::Before, counts: 1500, judge };

fn judge(evidence: &Evidence<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for view in evidence.views().iter().filter(|view| view.conduct.refused) {
        let seen = view.conduct;
        findings.extend(seen.after_refusal.iter().map(|company| {
            let voter = Voter::Company(company.clone());
            evidence
                .finding(seen.time, Side::Against, voter, "seen_promise_broken", PROMISE_BROKEN)
                .about([Arg::Text(company.clone())])
        }));
        if seen.after_refusal.is_empty() && view.open() {
            findings.push(evidence.finding(
                seen.time,
                Side::For,
                Voter::Site,
                "seen_promise_kept",
                PROMISE_KEPT,
            ));
        }
    }
    if let Some((_, Some(true))) = evidence.statement() {
        findings.extend(signalled(evidence).into_iter().filter_map(|(view, heeded)| {
            match heeded {
                Heeded::Unchanged(company, _) => Some(
                    evidence
                        .finding(
                            view.conduct.time,
                            Side::Against,
                            Voter::Site,
                            "seen_claim_broken",
                            PROMISE_BROKEN,
                        )
                        .about([Arg::Text(company.to_owned())]),
                ),
                Heeded::Silent | Heeded::Partly => None,
            }
        }));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::SINCERITY;
    use crate::trust::cases::{Case, START, check};

    #[test]
    fn a_claim_is_a_promise() {
        let told = || vec!["Criteo".to_owned()];
        let mut case =
            Case::new().view(1, |c| c.following = told()).view(2, |c| (c.gpc, c.following) = (true, told()));
        check(&SINCERITY, &case, &[]);
        case.0.statement = Some((START, Some(true)));
        check(&SINCERITY, &case, &["day 2: against, site: seen_claim_broken"]);
    }

    #[test]
    fn a_no_is_a_no() {
        let case = Case::new()
            .view(1, |c| {
                c.refused = true;
                c.after_refusal = vec!["Criteo".into()];
            })
            .view(2, |c| c.refused = true)
            .view(3, |c| {
                c.refused = true;
                c.other_blocker = true;
            });
        check(
            &SINCERITY,
            &case,
            &["day 1: against, Criteo: seen_promise_broken", "day 2: for, site: seen_promise_kept"],
        );
    }
}
