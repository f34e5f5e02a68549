//! Belief: what the brand says it stands for, beside what was seen.
//!
//! What it says is its statement on Global Privacy Control, asked for only when the person presses
//! "check its statement"; what was seen is whether the signal changed what its site tells. Saying
//! nothing is no fault. Counts half: one claim, about one signal. Waiting for: privacy promises in words.

use crate::trust::weights::{CLAIM_EMPTY, CLAIM_KEPT};
use crate::trust::{Arg, Evidence, Finding, Group, Heeded, Principle, Side, Voter, signalled};

pub(super) static BELIEF: Principle = Principle { id: "belief", group: Group::Open, counts: 500, judge };

fn judge(evidence: &Evidence<'_>) -> Vec<Finding> {
    let Some((asked, Some(true))) = evidence.statement() else { return Vec::new() };
    let compared = signalled(evidence);
    if compared.is_empty() {
        return vec![evidence.finding(asked, Side::Silent, Voter::Site, "silent_claim", 0)];
    }
    let finding = |side, time, what, weight| evidence.finding(time, side, Voter::Site, what, weight);
    let judged = compared.iter().filter_map(|(view, heeded)| match heeded {
        Heeded::Silent => Some(finding(Side::For, view.conduct.time, "seen_claim_kept", CLAIM_KEPT)),
        Heeded::Unchanged(_, companies) => {
            let finding = finding(Side::Against, view.conduct.time, "seen_claim_empty", CLAIM_EMPTY);
            Some(finding.about([Arg::Count(*companies as u64)]))
        }
        Heeded::Partly => None,
    });
    judged.collect()
}

#[cfg(test)]
mod tests {
    use super::BELIEF;
    use crate::trust::cases::{Case, START, check};

    /// One view a day, first without the signal, then with it; who was told on each.
    fn days(statement: Option<bool>, without: &[&str], with: &[&str]) -> Case {
        let names = |told: &[&str]| told.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let (before, after) = (names(without), names(with));
        let mut case =
            Case::new().view(1, |c| c.following = before).view(2, |c| (c.gpc, c.following) = (true, after));
        case.0.statement = Some((START, statement));
        case
    }

    #[test]
    fn what_is_claimed_and_what_is_done() {
        let both: &[&str] = &["Criteo", "Meta"];
        check(&BELIEF, &days(Some(true), both, &[]), &["day 2: for, site: seen_claim_kept"]);
        check(&BELIEF, &days(Some(true), both, both), &["day 2: against, site: seen_claim_empty"]);
        check(&BELIEF, &days(Some(true), both, &["Meta"]), &[]);
        for silent in [None, Some(false)] {
            check(&BELIEF, &days(silent, both, both), &[]);
        }
    }

    #[test]
    fn not_seen_is_not_did_not() {
        let silent: &[&str] = &["day 0: silent, site: silent_claim"];
        // Nobody was told without the signal either: nothing to fall silent.
        check(&BELIEF, &days(Some(true), &[], &[]), silent);
        let mut only_with = Case::new().view(2, |c| c.gpc = true);
        only_with.0.statement = Some((START, Some(true)));
        check(&BELIEF, &only_with, silent);
        // A banner that asked on one day only may be why nobody was told on the other.
        let mut asked = days(Some(true), &["Criteo"], &[]);
        asked.0.conduct[1].asked = true;
        check(&BELIEF, &asked, silent);
        let mut stopped = days(Some(true), &["Criteo"], &[]);
        stopped.0.conduct[1].other_blocker = true;
        check(&BELIEF, &stopped, silent);
    }
}
