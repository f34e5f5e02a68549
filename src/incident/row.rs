//! From an ad and its explanation to a row.

use super::{BrandRef, ConsentRef, PageRef, ProductRef, ReasonRow, Sighting, Slot, Versions};
use crate::ad::Ad;
use crate::explain::Explanation;
use crate::fact::Forget;
use crate::knowledge::Knowledge;
use crate::memory::Settings;
use crate::policy;

impl Versions {
    /// What makes rows now.
    #[must_use]
    pub fn now(knowledge: &Knowledge, browser: &str) -> Self {
        Self {
            candor: env!("CARGO_PKG_VERSION").to_owned(),
            knowledge: knowledge.version().to_owned(),
            browser: browser.to_owned(),
        }
    }
}

/// Name and version of the row's schema.
pub const SCHEMA: &str = "candor.sighting/1";

impl Sighting {
    /// The row of an ad.
    #[must_use]
    pub fn new(knowledge: &Knowledge, ad: &Ad, why: Explanation, settings: &Settings, browser: &str) -> Self {
        let decision = ad.advertiser.as_ref().and_then(|a| {
            policy::brand_word(settings, &knowledge.brand(&a.site), &ad.page_site)
                .and_then(policy::Because::choice)
        });
        Self {
            schema: SCHEMA.to_owned(),
            id: ad.id.clone(),
            time: ad.time,
            page: PageRef { site: ad.page_site.clone(), url: ad.page_url.clone() },
            slot: Slot {
                x: ad.rect.x,
                y: ad.rect.y,
                width: ad.rect.width,
                height: ad.rect.height,
                viewable_ms: ad.viewable_ms,
            },
            regime: ad.regime.clone(),
            consent: ConsentRef { state: ad.consent, gpc: ad.gpc },
            found_by: ad.found_by,
            served_by: ad.served_by.iter().map(|s| s.company.clone()).collect(),
            click_system: ad.click.as_ref().and_then(|c| c.system.clone()),
            advertiser: ad
                .advertiser
                .as_ref()
                .map(|a| BrandRef { site: a.site.clone(), name: a.name.clone() }),
            product: ad
                .product
                .as_ref()
                .map(|p| ProductRef { id: p.ids.first().cloned(), name: p.name.clone() }),
            reason: why.reason,
            band: why.band,
            probability: why.probability,
            reasons: why
                .reasons
                .into_iter()
                .map(|(reason, probability)| ReasonRow { reason, probability })
                .collect(),
            sentence: why.sentence,
            evidence: why.evidence,
            against: why.against,
            gaps: why.gaps,
            pressure: None,
            decision,
            versions: Versions::now(knowledge, browser),
        }
    }

    /// Whether a deletion reaches this row.
    #[must_use]
    pub fn reached_by(&self, forget: &Forget) -> bool {
        match forget {
            Forget::Since { time } => self.time >= *time,
            Forget::Between { from, to } => *from <= self.time && self.time < *to,
            Forget::Site { site } => {
                self.page.site == *site || self.advertiser.as_ref().is_some_and(|a| a.site == *site)
            }
            Forget::Product { brand, called } => {
                let names = |text: &str| called.iter().any(|name| name == text);
                let shown = self.product.iter().flat_map(|p| p.id.iter().chain(&p.name));
                let steps = self.evidence.iter().map(|step| &step.what);
                self.advertiser.as_ref().is_some_and(|a| a.site == *brand)
                    && (shown.into_iter().any(|text| names(text))
                        || steps.chain([&self.sentence]).any(|words| words.says(&names)))
            }
            Forget::Everything => true,
        }
    }
}
