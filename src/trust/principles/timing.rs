//! Timing: who has bought is not shown the same thing again.
//!
//! Held against a brand only where the company behind the ad was told of the purchase and nobody
//! stopped the message; where it was stopped on this device, the principle falls silent and says
//! so. Waiting for: ads weeks after the interest ended, which needs more than the days remembered.

use crate::ad::Ad;
use crate::id::Millis;
use crate::memory::Visit;
use crate::trust::evidence::same_product;
use crate::trust::weights::{BOUGHT, MOVED_ON};
use crate::trust::{Evidence, Finding, Group, Principle, Side, Voter};
use crate::wire::EventKind;

pub(super) static TIMING: Principle = Principle { id: "timing", group: Group::Ads, counts: 1000, judge };

/// How long an ad system may take to learn of a purchase.
const GRACE: i64 = Millis::HOUR;

fn judge(evidence: &Evidence<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let bought: Vec<&Visit> =
        evidence.visits().iter().filter(|v| v.event == EventKind::Purchase && v.product.is_some()).collect();
    for ad in evidence.ads() {
        let before = bought.iter().filter(|visit| ad.time.since(visit.time) > GRACE);
        findings.extend(before.filter_map(|purchase| after(evidence, ad, purchase)));
    }
    findings
}

fn after(evidence: &Evidence<'_>, ad: &Ad, purchase: &Visit) -> Option<Finding> {
    let same = same_product(ad.product.as_ref()?, purchase.product.as_ref()?);
    let told: Vec<_> = evidence.messages_of(ad, EventKind::Purchase, purchase.time).collect();
    if told.iter().any(|message| !message.blocked) {
        let (side, what, weight) = if same {
            (Side::Against, "seen_already_bought", BOUGHT)
        } else {
            (Side::For, "seen_moved_on", MOVED_ON)
        };
        Some(evidence.of_ad(ad, side, what, weight))
    } else if same && !told.is_empty() {
        Some(evidence.finding(ad.time, Side::Silent, Voter::Site, "silent_purchase_stopped", 0))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::TIMING;
    use crate::trust::cases::{Case, check};
    use crate::wire::EventKind;

    fn bought(blocked: bool) -> Case {
        Case::new().visit(1, EventKind::Purchase, "NT-1").told_of(1, "Criteo", EventKind::Purchase, blocked)
    }

    #[test]
    fn the_same_again() {
        let ads = |case: Case| {
            case.ad(2, "a.example", "Criteo", "NT-1").ad(2, "b.example", "Criteo", "NT-9").ad(
                2,
                "c.example",
                "Other",
                "NT-1",
            )
        };
        check(
            &TIMING,
            &ads(bought(false)),
            &["day 2: against, a.example: seen_already_bought", "day 2: for, b.example: seen_moved_on"],
        );
        check(&TIMING, &ads(bought(true)), &["day 2: silent, site: silent_purchase_stopped"]);
    }

    #[test]
    fn before_the_purchase_nobody_could_know() {
        check(&TIMING, &bought(false).ad(0, "a.example", "Criteo", "NT-1"), &[]);
    }
}
