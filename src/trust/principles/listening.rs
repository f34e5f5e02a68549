//! Listening: a brand whose ads follow speaks no more often than the person comes by; and it asks.
//!
//! That it asks shows in links and forms of its pages (a preference centre, feedback, a question on
//! leaving); that it does not is held against nobody, since few pages of a site are seen. Ads that grow
//! rarer earn nothing: without the ads of others as a measure, silence may as well be an empty budget.

use crate::id::Millis;
use crate::sorted::{SortedMap, SortedSet};
use crate::trust::model::day;
use crate::trust::weights::{ASKS, PRESSING};
use crate::trust::{Evidence, Finding, Group, Principle, Side, Voter};

pub(super) static LISTENING: Principle =
    Principle { id: "listening", group: Group::Ads, counts: 1000, judge };

/// The time that is looked back on from each ad: what was said of it then stays said, whatever comes later.
const WINDOW: i64 = 30 * Millis::DAY;
/// Following ads (one per publisher and day) that one day on the site explains. People call five
/// annoying and ten angering (InSkin, in evidence-model.md).
const PER_VISIT: usize = 10;
/// Following ads of one day, on as many publishers, that any number of visits explains.
const PER_DAY: usize = 10;

fn judge(evidence: &Evidence<'_>) -> Vec<Finding> {
    let mut votes = SortedSet::new();
    let following: Vec<_> = evidence
        .ads()
        .filter(|ad| evidence.follows(ad, WINDOW).is_some())
        .filter(|ad| votes.insert((&ad.page_site, day(ad.time))))
        .collect();
    // The first ones are explained by the visits, and a few a day; what comes on top speaks against.
    let mut by_day: SortedMap<i64, usize> = SortedMap::new();
    let on_top = |(place, ad): (usize, &&crate::ad::Ad)| {
        let today = by_day.entry(day(ad.time)).or_default();
        *today += 1;
        let from = ad.time.plus(-WINDOW);
        let earlier = place - following.partition_point(|other| other.time < from).min(place);
        let days = || evidence.visit_days(from, ad.time.plus(1)).max(1);
        *today > PER_DAY || earlier >= PER_VISIT && earlier >= PER_VISIT * days()
    };
    let talk = |ad| evidence.of_ad(ad, Side::Against, "seen_talking", PRESSING);
    let asks = evidence.views().iter().map(|view| view.conduct).filter(|seen| seen.asks);
    let asked = asks.map(|seen| evidence.finding(seen.time, Side::For, Voter::Site, "seen_asks", ASKS));
    let on_top: Vec<bool> = following.iter().enumerate().map(on_top).collect();
    let talking = following.into_iter().zip(on_top).filter(|(_, on_top)| *on_top).map(|(ad, _)| ad);
    talking.map(talk).chain(asked).collect()
}

#[cfg(test)]
mod tests {
    use super::LISTENING;
    use crate::trust::cases::{Case, check};

    #[test]
    fn who_asks() {
        check(
            &LISTENING,
            &Case::new().view(1, |c| c.asks = true).view(2, |_| {}),
            &["day 1: for, site: seen_asks"],
        );
    }

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
        let mut one_day = Case::new();
        for day in 5..9 {
            one_day = one_day.view(day, |_| {}).told(day, "Criteo");
        }
        for n in 10..21 {
            one_day = one_day.ad(9, &format!("p{n}.example"), "Criteo", "NT-1");
        }
        check(&LISTENING, &one_day, &["day 9: against, p20.example: seen_talking"]);
    }
}
