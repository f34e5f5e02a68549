//! R1: the person looked at this product, and now it is in an ad.

use super::{Reason, because, following};
use crate::ad::Match;
use crate::explain::case::{Case, Path};
use crate::explain::weights::{Votes, Weight};
use crate::explain::{Arg, Band, Phrase, ReasonId};

pub(super) const REASON: Reason = Reason {
    id: ReasonId::ProductRetargeting,
    weigh,
    evidence: following::evidence,
    against: following::against,
    sentence,
};

fn weigh(case: &Case<'_>) -> Option<Votes> {
    let kind = match case.product_match() {
        Match::Id => Weight::ProductId,
        Match::Likeness => Weight::ProductLikeness,
        Match::Brand => return None,
    };
    let own = !case.shows_cart() && !bought(case);
    own.then(|| following::votes(case, kind)).flatten()
}

/// Whether the person bought there.
pub(super) fn bought(case: &Case<'_>) -> bool {
    case.said.bought().is_some() || case.bought.is_some()
}

fn sentence(case: &Case<'_>, band: Band) -> Phrase {
    let Some((visit, _)) = case.visit else { return Phrase::default() };
    let site = Arg::Text(following::brand_site(case));
    let mut args = vec![because(band), following::product_of(case, visit), site, Arg::Time(visit.time)];
    match case.path {
        Path::Direct(told, served) => {
            args.push(Arg::Text(told.company.clone()));
            args.push(Arg::Span(served.time.since(told.time)));
            Phrase::new("why_product_told", args)
        }
        Path::Synced(..) | Path::NoneSeen => Phrase::new("why_product", args),
    }
}
