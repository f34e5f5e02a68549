//! The page that requests belong to, read once for all of them.

use crate::knowledge::hash::Hash;
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
            Known { labels, entities, count }
        }))
    }

    /// The page's site.
    pub(super) fn site(&self) -> Option<Hash> {
        self.0.as_ref().map(|known| known.labels.site_hash())
    }

    /// Hashes of the page's host and what lies above it, and of those names with any suffix.
    pub(super) fn domains(&self) -> impl Iterator<Item = Hash> + '_ {
        self.0.iter().flat_map(|known| {
            let entities = known.entities.get(..known.count).unwrap_or_default();
            known.labels.hashes().iter().chain(entities).copied()
        })
    }
}
