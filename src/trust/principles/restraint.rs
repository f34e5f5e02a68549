//! Restraint: a stranger is not told to twenty others, nor followed all day after one look.
//!
//! Waiting for: prompts on arrival (notifications, location, an overlay before the first scroll),
//! which the collector does not report yet; and "no ads until a second visit", which needs the ads
//! of others as a measure.

use crate::id::Millis;
use crate::order::Order;
use crate::trust::weights::{ALONE, CROWD, PRESSING};
use crate::trust::{Arg, Evidence, Finding, Group, Principle, Side, Voter};

pub(super) static RESTRAINT: Principle =
    Principle { id: "restraint", group: Group::Before, counts: 1000, judge };

/// Companies on the first page from which it is a crowd; twice as many count twice. The essays'
/// example is twenty.
const CROWDED: usize = 10;
/// Publishers on which a brand's following ads appear within a day of the first visit, from which
/// it presses: people call five ads annoying and ten angering (InSkin, in evidence-model.md).
const PRESSED: usize = 5;

fn judge(evidence: &Evidence<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let Some(first) = evidence.views().first() else { return findings };
    let (time, companies) = (first.conduct.time, first.conduct.companies.len());
    if companies >= CROWDED {
        let weight = if companies >= 2 * CROWDED { 2 * CROWD } else { CROWD };
        findings.push(
            evidence
                .finding(time, Side::Against, Voter::Site, "seen_crowd", weight)
                .about([Arg::Count(companies as u64)]),
        );
    } else if companies == 0 && first.open() {
        findings.push(evidence.finding(time, Side::For, Voter::Site, "seen_alone", ALONE));
    }
    let day_after = time.plus(Millis::DAY);
    if evidence.visit_days(time, day_after) <= 1 {
        let mut publishers: Vec<_> = evidence
            .ads()
            .filter(|ad| (time..day_after).contains(&ad.time) && evidence.follows(ad, Millis::DAY).is_some())
            .collect();
        publishers.order_by_key(|ad| &ad.page_site);
        publishers.dedup_by_key(|ad| &ad.page_site);
        if publishers.len() >= PRESSED {
            let pressing = |ad| evidence.of_ad(ad, Side::Against, "seen_pressing", PRESSING);
            findings.extend(publishers.into_iter().map(pressing));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::RESTRAINT;
    use crate::trust::cases::{Case, check};

    #[test]
    fn a_crowd_on_the_first_page() {
        let names = |n: u32| (0..n).map(|n| format!("Company {n}")).collect::<Vec<_>>();
        let first = |n| {
            Case::new().view(1, move |c| c.companies = names(n)).view(2, move |c| c.companies = names(30))
        };
        check(&RESTRAINT, &first(0), &["day 1: for, site: seen_alone"]);
        check(&RESTRAINT, &first(9), &[]);
        check(&RESTRAINT, &first(10), &["day 1: against, site: seen_crowd"]);
    }

    #[test]
    fn all_day_after_one_look() {
        let day = |publishers: u32| {
            let case = Case::new().view(1, |c| c.companies = vec!["Criteo".into()]).told(1, "Criteo");
            (0..publishers).fold(case, |case, n| case.ad(1, &format!("p{n}.example"), "Criteo", "NT-1"))
        };
        check(&RESTRAINT, &day(4), &[]);
        check(
            &RESTRAINT,
            &day(5),
            &[
                "day 1: against, p0.example: seen_pressing",
                "day 1: against, p1.example: seen_pressing",
                "day 1: against, p2.example: seen_pressing",
                "day 1: against, p3.example: seen_pressing",
                "day 1: against, p4.example: seen_pressing",
            ],
        );
    }
}
