//! What a back-up would change: each difference in words, with the fact that makes it so.

use super::Backup;
use crate::fact::{Choice, Grade, Pause, Scope, Setting, What, Whose};
use crate::id::Millis;
use crate::memory::Settings;
use crate::phrase::{Arg, Phrase};
use crate::policy::apply;

/// One thing that a back-up would change.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// In words.
    pub words: Phrase,
    /// The fact.
    pub what: What,
}

impl Backup {
    /// What it would change in `settings`: it adds and replaces, and takes nothing away. Nothing
    /// that is the same already; no pause that is over.
    #[must_use]
    pub fn changes(&self, settings: &Settings, now: Millis) -> Vec<Change> {
        let mut after = settings.clone();
        let mut changes: Vec<Change> = Vec::new();
        for what in self.facts() {
            let over = matches!(&what, What::Paused { pause: Some(pause), .. } if !pause.holds(now));
            if !over && apply(&mut after, &what, now).is_some() {
                changes.push(Change { words: words(settings, &what), what });
            }
        }
        changes
    }

    /// All that it says, as facts; of several about one thing the last.
    fn facts(&self) -> Vec<What> {
        let settings = self.settings.iter().flat_map(|set| {
            [
                Setting::Mode(set.mode),
                Setting::Remember(set.remember),
                Setting::KeepDays(set.keep_days),
                Setting::ResearchLog(set.research_log),
                Setting::Badge(set.badge),
                Setting::Labels(set.labels),
                Setting::Notes(set.notes),
                Setting::Gpc(set.gpc),
                Setting::Typed(set.typed),
                Setting::Detail(set.detail),
                Setting::Lists(set.lists),
            ]
        });
        let rules = self.settings.iter().flat_map(|set| set.rules.iter());
        let rules = rules.map(|(choice, grade)| Setting::Rule { choice: *choice, grade: Some(*grade) });
        let matters = self.settings.iter().flat_map(|set| set.matters.iter());
        let matters = matters.map(|(group, matters)| Setting::Matters { group: *group, matters: *matters });
        let last: crate::sorted::SortedMap<_, _> = self.choices.iter().map(|row| (&row.scope, row)).collect();
        let choices = last.values().map(|row| What::Decided {
            scope: row.scope.clone(),
            choice: Some(row.choice),
            since: Some(row.since),
        });
        let pauses = self
            .pauses
            .iter()
            .map(|row| What::Paused { site: row.site.clone(), pause: Some(Pause { until: row.until }) });
        let corrections = self.corrections.iter().map(|row| {
            let whose = Whose::of(Some(row.are_of.clone()));
            What::Set(Setting::AdsOf { site: row.ads_to.clone(), whose })
        });
        settings
            .chain(rules)
            .chain(matters)
            .map(What::Set)
            .chain(choices)
            .chain(pauses)
            .chain(corrections)
            .collect()
    }
}

/// A change in words: what it is about, what it will be and, for a choice, what it was.
fn words(settings: &Settings, what: &What) -> Phrase {
    let text = |text: &str| Arg::Text(text.to_owned());
    let word = |id: &str| Arg::Phrase(Phrase::new(id, []));
    match what {
        What::Decided { scope, choice, .. } => {
            let name = match scope {
                Scope::Brand { brand } => text(brand.as_str()),
                Scope::Company { company } => text(company),
                Scope::BrandOnSite { brand, site } => {
                    Arg::Phrase(Phrase::new("brand_on", [text(brand.as_str()), text(site.as_str())]))
                }
            };
            let new = word(choice.map_or("choice_none", Choice::id));
            let said = settings.choices.iter().find(|(known, ..)| known == scope);
            match said.map(|(_, choice, _)| choice) {
                None => Phrase::new("change_new", [name, new]),
                Some(old) => Phrase::new("change_from", [name, new, word(old.id())]),
            }
        }
        What::Paused { site, pause } => match pause.and_then(|pause| pause.until) {
            Some(until) => Phrase::new("change_pause_until", [text(site.as_str()), Arg::Time(until)]),
            None => Phrase::new("change_pause", [text(site.as_str())]),
        },
        What::Set(Setting::AdsOf { site, whose }) => match whose {
            Whose::Brand(brand) => Phrase::new("change_ads_of", [text(site.as_str()), text(brand.as_str())]),
            Whose::Unknown | Whose::Own => Phrase::new("change_ads_unknown", [text(site.as_str())]),
        },
        What::Set(setting) => of_setting(setting),
        _ => Phrase::default(),
    }
}

fn of_setting(setting: &Setting) -> Phrase {
    let word = |id: &str| Arg::Phrase(Phrase::new(id, []));
    let switch = |id: &str, on: bool| {
        Phrase::new("change_new", [word(id), word(if on { "switched_on" } else { "switched_off" })])
    };
    match setting {
        Setting::Mode(mode) => Phrase::new("change_new", [word("mode"), word(mode.id())]),
        Setting::KeepDays(days) => Phrase::new("change_days", [Arg::Count(u64::from(*days))]),
        Setting::Remember(on) => switch("set_remember", *on),
        Setting::ResearchLog(on) => switch("set_research_log", *on),
        Setting::Badge(on) => switch("set_badge", *on),
        Setting::Labels(on) => switch("set_labels", *on),
        Setting::Notes(on) => switch("set_notes", *on),
        Setting::Gpc(on) => switch("set_gpc", *on),
        Setting::Typed(on) => switch("set_typed", *on),
        Setting::Detail(on) => switch("set_detail", *on),
        Setting::Lists(on) => switch("set_lists", *on),
        Setting::Rule { choice, grade } => {
            let grade = grade.map_or_else(|| Phrase::new("rule_none", []), Grade::phrase);
            Phrase::new("change_rule", [word(choice.id()), Arg::Phrase(grade)])
        }
        Setting::Matters { group, matters } => {
            Phrase::new("change_matters", [word(group.id()), word(matters.id())])
        }
        Setting::Welcomed(_) | Setting::QuietUntil(_) | Setting::AdsOf { .. } => Phrase::default(),
    }
}
