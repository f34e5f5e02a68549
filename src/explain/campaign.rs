//! The campaign that an ad seems to belong to: ads of one brand that one company delivers and that show the same thing.
//! What it did before the person looked is the control for what it does since.

use super::weights as w;
use crate::ad::{Ad, Match, likeness};
use crate::id::Millis;
use crate::memory::{Brand, Totals};
use crate::product::Product;

/// What is remembered of a brand's ads up to one of them, as counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Campaign {
    /// Ads of the campaign before the person looked, and all ads before.
    pub before: (u64, u64),
    /// The same between then and this ad.
    pub since: (u64, u64),
    /// Of the brand's ads that the same company delivered and that showed some thing: those whose thing had not
    /// been looked at, and all.
    pub others: (u64, u64),
}

impl Campaign {
    /// Counts what is like an ad: `looked` is what it shows that had been looked at, first at the moment `first`;
    /// where it shows no such thing, `first` is the first visit.
    #[must_use]
    pub fn of(
        ad: &Ad,
        brand: Option<&Brand>,
        totals: &Totals,
        looked: Option<&Product>,
        first: Millis,
    ) -> Self {
        let earlier = || brand.into_iter().flat_map(|b| &b.ads).filter(|other| other.time < ad.time);
        let same = |other: &Ad| match looked {
            Some(_) => likeness(looked, other) > Match::Brand,
            None => thing(other) == thing(ad),
        };
        let alike = || earlier().filter(|other| by(other) == by(ad) && same(other));
        // What was recognised before the first look that is remembered followed one that is not: no control.
        let before = alike().filter(|other| other.time < first && !other.recognised).count() as u64;
        let since = alike().filter(|other| first <= other.time).count() as u64;
        let all_before = totals.ads_before(first);
        let things = || earlier().filter(|other| by(other) == by(ad) && other.product.is_some());
        Self {
            before: (before, all_before),
            since: (since, totals.ads_before(ad.time).saturating_sub(all_before)),
            others: (things().filter(|other| !other.recognised).count() as u64, things().count() as u64),
        }
    }

    /// How much more often its ads came since the person looked than before, as a logarithm.
    ///
    /// The share before is estimated with α pseudo-ads of an unknown brand's share; the rate at which
    /// ads follow is what came beyond that share, with a Beta prior. Nothing of other people is needed;
    /// but where little was logged before, little can be said.
    #[must_use]
    pub fn log(&self) -> f64 {
        let ((own, all), (own_since, all_since)) = (self.before, self.since);
        let share = (own as f64 + w::PRIOR_COUNT * w::PRIOR_SHARE) / (all as f64 + w::PRIOR_COUNT);
        let beyond = (own_since as f64 - share * all_since as f64).max(0.0);
        let (yes, no) = w::FOLLOWING_PRIOR;
        let follows = (beyond + yes) / (all_since as f64 + yes + no);
        let known = all as f64 / (all + w::ENOUGH_ADS) as f64;
        known * libm::log(follows / share).clamp(-w::LOG_BOUND, w::LOG_BOUND)
    }

    /// The share of what the company shows of this brand that had not been looked at, held near none while it
    /// showed little.
    #[must_use]
    pub fn others_share(&self) -> f64 {
        self.others.0 as f64 / (self.others.1 as f64 + w::FEW)
    }
}

/// Who delivered an ad: of several companies the one nearest to the creative.
fn by(ad: &Ad) -> Option<&str> {
    ad.served_by.last().map(|served| served.company.as_str())
}

/// What an ad shows, by the numbers of its brand.
fn thing(ad: &Ad) -> Option<&[String]> {
    ad.product.as_ref().map(|product| product.ids.as_slice())
}
