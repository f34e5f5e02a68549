//! What rules need to know of companies and brands: the hosts behind a name.

use super::Knowledge;
use super::format::{Section, TextRef, company};
use crate::site::Site;
use crate::sorted::SortedMap;

impl Knowledge {
    /// Hosts (with their subdomains) whose function is to follow people; those that also do other
    /// things (www.google.com) are in [`Knowledge::following_paths`].
    #[must_use]
    pub fn following_hosts(&self) -> Vec<&str> {
        self.texts(Section::FollowingHosts, 0, usize::MAX)
    }

    /// Address patterns (`||google.com/pagead/1p-user-list`) by which companies that follow people
    /// are told something on hosts that also do other things.
    #[must_use]
    pub fn following_paths(&self) -> Vec<&str> {
        self.texts(Section::FollowingPaths, 0, usize::MAX)
    }

    /// Hosts of a company, by its name; empty where no company is called so.
    #[must_use]
    pub fn company_hosts(&self, name: &str) -> Vec<&str> {
        let companies = self.image.words(Section::Companies);
        let named = |at: &usize| self.image.text(TextRef(companies.get(*at))) == name;
        let Some(at) = (0..companies.len()).step_by(company::WORDS).find(named) else { return Vec::new() };
        self.texts(Section::CompanyHosts, companies.get(at + 3) as usize, companies.get(at + 4) as usize)
    }

    /// The sites that data/ merges into each of these brands, itself first: the other way round of
    /// [`Knowledge::brand`].
    #[must_use]
    pub fn sites_of<'b>(&self, brands: impl IntoIterator<Item = &'b Site>) -> SortedMap<&'b Site, Vec<Site>> {
        let mut sites: SortedMap<&Site, Vec<Site>> =
            brands.into_iter().map(|brand| (brand, vec![brand.clone()])).collect();
        for pair in self.texts(Section::MergedSites, 0, usize::MAX).chunks_exact(2) {
            if let Some(own) = sites.get_mut(&Site(pair[0].to_owned())) {
                own.push(Site(pair[1].to_owned()));
            }
        }
        sites
    }

    /// The same for one brand.
    #[must_use]
    pub fn brand_sites(&self, brand: &Site) -> Vec<Site> {
        self.sites_of([brand]).into_values().flatten().collect()
    }

    /// `count` texts of a section from `first` on.
    fn texts(&self, section: Section, first: usize, count: usize) -> Vec<&str> {
        let words = self.image.words(section);
        let end = first.saturating_add(count).min(words.len());
        let texts = (first..end).map(|at| self.image.text(TextRef(words.get(at))));
        texts.filter(|text| !text.is_empty()).collect()
    }
}
