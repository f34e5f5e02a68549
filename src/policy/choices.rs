//! The person's word: looked up, changed by facts, and taken back by the fact that undoes it.

use super::Because;
use crate::fact::{Choice, Matters, Pause, Scope, Setting, What, Whose};
use crate::id::Millis;
use crate::memory::Settings;
use crate::site::Site;

/// Whether Candor is paused on `site`.
#[must_use]
pub fn paused(settings: &Settings, site: &Site, now: Millis) -> bool {
    settings.pauses.get(site).is_some_and(|pause| pause.holds(now))
}

/// Whether no site may tell any ad company about the person, for a time.
#[must_use]
pub fn quiet_hour(settings: &Settings, now: Millis) -> bool {
    settings.quiet_until.is_some_and(|until| until > now)
}

/// What the person said of a brand, as it holds on `site`: the word for that site, else the word
/// for the brand.
#[must_use]
pub fn brand_word(settings: &Settings, brand: &Site, site: &Site) -> Option<Because> {
    let here = Scope::BrandOnSite { brand: brand.clone(), site: site.clone() };
    let general = || said_of(settings, &Scope::Brand { brand: brand.clone() }).map(Because::Brand);
    said_of(settings, &here).map(Because::BrandOnSite).or_else(general)
}

/// What the person said of a company.
#[must_use]
pub fn company_word(settings: &Settings, company: &str) -> Option<Choice> {
    said_of(settings, &Scope::Company { company: company.to_owned() })
}

/// Choices lie in order of their scopes: every request asks, and there may be thousands.
fn said_of(settings: &Settings, scope: &Scope) -> Option<Choice> {
    let words = &settings.choices;
    let at = words.binary_search_by(|(said, ..)| said.cmp(scope)).ok()?;
    words.get(at).map(|(_, choice, _)| *choice)
}

/// When a pause or the quiet hour next ends by itself: the moment for an alarm that brings the rules in line.
#[must_use]
pub fn next_change(settings: &Settings, now: Millis) -> Option<Millis> {
    let pauses = settings.pauses.values().filter_map(|pause| pause.until);
    pauses.chain(settings.quiet_until).filter(|until| *until > now).min()
}

impl Pause {
    /// Whether it holds at `now`; at its end it no longer does.
    #[must_use]
    pub fn holds(self, now: Millis) -> bool {
        self.until.is_none_or(|until| until > now)
    }
}

/// Applies what the person said to `settings`, and gives the fact that takes it back. `None` where
/// `what` is nothing of the kind, or changed nothing.
///
/// Choices keep the order of their scopes, so that the same words in any order are the same
/// settings. Pauses that ended go on the way.
pub fn apply(settings: &mut Settings, what: &What, now: Millis) -> Option<What> {
    match what {
        What::Decided { scope, choice, since } => {
            let before = decided(settings, scope, *choice, since.unwrap_or(now))?;
            let (choice, since) = before.unzip();
            Some(What::Decided { scope: scope.clone(), choice, since })
        }
        What::Paused { site, pause } => {
            settings.pauses.retain(|_, pause| pause.holds(now));
            let before = match pause.filter(|pause| pause.holds(now)) {
                Some(pause) => settings.pauses.insert(site.clone(), pause),
                None => settings.pauses.remove(site),
            };
            (before != *pause).then(|| What::Paused { site: site.clone(), pause: before })
        }
        What::Set(setting) => {
            settings.quiet_until = settings.quiet_until.filter(|until| *until > now);
            let before = set(settings, setting);
            (before != *setting).then_some(What::Set(before))
        }
        What::Together { said } => {
            let flat = said.iter().filter(|what| !matches!(what, What::Together { .. }));
            let mut back: Vec<What> = flat.filter_map(|what| apply(settings, what, now)).collect();
            back.reverse();
            (!back.is_empty()).then_some(What::Together { said: back })
        }
        _ => None,
    }
}

