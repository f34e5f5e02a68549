//! Control: there is a visible way out.
//!
//! On its pages, in its banner, whose no has to be as easy as its yes (what it shows is enough: nobody has
//! to refuse for it), and on its ads: AdChoices or "why this ad". Waiting for: whether an opt-out works.
//! Counts half: having a way out is not yet keeping one's word.

use crate::trust::weights::{EASY_NO, HARD_NO, LINK, NO_LINK};
use crate::trust::{Arg, Evidence, Finding, Group, PageView, Principle, Side, Voter};

pub(super) static CONTROL: Principle = Principle { id: "control", group: Group::Open, counts: 500, judge };

fn judge(evidence: &Evidence<'_>) -> Vec<Finding> {
    let mut findings = links(evidence, |conduct| conduct.ways_out, "seen_way_out", "seen_no_way_out");
    // A frame that could not be read says nothing.
    findings.extend(evidence.ads().filter_map(|ad| match ad.way_out? {
        true => Some(evidence.of_ad(ad, Side::For, "seen_ad_way_out", LINK)),
        false => Some(evidence.of_ad(ad, Side::Against, "seen_ad_no_way_out", LINK)),
    }));
    findings.extend(evidence.views().iter().filter_map(|view| banner(evidence, view)));
    findings
}

/// What a banner shows of its no: the clicks that one took, else what its first layer offers.
fn banner(evidence: &Evidence<'_>, view: &PageView<'_>) -> Option<Finding> {
    let seen = view.conduct;
    let banner = seen.banner?;
    let layer = banner.layer.unwrap_or_default();
    let (side, what, weight) = match (banner.to_reject, layer.accept, layer.reject) {
        (Some(2..), true, _) => (Side::Against, "seen_long_no", HARD_NO),
        (Some(1), ..) | (None, true, true) => (Side::For, "seen_easy_no", EASY_NO),
        (None, true, false) => (Side::Against, "seen_hard_no", HARD_NO),
        _ => return None,
    };
    let clicks = banner.to_reject.filter(|_| what == "seen_long_no");
    let clicks = clicks.map(|clicks| Arg::Count(u64::from(clicks)));
    Some(evidence.finding(seen.time, side, Voter::Site, what, weight).about(clicks))
}

/// Pages read in full, without the link, after which its absence is seen: a page may be an odd one.
const READ: usize = 3;

/// A link that is there speaks for the brand; one that is on no page read, while companies were
/// told about the person, speaks against it once.
pub(super) fn links(
    evidence: &Evidence<'_>,
    has: fn(&crate::memory::Conduct) -> bool,
    there: &'static str,
    missing: &'static str,
) -> Vec<Finding> {
    let read: Vec<_> = evidence.views().iter().map(|view| view.conduct).filter(|seen| seen.read).collect();
    let found: Vec<_> = read
        .iter()
        .filter(|seen| has(seen))
        .map(|seen| evidence.finding(seen.time, Side::For, Voter::Site, there, LINK))
        .collect();
    let last =
        read.last().filter(|_| read.len() >= READ && read.iter().any(|seen| !seen.companies.is_empty()));
    match (found.is_empty(), last) {
        (true, Some(last)) => vec![evidence.finding(last.time, Side::Against, Voter::Site, missing, NO_LINK)],
        _ => found,
    }
}

#[cfg(test)]
mod tests {
    use super::CONTROL;
    use crate::fact::Layer;
    use crate::memory::Banner;
    use crate::trust::cases::{Case, check};

    #[test]
    fn ways_out_of_an_ad() {
        let mut case = Case::new();
        for (page, way_out) in [("a.example", Some(true)), ("b.example", Some(false)), ("c.example", None)] {
            case = case.ad(1, page, "Criteo", "NT-1");
            case.0.ads.last_mut().expect("an ad").way_out = way_out;
        }
        check(
            &CONTROL,
            &case,
            &["day 1: against, b.example: seen_ad_no_way_out", "day 1: for, a.example: seen_ad_way_out"],
        );
    }

    #[test]
    fn a_no_as_easy_as_a_yes() {
        let banner = |case: Case, day, accept, reject, to_reject| {
            let layer = Some(Layer { accept, reject });
            case.view(day, move |c| c.banner = Some(Banner { layer, to_accept: None, to_reject }))
        };
        let case = banner(Case::new(), 1, true, true, None);
        let case = banner(case, 2, true, false, None);
        let case = banner(case, 3, true, false, Some(3));
        let case = banner(case, 4, true, true, Some(1));
        // A notice that asks nothing, and a no where no yes was seen.
        let case = banner(case, 5, false, false, None);
        let case = banner(case, 6, false, true, Some(2));
        check(
            &CONTROL,
            &case,
            &[
                "day 1: for, site: seen_easy_no",
                "day 2: against, site: seen_hard_no",
                "day 3: against, site: seen_long_no",
                "day 4: for, site: seen_easy_no",
            ],
        );
    }

    #[test]
    fn a_link_or_none() {
        let page = |case: Case, day, ways_out| {
            case.view(day, move |c| {
                (c.read, c.ways_out, c.companies) = (true, ways_out, vec!["Criteo".into()]);
            })
        };
        let two = page(page(Case::new(), 1, false), 2, false);
        check(&CONTROL, &two, &[]);
        check(&CONTROL, &two.clone().view(3, |_| {}), &[]);
        check(&CONTROL, &page(two.clone(), 3, false), &["day 3: against, site: seen_no_way_out"]);
        check(&CONTROL, &page(two, 3, true), &["day 3: for, site: seen_way_out"]);
    }
}
