//! The page that requests belong to, read once for all of them.

use super::effect::Effect;
use crate::knowledge::hash::{Hash, source};
use crate::knowledge::{Knowledge, Labels, MAX_LABELS};
use crate::site::Url;

/// What of a page matters to its requests. Only numbers: it can be kept while the page stays.
#[derive(Debug, Clone, Default)]
pub struct Page(Option<Known>);

#[derive(Debug, Clone)]
struct Known {
    labels: Labels,
    entities: [Hash; MAX_LABELS],
    count: usize,
    blocks: Places,
    exceptions: Places,
}

/// Where patterns lie that are filed under a page's domains.
#[derive(Debug, Clone, Default)]
struct Places {
    places: [u32; 2 * MAX_LABELS],
    count: usize,
}

impl Places {
    fn of(knowledge: &Knowledge, effect: Effect, domains: impl Iterator<Item = Hash>) -> Self {
        let table = knowledge.image().words(effect.table());
        let filed = domains.filter_map(|domain| table.find(source(domain)));
        let mut found = Self::default();
        for (slot, place) in found.places.iter_mut().zip(filed) {
            *slot = place;
            found.count += 1;
        }
        found
    }

    fn all(&self) -> &[u32] {
        self.places.get(..self.count).unwrap_or_default()
    }
}

impl Page {
    /// The page at `address` (its origin is enough); nothing is known of one without a host.
    #[must_use]
    pub fn of(knowledge: &Knowledge, address: &str) -> Self {
        Self(Url::split(address).map(|url| {
            let labels = knowledge.labels(url.host);
            let mut entities = [Hash(0); MAX_LABELS];
            let found = entities.iter_mut().zip(labels.entities(url.host));
            let count = found.map(|(place, entity)| *place = entity).count();
            let domains = || labels.hashes().iter().chain(entities.iter().take(count)).copied();
            let filed = |effect| Places::of(knowledge, effect, domains());
            Known { blocks: filed(Effect::Block), exceptions: filed(Effect::Except), labels, entities, count }
        }))
    }

    /// The page's site.
    pub(super) fn site(&self) -> Option<Hash> {
        self.0.as_ref().map(|known| known.labels.site_hash())
    }

    /// Where the patterns of an effect lie that are filed under the page's domains.
    pub(super) fn filed(&self, effect: Effect) -> &[u32] {
        let known = self.0.as_ref();
        known.map_or(
            &[],
            |known| if effect == Effect::Block { known.blocks.all() } else { known.exceptions.all() },
        )
    }

    /// Hashes of the page's host and what lies above it, and of those names with any suffix.
    pub(super) fn domains(&self) -> impl Iterator<Item = Hash> + '_ {
        self.0.iter().flat_map(|known| {
            let entities = known.entities.get(..known.count).unwrap_or_default();
            known.labels.hashes().iter().chain(entities).copied()
        })
    }
}
