//! The reasons: one file each, listed once.

use super::case::Case;
use super::weights::Votes;
use super::{Band, Phrase, ReasonId, Step};

mod after_purchase;
mod brand_retargeting;
mod cart_abandonment;
mod contextual;
mod following;
mod geo_time;
mod house;
mod interest;
mod product_retargeting;
mod run_of_network;
mod search_intent;

/// One reason: owns its id, its weight, its evidence and its sentence.
pub struct Reason {
    /// Its id in exports.
    pub id: ReasonId,
    /// What weighs for it in this case; none where it cannot apply.
    pub weigh: fn(&Case<'_>) -> Option<Votes>,
    /// The steps that speak for it, besides the serving of the ad itself.
    pub evidence: fn(&Case<'_>) -> Vec<Step>,
    /// What speaks against it.
    pub against: fn(&Case<'_>) -> Vec<Phrase>,
    /// The sentence, given how sure it is.
    pub sentence: fn(&Case<'_>, Band) -> Phrase,
}

/// Every reason but "unknown", which is what remains.
pub const REASONS: &[Reason] = &[
    product_retargeting::REASON,
    brand_retargeting::REASON,
    cart_abandonment::REASON,
    after_purchase::REASON,
    interest::REASON,
    search_intent::REASON,
    contextual::REASON,
    geo_time::REASON,
    run_of_network::REASON,
    house::REASON,
];

/// "Very likely because" and its weaker forms, as the first argument of a sentence.
fn because(band: Band) -> super::Arg {
    let id = match band {
        Band::VeryLikely => "band_very_likely",
        Band::Likely => "band_likely",
        Band::Possible | Band::CannotTell => "band_possible",
    };
    super::Arg::Phrase(Phrase::new(id, []))
}

/// A reason against which nothing is known to speak.
fn nothing_against(_: &Case<'_>) -> Vec<Phrase> {
    Vec::new()
}
