//! Pairs of profiles: two that walked the same pages at the same time, of which one visited the shop.
//!
//! Each page that both opened is a trial; under the null hypothesis it is chance which of the two got
//! which ads. All swaps are counted exactly, so nothing is drawn; Holm's correction keeps the chance of
//! any false finding below 5 %. The pages before the first visit are an A/A run: where the two
//! profiles differ there already, nothing after it proves anything.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::command::Command;
use crate::engine::{Slices, step};
use crate::fact::{Fact, What};
use crate::id::{AdId, FrameId, Millis};
use crate::incident::{Sighting, Start};
use crate::knowledge::Knowledge;
use crate::site::{Site, Url};

/// Below this, corrected for how many brands were looked at, a difference counts.
const LEVEL: f64 = 0.05;

/// An A/A run of fewer pages could not have found much.
const ENOUGH_PAGES: usize = 20;

/// Ads by brand, on each page where either profile got one: the visiting one's, the other one's.
type Counts<'a> = BTreeMap<&'a Site, Vec<(i32, i32)>>;

/// Pages by address and how many times it was opened before; when it was, and which ads it had.
type Trials<'a> = BTreeMap<(&'a str, usize), (Millis, BTreeMap<&'a Site, i32>)>;

/// What one profile opened and saw.
pub struct Walk<'k> {
    knowledge: &'k Knowledge,
    slices: Slices,
    pages: Vec<(Millis, String)>,
    ads: BTreeMap<AdId, Sighting>,
}

/// What the pair yields about one brand.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Difference {
    /// The brand.
    pub brand: Site,
    /// Its ads in the profile that visited, on pages that both opened.
    pub visited: i32,
    /// Its ads in the other one.
    pub other: i32,
    /// Chance of as much or more, one-sided.
    pub p: f64,
    /// The same after Holm's correction.
    pub p_holm: f64,
    /// Only this may be called true.
    pub differs: bool,
}

/// All that a pair yields.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Pairing {
    /// Pages that both opened before the first visit, and brands that differ there already.
    pub before: (usize, Vec<Site>),
    /// Pages that both opened since.
    pub since: usize,
    /// The A/A run had pages enough and found nothing: the rest can be believed.
    pub sound: bool,
    /// By brand, the surest first.
    pub brands: Vec<Difference>,
}

impl<'k> Walk<'k> {
    /// Begins where the log began.
    #[must_use]
    pub fn new(knowledge: &'k Knowledge, start: Start) -> Self {
        Self { knowledge, slices: start.slices(), pages: Vec::new(), ads: BTreeMap::new() }
    }

    /// Takes the next fact.
    pub fn fact(&mut self, fact: Fact) {
        if let (What::Navigated { url, .. }, FrameId(0)) = (&fact.what, fact.frame) {
            self.pages.push((fact.time, url.clone()));
        }
        for command in step(self.knowledge, &mut self.slices, fact) {
            match command {
                Command::Log { row } => drop(self.ads.insert(row.id.clone(), *row)),
                Command::Retract { ad } => drop(self.ads.remove(&ad)),
                _ => {}
            }
        }
    }

    /// Brands by page; a page opened twice is two pages.
    fn trials(&self) -> Trials<'_> {
        let mut trials = Trials::new();
        let mut times: BTreeMap<&str, usize> = BTreeMap::new();
        for (time, url) in &self.pages {
            let nth = times.entry(url).or_default();
            trials.insert((url, *nth), (*time, BTreeMap::new()));
            *nth += 1;
        }
        for row in self.ads.values() {
            let Some(brand) = &row.advertiser else { continue };
            let opened = trials.range_mut((row.page.url.as_str(), 0)..=(row.page.url.as_str(), usize::MAX));
            if let Some((_, (_, brands))) = opened.rev().find(|(_, (time, _))| *time <= row.time) {
                *brands.entry(&brand.site).or_default() += 1;
            }
        }
        trials
    }

    fn sites(&self) -> BTreeSet<Site> {
        self.pages.iter().filter_map(|(_, url)| Some(self.knowledge.site(Url::split(url)?.host))).collect()
    }
}

