//! Scores: explanations held against the truth, where somebody knows it.
//!
//! Native only. It reads rows as people get them and truths, and nothing of how either was made.

mod calibration;
mod fit;
mod observe;
mod pair;
mod plot;
mod reasons;
mod report;
mod scores;
mod truth;

pub use calibration::{Bin, Calibration};
pub use fit::{Fit, fit};
pub use observe::{Judged, Observer, Person};
pub use pair::{Difference, Pairing, Walk, pair};
pub use plot::reliability_plot;
pub use reasons::{Counts, Reasons};
pub use scores::{Claims, Naive, Scores, Share};
pub use truth::{TruePath, Truth};

use crate::explain::ReasonId;

/// The reasons whose F1 is averaged: those that leave something to see.
pub const SCORED: [ReasonId; 7] = [
    ReasonId::ProductRetargeting,
    ReasonId::BrandRetargeting,
    ReasonId::CartAbandonment,
    ReasonId::AfterPurchase,
    ReasonId::Contextual,
    ReasonId::RunOfNetwork,
    ReasonId::House,
];
