//! How findings move a belief: votes with decay, in whole numbers, so that order cannot matter.
//!
//! A belief is `(PRIOR + good) / (2·PRIOR + good + HARM·harm)`: the mean of a Beta distribution
//! whose counts fade. Votes are added as integers (millionths of a vote), because sums of floats
//! depend on their order.

use super::weights::{BELIEFS, DAY, GOOD, HALF_LIFE, HALF_SURE, HARM, PRIOR, PUBLISHERS};
use super::{Finding, Side, Voter};
pub(super) use crate::memory::day;
use crate::sorted::{SortedMap, SortedSet};

/// Votes are counted in thousandths of ‰: millionths of a vote.
const FINE: u64 = 1000;

/// What a principle's findings come to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Votes {
    /// For the brand, in millionths of a vote.
    good: u64,
    /// Against it, the same.
    harm: u64,
}

/// A belief and how sure it is, both in ‰.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Belief {
    /// 500 is even; more speaks for the brand.
    pub belief: u16,
    /// How much it rests on.
    pub sure: u16,
}

/// The findings that count: one vote per voter, day and kind, the newest; of ads only where enough
/// publishers agree.
#[must_use]
pub fn counted(findings: &[Finding]) -> Vec<&Finding> {
    let publishers = |side| {
        let of = findings.iter().filter(|f| f.side == side).filter_map(|f| match &f.voter {
            Voter::Publisher(site) => Some(site),
            _ => None,
        });
        of.collect::<SortedSet<_>>().len()
    };
    let enough = [Side::For, Side::Against].map(|side| (side, publishers(side) >= PUBLISHERS));
    let stands = |finding: &&Finding| {
        let agreed = !matches!(finding.voter, Voter::Publisher(_)) || enough.contains(&(finding.side, true));
        finding.side != Side::Silent && finding.weight > 0 && agreed
    };
    let mut newest: SortedMap<_, &Finding> = SortedMap::new();
    for finding in findings.iter().filter(stands) {
        let vote =
            newest.entry((finding.side, &finding.voter, day(finding.time), finding.what)).or_insert(finding);
        if (finding.time, finding.weight) > (vote.time, vote.weight) {
            *vote = finding;
        }
    }
    newest.into_values().collect()
}

/// The weights of what counts, day by day: for and against, in ‰ of a vote.
#[must_use]
pub fn by_day(counted: &[&Finding]) -> SortedMap<i64, (u64, u64)> {
    let mut days: SortedMap<i64, (u64, u64)> = SortedMap::new();
    for finding in counted {
        let (good, harm) = days.entry(day(finding.time)).or_default();
        let side = if finding.side == Side::For { good } else { harm };
        *side = side.saturating_add(u64::from(finding.weight));
    }
    days
}

impl Votes {
    /// These and the votes of a day some days ago.
    ///
    /// They fade by whole days, not by the moment: a day is the unit in which votes count at all, and so
    /// what fades needs no times to be kept, only days.
    #[must_use]
    pub fn on_a_day(self, good: u64, harm: u64, ago: i64) -> Self {
        let left = fading(ago);
        let vote = |weight: u64| (weight.saturating_mul(left) / FINE).min(DAY * FINE);
        Self {
            good: self.good.saturating_add(vote(good)).min(GOOD * FINE),
            harm: self.harm.saturating_add(vote(harm)),
        }
    }

    /// These and `other`, which counts `counts` ‰.
    #[must_use]
    pub fn plus(self, other: Self, counts: u32) -> Self {
        let part = |votes: u64| votes.saturating_mul(u64::from(counts)) / 1000;
        Self {
            good: self.good.saturating_add(part(other.good)),
            harm: self.harm.saturating_add(part(other.harm)),
        }
    }

    /// All votes, in ‰ of one.
    #[must_use]
    pub const fn total(self) -> u64 {
        self.good.saturating_add(self.harm) / FINE
    }

    /// The votes against, in ‰ of one.
    #[must_use]
    pub const fn harm(self) -> u64 {
        self.harm / FINE
    }

    /// What they make one believe.
    #[must_use]
    pub fn belief(self) -> Belief {
        let (good, harm) = (u128::from(self.good), u128::from(self.harm) * u128::from(HARM));
        let prior = u128::from(PRIOR * FINE);
        let belief = 1000 * (prior + good) / (2 * prior + good + harm);
        let belief = u64::try_from(belief).unwrap_or(BELIEFS.1).clamp(BELIEFS.0, BELIEFS.1);
        let sure = 1000 * self.total() / self.total().saturating_add(HALF_SURE);
        Belief {
            belief: u16::try_from(belief).unwrap_or(500),
            sure: u16::try_from(sure.min(BELIEFS.1)).unwrap_or(0),
        }
    }
}

/// What is left of a vote after `days`, in millionths.
fn fading(days: i64) -> u64 {
    #[expect(clippy::cast_precision_loss, reason = "days far below 2^53")]
    let halves = days.max(0) as f64 / HALF_LIFE as f64;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and a million")]
    let left = libm::round(libm::exp(-core::f64::consts::LN_2 * halves) * 1e6) as u64;
    left
}
