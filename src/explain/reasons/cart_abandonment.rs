//! R3: something was put in the cart, and as far as seen not bought.

use super::product_retargeting::bought;
use super::{Reason, because, following};
use crate::ad::Match;
use crate::explain::case::Case;
use crate::explain::weights::{Votes, Weight};
use crate::explain::{Arg, Band, Phrase, ReasonId};
use crate::wire::EventKind;

pub(super) const REASON: Reason = Reason {
    id: ReasonId::CartAbandonment,
    weigh,
    evidence: following::evidence,
    against: following::against,
    sentence,
};

fn weigh(case: &Case<'_>) -> Option<Votes> {
    let kind = match case.cart? {
        _ if bought(case) => return None,
        (_, matched) if matched > Match::Brand => Weight::CartProduct,
        // An ad for some other thing is not about the cart.
        _ if case.product_match() > Match::Brand => return None,
        _ => Weight::CartBrand,
    };
    following::votes(case, kind)
}

fn sentence(case: &Case<'_>, band: Band) -> Phrase {
    let Some((cart, _)) = case.cart else { return Phrase::default() };
    let site = Arg::Text(following::brand_site(case));
    let id = if cart.event == EventKind::CartAdd { "why_cart" } else { "why_cart_held" };
    Phrase::new(id, [because(band), following::product_of(case, cart), site, Arg::Time(cart.time)])
}
