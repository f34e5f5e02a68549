//! Evidence: a chain of steps that is never empty, so that a claim without evidence cannot be built.

use serde::{Deserialize, Serialize};

use super::Step;
use crate::order::Order;

/// The steps that a claim rests on, in order of time. There is always one: that the ad was shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(try_from = "Vec<Step>")]
pub struct Evidence(Vec<Step>);

impl Evidence {
    /// The steps before, and the one that is always there.
    #[must_use]
    pub fn new(mut steps: Vec<Step>, shown: Step) -> Self {
        steps.push(shown);
        steps.order_by_key(|step| (step.time, step.basis));
        Self(steps)
    }

    /// The same chain with every step changed.
    #[must_use]
    pub fn map(self, change: impl FnMut(Step) -> Step) -> Self {
        Self(self.0.into_iter().map(change).collect())
    }
}

impl std::ops::Deref for Evidence {
    type Target = [Step];

    fn deref(&self) -> &[Step] {
        &self.0
    }
}

impl TryFrom<Vec<Step>> for Evidence {
    type Error = &'static str;

    fn try_from(steps: Vec<Step>) -> Result<Self, Self::Error> {
        if steps.is_empty() { Err("evidence without a step") } else { Ok(Self(steps)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_evidence_cannot_be_read() {
        assert!(serde_json::from_str::<Evidence>("[]").is_err());
    }
}
