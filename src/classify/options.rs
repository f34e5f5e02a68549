//! Whether a rule's options fit a request: type, party, method, the page's domain, the request's own.

use super::seen::Seen;
use crate::knowledge::Image;
use crate::knowledge::format::{Section, options};
use crate::knowledge::hash::Hash;
use crate::site::Party;

/// A row of options, as far as it is needed after matching.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fit {
    /// It is an exception.
    pub(super) exception: bool,
    /// Exceptions do not undo it.
    pub(super) important: bool,
}

/// The row that was asked about last: rules that lie side by side often have the same.
pub(super) struct Last {
    row: u32,
    fit: Option<Fit>,
}

impl Last {
    /// No row yet.
    pub(super) const fn none() -> Self {
        Self { row: u32::MAX, fit: None }
    }

    /// What [`fit`] says.
    pub(super) fn fit(&mut self, image: &Image, row: u32, seen: &Seen<'_>) -> Option<Fit> {
        if row != self.row {
            *self = Self { row, fit: fit(image, row, seen) };
        }
        self.fit
    }
}

/// The row's effect, where it fits the request.
pub(super) fn fit(image: &Image, row: u32, seen: &Seen<'_>) -> Option<Fit> {
    let rows = image.words(Section::Options);
    let [mask, pages, hosts] = rows.row::<{ options::WORDS }>(row as usize * options::WORDS);
    let exception = mask & options::EXCEPTION != 0;
    let (types, methods) = (mask & options::TYPES, mask >> options::METHOD_SHIFT);
    let party = match seen.party {
        Party::First => mask & options::THIRD_PARTY == 0,
        Party::Third => mask & options::FIRST_PARTY == 0,
    };
    let fits = types >> (seen.kind as u32) & 1 == 1
        && party
        && (methods == 0 || method(seen.method) & methods != 0)
        && in_list(image, pages, || seen.page.domains())
        && in_list(image, hosts, || seen.domains());
    fits.then_some(Fit { exception, important: mask & options::IMPORTANT != 0 })
}

fn method(name: &str) -> u32 {
    options::METHODS.iter().position(|known| known.eq_ignore_ascii_case(name)).map_or(0, |at| 1 << at)
}

/// Whether a host is in a list of domains: in one of those it wants, if it wants any, and in none of
/// those it does not want.
fn in_list<D: Iterator<Item = Hash>>(image: &Image, list: u32, of_host: impl Fn() -> D) -> bool {
    if list == 0 {
        return true;
    }
    let domains = image.words(Section::Domains);
    let list = list as usize;
    let counts = domains.get(list) as usize;
    let (wanted, unwanted) = (counts & 0xffff, counts >> 16);
    let holds = |first: usize, count: usize| {
        let hashes = domains.run(first, count);
        count > 0 && of_host().any(|hash| hashes.binary_search(&hash.fingerprint()).is_ok())
    };
    (wanted == 0 || holds(list + 1, wanted)) && !holds(list + 1 + wanted, unwanted)
}