/// Sets or takes back a word, and gives the one before; none where nothing changed: the same word
/// again keeps the time at which it was first said.
fn decided(
    settings: &mut Settings,
    scope: &Scope,
    choice: Option<Choice>,
    since: Millis,
) -> Option<Option<(Choice, Millis)>> {
    let words = &mut settings.choices;
    match (words.binary_search_by(|(s, ..)| s.cmp(scope)), choice) {
        (Ok(at), Some(choice)) if words[at].1 == choice => None,
        (Ok(at), Some(choice)) => {
            let (_, before, time) = std::mem::replace(&mut words[at], (scope.clone(), choice, since));
            Some(Some((before, time)))
        }
        (Ok(at), None) => {
            let (_, before, time) = words.remove(at);
            Some(Some((before, time)))
        }
        (Err(at), Some(choice)) => {
            words.insert(at, (scope.clone(), choice, since));
            Some(None)
        }
        (Err(_), None) => None,
    }
}

/// Changes a setting and gives it back as it was.
fn set(settings: &mut Settings, setting: &Setting) -> Setting {
    use std::mem::replace;
    match setting {
        Setting::Welcomed(on) => Setting::Welcomed(replace(&mut settings.welcomed, *on)),
        Setting::Mode(mode) => Setting::Mode(replace(&mut settings.mode, *mode)),
        Setting::Remember(on) => Setting::Remember(replace(&mut settings.remember, *on)),
        Setting::KeepDays(days) => Setting::KeepDays(replace(&mut settings.keep_days, (*days).clamp(1, 365))),
        Setting::ResearchLog(on) => Setting::ResearchLog(replace(&mut settings.research_log, *on)),
        Setting::Badge(on) => Setting::Badge(replace(&mut settings.badge, *on)),
        Setting::Labels(on) => Setting::Labels(replace(&mut settings.labels, *on)),
        Setting::Notes(on) => Setting::Notes(replace(&mut settings.notes, *on)),
        Setting::Gpc(on) => Setting::Gpc(replace(&mut settings.gpc, *on)),
        Setting::Typed(on) => Setting::Typed(replace(&mut settings.typed, *on)),
        Setting::Detail(on) => Setting::Detail(replace(&mut settings.detail, *on)),
        Setting::Lists(on) => Setting::Lists(replace(&mut settings.lists, *on)),
        Setting::Rule { choice, grade } => {
            let rules = &mut settings.rules;
            let before = match grade {
                Some(grade) => rules.insert(*choice, *grade),
                None => rules.remove(choice),
            };
            Setting::Rule { choice: *choice, grade: before }
        }
        Setting::QuietUntil(until) => Setting::QuietUntil(replace(&mut settings.quiet_until, *until)),
        Setting::Matters { group, matters } => {
            let before = match matters {
                Matters::Usual => settings.matters.remove(group),
                Matters::Not | Matters::Lot => settings.matters.insert(*group, *matters),
            };
            Setting::Matters { group: *group, matters: before.unwrap_or_default() }
        }
        Setting::AdsOf { site, whose } => {
            let rebranded = &mut settings.rebranded;
            let before = match whose {
                Whose::Own => rebranded.remove(site),
                Whose::Unknown => rebranded.insert(site.clone(), None),
                Whose::Brand(brand) => rebranded.insert(site.clone(), Some(brand.clone())),
            };
            Setting::AdsOf { site: site.clone(), whose: Whose::of(before) }
        }
    }
}

impl Whose {
    /// As settings keep it.
    pub(super) fn of(rebranded: Option<Option<Site>>) -> Self {
        rebranded.map_or(Self::Own, |brand| brand.map_or(Self::Unknown, Self::Brand))
    }
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::fact::{Grade, Group, Mode};

    fn site() -> impl Strategy<Value = Site> {
        prop_oneof![Just("a.example"), Just("b.example"), Just("c.example")].prop_map(|s| Site(s.to_owned()))
    }

    pub(in crate::policy) fn choice() -> impl Strategy<Value = Choice> {
        (0..Choice::ALL.len()).prop_map(|n| Choice::ALL[n])
    }

    /// A grade that a rule may name.
    pub(in crate::policy) fn grade() -> impl Strategy<Value = Grade> {
        (0..4_usize).prop_map(|n| [Grade::Careful, Grade::Mixed, Grade::Pushy, Grade::Broke][n])
    }

