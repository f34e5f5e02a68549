//! Openness: people are told how what is known of them is used.
//!
//! Waiting for: disclosed vendors beside observed ones (consent strings), and the statements that
//! ads carry about themselves. Until then it is only whether a page on privacy is linked at all;
//! it counts half.

use super::control::links;
use crate::trust::{Evidence, Finding, Group, Principle};

pub(super) static OPENNESS: Principle = Principle { id: "openness", group: Group::Open, counts: 500, judge };

fn judge(evidence: &Evidence<'_>) -> Vec<Finding> {
    links(evidence, |conduct| conduct.privacy_links, "seen_privacy_link", "seen_no_privacy_link")
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
}
