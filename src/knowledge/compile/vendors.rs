//! data/vendors.tsv: companies in IAB Europe's list of vendors, as rows of the pack.

use serde::Deserialize;

use super::tsv;
use super::write::Writer;
use crate::knowledge::Purposes;
use crate::knowledge::format::vendor;

/// A row of the table.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Vendor {
    company: String,
    vendor: u16,
    consent: String,
    interest: String,
    days: Option<u16>,
}

impl Vendor {
    /// The table, in the order of the numbers.
    ///
    /// # Errors
    /// Names the row that does not fit its heading.
    pub(super) fn all() -> Result<Vec<Self>, csv::Error> {
        let mut rows = tsv::rows::<Self>(include_str!("../../../data/vendors.tsv"))?;
        rows.sort_by_key(|row| row.vendor);
        Ok(rows)
    }

    /// Its row.
    pub(super) fn words(&self, pack: &mut Writer) -> [u32; vendor::WORDS] {
        let [consent, interest] =
            [&self.consent, &self.interest].map(|numbers| u32::from(Purposes::read(numbers).0));
        let (number, days) = (self.vendor.into(), self.days.unwrap_or_default().into());
        [number, pack.text(&self.company).0, consent | interest << u16::BITS, days]
    }
}
