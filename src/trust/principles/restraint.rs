//! Restraint: a stranger is not told to twenty others, not asked for anything at the door, nor followed
//! all day after one look.
//!
//! That a page had the browser ask for notifications or for the place is seen by the person's answer, and only
//! where they gave one: what they closed or left alone shows nowhere, so a page without such a finding may have
//! asked all the same. "No ads until a second visit" is earned only where companies that had been told of the
//! person delivered enough others in between: that none were seen may mean that no ads were looked at.

use crate::id::Millis;
use crate::manners::Prompted;
use crate::order::Order;
use crate::trust::model::day;
use crate::trust::weights::{ALONE, CROWD, LEFT_ALONE, PRESSING, PROMPTED};
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
    let prompts =
        evidence.views().iter().filter_map(|view| Some((view.conduct.time, view.conduct.prompted?)));
    findings.extend(prompts.map(|(time, about)| {
        let arg = Arg::Message(about.word().to_owned());
        let what = if about.by_browser() { "seen_asked" } else { "seen_prompt" };
        evidence.finding(time, Side::Against, Voter::Site, what, PROMPTED).about([arg])
    }));
    // After a refusal it is *learning*'s.
    let second = evidence.views().iter().map(|view| view.conduct.time).find(|then| day(*then) > day(time));
    if let Some((then, args)) = evidence.left_alone(time, 0, None)
        && second == Some(then)
        && first.open()
        && !first.conduct.refused
    {
        findings
            .push(evidence.finding(then, Side::For, Voter::Site, "seen_left_alone", LEFT_ALONE).about(args));
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

impl Prompted {
    /// The browser asked, not the page itself.
    const fn by_browser(self) -> bool {
        matches!(self, Self::ToNotify | Self::ToLocate)
    }

    /// Its words, as a message id.
    const fn word(self) -> &'static str {
        match self {
            Self::Newsletter => "prompt_newsletter",
            Self::App => "prompt_app",
            Self::Notifications => "prompt_notifications",
            Self::ToNotify => "prompt_to_notify",
            Self::ToLocate => "prompt_to_locate",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RESTRAINT;
    use crate::manners::Prompted;
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
    fn asked_at_the_door() {
        let case = Case::new()
            .view(1, |c| (c.companies, c.prompted) = (vec!["Criteo".into()], Some(Prompted::App)))
            .view(2, |_| {});
        check(&RESTRAINT, &case, &["day 1: against, site: seen_prompt"]);
    }

    #[test]
    fn asked_by_the_browser() {
        let asks = |about| Case::new().view(1, move |c| c.prompted = Some(about));
        let told = |case: Case| case.view(2, |c| c.companies = vec!["Criteo".into()]);
        for about in [Prompted::ToNotify, Prompted::ToLocate] {
            let lines = ["day 1: against, site: seen_asked", "day 1: for, site: seen_alone"];
            check(&RESTRAINT, &told(asks(about)), &lines);
        }
    }

    /// That no ad came says something only where others came from a company that could have shown it.
    #[test]
    fn left_alone_until_the_second_visit() {
        let visits = |delivered| {
            let first = Case::new().view(1, |c| c.companies = vec!["Criteo".into()]).told(1, "Criteo");
            first.view(9, move |c| c.delivered = vec![("Criteo".into(), delivered)])
        };
        let alone = ["day 9: for, site: seen_left_alone"];
        check(&RESTRAINT, &visits(10), &alone);
        check(&RESTRAINT, &visits(9), &[]);
        let ads = |publishers: u32| {
            (0..publishers).fold(visits(50), |case, n| case.ad(5, &format!("p{n}.example"), "Criteo", "NT-1"))
        };
        check(&RESTRAINT, &ads(2), &alone);
        check(&RESTRAINT, &ads(3), &[]);
        let mut stopped = visits(50);
        stopped.0.conduct[0].quiet = true;
        check(&RESTRAINT, &stopped, &[]);
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
