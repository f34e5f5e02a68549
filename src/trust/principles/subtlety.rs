//! Subtlety: an ad need not show that somebody was watching.
//!
//! The exact thing a person looked at, on page after page or minutes later, does; three publishers
//! have to agree before it counts. Personal details in an ad's words cannot be told: Candor keeps none
//! that they could be compared with.

use crate::ad::Ad;
use crate::ad::shows;
use crate::id::Millis;
use crate::product::Product;
use crate::sorted::SortedSet;
use crate::trust::weights::{EVERYWHERE, EXACT, MINUTES, TACTFUL};
use crate::trust::{Evidence, Finding, Group, Principle, Side};
use crate::wire::EventKind;

pub(super) static SUBTLETY: Principle = Principle { id: "subtlety", group: Group::Ads, counts: 1000, judge };

/// How far back a look explains an ad.
const WINDOW: i64 = 7 * Millis::DAY;
/// Sites within an hour from which one thing is everywhere; the essays' example is six.
const MANY_SITES: usize = 3;

fn judge(evidence: &Evidence<'_>) -> Vec<Finding> {
    evidence.ads().filter_map(|ad| of(evidence, ad)).collect()
}

fn of(evidence: &Evidence<'_>, ad: &Ad) -> Option<Finding> {
    evidence.follows(ad, WINDOW)?;
    let looked: Vec<(Millis, &Product)> = evidence
        .visits()
        .iter()
        .filter(|visit| matches!(visit.event, EventKind::View | EventKind::CartAdd | EventKind::CartView))
        .filter(|visit| (0..=WINDOW).contains(&ad.time.since(visit.time)))
        .filter_map(|visit| Some((visit.time, visit.product.as_ref()?)))
        .collect();
    if looked.is_empty() {
        return None;
    }
    let same = looked.iter().filter(|(_, product)| shows(ad, product)).max_by_key(|(time, _)| *time);
    let (side, what, weight) = match same {
        Some((_, product)) if sites_within_the_hour(evidence, ad, product) >= MANY_SITES => {
            (Side::Against, "seen_everywhere", EVERYWHERE)
        }
        Some((time, _)) if ad.time.since(*time) < Millis::HOUR => (Side::Against, "seen_minutes", MINUTES),
        Some(_) => (Side::Against, "seen_exact", EXACT),
        // An ad that shows no thing at all says nothing of whether one was spared.
        None => ad.product.as_ref().map(|_| (Side::For, "seen_tactful", TACTFUL))?,
    };
    Some(evidence.of_ad(ad, side, what, weight))
}

/// On how many sites a thing was shown in the hour up to an ad, its own included.
fn sites_within_the_hour(evidence: &Evidence<'_>, ad: &Ad, product: &Product) -> usize {
    let near = |other: &&Ad| (0..=Millis::HOUR).contains(&ad.time.since(other.time));
    evidence
        .ads()
        .filter(near)
        .filter(|other| shows(other, product))
        .map(|other| &other.page_site)
        .collect::<SortedSet<_>>()
        .len()
}

#[cfg(test)]
mod tests {
    use super::SUBTLETY;
    use crate::trust::cases::{Case, check};
    use crate::wire::EventKind;

    /// Most ads show a thing by its name or picture; its id is in nobody's words.
    #[test]
    fn the_exact_shoe_by_its_name() {
        let looked = Case::new().named_visit(1, "NT-1", "Trail Boots").told(1, "Criteo");
        check(
            &SUBTLETY,
            &looked.named_ad(2, "a.example", "Trail Boots").named_ad(2, "b.example", "Rain Jacket"),
            &["day 2: against, a.example: seen_exact", "day 2: for, b.example: seen_tactful"],
        );
    }

    #[test]
    fn the_exact_shoe() {
        let looked = || Case::new().visit(1, EventKind::View, "NT-1").told(1, "Criteo");
        check(
            &SUBTLETY,
            &looked().ad(2, "a.example", "Criteo", "NT-1"),
            &["day 2: against, a.example: seen_exact"],
        );
        check(
            &SUBTLETY,
            &looked().ad(2, "a.example", "Criteo", "NT-9"),
            &["day 2: for, a.example: seen_tactful"],
        );
        check(
            &SUBTLETY,
            &looked().ad_after(1, 600_000, "a.example", "Criteo", "NT-1"),
            &["day 1: against, a.example: seen_minutes"],
        );
        let everywhere = ["a.example", "b.example", "c.example"]
            .iter()
            .fold(looked(), |case, page| case.ad(2, page, "Criteo", "NT-1"));
        check(
            &SUBTLETY,
            &everywhere,
            &[
                "day 2: against, a.example: seen_everywhere",
                "day 2: against, b.example: seen_everywhere",
                "day 2: against, c.example: seen_everywhere",
            ],
        );
        check(&SUBTLETY, &looked().ad(9, "a.example", "Criteo", "NT-1"), &[]);
        check(&SUBTLETY, &looked().ad(2, "a.example", "Other", "NT-1"), &[]);
    }
}
