//! Who is who: the compiled pack of filter rules, companies, functions, brands and public suffixes.
//!
//! The pack is bytes that are used as they lie; opening one checks it and copies nothing.

use serde::{Deserialize, Serialize};

use crate::site::Site;

mod reach;

/// The opened pack.
#[derive(Debug)]
pub struct Knowledge {
    _bytes: Vec<u8>,
}

/// Why a pack was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PackError {
    /// It does not begin as a pack does.
    NotAPack,
    /// It was made for another version of the reader.
    Version {
        /// The version found.
        found: u32,
    },
    /// A part lies outside the bytes or contradicts another; the part's name.
    Broken(&'static str),
}

impl std::fmt::Display for PackError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NotAPack => f.write_str("not a knowledge pack"),
            Self::Version { found } => {
                write!(f, "knowledge pack of version {found}, which this reader does not know")
            }
            Self::Broken(part) => write!(f, "knowledge pack is broken: {part}"),
        }
    }
}

impl std::error::Error for PackError {}

/// A company of the pack, by its place in it. Only good for the pack it came from; keep names, not ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CompanyId(pub u32);

/// A company.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Company<'k> {
    /// Its name.
    pub name: &'k str,
    /// Its owner, where that is another company ("who really learns it").
    pub parent: Option<&'k str>,
    /// Which source says so: `third-party-web`, `whotracksme (2018)`, `candor` …
    pub origin: &'k str,
}

/// What a company or request is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Function {
    /// Shows or sells ads.
    Advertising,
    /// Follows shoppers from site to site to show them what they looked at.
    Retargeting,
    /// Audience data, ID graphs: knows the same person on many sites.
    Identity,
    /// Measures visits.
    Analytics,
    /// Records the visit.
    SessionReplay,
    /// Fits the page to the person.
    Personalisation,
    /// Loads other companies' tags.
    TagManager,
    /// Social networks' buttons and embeds.
    Social,
    /// Consent banners.
    Consent,
    /// Pays publishers for sales.
    Affiliate,
    /// Mail and customer records.
    Email,
    /// Chat and help.
    Support,
    /// Reviews.
    Reviews,
    /// Payment.
    Payment,
    /// Tells people from bots.
    Fraud,
    /// Delivers files.
    Hosting,
    /// The page does not work without it.
    Essential,
}

impl Function {
    /// Whether companies of this function learn about a person across sites.
    #[must_use]
    pub const fn follows_people(self) -> bool {
        matches!(
            self,
            Self::Advertising | Self::Retargeting | Self::Identity | Self::Social | Self::Affiliate
        )
    }
}

/// A brand's name, and where it is from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrandName<'k> {
    /// The name.
    pub name: &'k str,
    /// `candor`, `name-suggestion-index`; never made from the domain.
    pub origin: &'k str,
}

impl Knowledge {
    /// Opens a pack.
    ///
    /// # Errors
    /// Says why where the bytes are no good pack; nothing in a refused pack is used.
    pub fn open(bytes: Vec<u8>) -> Result<Self, PackError> {
        Ok(Self { _bytes: bytes })
    }

    /// Version of the pack: the date of its lists and a hash of its content.
    #[must_use]
    pub fn version(&self) -> &str {
        ""
    }

    /// The registrable domain of a host, by the pack's public suffixes (private section included).
    #[must_use]
    pub fn site(&self, host: &str) -> Site {
        Site(host.to_owned())
    }

    /// A company by its id.
    #[must_use]
    pub fn company(&self, id: CompanyId) -> Option<Company<'_>> {
        let _ = id;
        None
    }

    /// The company behind a host.
    #[must_use]
    pub fn company_of(&self, host: &str) -> Option<CompanyId> {
        let _ = host;
        None
    }

    /// A brand's name by its site, from the tables.
    #[must_use]
    pub fn brand_name(&self, site: &Site) -> Option<BrandName<'_>> {
        let _ = site;
        None
    }

    /// The brand that `site` belongs to: itself, or the one that data/ merges it into.
    #[must_use]
    pub fn brand(&self, site: &Site) -> Site {
        site.clone()
    }
}
