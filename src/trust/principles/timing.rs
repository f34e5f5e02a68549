//! Timing: who has bought is not shown the same thing again.
//!
//! Held against a brand only where the company behind the ad was told of the purchase and nobody
//! stopped the message; where it was stopped on this device, the principle falls silent and says
//! so. An ad that follows more than two weeks after the last look comes late, too; that shows only where
//! the person lets Candor remember for longer than the usual fourteen days.

use crate::ad::Ad;
use crate::ad::shows;
use crate::id::Millis;
use crate::memory::Visit;
use crate::trust::weights::{BOUGHT, LATE, MOVED_ON};
use crate::trust::{Evidence, Finding, Group, Principle, Side, Voter};
use crate::wire::EventKind;

pub(super) static TIMING: Principle = Principle { id: "timing", group: Group::Ads, counts: 1000, judge };

/// How long an ad system may take to learn of a purchase.
const GRACE: i64 = Millis::HOUR;
/// How long a look explains an ad: retargeters' own advice is up to two weeks.
const INTEREST: i64 = 14 * Millis::DAY;
/// From when on it is a no that nobody said aloud.
const MONTH: i64 = 30 * Millis::DAY;

fn judge(evidence: &Evidence<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let bought: Vec<&Visit> =
        evidence.visits().iter().filter(|v| v.event == EventKind::Purchase && v.product.is_some()).collect();
    for ad in evidence.ads() {
        let before = bought.iter().filter(|visit| ad.time.since(visit.time) > GRACE);
        findings.extend(before.filter_map(|purchase| after(evidence, ad, purchase)));
        findings.extend(late(evidence, ad));
    }
    findings
}

/// An ad for something that was last looked at weeks ago. After a month away it is *learning*'s.
fn late(evidence: &Evidence<'_>, ad: &Ad) -> Option<Finding> {
    evidence.follows(ad, i64::MAX)?;
    let looks = evidence.visits().iter().filter(|visit| visit.time < ad.time);
    let of_it = looks.filter(|visit| visit.product.as_ref().is_some_and(|product| shows(ad, product)));
    let away = ad.time.since(of_it.map(|visit| visit.time).max()?);
    let late = (INTEREST..MONTH).contains(&away);
    late.then(|| evidence.of_ad(ad, Side::Against, "seen_late", LATE))
}

fn after(evidence: &Evidence<'_>, ad: &Ad, purchase: &Visit) -> Option<Finding> {
    let same = evidence.shows(ad, purchase.product.as_ref()?);
    let told: Vec<_> = evidence.messages_of(ad, EventKind::Purchase, purchase.time).collect();
    if told.iter().any(|message| !message.blocked) {
        if !same && ad.product.is_none() {
            return None;
        }
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
    use crate::knowledge::Function;
    use crate::memory::Told;
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

    /// What a company's counting heard did not reach its ads, as far as can be seen.
    #[test]
    fn counting_is_not_the_pixel() {
        let mut case = bought(true).ad(2, "a.example", "Criteo", "NT-1");
        let pixel = case.0.told[0].clone();
        case.0.told.push(Told { function: Some(Function::Analytics), blocked: false, ..pixel });
        check(&TIMING, &case, &["day 2: silent, site: silent_purchase_stopped"]);
    }

    /// The pixel tells an id, the ad a name, and the shop's page both.
    #[test]
    fn the_same_again_by_its_name() {
        let case = bought(false).named_visit(0, "NT-1", "Trail Boots").named_visit(0, "NT-9", "Rain Jacket");
        check(
            &TIMING,
            &case.named_ad(2, "a.example", "Trail Boots").named_ad(2, "b.example", "Rain Jacket"),
            &["day 2: against, a.example: seen_already_bought", "day 2: for, b.example: seen_moved_on"],
        );
    }

    #[test]
    fn weeks_after_the_last_look() {
        let case = Case::new()
            .visit(1, EventKind::View, "NT-1")
            .told(1, "Criteo")
            .ad(10, "a.example", "Criteo", "NT-1")
            .ad(17, "a.example", "Criteo", "NT-1")
            .ad(17, "b.example", "Criteo", "NT-9")
            .ad(33, "a.example", "Criteo", "NT-1");
        check(&TIMING, &case, &["day 17: against, a.example: seen_late"]);
    }

    #[test]
    fn before_the_purchase_nobody_could_know() {
        check(&TIMING, &bought(false).ad(0, "a.example", "Criteo", "NT-1"), &[]);
    }
}
