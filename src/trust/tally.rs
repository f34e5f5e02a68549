//! What judging came to, day by day: all that a grade needs of the evidence, and nothing of the evidence.
//!
//! Judging reads everything that is remembered of a brand; what comes of it are two numbers for each day on
//! which something counted. These are kept beside the brand ([`crate::gist`]), so that a list of ten thousand
//! brands reads them and not a million pieces. Fading and what matters to the person come after them: those
//! change with the day and with a setting, the numbers do not.

use serde::{Deserialize, Serialize};

use super::model::{self, Votes, day};
use super::{Evidence, Finding, PRINCIPLES};
use crate::id::Millis;
use crate::memory::Brand;

/// What counted in every principle, in order of principles and days.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<i64>", into = "Vec<i64>")]
pub struct Tally(Vec<Counted>);

/// What counted on one day in one principle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Counted {
    /// Its place among [`PRINCIPLES`].
    principle: usize,
    /// The day (UTC).
    day: i64,
    /// The weights of what spoke for the brand, in ‰ of a vote.
    good: u64,
    /// The same against it.
    harm: u64,
}

impl Tally {
    /// Judges all that is remembered of a brand.
    #[must_use]
    pub fn of(brand: &Brand) -> Self {
        let evidence = Evidence::new(brand);
        let judged = PRINCIPLES.iter().map(|principle| (principle.judge)(&evidence));
        let mut tally = Self::default();
        for (at, findings) in judged.enumerate() {
            tally.add(at, &model::counted(&findings));
        }
        tally
    }

    /// Adds what counted in the next principle.
    pub(super) fn add(&mut self, principle: usize, counted: &[&Finding]) {
        let days = model::by_day(counted).into_iter();
        self.0.extend(days.map(|(day, (good, harm))| Counted { principle, day, good, harm }));
    }

    /// The votes in a principle as they have faded by now, and the days on which something counted.
    pub(super) fn votes(&self, principle: usize, now: Millis) -> (Votes, impl Iterator<Item = i64>) {
        let first = self.0.partition_point(|counted| counted.principle < principle);
        let rest = self.0.get(first..).unwrap_or_default();
        let of = rest.iter().take_while(move |counted| counted.principle == principle);
        let votes = of.clone().fold(Votes::default(), |votes, counted| {
            votes.on_a_day(counted.good, counted.harm, day(now) - counted.day)
        });
        (votes, of.map(|counted| counted.day))
    }
}

/// Four numbers in a row for each: a tenth of what names for them would take.
impl From<Tally> for Vec<i64> {
    fn from(tally: Tally) -> Self {
        let number = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
        let of = |c: Counted| {
            [i64::try_from(c.principle).unwrap_or(i64::MAX), c.day, number(c.good), number(c.harm)]
        };
        tally.0.into_iter().flat_map(of).collect()
    }
}

impl From<Vec<i64>> for Tally {
    fn from(numbers: Vec<i64>) -> Self {
        let number = |n: i64| u64::try_from(n).unwrap_or_default();
        let of = |four: &[i64]| match four {
            [principle, day, good, harm] => Some(Counted {
                principle: usize::try_from(*principle).ok()?,
                day: *day,
                good: number(*good),
                harm: number(*harm),
            }),
            _ => None,
        };
        Self(numbers.chunks_exact(4).filter_map(of).collect())
    }
}
