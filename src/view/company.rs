//! A company's page: which brands told it about this person, how often, what kinds of things, and on which hosts it stands.

use super::declared::declared;
use super::{CompanyRow, CompanyView, ToldBy, brands, companies};
use crate::engine::Slices;
use crate::knowledge::Knowledge;
use crate::memory::Heard;
use crate::order::Order;
use crate::phrase::Phrase;
use crate::policy;
use crate::sorted::SortedMap;
use crate::wire::{EventKind, told_phrase};

/// Most hosts that are listed, and that a clearing covers.
pub(super) const HOSTS: usize = 300;
/// Most brands that are listed.
const BRANDS: usize = 500;

/// The page of a company; of one that was told nothing it says just that.
#[must_use]
pub(super) fn company(knowledge: &Knowledge, slices: &Slices, name: &str) -> CompanyView {
    let mut kinds: SortedMap<EventKind, u32> = SortedMap::new();
    let (mut told, mut heard) = (Vec::new(), Vec::new());
    for gist in slices.gists() {
        let Some(known) = &gist.known else { continue };
        let mut to_it = known.heard();
        to_it.retain(|heard| heard.company == name);
        let Some(last) = to_it.iter().map(|heard| heard.last).max() else { continue };
        for heard in to_it.iter().filter(|heard| heard.messages > heard.stopped) {
            *kinds.entry(heard.event).or_default() += heard.messages - heard.stopped;
        }
        let sum = |of: fn(&Heard) -> u32| to_it.iter().map(of).fold(0, u32::saturating_add);
        told.push(ToldBy {
            brand: brands::named(knowledge, &gist.site, known),
            messages: sum(|heard| heard.messages),
            stopped: sum(|heard| heard.stopped),
            last,
        });
        heard.push((gist.site.clone(), to_it));
    }
    let row =
        companies::rows(heard.iter().map(|(site, heard)| (site, heard.clone())), &slices.settings).pop();
    let silent =
        || CompanyRow { choice: policy::company_word(&slices.settings, name), ..companies::empty(name) };
    let mut kinds: Vec<(Phrase, u32)> =
        kinds.into_iter().map(|(event, n)| (told_phrase(event, None), n)).collect();
    kinds.order_by_key(|(_, n)| std::cmp::Reverse(*n));
    told.order_by_key(|brand| std::cmp::Reverse((brand.messages, brand.last)));
    told.truncate(BRANDS);
    let hosts = knowledge.company_hosts(name).into_iter().take(HOSTS).map(str::to_owned).collect();
    let row = row.unwrap_or_else(silent);
    CompanyView { row, kinds, brands: told, hosts, declared: declared(knowledge, name) }
}