    /// Anything that a person may say.
    pub(in crate::policy) fn said() -> impl Strategy<Value = What> {
        let scope = prop_oneof![
            (site(), site()).prop_map(|(brand, site)| Scope::BrandOnSite { brand, site }),
            site().prop_map(|brand| Scope::Brand { brand }),
            site().prop_map(|company| Scope::Company { company: company.0 }),
        ];
        let pause = proptest::option::of(0..200_i64).prop_map(|until| Pause { until: until.map(Millis) });
        prop_oneof![
            (scope, proptest::option::of(choice())).prop_map(|(scope, choice)| What::Decided {
                scope,
                choice,
                since: None
            }),
            (site(), proptest::option::of(pause)).prop_map(|(site, pause)| What::Paused { site, pause }),
            (0..3_usize).prop_map(|n| What::Set(Setting::Mode(Mode::ALL[n]))),
            (0..400_u16).prop_map(|days| What::Set(Setting::KeepDays(days))),
            any::<bool>().prop_map(|on| What::Set(Setting::Remember(on))),
            (choice(), proptest::option::of(grade()))
                .prop_map(|(choice, grade)| What::Set(Setting::Rule { choice, grade })),
            proptest::option::of(0..200_i64)
                .prop_map(|until| What::Set(Setting::QuietUntil(until.map(Millis)))),
            (0..5_usize, 0..3_usize).prop_map(|(group, matters)| {
                What::Set(Setting::Matters { group: Group::ALL[group], matters: Matters::ALL[matters] })
            }),
        ]
    }

    /// One thing, or several together.
    fn said_at_once() -> impl Strategy<Value = What> {
        let together = proptest::collection::vec(said(), 0..8).prop_map(|said| What::Together { said });
        prop_oneof![said(), together]
    }

    /// Settings without what is over: that may go on the way.
    fn gist(settings: &Settings, now: Millis) -> Settings {
        let mut settings = settings.clone();
        settings.quiet_until = settings.quiet_until.filter(|until| *until > now);
        settings.pauses.retain(|_, pause| pause.holds(now));
        settings
    }

    proptest! {
        #[test]
        fn undo_takes_back_exactly_that(before in proptest::collection::vec(said(), 0..12), what in said_at_once()) {
            let now = Millis(100);
            let mut settings = Settings::default();
            for (minute, what) in before.iter().enumerate() {
                apply(&mut settings, what, Millis(minute as i64));
            }
            let was = gist(&settings, now);
            match apply(&mut settings, &what, now) {
                Some(undo) => {
                    apply(&mut settings, &undo, now);
                }
                None => prop_assert_eq!(&gist(&settings, now), &was, "nothing to undo, so nothing changed"),
            }
            prop_assert_eq!(gist(&settings, now), was);
        }

        #[test]
        fn choices_stay_sorted_and_single(said in proptest::collection::vec(said(), 0..40)) {
            let mut settings = Settings::default();
            for what in &said {
                apply(&mut settings, what, Millis(100));
            }
            prop_assert!(settings.choices.is_sorted_by(|a, b| a.0 < b.0));
            prop_assert!((1..=365).contains(&settings.keep_days));
        }
    }

    #[test]
    fn pauses_end() {
        let mut settings = Settings::default();
        let shop = Site("shop.example".to_owned());
        let until = |until| Some(Pause { until });
        assert_eq!(next_change(&settings, Millis(0)), None);
        let what = What::Paused { site: shop.clone(), pause: until(Some(Millis(50))) };
        let undo = apply(&mut settings, &what, Millis(10));
        assert_eq!(undo, Some(What::Paused { site: shop.clone(), pause: None }));
        assert_eq!(next_change(&settings, Millis(10)), Some(Millis(50)));
        assert!(paused(&settings, &shop, Millis(49)));
        assert!(!paused(&settings, &shop, Millis(50)));
        assert_eq!(next_change(&settings, Millis(50)), None, "no alarm for what is over");
        apply(&mut settings, &What::Paused { site: shop.clone(), pause: until(None) }, Millis(60));
        assert!(paused(&settings, &shop, Millis(i64::MAX)), "a pause without end lasts");
    }
}
