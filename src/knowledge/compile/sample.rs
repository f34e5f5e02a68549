//! A small pack for tests: Candor's own tables with the rules and suffixes of tests/knowledge.

use std::sync::LazyLock;

use super::vendors::Vendor;
use super::{Compiled, List, Tables, compile, tsv};
use crate::knowledge::Knowledge;

impl Tables {
    /// Candor's own tables, data/*.tsv.
    ///
    /// # Errors
    /// Names the row that does not fit its heading.
    pub fn own() -> Result<Self, csv::Error> {
        let mut tables = Self::default();
        tables.companies.add(
            tsv::rows(include_str!("../../../data/companies.tsv"))?,
            tsv::rows(include_str!("../../../data/addresses.tsv"))?,
            "candor",
        );
        tables.companies.shapes = tsv::rows(include_str!("../../../data/shapes.tsv"))?;
        let brands = tsv::rows::<Brand>(include_str!("../../../data/brands.tsv"))?;
        tables.own_brands = brands.into_iter().map(|row| (row.site, row.name)).collect();
        let merges = tsv::rows::<Merge>(include_str!("../../../data/merges.tsv"))?;
        tables.merges = merges.into_iter().map(|row| (row.site, row.brand)).collect();
        tables.vendors = Vendor::all()?;
        Ok(tables)
    }

    /// Candor's own tables with a handful of public suffixes and rules, written for tests.
    ///
    /// # Errors
    /// Names the row that does not fit its heading.
    pub fn sample() -> Result<Self, csv::Error> {
        Ok(Self {
            date: "2026-01-01".to_owned(),
            suffixes: include_str!("../../../tests/knowledge/suffixes.dat").to_owned(),
            lists: vec![List {
                name: "sample".to_owned(),
                text: include_str!("../../../tests/knowledge/rules.txt").to_owned(),
            }],
            ..Self::own()?
        })
    }
}

/// A row of data/brands.tsv.
#[derive(serde::Deserialize)]
struct Brand {
    site: String,
    name: String,
}

/// A row of data/merges.tsv.
#[derive(serde::Deserialize)]
struct Merge {
    site: String,
    brand: String,
}

impl Knowledge {
    /// A small real pack for tests: Candor's own tables with a few rules.
    ///
    /// # Panics
    /// Where Candor's own tables are broken.
    #[must_use]
    #[expect(clippy::expect_used, reason = "only tests come here")]
    pub fn for_tests() -> Self {
        sample().open().expect("the sample opens")
    }
}

/// The compiled sample, with its rules' texts.
///
/// # Panics
/// Where Candor's own tables are broken.
#[expect(clippy::expect_used, reason = "only tests come here")]
pub fn sample() -> &'static Compiled {
    static SAMPLE: LazyLock<Compiled> =
        LazyLock::new(|| compile(&Tables::sample().expect("Candor's own tables are well formed")));
    &SAMPLE
}