/// Compares the profile that visited with the other one.
#[must_use]
pub fn pair(visited: &Walk<'_>, other: &Walk<'_>) -> Pairing {
    let theirs = other.sites();
    let own =
        |url: &str| Url::split(url).is_some_and(|url| !theirs.contains(&visited.knowledge.site(url.host)));
    let first = visited.pages.iter().find(|(_, url)| own(url)).map_or(Millis(i64::MAX), |(time, _)| *time);
    let (a, b) = (visited.trials(), other.trials());
    let (mut before, mut since, mut pages) = (Counts::new(), Counts::new(), (0, 0));
    for (page, (time, of_a)) in &a {
        let Some((_, of_b)) = b.get(page) else { continue };
        let early = *time < first;
        let (counts, pages) = if early { (&mut before, &mut pages.0) } else { (&mut since, &mut pages.1) };
        *pages += 1;
        let brands: BTreeSet<&Site> = of_a.keys().chain(of_b.keys()).copied().collect();
        for brand in brands {
            let count = |of: &BTreeMap<&Site, i32>| of.get(brand).copied().unwrap_or(0);
            counts.entry(brand).or_default().push((count(of_a), count(of_b)));
        }
    }
    // The A/A run looks both ways: a difference of either sign spoils it.
    let aa = before.iter().map(|(brand, counts)| {
        let either = chance(counts.iter().map(|(a, b)| a - b)).min(chance(counts.iter().map(|(a, b)| b - a)));
        (*brand, (2.0 * either).min(1.0))
    });
    let differed = holm(aa.collect()).into_iter().filter(|(.., p)| *p < LEVEL);
    let differed: Vec<Site> = differed.map(|(brand, ..)| brand.clone()).collect();
    let sound = differed.is_empty() && pages.0 >= ENOUGH_PAGES;
    let tested = since.iter().map(|(brand, counts)| (*brand, chance(counts.iter().map(|(a, b)| a - b))));
    let brands = holm(tested.collect()).into_iter().map(|(brand, p, p_holm)| {
        let counts = since.get(brand).map_or(&[][..], Vec::as_slice);
        let (visited, other) = (counts.iter().map(|c| c.0).sum(), counts.iter().map(|c| c.1).sum());
        Difference { brand: brand.clone(), visited, other, p, p_holm, differs: sound && p_holm < LEVEL }
    });
    Pairing { before: (pages.0, differed), since: pages.1, sound, brands: brands.collect() }
}

/// Of all ways to swap the two profiles page by page, the share that gives as large a sum or larger.
fn chance(differences: impl Iterator<Item = i32> + Clone) -> f64 {
    let seen: i32 = differences.clone().sum();
    let mut sums: BTreeMap<i32, f64> = BTreeMap::from([(0, 1.0)]);
    for difference in differences.filter(|difference| *difference != 0) {
        let mut next = BTreeMap::new();
        for (sum, share) in sums {
            for turned in [sum + difference, sum - difference] {
                *next.entry(turned).or_default() += share / 2.0;
            }
        }
        sums = next;
    }
    sums.range(seen..).map(|(_, share)| share).sum::<f64>().min(1.0)
}

/// Holm's correction: the smallest first, each against as many as are left, never falling.
fn holm(mut tested: Vec<(&Site, f64)>) -> Vec<(&Site, f64, f64)> {
    tested.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(b.0)));
    let (all, mut least) = (tested.len(), 0.0_f64);
    let corrected = tested.into_iter().enumerate().map(|(at, (brand, p))| {
        least = least.max(p * (all - at) as f64).min(1.0);
        (brand, p, least)
    });
    corrected.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chances_are_exact() {
        let of = |differences: &[i32]| chance(differences.iter().copied());
        assert_eq!(of(&[]), 1.0);
        assert_eq!(of(&[1, 1, 1]), 0.125, "one way of eight");
        assert_eq!(of(&[1, 1, -1]), 0.5, "four of eight");
        assert_eq!(of(&[2, 0, -1]), 0.5, "a page where both got the same says nothing");
        assert!(of(&[1; 12]) < 0.001);
    }

    #[test]
    fn holm_corrects_step_by_step() {
        let sites: Vec<Site> = ["a", "b", "c"].map(|s| Site(s.to_owned())).to_vec();
        let tested = sites.iter().zip([0.01, 0.02, 0.03]).collect();
        let corrected: Vec<f64> = holm(tested).into_iter().map(|(.., p)| (p * 1000.0).round()).collect();
        assert_eq!(corrected, [30.0, 40.0, 40.0]);
    }
}
