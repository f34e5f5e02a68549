//! Ads in lists: one row an ad, the same ad once with a count.

use super::AdRow;
use crate::explain::{Band, ReasonId};
use crate::fact::{Choice, Rect};
use crate::incident::Sighting;
use crate::memory::Settings;
use crate::order::Order;
use crate::policy::brand_word;
use crate::sorted::SortedMap;

impl AdRow {
    /// The same with the rule by record that speaks of it now, where one does.
    #[must_use]
    pub fn ruled(mut self, settings: &Settings) -> Self {
        if let Some(brand) = &self.brand
            && brand_word(settings, &brand.site, &self.page).is_none()
            && let Some(earned) = settings.earned.get(&brand.site)
            && matches!(earned.choice, Choice::Hide | Choice::Block)
        {
            self.hidden = true;
            self.earned = Some(earned.phrase());
        }
        self
    }

    /// The row of a sighting.
    #[must_use]
    pub fn of(row: &Sighting) -> Self {
        Self {
            ad: row.id.clone(),
            time: row.time,
            page: row.page.site.clone(),
            brand: row.advertiser.clone(),
            product: row.product.clone(),
            reason: row.reason,
            band: row.band,
            sentence: row.sentence.clone(),
            follows: row.band >= Band::Likely && row.reason.follows(),
            hidden: matches!(row.decision, Some(Choice::Hide | Choice::Block)),
            earned: None,
            count: 1,
            rect: Rect { x: row.slot.x, y: row.slot.y, width: row.slot.width, height: row.slot.height },
        }
    }
}

/// Ads, newest first; the same brand, product, site and reason stand once, with how often.
#[must_use]
pub fn ads(rows: &[Sighting], settings: &Settings) -> Vec<AdRow> {
    type Same<'a> = (Option<&'a str>, Option<&'a str>, &'a str, ReasonId, &'a str);
    let mut same: SortedMap<Same<'_>, AdRow> = SortedMap::new();
    for row in rows {
        let advertiser = row.advertiser.as_ref().map(|a| a.site.as_str());
        let product = row.product.as_ref().and_then(|p| p.id.as_deref().or(p.name.as_deref()));
        // Ads of unknown brands cannot be known to be the same one.
        let id = if advertiser.is_none() { row.id.0.as_str() } else { "" };
        let key = (advertiser, product, row.page.site.as_str(), row.reason, id);
        let new = AdRow::of(row).ruled(settings);
        let Some(known) = same.get_mut(&key) else {
            same.insert(key, new);
            continue;
        };
        let count = known.count + 1;
        if new.time >= known.time {
            *known = new;
        }
        known.count = count;
    }
    let mut rows: Vec<AdRow> = same.into_values().collect();
    rows.order_by(|a, b| (b.time, &b.ad).cmp(&(a.time, &a.ad)));
    rows
}
