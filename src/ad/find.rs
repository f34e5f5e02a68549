//! (stub until PAGE lands)
use super::Advertiser;
use crate::click::Click;
use crate::fact::{AdCandidate, FoundBy};
use crate::knowledge::Knowledge;
use crate::product::Product;
use crate::site::Site;

/// What a candidate turned out to be.
pub struct Finding {
    #[allow(missing_docs)]
    pub found_by: FoundBy,
    #[allow(missing_docs)]
    pub click: Option<Click>,
    #[allow(missing_docs)]
    pub advertiser: Option<Advertiser>,
    #[allow(missing_docs)]
    pub product: Option<Product>,
    #[allow(missing_docs)]
    pub states: Vec<(String, String)>,
}
/// Judges.
pub fn judge(_: &Knowledge, _: &Site, _: &AdCandidate, _: Option<&str>) -> Option<Finding> {
    None
}
