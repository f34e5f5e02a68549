//! Openness: people are told how what is known of them is used.
//!
//! Judged by the list of vendors that consent strings carry, beside the companies that were told
//! something, and by whether a page on privacy is linked at all; it counts half. A company that such
//! lists cannot name, or whose number is not known, counts on neither side. Waiting for: the
//! statements that ads carry about themselves.

use super::control::links;
use crate::memory::Conduct;
use crate::trust::weights::{ALL_NAMED, LONG_LIST, TOO_MANY, UNNAMED};
use crate::trust::{Arg, Evidence, Finding, Group, PageView, Principle, Side, Voter};

pub(super) static OPENNESS: Principle = Principle { id: "openness", group: Group::Open, counts: 500, judge };

fn judge(evidence: &Evidence<'_>) -> Vec<Finding> {
    let mut findings =
        links(evidence, |conduct| conduct.privacy_links, "seen_privacy_link", "seen_no_privacy_link");
    findings.extend(evidence.views().iter().filter_map(|view| list(evidence, view)));
    findings
}

/// What a page view shows of the list: one thing, the heaviest.
fn list(evidence: &Evidence<'_>, view: &PageView<'_>) -> Option<Finding> {
    let Conduct { time, disclosed, named, unnamed, .. } = view.conduct;
    let told = named.len() + unnamed.len();
    let (side, what, weight, counts) = if *disclosed == 0 {
        return None;
    } else if !unnamed.is_empty() {
        (Side::Against, "seen_unnamed", UNNAMED, vec![told as u64, named.len() as u64])
    } else if *disclosed > LONG_LIST {
        (Side::Against, "seen_long_list", TOO_MANY, vec![u64::from(*disclosed)])
    } else if told > 0 && view.open() {
        (Side::For, "seen_all_named", ALL_NAMED, vec![told as u64])
    } else {
        return None;
    };
    Some(evidence.finding(*time, side, Voter::Site, what, weight).about(counts.into_iter().map(Arg::Count)))
}

#[cfg(test)]
mod tests {
    use super::OPENNESS;
    use crate::trust::cases::{Case, check};

    #[test]
    fn a_page_on_privacy() {
        let linked = Case::new().view(1, |c| (c.read, c.privacy_links) = (true, true));
        check(&OPENNESS, &linked, &["day 1: for, site: seen_privacy_link"]);
        check(&OPENNESS, &Case::new().view(1, |_| {}), &[]);
    }

    #[test]
    fn told_beside_named() {
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let list = |case: Case, day, disclosed, named: &[&str], unnamed: &[&str], open: bool| {
            let (named, unnamed) = (names(named), names(unnamed));
            case.view(day, move |c| {
                (c.disclosed, c.named, c.unnamed, c.other_blocker) = (disclosed, named, unnamed, !open);
            })
        };
        let case = list(Case::new(), 1, 12, &["Criteo"], &["Xandr", "Teads"], true);
        let case = list(case, 2, 1500, &["Criteo"], &["Xandr"], true);
        let case = list(case, 3, 1500, &["Criteo"], &[], true);
        let case = list(case, 4, 12, &["Criteo"], &[], true);
        let case = list(case, 5, 12, &["Criteo"], &[], false);
        let case = list(case, 6, 12, &[], &[], true);
        let case = list(case, 7, 0, &[], &[], true);
        check(
            &OPENNESS,
            &case,
            &[
                "day 1: against, site: seen_unnamed",
                "day 2: against, site: seen_unnamed",
                "day 3: against, site: seen_long_list",
                "day 4: for, site: seen_all_named",
            ],
        );
    }
}
