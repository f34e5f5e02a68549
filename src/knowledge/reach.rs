//! What rules need to know of companies and brands: the hosts behind a name.

use super::Knowledge;
use crate::site::Site;

impl Knowledge {
    /// Hosts (with their subdomains) that belong only to companies that follow people.
    #[must_use]
    pub fn following_hosts(&self) -> Vec<&str> {
        Vec::new()
    }

    /// Address patterns (`||www.google.com/pagead/`) by which companies that follow people are told
    /// something on hosts that also do other things.
    #[must_use]
    pub fn following_paths(&self) -> Vec<&str> {
        Vec::new()
    }

    /// Hosts of a company, by its name.
    #[must_use]
    pub fn company_hosts(&self, name: &str) -> Vec<&str> {
        let _ = name;
        Vec::new()
    }

    /// The sites that data/ merges into a brand, itself first: the other way round of [`Knowledge::brand`].
    #[must_use]
    pub fn brand_sites(&self, brand: &Site) -> Vec<Site> {
        vec![brand.clone()]
    }
}
