//! What the signal "do not sell or share" (Global Privacy Control) changed: page views with it beside
//! page views without.

use super::{Evidence, PageView};
use crate::order::Order;
use crate::sorted::SortedSet;

/// A page view with the signal on, and what it shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heeded<'a> {
    /// Without the signal companies that follow people were told something; with it nobody was.
    Silent,
    /// All that were told without the signal were told with it: here one of them, and how many.
    Unchanged(&'a str, usize),
    /// Some of them fell silent: neither.
    Partly,
}

/// Page views with the signal on, each compared with those of the other kind on which consent stood
/// the same. Views that were not watched in full, or where something was stopped, say nothing; nor do
/// those without one to compare with.
#[must_use]
pub fn signalled<'a>(evidence: &Evidence<'a>) -> Vec<(PageView<'a>, Heeded<'a>)> {
    let open = || evidence.views().iter().filter(|view| view.open());
    let consent = |view: &PageView<'_>| (view.conduct.asked, view.conduct.refused);
    let compared = |view: &PageView<'a>| {
        let without = open().filter(|other| !other.conduct.gpc && consent(other) == consent(view));
        let usual: SortedSet<&str> =
            without.flat_map(|other| &other.conduct.following).map(String::as_str).collect();
        // Who was told that the person objects was told what the signal says.
        let told = || view.conduct.following.iter().filter(|name| !view.conduct.gpc_told.contains(name));
        let some = *usual.iter().next()?;
        let still = usual.iter().filter(|name| told().any(|told| told == *name)).count();
        Some((
            *view,
            match () {
                () if told().next().is_none() => Heeded::Silent,
                () if still == usual.len() => Heeded::Unchanged(some, still),
                () => Heeded::Partly,
            },
        ))
    };
    let mut views: Vec<_> = open().filter(|view| view.conduct.gpc).filter_map(compared).collect();
    views.order_by_key(|(view, _)| view.conduct.time);
    views
}
