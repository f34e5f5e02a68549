//! Learning: after a no that the brand could receive, its ads stop following.
//!
//! Such a no is a refusal on its site, a month away, or the ad's own "stop", which the companies that
//! served it heard. A no said only to Candor is never held against it: it says so instead. Opt-outs and
//! unsubscribes on other pages cannot be seen as such. That its ads ended shows
//! when the person is on its site again, where companies that heard the no (or had been told of the person)
//! delivered enough others in between.

use crate::fact::Correction;
use crate::id::Millis;
use crate::trust::weights::{AFTER_MONTH, AFTER_NO, AFTER_STOP, ENDED};
use crate::trust::{Evidence, Finding, Group, Principle, Side, Voter};

pub(super) static LEARNING: Principle = Principle { id: "learning", group: Group::Ads, counts: 1000, judge };

/// How long a brand's systems may take to act on a no.
const GRACE: i64 = Millis::DAY;
/// How long away is a no that nobody said aloud.
const AWAY: i64 = 30 * Millis::DAY;

fn judge(evidence: &Evidence<'_>) -> Vec<Finding> {
    let refused =
        evidence.views().iter().filter(|view| view.conduct.refused).map(|view| view.conduct.time).min();
    let last = |before: Millis| {
        let visits = evidence.visits().iter().map(|visit| visit.time);
        let views = evidence.views().iter().map(|view| view.conduct.time);
        visits.chain(views).filter(|time| *time < before).max()
    };
    let judged = |ad| {
        let ad: &crate::ad::Ad = ad;
        // Whether it follows or not: who served it was asked to stop it.
        if evidence.stops().any(|(no, heard)| {
            ad.time.since(no) > GRACE && ad.served_by.iter().any(|served| heard.contains(&served.company))
        }) {
            return Some(evidence.of_ad(ad, Side::Against, "seen_after_stop", AFTER_STOP));
        }
        evidence.follows(ad, i64::MAX)?;
        if refused.is_some_and(|no| ad.time.since(no) > GRACE) {
            return Some(evidence.of_ad(ad, Side::Against, "seen_after_no", AFTER_NO));
        }
        let away = ad.time.since(last(ad.time)?) > AWAY;
        away.then(|| evidence.of_ad(ad, Side::Against, "seen_after_month", AFTER_MONTH))
    };
    let noes =
        refused.map(|no| (no, None)).into_iter().chain(evidence.stops().map(|(no, heard)| (no, Some(heard))));
    let ended = noes
        .filter_map(|(no, heard)| evidence.left_alone(no, GRACE, heard))
        .map(|(time, args)| evidence.finding(time, Side::For, Voter::Site, "seen_ended", ENDED).about(args));
    let unheard = |time| evidence.finding(time, Side::Silent, Voter::You, "silent_stop_unheard", 0);
    evidence
        .ads()
        .filter_map(judged)
        .chain(ended)
        .chain(evidence.said(&Correction::Stop).map(unheard))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::LEARNING;
    use crate::fact::Correction;
    use crate::id::Millis;
    use crate::trust::cases::{Case, START, check};

    #[test]
    fn ads_after_a_no() {
        let case = Case::new()
            .view(1, |c| c.refused = true)
            .told(1, "Criteo")
            .ad(1, "a.example", "Criteo", "NT-1")
            .ad(3, "a.example", "Criteo", "NT-1")
            .ad(3, "b.example", "Other", "NT-1");
        check(&LEARNING, &case, &["day 3: against, a.example: seen_after_no"]);
    }

    #[test]
    fn ads_after_their_own_stop() {
        let mut case = Case::new()
            .ad(1, "a.example", "Criteo", "NT-1")
            .ad(2, "a.example", "Criteo", "NT-1")
            .ad(4, "b.example", "Criteo", "NT-9")
            .ad(4, "c.example", "Other", "NT-1")
            .said(5, Correction::Stop);
        case.0.stops = vec![(START.plus(2 * Millis::DAY), vec!["Criteo".into()])];
        check(
            &LEARNING,
            &case,
            &["day 4: against, b.example: seen_after_stop", "day 5: silent, you: silent_stop_unheard"],
        );
    }

    /// Nothing came after the no: earned only where enough came from those who had to heed it.
    #[test]
    fn ads_that_ended() {
        let refused = |company: &'static str, count| {
            let case = Case::new().view(1, |c| c.refused = true).told(1, "Criteo").ad(
                1,
                "a.example",
                "Criteo",
                "NT-1",
            );
            case.view(12, move |c| c.delivered = vec![(company.into(), count)])
        };
        check(&LEARNING, &refused("Criteo", 10), &["day 12: for, site: seen_ended"]);
        check(&LEARNING, &refused("Criteo", 9), &[]);
        let came = (0..3)
            .fold(refused("Criteo", 10), |case, n| case.ad(4, &format!("p{n}.example"), "Other", "NT-1"));
        check(&LEARNING, &came, &[]);

        let stopped = |company: &'static str| {
            let mut case = Case::new().view(1, |_| {}).ad(1, "a.example", "Criteo", "NT-1");
            case.0.stops = vec![(START.plus(2 * Millis::DAY), vec!["Criteo".into()])];
            case.view(12, move |c| c.delivered = vec![(company.into(), 30)])
        };
        check(&LEARNING, &stopped("Criteo"), &["day 12: for, site: seen_ended"]);
        check(&LEARNING, &stopped("Google"), &[]);
    }

    #[test]
    fn ads_after_a_month() {
        let case = Case::new().view(1, |_| {}).told(1, "Criteo").ad(30, "a.example", "Criteo", "NT-1").ad(
            32,
            "a.example",
            "Criteo",
            "NT-1",
        );
        check(&LEARNING, &case, &["day 32: against, a.example: seen_after_month"]);
    }
}
