//! What was known when a fact log began: a first line, then one line for each brand, as it lies on the disk.

use serde::{Deserialize, Serialize};

use super::Versions;
use crate::engine::{Slices, step};
use crate::fact::{Fact, Forget, Regime, What};
use crate::gist::Known;
use crate::id::{DocumentId, FrameId, Millis, Seq, TabId};
use crate::knowledge::Knowledge;
use crate::memory::{Brand, Settings, Tab, Totals};
use crate::policy;
use crate::site::Site;
use crate::sorted::SortedMap;

/// Name and version of the fact log.
pub const FACTS_SCHEMA: &str = "candor.facts/2";

/// The version before, which is read as well: all brands lie in its first line.
pub const FACTS_SCHEMA_1: &str = "candor.facts/1";

/// The first line of a fact log. A line for each brand that was known follows, in [`crate::stored`]'s form; then
/// come the facts. Without it a log begins with nothing.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Start {
    /// `candor.facts/2`.
    pub schema: String,
    /// What wrote the log.
    pub versions: Option<Versions>,
    /// Settings and choices then.
    pub settings: Settings,
    /// Counts then.
    pub totals: Totals,
    /// Open tabs then.
    pub tabs: SortedMap<TabId, Tab>,
    /// What was remembered then; in version 2 the lines after this one hold it.
    #[serde(skip_serializing_if = "SortedMap::is_empty")]
    pub brands: SortedMap<Site, Brand>,
}

impl Start {
    /// The state as it is now, without the brands, as the first line of a log that begins now.
    #[must_use]
    pub fn now(slices: &Slices, versions: Versions) -> Self {
        Self {
            schema: FACTS_SCHEMA.to_owned(),
            versions: Some(versions),
            settings: slices.settings.clone(),
            totals: slices.totals.clone(),
            tabs: slices.tabs.clone(),
            brands: SortedMap::new(),
        }
    }

    /// The slices that a replay begins with: everything is at hand.
    #[must_use]
    pub fn slices(self) -> Slices {
        Slices {
            settings: self.settings,
            totals: self.totals,
            tabs: self.tabs,
            brands: self.brands,
            all_tabs: true,
            all_brands: true,
            gists: None,
            browser: self.versions.map(|v| v.browser).unwrap_or_default(),
        }
    }

    /// As if a deletion had come before, in a portion of the brands: what is left of them is given back. The core
    /// itself does the forgetting; a portion that it did already stays as it is.
    pub fn forget(
        &mut self,
        knowledge: &Knowledge,
        portion: SortedMap<Site, Brand>,
        what: &Forget,
        now: Millis,
    ) -> SortedMap<Site, Brand> {
        // The rules by record would weigh these brands and forget what the others earned.
        let (rules, mut earned) =
            (std::mem::take(&mut self.settings.rules), std::mem::take(&mut self.settings.earned));
        let before = portion.clone();
        let (schema, versions) = (self.schema.clone(), self.versions.clone());
        let mut slices = Self { brands: portion, ..std::mem::take(self) }.slices();
        let fact = Fact {
            seq: Seq(0),
            time: now,
            tz: 0,
            tab: None,
            frame: FrameId(0),
            document: DocumentId::default(),
            regime: Regime::default(),
            what: What::Forget(what.clone()),
        };
        step(knowledge, &mut slices, fact);
        let Slices { settings, totals, tabs, brands, .. } = slices;
        *self = Self { schema, versions, settings, totals, tabs, brands: SortedMap::new() };
        if *what == Forget::Everything {
            earned.clear();
        }
        for (site, was) in &before {
            let left = brands.get(site);
            if left == Some(was) {
                continue;
            }
            let tally = left.map(|brand| Known::of(brand).tally);
            match tally.and_then(|tally| policy::earned(&rules, &tally, &self.settings, now)) {
                Some(by_record) => earned.insert(site.clone(), by_record),
                None => earned.remove(site),
            };
        }
        (self.settings.rules, self.settings.earned) = (rules, earned);
        brands
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::{Choice, Grade};
    use crate::memory::{Earned, note_visit};
    use crate::wire::EventKind;

    const NOW: Millis = Millis(100 * Millis::DAY);

    fn start() -> Start {
        let brand = |n: i64| {
            let site = Site(format!("brand-{n}.example"));
            let mut brand = Brand { site: site.clone(), ..Brand::default() };
            for day in n..n + 20 {
                note_visit(&mut brand, Millis(day * Millis::DAY), EventKind::Page, None, "page");
            }
            (site, brand)
        };
        let versions = Some(Versions { candor: "1".into(), knowledge: "2".into(), browser: "3".into() });
        let schema = FACTS_SCHEMA.to_owned();
        let brands = (70..80).map(brand).collect();
        let mut start = Start { schema, versions, brands, ..Start::default() };
        start.totals.pages_by_hour.insert(95 * 24, 7);
        start
    }

    /// Brand by brand, and again where a portion was done already, it comes to what it comes to all at once.
    #[test]
    fn forgotten_in_portions_is_forgotten_at_once() {
        let knowledge = Knowledge::for_tests();
        let site = |n: i64| Site(format!("brand-{n}.example"));
        let rows = [
            Forget::Everything,
            Forget::Since { time: Millis(93 * Millis::DAY) },
            Forget::Between { from: Millis(i64::MIN), to: Millis(86 * Millis::DAY) },
            Forget::Between { from: Millis(i64::MIN), to: Millis(91 * Millis::DAY) },
            Forget::Site { site: site(73) },
            Forget::Product { brand: site(74), called: vec!["Trail Boots".into()] },
        ];
        for what in rows {
            let (mut at_once, mut portions) = (start(), start());
            let all = std::mem::take(&mut at_once.brands);
            let left = at_once.forget(&knowledge, all, &what, NOW);
            let (of, was) = ((&at_once.schema, &at_once.versions), start());
            assert_eq!(of, (&was.schema, &was.versions), "{what:?}");
            let mut by_one = SortedMap::new();
            for (site, brand) in std::mem::take(&mut portions.brands) {
                let portion: SortedMap<_, _> = [(site, brand)].into_iter().collect();
                let left = portions.forget(&knowledge, portion, &what, NOW);
                let again = portions.clone().forget(&knowledge, left.clone(), &what, NOW);
                assert_eq!(again, left, "{what:?}");
                by_one.extend(left);
            }
            portions.forget(&knowledge, SortedMap::new(), &what, NOW);
            assert_eq!((portions, by_one), (at_once, left), "{what:?}");
        }
    }

    /// What the rules by record made of the others stays; of one of which nothing is left nothing was made.
    #[test]
    fn what_others_earned_stays() {
        let earned = |grade| Earned { choice: Choice::Hide, grade, principle: None };
        let mut start = start();
        start.settings.rules.insert(Choice::Hide, Grade::Pushy);
        let sites: Vec<Site> = start.brands.keys().cloned().collect();
        for site in &sites {
            start.settings.earned.insert(site.clone(), earned(Grade::Pushy));
        }
        let gone = sites.first().cloned().expect("brands");
        let portion = start.brands.remove(&gone).map(|brand| (gone.clone(), brand)).into_iter().collect();
        let what = Forget::Site { site: gone.clone() };
        let left = start.forget(&Knowledge::for_tests(), portion, &what, NOW);
        assert!(left.is_empty());
        assert_eq!(start.settings.earned.len(), sites.len() - 1);
        assert!(!start.settings.earned.contains_key(&gone) && !start.settings.rules.is_empty());
        start.forget(&Knowledge::for_tests(), SortedMap::new(), &Forget::Everything, NOW);
        assert!(start.settings.earned.is_empty());
    }
}
