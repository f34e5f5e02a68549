//! The gist of a brand: what lists say of it and policy decides by, kept beside it so that nobody reads it.
//!
//! A person's ten thousand brands hold a million pieces of evidence, and reading them takes half a minute;
//! their gists take a fraction of a second. So whatever is shown or decided of many brands at once comes from
//! here: their lists, what companies heard, rules by record, and which of them hold something too old.
//! What changes by itself (a record fades) or by a setting is not in it: that is worked out when it is read.

use serde::{Deserialize, Serialize};

use crate::id::Millis;
use crate::json;
use crate::memory::{Brand, Heard};
use crate::site::Site;
use crate::sorted::SortedSet;
use crate::trust::Tally;

/// What a gist says and how the trust model counts. Raise it with every change of either: what an earlier
/// Candor wrote is then read anew, brand by brand (a test below tells).
const FORM: u32 = 3;

/// A break in what the person did after which they came back: a new visit, as web analytics counts.
const BREAK: i64 = 30 * Millis::MINUTE;

/// What is known of a brand without reading it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gist {
    /// The brand.
    pub site: Site,
    /// Its oldest piece of evidence.
    pub oldest: Millis,
    /// All the rest; none where the brand has to be read for it first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known: Option<Known>,
}

/// What lists say of a brand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    form: u32,
    /// Its name.
    pub name: String,
    /// Ads of it that were seen.
    pub ads: u32,
    /// Visits to its site.
    pub visits: u32,
    /// When it was last met.
    pub last: Millis,
    /// Its newest piece of evidence.
    #[serde(default)]
    pub newest: Millis,
    /// Pieces of evidence in all.
    pub pieces: u32,
    /// The person's own words are among them.
    pub said: bool,
    /// What it takes on the disk with its gist, in bytes; whoever writes it there says so ([`crate::room`]).
    #[serde(default)]
    pub bytes: u32,
    /// What its record is made of.
    pub tally: Tally,
    /// What companies heard, as a text: only lists of companies take it apart.
    heard: String,
}

impl Gist {
    /// The gist of a brand; none where nothing is remembered of it.
    #[must_use]
    pub fn of(brand: &Brand) -> Option<Self> {
        let oldest = brand.oldest()?;
        Some(Self { site: brand.site.clone(), oldest, known: Some(Known::of(brand)) })
    }

    /// A brand of which nothing else is known yet. Nothing in it counts as old before it was read: a tick that
    /// looked for what has to go would read all such brands at once.
    #[must_use]
    pub const fn unread(site: Site) -> Self {
        Self { site, oldest: Millis(i64::MAX), known: None }
    }

    /// As it was stored. What was written in another form has to be read anew.
    #[must_use]
    pub fn stored(mut self) -> Self {
        self.known.take_if(|known| known.form != FORM);
        self
    }
}

impl Known {
    /// What is known of a brand that is at hand.
    #[must_use]
    pub fn of(brand: &Brand) -> Self {
        let times = visits(brand);
        Self {
            form: FORM,
            name: brand.name.clone(),
            ads: count(brand.ads.len()),
            visits: count(sessions(&times)),
            last: last_met(brand).unwrap_or_default(),
            newest: brand.newest().unwrap_or_default(),
            pieces: count(brand.pieces()),
            said: brand.holds_words(),
            bytes: 0,
            tally: Tally::of(brand),
            heard: serde_json::to_string(&Heard::by_kind(brand)).unwrap_or_default(),
        }
    }

    /// What companies heard from its site.
    #[must_use]
    pub fn heard(&self) -> Vec<Heard> {
        json::read(&self.heard).unwrap_or_default()
    }
}

/// When the brand was last met, on its site or in an ad.
#[must_use]
pub fn last_met(brand: &Brand) -> Option<Millis> {
    let done = brand.visits.iter().map(|visit| visit.time).chain(brand.conduct.iter().map(|view| view.time));
    done.chain(brand.ads.iter().map(|ad| ad.time)).max()
}

/// When the person did something on the brand's site.
fn visits(brand: &Brand) -> Vec<Millis> {
    let done = brand.visits.iter().map(|visit| visit.time);
    let times: SortedSet<Millis> = done.chain(brand.conduct.iter().map(|view| view.time)).collect();
    times.into_iter().collect()
}

