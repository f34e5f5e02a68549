//! Seeded chance: PCG by crate `oorandom`, so that a seed gives the same life everywhere.

use oorandom::Rand64;

/// A stream of chance.
#[derive(Debug)]
pub(super) struct Chance(Rand64);

impl Chance {
    pub(super) fn new(seed: u64) -> Self {
        let mut rand = Rand64::new(u128::from(seed));
        // Neighbouring seeds begin alike; a few draws part them.
        for _ in 0..16 {
            rand.rand_u64();
        }
        Self(rand)
    }

    /// From 0 up to 1.
    pub(super) fn unit(&mut self) -> f64 {
        self.0.rand_float()
    }

    /// True with a probability.
    pub(super) fn of(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// A whole number below `end`; 0 where there is none.
    pub(super) fn below(&mut self, end: usize) -> usize {
        if end == 0 { 0 } else { self.0.rand_range(0..end as u64) as usize }
    }

    /// Evenly from a range.
    pub(super) fn within(&mut self, [from, to]: [f64; 2]) -> f64 {
        from + (to - from) * self.unit()
    }

    /// Waiting times with a mean.
    pub(super) fn wait(&mut self, mean: f64) -> f64 {
        -mean * libm::log(1.0 - self.unit())
    }

    /// How often something happens that happens `mean` times on average (Poisson).
    pub(super) fn times(&mut self, mean: f64) -> usize {
        let (mut count, mut passed) = (0, self.wait(1.0));
        while passed < mean && count < 1000 {
            count += 1;
            passed += self.wait(1.0);
        }
        count
    }

    /// A place among weights; none where all are 0.
    pub(super) fn weighted(&mut self, weights: impl Iterator<Item = f64> + Clone) -> Option<usize> {
        let sum: f64 = weights.clone().sum();
        let mut left = self.unit() * sum;
        let mut last = None;
        for (at, weight) in weights.enumerate().filter(|(_, weight)| *weight > 0.0) {
            last = Some(at);
            if left < weight {
                break;
            }
            left -= weight;
        }
        last
    }
}
