//! R2: the person visited this brand's site, and now its ads are here.

use super::product_retargeting::bought;
use super::{Reason, because, following};
use crate::ad::Match;
use crate::explain::case::{Case, Path};
use crate::explain::weights::{Votes, Weight};
use crate::explain::{Arg, Band, Phrase, ReasonId};

pub(super) const REASON: Reason = Reason {
    id: ReasonId::BrandRetargeting,
    weigh,
    evidence: following::evidence,
    against: following::against,
    sentence,
};

fn weigh(case: &Case<'_>) -> Option<Votes> {
    let own = case.product_match() == Match::Brand && !case.shows_cart() && !bought(case);
    own.then(|| following::votes(case, Weight::Brand)).flatten()
}

fn sentence(case: &Case<'_>, band: Band) -> Phrase {
    let Some((visit, _)) = case.visit else { return Phrase::default() };
    let mut args = vec![because(band), Arg::Text(following::brand_site(case)), Arg::Time(visit.time)];
    match case.path {
        Path::Direct(told, served) => {
            args.push(Arg::Text(told.company.clone()));
            args.push(Arg::Span(served.time.since(told.time)));
            Phrase::new("why_brand_told", args)
        }
        Path::Synced(..) | Path::NoneSeen => Phrase::new("why_brand", args),
    }
}