fn sessions(times: &[Millis]) -> usize {
    let breaks = times.windows(2).filter(|pair| matches!(pair, [a, b] if b.since(*a) > BREAK)).count();
    if times.is_empty() { 0 } else { breaks + 1 }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::engine::Slices;
    use crate::fact::{Choice, Grade, Scope};
    use crate::knowledge::Knowledge;
    use crate::memory::Settings;
    use crate::stored::{decode, encode};
    use crate::trust::laws;
    use crate::view::{Ask, BrandsShown, Sieve, SortedBy, Stored, answer};

    /// As the disk gives it back.
    fn read_back(brand: &Brand) -> Option<Gist> {
        Some(decode::<Gist>(&encode(&Gist::of(brand)?).expect("encodes")).expect("decodes").stored())
    }

    fn lists(days: i64) -> Vec<(Ask, Millis)> {
        let sieve = |only, order| Sieve { only, order, most: 7, ..Sieve::default() };
        let rules = [Choice::Hide, Choice::Allow].into_iter().zip([Grade::Mixed, Grade::Careful]).collect();
        let asks = [
            Ask::Brands { sieve: Sieve::default() },
            Ask::Brands { sieve: sieve(BrandsShown::Ads, SortedBy::Ads) },
            Ask::Brands { sieve: sieve(BrandsShown::Visited, SortedBy::Name) },
            Ask::Brands {
                sieve: Sieve {
                    grade: Some(Grade::Broke),
                    search: "-1".into(),
                    ..sieve(BrandsShown::All, SortedBy::Visits)
                },
            },
            Ask::Companies { search: "o".into(), most: 2 },
            Ask::Company { name: "Criteo".into() },
            Ask::Rules { rules },
        ];
        let now = laws::START.plus(days * Millis::DAY + 5 * Millis::HOUR);
        asks.into_iter().map(|ask| (ask, now)).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        /// What a list says from gists is exactly what it says from the whole brands, whenever it is asked.
        #[test]
        fn lists_from_gists_are_lists_of_brands(
            brands in proptest::collection::vec(laws::brand(), 1..10), settings in laws::weighting(), days in 60..400_i64,
        ) {
            let knowledge = Knowledge::for_tests();
            let named = |(at, brand): (usize, Brand)| {
                let site = Site(format!("brand-{at}.example"));
                (site.clone(), Brand { site, name: format!("Brand {}", 9 - at), ..brand })
            };
            let choices = vec![(Scope::Brand { brand: Site("brand-2.example".into()) }, Choice::Quiet, laws::START)];
            let settings = Settings { choices, ..settings };
            let whole = Slices {
                settings: settings.clone(),
                brands: brands.into_iter().enumerate().map(named).collect(),
                all_brands: true,
                ..Slices::default()
            };
            let gists = whole.brands.values().filter_map(read_back).map(|gist| (gist.site.clone(), gist));
            let stored = Slices { settings, gists: Some(gists.collect()), ..Slices::default() };
            for (ask, now) in lists(days) {
                let of = |slices: &Slices| answer(&knowledge, slices, &Stored::default(), &ask, now);
                prop_assert_eq!(of(&stored), of(&whole), "{:?}", ask);
            }
        }
    }

    #[test]
    fn visits_are_counted_by_breaks() {
        let at = |minutes: &[i64]| minutes.iter().map(|m| Millis(m * Millis::MINUTE)).collect::<Vec<_>>();
        for (minutes, visits) in
            [(&[][..], 0), (&[5], 1), (&[0, 10, 20], 1), (&[0, 30, 61], 2), (&[0, 31, 62], 3)]
        {
            assert_eq!(sessions(&at(minutes)), visits, "{minutes:?}");
        }
    }

    /// What an earlier Candor wrote says how old the brand is, and nothing more until it is read.
    #[test]
    fn an_earlier_form_is_read_anew() {
        let before: Gist = decode(r#"{"v":1,"data":{"site":"shop.example","oldest":7}}"#).expect("decodes");
        assert_eq!(
            before.stored(),
            Gist { site: Site("shop.example".into()), oldest: Millis(7), known: None }
        );
        let brand = laws::one_of_each();
        let now = Gist::of(&brand).expect("remembered");
        assert_eq!(now.clone().stored(), now);
        // Where this changes, what people have stored has to be read anew: raise `FORM`.
        expect_test::expect![[r#"{"v":1,"data":{"site":"shop.example","oldest":1767340800000,"known":{"form":3,"name":"Shop","ads":3,"visits":2,"last":1767513600000,"newest":1767600000000,"pieces":8,"said":true,"bytes":0,"tally":[0,20455,0,1000,0,20457,1400,0,1,20455,500,0,2,20457,1000,0,5,20457,300,0,8,20455,0,200,8,20456,0,400,12,20458,1000,0,13,20455,0,300],"heard":"[{\"company\":\"Criteo\",\"function\":\"retargeting\",\"event\":\"view\",\"messages\":1,\"last\":1767340800002,\"told\":1767340800002}]"}}}"#]].assert_eq(&encode(&now).expect("encodes"));
        let text = encode(&now).expect("encodes").replace(&format!(r#""form":{FORM}"#), r#""form":0"#);
        assert_eq!(decode::<Gist>(&text).expect("decodes").stored().known, None);
    }
}
