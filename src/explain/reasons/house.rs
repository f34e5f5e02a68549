//! R10: the publisher's own ad on its own page.

use super::{Reason, because, nothing_against};
use crate::explain::case::Case;
use crate::explain::weights::{Votes, Weight};
use crate::explain::{Arg, Band, Phrase, ReasonId};

pub(super) const REASON: Reason =
    Reason { id: ReasonId::House, weigh, evidence: |_| Vec::new(), against: nothing_against, sentence };

fn weigh(case: &Case<'_>) -> Option<Votes> {
    case.ad.advertiser.as_ref().filter(|a| a.site == case.ad.page_site).map(|_| vec![(Weight::House, 1.0)])
}

fn sentence(case: &Case<'_>, band: Band) -> Phrase {
    Phrase::new("why_house", [because(band), Arg::Text(case.name().to_owned())])
}
