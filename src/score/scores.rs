//! All scores of a set of persons in one value.

use serde::Serialize;

use super::{Calibration, Person, Reasons, TruePath, Truth};
use crate::explain::{Band, ReasonId};
use crate::incident::Sighting;

/// A share, with what it is counted against.
#[derive(Debug, Clone, Copy, Default, Serialize)]
pub struct Share {
    /// How many.
    pub of: u32,
    /// Of how many.
    pub all: u32,
}

impl Share {
    /// As a number; none where there is nothing to count.
    #[must_use]
    pub fn value(self) -> Option<f64> {
        (self.all > 0).then(|| f64::from(self.of) / f64::from(self.all))
    }

    fn count(&mut self, yes: bool) {
        self.all += 1;
        self.of += u32::from(yes);
    }
}

/// Claims that an ad follows the person: likely or above.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Claims {
    /// Of the claims, those that are true.
    pub precision: Share,
    /// Of ads that show a viewed product and whose path could be seen, those so claimed.
    pub observable: Share,
    /// Of ads that follow without a trace, those that got no claim.
    pub untraceable_silent: Share,
    /// Of ads that do not follow, those claimed to.
    pub false_share: Share,
    /// How well the summed probability of following ranks ads (area under the ROC curve).
    pub auc: f64,
    /// False claims per person and month among ads of shops that were visited and do not retarget:
    /// mean over persons, and its 95 % interval.
    pub false_per_month: (f64, [f64; 2]),
    /// The same in the worst tenth of persons.
    pub worst_tenth: f64,
}

/// The naive rule beside it: "I visited this brand, so the ad follows me."
#[derive(Debug, Clone, Default, Serialize)]
pub struct Naive {
    /// Of its claims, those that are true.
    pub precision: Share,
    /// Ads about which it is wrong, of all ads.
    pub wrong: Share,
    /// Of ads that follow, those so claimed.
    pub recall: Share,
}

/// Everything that is scored.
#[derive(Debug, Clone, Serialize)]
pub struct Scores {
    /// Persons.
    pub persons: usize,
    /// Months of all of them.
    pub months: f64,
    /// Ads with a truth.
    pub ads: usize,
    /// Rows without a truth, and truths without a row.
    pub unmatched: (usize, usize),
    /// Reasons.
    pub reasons: Reasons,
    /// Their mean F1.
    pub macro_f1: f64,
    /// Calibration.
    pub calibration: Calibration,
    /// Claims of following.
    pub claims: Claims,
    /// The naive rule.
    pub naive: Naive,
    /// Advertiser named and right.
    pub advertiser_right: Share,
    /// Advertiser named and wrong.
    pub advertiser_wrong: Share,
    /// Of the steps that a complete explanation shows, those shown, over ads rightly told to follow.
    pub completeness: Share,
}

fn claims(row: &Sighting) -> bool {
    row.reason.follows() && row.band >= Band::Likely
}

/// A false claim about a shop that the person did visit and that does not retarget.
fn slander(row: &Sighting, truth: &Truth) -> bool {
    claims(row) && truth.visited && !truth.retargets && !truth.reason.follows()
}

impl Scores {
    /// Scores persons.
    #[must_use]
    pub fn new(persons: &[Person]) -> Self {
        let mut scores = Self {
            persons: persons.len(),
            months: persons.iter().map(|person| person.months).sum(),
            ads: persons.iter().map(|person| person.ads.len()).sum(),
            unmatched: persons.iter().fold((0, 0), |(a, b), p| (a + p.unmatched.0, b + p.unmatched.1)),
            reasons: Reasons::new(persons),
            macro_f1: 0.0,
            calibration: Calibration::new(persons),
            claims: Claims::default(),
            naive: Naive::default(),
            advertiser_right: Share::default(),
            advertiser_wrong: Share::default(),
            completeness: Share::default(),
        };
        scores.macro_f1 = scores.reasons.macro_f1();
        for (row, truth) in persons.iter().flat_map(|person| &person.ads) {
            scores.ad(row, truth);
        }
        let per_month = |person: &Person| {
            let false_claims = person.ads.iter().filter(|(row, truth)| slander(row, truth)).count();
            false_claims as f64 / person.months.max(f64::MIN_POSITIVE)
        };
        let mut rates: Vec<f64> = persons.iter().map(per_month).collect();
        rates.sort_by(|a, b| b.total_cmp(a));
        scores.claims.false_per_month = mean_with_interval(&rates);
        scores.claims.worst_tenth = mean_with_interval(&rates[..rates.len().div_ceil(10)]).0;
        scores.claims.auc = auc(persons);
        scores
    }

    fn ad(&mut self, row: &Sighting, truth: &Truth) {
        let (claimed, follows) = (claims(row), truth.reason.follows());
        if claimed {
            self.claims.precision.count(follows);
        }
        if !follows {
            self.claims.false_share.count(claimed);
        } else if truth.observable && truth.reason == ReasonId::ProductRetargeting {
            self.claims.observable.count(claimed);
        } else if matches!(truth.path, TruePath::Server | TruePath::Shared) && !truth.visited {
            self.claims.untraceable_silent.count(!claimed);
        }
        let naive = truth.visited && truth.reason != ReasonId::House;
        if naive {
            self.naive.precision.count(follows);
        }
        self.naive.wrong.count(naive && !follows);
        if follows {
            self.naive.recall.count(naive);
        }
        let named = row.advertiser.as_ref().map(|brand| brand.site == truth.advertiser);
        self.advertiser_right.count(named == Some(true));
        self.advertiser_wrong.count(named == Some(false));
        if follows && row.reason.follows() {
            for step in &truth.steps {
                self.completeness.count(row.evidence.iter().any(|shown| shown.what.id == *step));
            }
        }
    }
}

/// The mean, and its 95 % interval from how far the values lie apart.
fn mean_with_interval(values: &[f64]) -> (f64, [f64; 2]) {
    let count = values.len().max(1) as f64;
    let mean = values.iter().sum::<f64>() / count;
    let variance = values.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / (count - 1.0).max(1.0);
    let half = 1.96 * libm::sqrt(variance / count);
    (mean, [(mean - half).max(0.0), mean + half])
}

/// How often an ad that follows is ranked above one that does not; ties count half.
fn auc(persons: &[Person]) -> f64 {
    let follows = |row: &Sighting| -> u16 {
        row.reasons.iter().filter(|r| r.reason.follows()).map(|r| r.probability).sum()
    };
    let mut ranked: Vec<(u16, bool)> = persons
        .iter()
        .flat_map(|person| &person.ads)
        .map(|(row, truth)| (follows(row), truth.reason.follows()))
        .collect();
    ranked.sort_unstable();
    let (mut below, mut above, mut sum) = (0.0, 0.0, 0.0);
    for tie in ranked.chunk_by(|a, b| a.0 == b.0) {
        let yes = tie.iter().filter(|(_, follows)| *follows).count() as f64;
        let no = tie.len() as f64 - yes;
        sum += yes * (below + no / 2.0);
        (below, above) = (below + no, above + yes);
    }
    if below * above == 0.0 { f64::NAN } else { sum / (below * above) }
}
