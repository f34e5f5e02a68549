//! The opened sample pack: sites, companies, brands, and packs that are refused.

use proptest::prelude::*;

use super::compile::{Tables, sample};
use super::{Knowledge, PackError};
use crate::classify::{Request, classify};
use crate::fact::RequestKind;
use crate::site::Site;

#[test]
fn sites() {
    let knowledge = Knowledge::for_tests();
    for (host, site) in [
        ("www.shop.example", "shop.example"),
        ("WWW.Shop.Example", "shop.example"),
        ("a.b.shop.co.uk", "shop.co.uk"),
        ("co.uk", "co.uk"),
        ("trail.myshopify.com", "trail.myshopify.com"),
        ("www.trail.myshopify.com", "trail.myshopify.com"),
        ("myshopify.com", "myshopify.com"),
        ("a.s3.amazonaws.com", "a.s3.amazonaws.com"),
        ("x.amazonaws.com", "amazonaws.com"),
        ("a.b.ck", "a.b.ck"),
        ("x.a.b.ck", "a.b.ck"),
        ("www.ck", "www.ck"),
        ("a.www.ck", "www.ck"),
        ("unlisted.suffix", "unlisted.suffix"),
        ("x.unlisted.suffix", "unlisted.suffix"),
        ("localhost", "localhost"),
        ("127.0.0.1", "127.0.0.1"),
        ("2001:db8::1", "2001:db8::1"),
        ("shop.example.", "shop.example"),
        ("", ""),
    ] {
        assert_eq!(knowledge.site(host), Site(site.to_owned()), "{host}");
    }
}

#[test]
fn companies_have_names_owners_and_hosts() {
    let knowledge = Knowledge::for_tests();
    let company = |host| knowledge.company_of(host).and_then(|id| knowledge.company(id));
    let found = company("secure.adnxs.com").expect("known");
    assert_eq!((found.name, found.parent, found.origin), ("Xandr", Some("Microsoft"), "candor"));
    assert_eq!(company("nobody.example"), None);
    assert!(knowledge.company_hosts("Criteo").contains(&"criteo.com"));
    assert!(knowledge.company_hosts("Nobody").is_empty());
    let following = knowledge.following_hosts();
    assert!(following.contains(&"criteo.com") && !following.contains(&"dis.criteo.com"));
    assert!(!following.contains(&"cookielaw.org") && !following.contains(&"google.com"));
    assert!(knowledge.following_paths().contains(&"||google.com/pagead/1p-user-list"));
}

#[test]
fn brands_have_names_and_merge() {
    let knowledge = Knowledge::for_tests();
    let site = |text: &str| Site(text.to_owned());
    assert_eq!(knowledge.brand_name(&site("wayfair.com")).map(|name| name.name), Some("Wayfair"));
    assert_eq!(knowledge.brand_name(&site("nobody.example")), None);
    assert_eq!(knowledge.brand(&site("zalando.fr")), site("zalando.de"));
    assert_eq!(knowledge.brand(&site("zalando.de")), site("zalando.de"));
    let sites = knowledge.brand_sites(&site("zalando.de"));
    assert!(sites[0] == site("zalando.de") && sites.contains(&site("zalando.fr")));
}

#[test]
fn own_tables_are_sound() {
    let tables = Tables::own().expect("well formed");
    for row in tables.companies.addresses() {
        let (host, _) = row.split();
        assert!(!host.is_empty() && tables.companies.function(row).is_some(), "{row:?} says nothing");
    }
}

#[test]
fn what_is_no_pack_is_refused() {
    assert_eq!(Knowledge::open(Vec::new()).err(), Some(PackError::NotAPack));
    let mut pack = sample().pack.clone();
    pack[4] = 99;
    assert_eq!(Knowledge::open(pack).err(), Some(PackError::Version { found: 99 }));
}

proptest! {
    #[test]
    fn broken_packs_are_refused_not_fatal(cut in 0_usize..200_000, flip in 0_usize..200_000, bit in 0_u8..8) {
        let mut pack = sample().pack.clone();
        let at = flip % pack.len();
        pack[at] ^= 1 << bit;
        prop_assert!(Knowledge::open(pack.clone()).is_err());
        pack[at] ^= 1 << bit;
        pack.truncate(cut % pack.len());
        prop_assert!(Knowledge::open(pack).is_err());
    }

    /// A hostile pack may carry the right checksum; then it may tell lies, but nothing breaks.
    #[test]
    fn sealed_nonsense_is_harmless(at in prop::collection::vec((16_usize..200_000, any::<u32>()), 1..40), url in ".{0,80}") {
        let mut pack = sample().pack.clone();
        for (place, word) in at {
            let place = 16 + place % (pack.len() - 20);
            pack[place..place + 4].copy_from_slice(&word.to_le_bytes());
        }
        let sum = super::hash::checksum(&pack[16..]);
        pack[8..16].copy_from_slice(&sum.to_le_bytes());
        if let Ok(knowledge) = Knowledge::open(pack) {
            for url in ["https://www.google.com/pagead/1p-user-list/1", "https://dis.criteo.com/a-ad-banner.png", &url] {
                for source in ["https://shop.example/", "https://scripts.example/"] {
                    let request = Request { url, source, kind: RequestKind::Image, method: "GET" };
                    let verdict = classify(&knowledge, &request);
                    let _ = verdict.company.and_then(|id| knowledge.company(id));
                }
            }
            let _ = (knowledge.following_hosts(), knowledge.company_hosts("Criteo"), knowledge.version());
        }
    }
}
