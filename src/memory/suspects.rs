//! Suspects: third parties that no list names, and on which sites they were seen to recognise people.

use serde::{Deserialize, Serialize};

use crate::id::Millis;
use crate::order::Order;
use crate::site::Site;
use crate::sorted::SortedMap;

/// Third parties that nobody names, each with the sites on which it got an identifier, the latest
/// ones, and when.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Suspects(SortedMap<Site, Vec<(Site, Millis)>>);

impl Suspects {
    /// Sites on which a third party has to be seen before that alone says what it does: on one or
    /// two it may be a partner of just these. The number is that of EFF's Privacy Badger.
    pub const ENOUGH: usize = 3;
    /// Most third parties kept; further ones wait until old ones expire.
    const MOST: usize = 500;

    /// Notes that `third` got an identifier on `site`; says whether that is news.
    pub fn note(&mut self, third: &Site, site: &Site, time: Millis) -> bool {
        if !self.0.contains_key(third) && self.0.len() >= Self::MOST {
            return false;
        }
        let seen = self.0.entry(third.clone()).or_default();
        if seen.iter().any(|(known, since)| known == site && time.since(*since) < Millis::DAY) {
            return false;
        }
        seen.retain(|(known, _)| known != site);
        seen.push((site.clone(), time));
        seen.order_by(|a, b| (b.1, &a.0).cmp(&(a.1, &b.0)));
        seen.truncate(Self::ENOUGH);
        true
    }

    /// On how many sites it was seen; [`Suspects::ENOUGH`] stands for that many and more.
    #[must_use]
    pub fn sites(&self, third: &Site) -> usize {
        self.0.get(third).map_or(0, Vec::len)
    }

    /// Drops what was seen between two moments, or on one site.
    pub(super) fn forget(&mut self, from: Millis, to: Millis, only: Option<&Site>) {
        self.0.retain(|third, seen| {
            seen.retain(|(site, time)| match only {
                Some(only) => site != only && third != only,
                None => *time < from || *time >= to,
            });
            !seen.is_empty()
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(text: &str) -> Site {
        Site(text.to_owned())
    }

    #[test]
    fn sites_are_counted_once_and_forgotten() {
        let mut suspects = Suspects::default();
        for (day, on) in ["a.example", "a.example", "b.example", "c.example", "d.example"].iter().enumerate()
        {
            let time = Millis(i64::try_from(day).expect("small") * Millis::DAY);
            assert!(suspects.note(&site("t.example"), &site(on), time));
            assert!(!suspects.note(&site("t.example"), &site(on), time.plus(1)), "not news");
        }
        assert_eq!(suspects.sites(&site("t.example")), Suspects::ENOUGH);
        suspects.forget(Millis(0), Millis(i64::MAX), Some(&site("c.example")));
        assert_eq!(suspects.sites(&site("t.example")), 2, "one of the latest three went");
        suspects.forget(Millis(4 * Millis::DAY), Millis(i64::MAX), None);
        assert_eq!(suspects.sites(&site("t.example")), 1);
        suspects.forget(Millis(i64::MIN), Millis(i64::MAX), None);
        assert_eq!(suspects, Suspects::default());
    }
}
