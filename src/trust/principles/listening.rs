//! Listening: a brand whose ads follow speaks no more often than the person comes by.
//!
//! Waiting for: whether the site asks (a preference centre, a question on leaving), and ads that
//! grow rarer, which needs the ads of others as a measure.

use crate::id::Millis;
use crate::sorted::SortedSet;
use crate::trust::model::day;
use crate::trust::weights::PRESSING;
use crate::trust::{Evidence, Finding, Group, Principle, Side};

pub(super) static LISTENING: Principle =
    Principle { id: "listening", group: Group::Ads, counts: 1000, judge };

/// The time looked back on.
const WINDOW: i64 = 30 * Millis::DAY;
/// Following ads (one per publisher and day) that one day on the site explains. People call five
/// annoying and ten angering (InSkin, in evidence-model.md).
const PER_VISIT: usize = 10;

fn judge(evidence: &Evidence<'_>) -> Vec<Finding> {
    let from = evidence.now.plus(-WINDOW);
    let mut votes = SortedSet::new();
    let following: Vec<_> = evidence
        .ads()
        .filter(|ad| ad.time >= from && evidence.follows(ad, WINDOW).is_some())
        .filter(|ad| votes.insert((&ad.page_site, day(ad.time))))
        .collect();
    let days = evidence.visit_days(from, evidence.now.plus(1)).max(1);
    // The first ones are explained by the visits; what comes on top speaks against.
    let talk = |ad| evidence.of_ad(ad, Side::Against, "seen_talking", PRESSING);
    following.into_iter().skip(PER_VISIT * days).map(talk).collect()
}

#[cfg(test)]
mod tests {
    use super::LISTENING;
    use crate::trust::cases::{Case, check};

    #[test]
    fn many_ads_for_one_visit() {
        let month = |visits: i64| {
            let mut case = Case::new();
            for day in 5..5 + visits {
                case = case.view(day, |_| {}).told(day, "Criteo");
            }
            for n in 0..13 {
                case = case.ad(6 + n / 5, &format!("p{n}.example"), "Criteo", "NT-1");
            }
            // The same publisher on the same day has no second vote, and an ad that came through a
            // company that was told nothing follows nobody.
            case.ad(6, "p1.example", "Criteo", "NT-1").ad(8, "q.example", "Other", "NT-1")
        };
        check(
            &LISTENING,
            &month(1),
            &[
                "day 8: against, p10.example: seen_talking",
                "day 8: against, p11.example: seen_talking",
                "day 8: against, p12.example: seen_talking",
            ],
        );
        check(&LISTENING, &month(2), &[]);
    }
}
