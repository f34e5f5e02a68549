//! The opened sample pack: sites, companies, brands, and packs that are refused.

use proptest::prelude::*;

use super::compile::{Tables, sample};
use super::format::{VERSION, layout};
use super::{Knowledge, PackError};
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
    let found = VERSION ^ 1;
    pack[4..8].copy_from_slice(&found.to_le_bytes());
    assert_eq!(Knowledge::open(pack).err(), Some(PackError::Version { found }));
}

/// Another section, another width, another order: another number.
#[test]
fn a_layout_has_a_number_of_its_own() {
    let source = include_str!("format.rs");
    assert!(source.contains("    /// Companies.\n    Companies,\n") && source.contains("WORDS: usize = 6;"));
    let others = [
        source.replace("    /// Companies.\n    Companies,\n", ""),
        source.replace("WORDS: usize = 6;", "WORDS: usize = 5;"),
    ];
    let number = layout(&[source.as_bytes()]);
    assert!(others.iter().all(|other| layout(&[other.as_bytes()]) != number));
    assert_eq!(sample().pack[4..8], VERSION.to_le_bytes());
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
}
