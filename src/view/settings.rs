//! Settings, and what is stored.

use super::{ListsView, SettingsView, Stored};
use crate::engine::Slices;
use crate::fact::Forget;
use crate::fresh::{Trouble, day};
use crate::id::Millis;
use crate::knowledge::Knowledge;
use crate::phrase::Phrase;

/// The settings page.
#[must_use]
pub(super) fn settings(knowledge: &Knowledge, slices: &Slices, stored: &Stored, now: Millis) -> SettingsView {
    let newer = stored.freshness.of(knowledge.version());
    let since = |ago: i64| Forget::Since { time: now.plus(-ago) };
    SettingsView {
        settings: slices.settings.clone(),
        knowledge: knowledge.version().to_owned(),
        lists: ListsView {
            day: day(knowledge.version()),
            tried: stored.freshness.tried,
            trouble: stored.freshness.trouble.as_ref().map(Trouble::phrase),
            newer: newer.map(|told| [told.rules, told.not_read, told.over]),
        },
        candor: env!("CARGO_PKG_VERSION").to_owned(),
        brands: stored.brands,
        ads: stored.ads,
        facts: stored.facts,
        sensitive_told: slices.totals.sensitive_told,
        made_room: slices.totals.made_room,
        forget: vec![
            (since(Millis::HOUR), Phrase::new("forget_hour", [])),
            (since(Millis::DAY), Phrase::new("forget_day", [])),
            (Forget::Everything, Phrase::new("forget_everything", [])),
        ],
    }
}
