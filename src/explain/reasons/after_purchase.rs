//! R4: the person already bought there, and the ads go on.

use super::product_retargeting::bought;
use super::{Reason, because, following};
use crate::ad::Match;
use crate::explain::case::Case;
use crate::explain::weights::{Votes, Weight};
use crate::explain::{Arg, Band, Phrase, ReasonId};

pub(super) const REASON: Reason = Reason {
    id: ReasonId::AfterPurchase,
    weigh,
    evidence: following::evidence,
    against: following::against,
    sentence,
};

fn weigh(case: &Case<'_>) -> Option<Votes> {
    let product = case.product_match() > Match::Brand;
    let kind = if product { Weight::BoughtProduct } else { Weight::BoughtBrand };
    bought(case).then(|| following::votes(case, kind)).flatten()
}

fn sentence(case: &Case<'_>, band: Band) -> Phrase {
    let site = Arg::Text(following::brand_site(case));
    match case.bought {
        Some(bought) => Phrase::new("why_bought", [because(band), site, Arg::Time(bought.time)]),
        None => Phrase::new("why_bought_said", [because(band), site]),
    }
}
