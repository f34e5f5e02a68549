//! R3: something was put in the cart, and as far as seen not bought.

use super::product_retargeting::bought;
use super::{Reason, because, following};
use crate::explain::case::Case;
use crate::explain::weights as w;
use crate::explain::{Arg, Band, Phrase, ReasonId};

pub(super) const REASON: Reason = Reason {
    id: ReasonId::CartAbandonment,
    weigh,
    evidence: following::evidence,
    against: following::against,
    sentence,
};

fn weigh(case: &Case<'_>) -> Option<f64> {
    let own = case.cart.is_some() && !bought(case);
    own.then(|| following::weight(case)).flatten().map(|weight| weight + w::CART)
}

fn sentence(case: &Case<'_>, band: Band) -> Phrase {
    let Some(cart) = case.cart else { return Phrase::default() };
    let site = Arg::Text(following::brand_site(case));
    Phrase::new("why_cart", [because(band), following::product_of(cart), site, Arg::Time(cart.time)])
}
