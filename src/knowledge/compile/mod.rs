//! The knowledge compiler: tables and filter lists in, pack and rule texts out.
//!
//! The whole of it runs where the extension is built. What makes rules of lists is in the wasm of
//! updates, too: there [`relink`] puts the rules of newer lists into the pack that is there.

pub mod browser;
#[cfg(feature = "native")]
mod companies;
mod expression;
mod filing;
mod grams;
mod hosts;
mod links;
mod lists;
mod named;
pub mod pace;
mod pattern;
mod punycode;
pub mod relink;
mod rule;
#[cfg(feature = "native")]
mod rulestext;
#[cfg(feature = "native")]
mod sample;
#[cfg(feature = "compile")]
pub mod sources;
#[cfg(feature = "native")]
mod suffixes;
#[cfg(feature = "native")]
mod tsv;
#[cfg(feature = "native")]
mod vendors;
mod write;

#[cfg(feature = "native")]
use std::collections::BTreeMap;

#[cfg(feature = "native")]
pub use companies::{Address, Companies, CompanyRow, Shape};
pub use links::Links;
pub use lists::{List, Report};
pub use pace::Pace;
pub use rule::{Options, Rule, RuleError};
#[cfg(feature = "native")]
pub use sample::sample;
#[cfg(feature = "native")]
pub use vendors::Vendor;

#[cfg(feature = "native")]
use {
    super::format::Section,
    super::{Knowledge, PackError},
    expression::Expression,
    write::Writer,
};

/// Everything that a pack is made of.
#[cfg(feature = "native")]
#[derive(Debug, Default)]
pub struct Tables {
    /// Date of the lists, `2026-03-20`; the pack's version begins with it.
    pub date: String,
    /// The public suffix list's text.
    pub suffixes: String,
    /// Filter lists, in the order of their weight.
    pub lists: Vec<List>,
    /// Companies, their hosts and paths.
    pub companies: Companies,
    /// Names of brands by site: Candor's own.
    pub own_brands: BTreeMap<String, String>,
    /// Names of brands by site, from name-suggestion-index.
    pub brands: BTreeMap<String, String>,
    /// Sites that belong to another site's brand.
    pub merges: BTreeMap<String, String>,
    /// Companies in IAB Europe's list of vendors.
    pub vendors: Vec<Vendor>,
}

/// What the categories of `source` mean: rows of data/categories.tsv.
#[cfg(feature = "compile")]
fn categories(source: &str) -> BTreeMap<String, super::Function> {
    #[derive(serde::Deserialize)]
    struct Row {
        source: String,
        category: String,
        function: super::Function,
    }
    let rows = tsv::rows::<Row>(include_str!("../../../data/categories.tsv")).unwrap_or_default();
    rows.into_iter().filter(|row| row.source == source).map(|row| (row.category, row.function)).collect()
}

/// What the compiler makes.
#[cfg(feature = "native")]
#[derive(Debug)]
pub struct Compiled {
    /// The pack.
    pub pack: Vec<u8>,
    /// The rules' texts.
    pub rules: Vec<u8>,
    /// The rules themselves, for other forms of them.
    pub parsed: Vec<Rule>,
    /// What was counted on the way.
    pub report: Report,
}

/// Compiles `tables`.
#[cfg(feature = "native")]
#[must_use]
pub fn compile(tables: &Tables) -> Compiled {
    pace::whole(async |pace| {
        let (parsed, report) = lists::read(&tables.lists, &mut Expression::new, &pace).await;
        let mut pack = Writer::default();
        let mut companies = tables.companies.clone();
        companies.add_named(&parsed, &tables.lists);
        let known = companies::write(&companies, &parsed, &mut pack);
        let filing = filing::write(&parsed, &mut pack, &pace).await;
        hosts::write(&known, &parsed, &filing, &mut pack, &pace).await;
        pack.section(Section::Suffixes, suffixes::table(&tables.suffixes));
        pack.names(Section::OwnBrands, &tables.own_brands, &pace).await;
        pack.names(Section::Brands, &tables.brands, &pace).await;
        pack.names(Section::Merges, &tables.merges, &pace).await;
        let vendors = tables.vendors.iter().flat_map(|row| row.words(&mut pack)).collect();
        pack.section(Section::Vendors, vendors);
        let mut pairs = tables.merges.iter().map(|(site, brand)| [brand, site]).collect::<Vec<_>>();
        pairs.sort();
        pack.texts(Section::MergedSites, pairs.into_iter().flatten());
        Compiled {
            pack: pack.finish(&tables.date, &pace).await,
            rules: rulestext::write(&tables.lists, &parsed),
            parsed,
            report,
        }
    })
}

#[cfg(feature = "native")]
impl Compiled {
    /// Opens the pack.
    ///
    /// # Errors
    /// Never, unless compiler and reader disagree.
    pub fn open(&self) -> Result<Knowledge, PackError> {
        Knowledge::open(self.pack.clone())
    }
}
