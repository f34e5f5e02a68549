//! Permission: companies that follow people are told nothing before a choice, and nothing after a no.
//!
//! Counted in full: it is the principle that the browser sees best. Pings that say themselves that
//! nothing may be kept, and carry nothing to know anybody by, tell nobody anything about a person.
//! Where Global Privacy Control is sent, what is passed on must not say the contrary. No banner is
//! no fault; a choice that nothing shows ("unknown") is none either.

use crate::trust::weights::{BEFORE_CHOICE, HEARD, SIGNAL_HEEDED, SIGNAL_IGNORED, UNHEARD, WAITED};
use crate::trust::{Arg, Evidence, Finding, Group, Heeded, PageView, Principle, Side, Voter, signalled};

pub(super) static PERMISSION: Principle =
    Principle { id: "permission", group: Group::Before, counts: 1000, judge };

fn judge(evidence: &Evidence<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for view in evidence.views() {
        let seen = view.conduct;
        let told = [
            ("seen_before_choice", &seen.before_choice, BEFORE_CHOICE),
            ("seen_after_refusal", &seen.after_refusal, BEFORE_CHOICE),
            ("seen_gpc_denied", &seen.gpc_denied, UNHEARD),
        ];
        for (what, companies, weight) in told {
            findings.extend(companies.iter().map(|company| {
                let voter = Voter::Company(company.clone());
                evidence
                    .finding(seen.time, Side::Against, voter, what, weight)
                    .about([Arg::Text(company.clone())])
            }));
        }
        if seen.gpc_record {
            findings.push(evidence.finding(
                seen.time,
                Side::Against,
                Voter::Site,
                "seen_gpc_record",
                UNHEARD,
            ));
        }
        let heard = !seen.gpc_told.is_empty() && seen.gpc_denied.is_empty() && !seen.gpc_record;
        let kept = [
            ("seen_waited", seen.asked && seen.before_choice.is_empty(), WAITED),
            ("seen_kept_no", seen.refused && seen.after_refusal.is_empty(), WAITED),
            ("seen_gpc_told", heard, HEARD),
        ];
        findings.extend(
            kept.into_iter()
                .filter(|(_, kept, _)| *kept && view.open())
                .map(|(what, _, weight)| evidence.finding(seen.time, Side::For, Voter::Site, what, weight)),
        );
    }
    findings
        .extend(signalled(evidence).into_iter().filter_map(|(view, heeded)| signal(evidence, &view, heeded)));
    findings
}

/// What Global Privacy Control changed.
fn signal(evidence: &Evidence<'_>, view: &PageView<'_>, heeded: Heeded<'_>) -> Option<Finding> {
    let finding = |side, what, weight| evidence.finding(view.conduct.time, side, Voter::Site, what, weight);
    match heeded {
        Heeded::Silent => Some(finding(Side::For, "seen_signal_heeded", SIGNAL_HEEDED)),
        Heeded::Unchanged(_, companies) => Some(
            finding(Side::Against, "seen_signal_ignored", SIGNAL_IGNORED)
                .about([Arg::Count(companies as u64)]),
        ),
        Heeded::Partly => None,
    }
}

#[cfg(test)]
mod tests {
    use super::PERMISSION;
    use crate::fact::Mode;
    use crate::trust::cases::{Case, check};

    #[test]
    fn told_before_and_after() {
        let case = Case::new()
            .view(1, |c| {
                c.asked = true;
                c.before_choice = vec!["Criteo".into(), "Meta".into()];
            })
            .view(2, |c| {
                (c.asked, c.refused) = (true, true);
                c.after_refusal = vec!["Criteo".into()];
            });
        check(
            &PERMISSION,
            &case,
            &[
                "day 1: against, Criteo: seen_before_choice",
                "day 1: against, Meta: seen_before_choice",
                "day 2: against, Criteo: seen_after_refusal",
                "day 2: for, site: seen_waited",
            ],
        );
    }

    #[test]
    fn the_browsers_own_no() {
        let case = Case::new()
            .view(1, |c| {
                c.gpc = true;
                c.gpc_denied = vec!["Criteo".into()];
                c.gpc_told = vec!["Meta".into()];
            })
            .view(2, |c| (c.gpc, c.gpc_told) = (true, vec!["Meta".into()]))
            .view(3, |c| (c.gpc, c.gpc_record, c.gpc_told) = (true, true, vec!["Meta".into()]))
            .view(4, |c| c.gpc = true);
        check(
            &PERMISSION,
            &case,
            &[
                "day 1: against, Criteo: seen_gpc_denied",
                "day 2: for, site: seen_gpc_told",
                "day 3: against, site: seen_gpc_record",
            ],
        );
    }

    #[test]
    fn the_signal_is_heard_or_not() {
        let days = |with: &[&str]| {
            let with: Vec<String> = with.iter().map(|name| (*name).to_owned()).collect();
            let case = Case::new().view(1, |c| c.following = vec!["Criteo".into()]);
            case.view(2, |c| (c.gpc, c.following) = (true, with))
        };
        check(&PERMISSION, &days(&[]), &["day 2: for, site: seen_signal_heeded"]);
        check(&PERMISSION, &days(&["Criteo"]), &["day 2: against, site: seen_signal_ignored"]);
        check(&PERMISSION, &days(&["Meta"]), &[]);
    }

    #[test]
    fn good_conduct_is_earned_only_where_harm_would_show() {
        let asked = |blocked: bool, mode, complete| {
            Case::new().view(1, move |c| {
                (c.asked, c.other_blocker, c.mode, c.complete) = (true, blocked, mode, complete);
            })
        };
        check(&PERMISSION, &asked(false, Mode::ShowMe, true), &["day 1: for, site: seen_waited"]);
        for regime in
            [(true, Mode::ShowMe, true), (false, Mode::Balanced, true), (false, Mode::ShowMe, false)]
        {
            check(&PERMISSION, &asked(regime.0, regime.1, regime.2), &[]);
        }
        check(&PERMISSION, &Case::new().view(1, |_| {}), &[]);
    }
}
