//! Learning: after a no that the brand could receive, its ads stop following.
//!
//! A no said only to Candor is never held against it. Waiting for: the ad's own "stop seeing
//! this", opt-outs and unsubscribes, and credit for ads that ended, which needs the ads of others
//! as a measure.

use crate::id::Millis;
use crate::trust::weights::{AFTER_MONTH, AFTER_NO};
use crate::trust::{Evidence, Finding, Group, Principle, Side};

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
        evidence.follows(ad, i64::MAX)?;
        if refused.is_some_and(|no| ad.time.since(no) > GRACE) {
            return Some(evidence.of_ad(ad, Side::Against, "seen_after_no", AFTER_NO));
        }
        let away = ad.time.since(last(ad.time)?) > AWAY;
        away.then(|| evidence.of_ad(ad, Side::Against, "seen_after_month", AFTER_MONTH))
    };
    evidence.ads().filter_map(judged).collect()
}

#[cfg(test)]
mod tests {
    use super::LEARNING;
    use crate::trust::cases::{Case, check};

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
