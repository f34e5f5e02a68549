//! Room: what is remembered takes no more than a set space on the disk, whatever comes.
//!
//! The brand that was not met for the longest goes first, with all that was seen of it: that is what would be the
//! first to expire. What the person said of its ads stays, and choices lie elsewhere and never make room. What a
//! brand takes only the disk knows, so the shell asks [`makes_room`] once time has passed; that a brand made room is a
//! fact ([`crate::fact::What::MadeRoom`]), which a log replays, and a gap that explanations and settings tell of.

use crate::gist::Gist;
use crate::id::Millis;
use crate::site::Site;
use crate::sorted::SortedMap;

/// What brands may take with their gists, in bytes as the database is handed them. A million pieces of evidence of ten
/// thousand brands are 43 MB so (their gists are 11 of these), of which Chromium makes 40 on the disk. It keeps some 5
/// more of what was let go or written anew, until it tidies up (`./build.sh measure`); 50 are allowed.
pub const ROOM: u64 = 44 << 20;

/// The brand that makes room next; none where all fits, or where only the person's own words are left.
#[must_use]
pub fn makes_room(gists: &SortedMap<Site, Gist>) -> Option<Site> {
    if taken(gists) <= ROOM {
        return None;
    }
    let known = gists.values().filter_map(|gist| Some((gist.known.as_ref()?.last, &gist.site)));
    // What was never met holds words only.
    known.filter(|(last, _)| *last > Millis::default()).min().map(|(_, site)| site.clone())
}

/// What all brands take with their gists, in bytes.
fn taken(gists: &SortedMap<Site, Gist>) -> u64 {
    gists.values().filter_map(|gist| gist.known.as_ref()).map(|known| u64::from(known.bytes)).sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::command::{Command, Key};
    use crate::engine::{Slices, needs, step};
    use crate::fact::{Choice, Fact, Regime, Scope, What};
    use crate::gist::last_met;
    use crate::id::{DocumentId, FrameId, Seq};
    use crate::knowledge::Knowledge;
    use crate::memory::{Brand, Settings};
    use crate::trust::laws;

    fn made_room(brand: Site) -> Fact {
        Fact {
            seq: Seq(0),
            time: laws::START.plus(100 * Millis::DAY),
            tz: 0,
            tab: None,
            frame: FrameId(0),
            document: DocumentId::default(),
            regime: Regime::default(),
            what: What::MadeRoom { brand },
        }
    }

    /// As the disk has it, where a brand takes so many bytes.
    fn gist(brand: &Brand, bytes: u32) -> Option<Gist> {
        let mut gist = Gist::of(brand)?;
        gist.known.as_mut()?.bytes = bytes;
        Some(gist)
    }

    /// What the person said of any brands.
    fn words(brands: &SortedMap<Site, Brand>) -> Vec<impl PartialEq + std::fmt::Debug + use<>> {
        let said = brands.values().filter(|brand| brand.holds_words());
        said.map(|brand| {
            (brand.site.clone(), brand.corrections.clone(), brand.stops.clone(), brand.statement)
        })
        .collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        /// However many brands and however large: in the end all fits, nothing goes that was met later than something
        /// that stays, nothing goes where all fits, and no word of the person's goes at all.
        #[test]
        fn all_fits_in_the_end(met in proptest::collection::vec((laws::brand(), 0..12_u32 << 20), 0..12)) {
            let knowledge = Knowledge::for_tests();
            let choices = vec![(Scope::Brand { brand: Site("brand-0.example".into()) }, Choice::Quiet, laws::START)];
            let settings = Settings { choices, remember: true, ..Settings::default() };
            let mut slices = Slices { settings: settings.clone(), ..Slices::default() };
            let mut gists = SortedMap::new();
            for (at, (brand, bytes)) in met.into_iter().enumerate() {
                let site = Site(format!("brand-{at}.example"));
                let brand = Brand { site: site.clone(), ..brand };
                if let Some(gist) = gist(&brand, bytes) {
                    gists.insert(site.clone(), gist);
                    slices.brands.insert(site, brand);
                }
            }
            let (said, all) = (words(&slices.brands), slices.brands.clone());
            let last = |brand: &Brand| last_met(brand).unwrap_or_default();
            let mut gone = 0;
            while let Some(site) = makes_room(&gists) {
                prop_assert!(taken(&gists) > ROOM, "nobody goes where all fits");
                let goes = all.get(&site).map(last).unwrap_or_default();
                let stays = |brand: &Brand| last(brand) >= goes || last_met(brand).is_none();
                prop_assert!(slices.brands.values().all(stays), "the one that was not met for the longest");
                step(&knowledge, &mut slices, made_room(site.clone()));
                match slices.brands.get(&site) {
                    Some(left) => gists.insert(site, gist(left, 400).expect("words")),
                    None => gists.remove(&site),
                };
                gone += 1;
                prop_assert!(gone <= all.len(), "it ends");
            }
            prop_assert!(taken(&gists) <= ROOM);
            prop_assert_eq!(words(&slices.brands), said);
            prop_assert_eq!(&slices.settings, &settings);
            let pieces = |brands: &SortedMap<Site, Brand>| brands.values().map(Brand::pieces).sum::<usize>();
            let counted = slices.totals.made_room.map_or((0, 0), |(brands, pieces, _)| (brands, pieces));
            let lost = pieces(&all) - pieces(&slices.brands);
            prop_assert_eq!(counted, (gone as u64, lost as u64), "counted, as a gap");
        }
    }

    /// The brand is asked for, and taken off the disk or written anew.
    #[test]
    fn the_disk_follows() {
        let knowledge = Knowledge::for_tests();
        let whole = laws::one_of_each();
        let site = whole.site.clone();
        let key = Key::Brand { site: site.clone() };
        let seen = Brand { corrections: Vec::new(), stops: Vec::new(), statement: None, ..whole.clone() };
        let rows = [
            (seen, Command::Remove { key: key.clone() }),
            (whole, Command::Save { key: key.clone(), durable: false }),
        ];
        for (brand, command) in rows {
            let mut slices = Slices::default();
            let needed = needs(&knowledge, &slices, &made_room(site.clone()));
            assert_eq!(needed, std::slice::from_ref(&key));
            slices.brands.insert(site.clone(), brand);
            assert!(step(&knowledge, &mut slices, made_room(site.clone())).contains(&command));
        }
    }
}
