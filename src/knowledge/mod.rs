//! Who is who: the compiled pack of filter rules, companies, functions, brands and public suffixes.
//!
//! The pack is words that are used as they lie; opening it only checks them. What lies where is told
//! in [`format`].

use serde::{Deserialize, Serialize};

use crate::site::Site;

#[cfg(any(feature = "native", feature = "lists"))]
pub mod compile;
pub mod format;
pub mod hash;
mod hosts;
mod image;
mod labels;
mod reach;
pub mod rules;
#[cfg(all(test, feature = "native"))]
mod tests;
#[cfg(any(feature = "native", feature = "lists"))]
pub mod update;
mod vendors;
pub(crate) mod who;

use format::{Section, TextRef, company};
pub(crate) use hosts::Hosts;
pub(crate) use image::{Image, Words};
pub(crate) use labels::{Labels, MAX_LABELS};
pub use rules::{RuleId, RuleRef};
pub use vendors::{Purposes, Vendor};

/// The opened pack.
#[derive(Debug)]
pub struct Knowledge {
    image: Image,
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
                write!(f, "knowledge pack of layout {found:08x}, which this reader does not know")
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
    /// All of them, in the order of the pack.
    pub const ALL: [Self; 17] = [
        Self::Advertising,
        Self::Retargeting,
        Self::Identity,
        Self::Analytics,
        Self::SessionReplay,
        Self::Personalisation,
        Self::TagManager,
        Self::Social,
        Self::Consent,
        Self::Affiliate,
        Self::Email,
        Self::Support,
        Self::Reviews,
        Self::Payment,
        Self::Fraud,
        Self::Hosting,
        Self::Essential,
    ];

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
        if !bytes.len().is_multiple_of(4) {
            return Err(PackError::Broken("length"));
        }
        let four = bytes.chunks_exact(4).filter_map(|four| four.first_chunk());
        Self::open_words(four.map(|four| u32::from_le_bytes(*four)).collect())
    }

    /// Opens a pack that lies in memory as words already; copies nothing.
    ///
    /// # Errors
    /// The same.
    pub fn open_words(words: Vec<u32>) -> Result<Self, PackError> {
        Ok(Self { image: Image::open(words)? })
    }

    /// Version of the pack: the date of its lists and a hash of its content.
    #[must_use]
    pub fn version(&self) -> &str {
        self.image.text(TextRef(self.image.words(Section::Meta).get(0)))
    }

    /// The registrable domain of a host, by the pack's public suffixes (private section included).
    #[must_use]
    pub fn site(&self, host: &str) -> Site {
        Site(self.labels(host).site(host).to_ascii_lowercase())
    }

    /// A company by its id.
    #[must_use]
    pub fn company(&self, id: CompanyId) -> Option<Company<'_>> {
        let at = company::WORDS.checked_mul(id.0 as usize)?;
        let companies = self.image.words(Section::Companies);
        let name = |at| self.image.text(TextRef(companies.get(at)));
        let parent = (companies.get(at + 1) as usize).checked_sub(1);
        let origin = self.image.words(Section::Origins).get(companies.get(at + 2) as usize);
        (at < companies.len()).then(|| Company {
            name: name(at),
            parent: parent.and_then(|parent| Some(name(parent.checked_mul(company::WORDS)?))),
            origin: self.image.text(TextRef(origin)),
        })
    }

    /// The company behind a host.
    #[must_use]
    pub fn company_of(&self, host: &str) -> Option<CompanyId> {
        who::who(self, &self.labels(host)).company().checked_sub(1).map(CompanyId)
    }

    /// What a host is for, where somebody says it.
    #[must_use]
    pub fn function_of(&self, host: &str) -> Option<Function> {
        who::function(who::who(self, &self.labels(host)))
    }

    /// A brand's name by its site, from the tables.
    #[must_use]
    pub fn brand_name(&self, site: &Site) -> Option<BrandName<'_>> {
        let key = hash::host(&site.0);
        let named = |section, origin| {
            let name = self.image.words(section).find(key)?;
            Some(BrandName { name: self.image.text(TextRef(name)), origin })
        };
        named(Section::OwnBrands, "candor").or_else(|| named(Section::Brands, "name-suggestion-index"))
    }

    /// The brand that `site` belongs to: itself, or the one that data/ merges it into.
    #[must_use]
    pub fn brand(&self, site: &Site) -> Site {
        let into = self.image.words(Section::Merges).find(hash::host(&site.0));
        into.map_or_else(|| site.clone(), |into| Site(self.image.text(TextRef(into)).to_owned()))
    }

    /// The suffixes of a host.
    pub(crate) fn labels(&self, host: &str) -> Labels {
        Labels::of(host, self.image.words(Section::Suffixes))
    }

    /// The sections, for the classifier.
    pub(crate) const fn image(&self) -> &Image {
        &self.image
    }
}
