//! Which slices a fact needs before its step.

use super::Slices;
use crate::ad::{join, says_stop};
use crate::command::Key;
use crate::fact::{Correction, Fact, Forget, Setting, What};
use crate::gist::{Gist, last_met};
use crate::id::Millis;
use crate::knowledge::Knowledge;
use crate::memory::{Tab, horizon, hour};
use crate::order::Order;
use crate::site::Site;

/// The slices that are still missing. The shell loads them and asks again, until nothing is missing:
/// which brands a fact concerns is only known once its tab is there.
#[must_use]
pub fn needs(knowledge: &Knowledge, slices: &Slices, fact: &Fact) -> Vec<Key> {
    let mut keys = Vec::new();
    if let Some(id) = fact.tab {
        if !slices.tabs.contains_key(&id) && !slices.all_tabs {
            return vec![Key::Tab { id }];
        }
        if slices.settings.remember
            && let Some(tab) = slices.tabs.get(&id)
        {
            brands_of(knowledge, slices, tab, fact, &mut keys);
        }
    }
    match &fact.what {
        What::Decided { .. } | What::Paused { .. } | What::Set(_) | What::Together { .. } => {
            keys.push(Key::Tabs);
            if weighs(&fact.what) {
                keys.push(Key::Gists);
            }
        }
        What::Corrected { brand, correction, .. } => {
            keys.push(Key::Tabs);
            keys.extend(brand.iter().map(|site| Key::Brand { site: knowledge.brand(site) }));
            if let Correction::WrongBrand { right: Some(site) } = correction {
                keys.push(Key::Brand { site: knowledge.brand(site) });
            }
            if slices.all_tabs {
                let sites =
                    slices.tabs.values().flat_map(|tab| &tab.ads).filter_map(|ad| ad.advertiser.as_ref());
                keys.extend(sites.map(|a| Key::Brand { site: knowledge.brand(&a.site) }));
            }
        }
        What::Statement { site, .. } if slices.settings.remember => {
            keys.push(Key::Brand { site: knowledge.brand(site) });
        }
        What::Forget(Forget::Product { brand, .. }) => {
            keys.extend([Key::Tabs, Key::Brand { site: knowledge.brand(brand) }]);
            keys.extend((!slices.settings.rules.is_empty()).then_some(Key::Gists));
        }
        What::MadeRoom { brand } => keys.push(Key::Brand { site: brand.clone() }),
        What::Forget(Forget::Since { time: from } | Forget::Between { from, .. }) => {
            keys.extend([Key::Tabs, Key::Gists]);
            keys.extend(touched_since(slices, *from).map(|site| Key::Brand { site: site.clone() }));
        }
        What::Forget(_) => keys.extend([Key::Tabs, Key::Brands]),
        What::Tick => {
            let (expiry, rules) = (expiry_due(slices, fact.time), !slices.settings.rules.is_empty());
            if expiry {
                keys.push(Key::Gists);
                keys.extend(outdated(slices, fact.time).into_iter().map(|site| Key::Brand { site }));
            }
            if slices.totals.unsettled.is_some() {
                keys.push(Key::Gists);
                keys.extend(unsettled(slices).into_iter().map(|site| Key::Brand { site }));
            }
            let quiet_ends = slices.settings.quiet_until.is_some_and(|until| until <= fact.time);
            if quiet_ends || expiry && rules {
                keys.push(Key::Tabs);
            }
        }
        _ => {}
    }
    keys.retain(|key| match key {
        Key::Tab { id } => !slices.all_tabs && !slices.tabs.contains_key(id),
        Key::Brand { site } => !slices.all_brands && !slices.brands.contains_key(site),
        Key::Tabs => !slices.all_tabs,
        Key::Brands => !slices.all_brands,
        Key::Gists => !slices.all_brands && slices.gists.is_none(),
        Key::Settings | Key::Totals => false,
    });
    keys.order();
    keys.dedup();
    keys
}

/// Whether the rules by record change, or what matters in a record: then every brand is weighed, by its gist.
fn weighs(what: &What) -> bool {
    match what {
        What::Set(setting) => matches!(setting, Setting::Rule { .. } | Setting::Matters { .. }),
        What::Together { said } => said.iter().any(|what| matches!(what, What::Set(_)) && weighs(what)),
        _ => false,
    }
}

/// Expiry runs once an hour.
pub(super) fn expiry_due(slices: &Slices, now: Millis) -> bool {
    hour(now) > hour(slices.totals.expired)
}

/// Most brands that one tick reads and writes: nobody's click waits for more.
pub(super) const PORTION: usize = 20;

/// The brands that hold something older than the person chose, the oldest first, one portion of them.
pub(super) fn outdated(slices: &Slices, now: Millis) -> Vec<Site> {
    let horizon = horizon(&slices.settings, now);
    let at_hand = slices.brands.iter().filter_map(|(site, brand)| Some((brand.oldest()?, site)));
    let stored = slices.stored_gists().map(|gist| (gist.oldest, &gist.site));
    let mut old: Vec<(Millis, &Site)> =
        at_hand.chain(stored).filter(|(oldest, _)| *oldest < horizon).collect();
    old.order();
    old.into_iter().take(PORTION).map(|(_, site)| site.clone()).collect()
}

