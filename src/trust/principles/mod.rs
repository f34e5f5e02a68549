//! The fourteen principles, one file each, listed once.
//!
//! Where today's observations cannot feed a principle, or one side of it, its file says what it
//! needs and it yields nothing: no score without evidence.

use super::Principle;

mod belief;
mod control;
mod discretion;
mod learning;
mod listening;
mod minimisation;
mod openness;
mod permission;
mod relevance;
mod restraint;
mod sincerity;
mod subtlety;
mod timing;
mod value;

/// Every principle, in the order of its group.
pub const PRINCIPLES: &[&Principle] = &[
    &permission::PERMISSION,
    &restraint::RESTRAINT,
    &sincerity::SINCERITY,
    &discretion::DISCRETION,
    &minimisation::MINIMISATION,
    &listening::LISTENING,
    &timing::TIMING,
    &learning::LEARNING,
    &subtlety::SUBTLETY,
    &control::CONTROL,
    &openness::OPENNESS,
    &belief::BELIEF,
    &value::VALUE,
    &relevance::RELEVANCE,
];
