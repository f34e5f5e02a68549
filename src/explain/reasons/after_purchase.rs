//! R4: the person already bought there, and the ads go on.

use super::product_retargeting::bought;
use super::{Reason, because, following};
use crate::explain::case::{Case, Match};
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
    let time = case.bought.or(case.visit.map(|(v, _)| v)).map_or(case.ad.time, |v| v.time);
    Phrase::new("why_bought", [because(band), Arg::Text(following::brand_site(case)), Arg::Time(time)])
}