/// Brands not at hand that hold something from a moment on, or may: what is older is not touched by what is forgotten
/// from there on, and explains nothing that came later.
fn touched_since(slices: &Slices, from: Millis) -> impl Iterator<Item = &Site> {
    let touched = move |gist: &&Gist| gist.known.as_ref().is_none_or(|known| known.newest >= from);
    slices.stored_gists().filter(touched).map(|gist| &gist.site)
}

/// The next brands, in order of their sites, that were met since something was explained by less than is known now.
pub(super) fn unsettled(slices: &Slices) -> Vec<Site> {
    let Some((since, after)) = &slices.totals.unsettled else { return Vec::new() };
    let at_hand = slices.brands.iter().map(|(site, brand)| (last_met(brand), site));
    let stored = slices.stored_gists().filter_map(|gist| Some((Some(gist.known.as_ref()?.last), &gist.site)));
    let met =
        at_hand.chain(stored).filter(|(last, site)| last.is_some_and(|last| last >= *since) && *site > after);
    let mut sites: Vec<&Site> = met.map(|(_, site)| site).collect();
    sites.order();
    sites.into_iter().take(PORTION).cloned().collect()
}

/// The brand of the page, and those of the ads that the fact may change.
fn brands_of(knowledge: &Knowledge, slices: &Slices, tab: &Tab, fact: &Fact, keys: &mut Vec<Key>) {
    let page = |site: &Site| (!site.0.is_empty()).then(|| Key::Brand { site: knowledge.brand(site) });
    let mut changed = None;
    match &fact.what {
        What::Request(_)
        | What::Redirected { .. }
        | What::Ended { .. }
        | What::Page(_)
        | What::Prompt(_)
        | What::Typed { .. }
        | What::Consent(_) => {
            keys.extend(page(&tab.page.site));
            let stops = matches!(&fact.what, What::Request(request) if says_stop(&request.url));
            if fact.frame.0 == 0 && !stops {
                return;
            }
        }
        What::Navigated { parent: Some(_), .. } | What::Stopped { .. } => {}
        What::Ads { candidates } => {
            changed.insert(tab.clone()).note_candidates(fact.frame, fact.time, candidates);
        }
        What::Slots { slots } => changed.insert(tab.clone()).note_slots(fact.frame, fact.time, slots),
        What::Detail { said } => changed.insert(tab.clone()).note_details(fact.frame, said),
        _ => return,
    }
    let tab = changed.as_ref().unwrap_or(tab);
    if tab.candidates.is_empty() && tab.slots.is_empty() {
        return;
    }
    let advertisers = join(knowledge, tab, &slices.settings, fact).into_iter().filter_map(|ad| ad.advertiser);
    keys.extend(advertisers.map(|a| Key::Brand { site: knowledge.brand(&a.site) }));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::Command;
    use crate::engine::step;
    use crate::fact::{AdCandidate, AdLink, Rect, Regime, RequestFact, RequestKind};
    use crate::id::{DocumentId, FrameId, RequestId, Seq, TabId};
    use crate::memory::{Brand, Settings};
    use crate::sorted::SortedMap;

    const NOW: Millis = Millis(100 * Millis::DAY);

    fn tick(minutes: i64) -> Fact {
        Fact {
            seq: Seq(0),
            time: NOW.plus(minutes * Millis::MINUTE),
            tz: 0,
            tab: None,
            frame: FrameId(0),
            document: DocumentId::default(),
            regime: Regime::default(),
            what: What::Tick,
        }
    }

    /// Fifty brands, every one a day older than the one before; what is older than two weeks has to go.
    fn brands() -> impl Iterator<Item = (Site, Brand)> {
        (0..50).map(|days| {
            let site = Site(format!("brand-{days}.example"));
            let statement = Some((NOW.plus(-days * Millis::DAY), None));
            (site.clone(), Brand { site, statement, ..Brand::default() })
        })
    }

    /// Brands of an earlier Candor, of which no gist was kept, are read by and by, and not by one tick.
    #[test]
    fn what_nobody_has_read_yet_makes_no_tick_wait() {
        let unread = brands().map(|(site, _)| (site.clone(), Gist::unread(site)));
        let settings = Settings { remember: true, ..Settings::default() };
        let slices = Slices { settings, gists: Some(unread.collect()), ..Slices::default() };
        assert_eq!(needs(&Knowledge::for_tests(), &slices, &tick(0)), []);
    }

    /// What an ad's menu tells may come from the page around it: the ad's brand is there before it is written to.
    #[test]
    fn what_an_ad_is_told_needs_its_brand() {
        let knowledge = Knowledge::for_tests();
        let link = AdLink {
            href: "https://googleads.g.doubleclick.net/aclk?sa=l&ai=x&adurl=https%3A%2F%2Fshop.example%2Fp"
                .into(),
            text: "".into(),
        };
        let candidate = AdCandidate {
            rect: Rect { x: 0, y: 0, width: 300, height: 250 },
            markup: Some("google".into()),
            links: vec![link],
            ..AdCandidate::default()
        };
        let id = TabId(1);
        let mut tab = Tab { id, ..Tab::default() };
        tab.note_candidates(FrameId(7), NOW, &[candidate]);
        let settings = Settings { remember: true, ..Settings::default() };
        let slices = Slices { settings, tabs: [(id, tab)].into_iter().collect(), ..Slices::default() };
        let asks = |label: &str| {
            let url = format!("https://googleads.g.doubleclick.net/pagead/interaction/?label={label}");
            let request = RequestFact {
                request: RequestId("1".into()),
                url,
                method: "GET".into(),
                kind: RequestKind::Image,
                initiator: None,
                body: None,
            };
            needs(&knowledge, &slices, &Fact { tab: Some(id), what: What::Request(request), ..tick(0) })
        };
        assert_eq!(asks("mute_survey_option"), [Key::Brand { site: Site("shop.example".into()) }]);
        assert_eq!(asks("user_feedback_menu_interaction"), []);
    }

    /// "Forget the last hour" reads whom the hour has met, and comes to what it comes to where all is at hand.
    #[test]
    fn only_those_are_read_of_whom_something_is_forgotten() {
        let knowledge = Knowledge::for_tests();
        let settings = Settings { remember: true, ..Settings::default() };
        let days = |days: i64| NOW.plus(-days * Millis::DAY - Millis::HOUR);
        let rows = [
            (Forget::Since { time: days(2) }, 3),
            (Forget::Between { from: days(4), to: days(2) }, 5),
            (Forget::Since { time: NOW.plus(1) }, 0),
        ];
        for (forget, read) in rows {
            let fact = Fact { what: What::Forget(forget), ..tick(0) };
            let gists = brands().filter_map(|(site, brand)| Some((site, Gist::of(&brand)?))).collect();
            let mut live = Slices {
                settings: settings.clone(),
                gists: Some(gists),
                all_tabs: true,
                ..Slices::default()
            };
            let needed = needs(&knowledge, &live, &fact);
            assert_eq!(needed.len(), read, "{:?}", fact.what);
            let disk: SortedMap<Site, Brand> = brands().collect();
            for key in needed {
                let Key::Brand { site } = key else { panic!("{key:?} is not needed") };
                live.brands.insert(site.clone(), disk.get(&site).cloned().unwrap_or_default());
            }
            let mut replayed = Slices {
                settings: settings.clone(),
                all_brands: true,
                all_tabs: true,
                brands: disk,
                ..Slices::default()
            };
            assert_eq!(
                step(&knowledge, &mut live, fact.clone()),
                step(&knowledge, &mut replayed, fact),
                "a replay forgets the same"
            );
            let left: Vec<Site> = live.gists().map(|gist| gist.site.clone()).collect();
            assert_eq!(left.len(), replayed.brands.len(), "and lists count the same");
            assert!(left.iter().all(|site| replayed.brands.contains_key(site)));
        }
    }

    /// As the shell does it: only what is asked for is read.
    #[test]
    fn what_is_too_old_is_read_in_portions_and_nothing_else() {
        let knowledge = Knowledge::for_tests();
        let settings = Settings { remember: true, ..Settings::default() };
        let mut live = Slices { settings: settings.clone(), ..Slices::default() };
        let mut replayed =
            Slices { settings, all_brands: true, brands: brands().collect(), ..Slices::default() };
        let mut disk: SortedMap<Site, Brand> = brands().collect();
        let mut read = [0; 4];
        for (minute, read) in (0..).zip(&mut read) {
            let fact = tick(minute);
            loop {
                let missing = needs(&knowledge, &live, &fact);
                if missing.is_empty() {
                    break;
                }
                for key in missing {
                    match key {
                        Key::Gists => {
                            let gists =
                                disk.values().filter_map(Gist::of).map(|gist| (gist.site.clone(), gist));
                            live.gists = Some(gists.collect());
                        }
                        Key::Brand { site } => {
                            *read += 1;
                            live.brands.insert(site.clone(), disk.get(&site).cloned().unwrap_or_default());
                        }
                        other => panic!("{other:?} is not needed"),
                    }
                }
            }
            let commands = step(&knowledge, &mut live, fact.clone());
            assert_eq!(
                commands,
                step(&knowledge, &mut replayed, fact),
                "a replay forgets the same at the same tick"
            );
            for command in commands {
                if let Command::Remove { key: Key::Brand { site } } = command {
                    disk.remove(&site);
                    live.gists.as_mut().expect("asked for").remove(&site);
                }
            }
        }
        assert_eq!(read, [20, 16, 0, 0], "the oldest first, and no tick more than a portion");
        assert_eq!(disk, replayed.brands);
        assert_eq!(disk.len(), 14, "of the second tick on, fourteen days are a minute too long");
        assert_eq!(live.totals.expired, NOW.plus(Millis::MINUTE));
    }
}
