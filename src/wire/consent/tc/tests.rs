//! Strings made bit by bit, read here and by crate `iab_gpp`.

use std::collections::BTreeSet;

use iab_gpp::sections::tcfeuv2::TcfEuV2;
use proptest::prelude::*;

use super::*;

/// Writes bits as letters.
#[derive(Default)]
struct Writer(Vec<bool>);

impl Writer {
    fn number(&mut self, value: u32, count: u32) -> &mut Self {
        self.0.extend((0..count).rev().map(|place| value >> place & 1 == 1));
        self
    }

    fn vendors(&mut self, vendors: &BTreeSet<u16>, as_ranges: bool) -> &mut Self {
        let most = vendors.last().copied().unwrap_or_default();
        self.number(u32::from(most), 16).number(u32::from(as_ranges), 1);
        if as_ranges {
            self.number(vendors.len() as u32, 12);
            for (place, vendor) in vendors.iter().enumerate() {
                // Every second one as a range of one.
                self.number(u32::from(place % 2 == 1), 1).number(u32::from(*vendor), 16);
                if place % 2 == 1 {
                    self.number(u32::from(*vendor), 16);
                }
            }
        } else {
            (1..=most).for_each(|vendor| {
                self.number(u32::from(vendors.contains(&vendor)), 1);
            });
        }
        self
    }

    fn letters(&self) -> String {
        const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        // Whole bytes, as those who write such strings do.
        let mut bits = self.0.clone();
        bits.resize(bits.len().next_multiple_of(8).next_multiple_of(6), false);
        let value = |six: &[bool]| six.iter().fold(0, |value, bit| value << 1 | usize::from(*bit));
        bits.chunks(6).map(|six| char::from(LETTERS[value(six)])).collect()
    }
}

struct Made<'v> {
    purposes: u32,
    interests: u32,
    features: u32,
    vendors: [&'v BTreeSet<u16>; 3],
    as_ranges: [bool; 3],
}

fn made(made: &Made<'_>) -> String {
    let mut core = Writer::default();
    core.number(2, 6).number(0x1234_5678, 32).number(5, 4).number(0x8765_4321, 32).number(9, 4);
    core.number(28, 12).number(3, 12).number(1, 6).number(0b000_100_001_101, 12).number(210, 12);
    core.number(5, 6).number(0b10, 2).number(made.features, 12);
    core.number(made.purposes, 24).number(made.interests, 24).number(0, 1).number(0, 12);
    core.vendors(made.vendors[0], made.as_ranges[0]).vendors(made.vendors[1], made.as_ranges[1]);
    core.number(0, 12);
    let mut disclosed = Writer::default();
    disclosed.number(DISCLOSED, 3).vendors(made.vendors[2], made.as_ranges[2]);
    format!("{}.{}", core.letters(), disclosed.letters())
}

fn vendors() -> impl Strategy<Value = BTreeSet<u16>> {
    proptest::collection::btree_set(1..1500_u16, 0..60)
}

fn numbers(vendors: &Vendors) -> BTreeSet<u16> {
    (0..2000).filter(|vendor| vendors.contains(*vendor)).collect()
}

proptest! {
    #[test]
    fn reads_as_the_crate_does(
        purposes in 0..1_u32 << 24, interests in 0..1_u32 << 24, features in 0..1_u32 << 12,
        vendors in [vendors(), vendors(), vendors()], as_ranges: [bool; 3],
    ) {
        let vendors = vendors.each_ref();
        let text = made(&Made { purposes, interests, features, vendors, as_ranges });
        let ours = TcString::read(&text).expect("ours");
        let theirs: TcfEuV2 = text.parse().expect("theirs");
        prop_assert_eq!(ours.cmp, theirs.core.cmp_id);
        let bits = |set: &BTreeSet<u16>, most: u16| set.iter().fold(0_u32, |bits, n| bits | 1 << (most - n));
        prop_assert_eq!(ours.purposes, bits(&theirs.core.purpose_consents, 24));
        prop_assert_eq!(ours.interests, bits(&theirs.core.purpose_legitimate_interests, 24));
        prop_assert_eq!(u32::from(ours.features), bits(&theirs.core.special_feature_optins, 12));
        let of_ours = [&ours.consented, &ours.interested, &ours.disclosed];
        let theirs = [
            Some(&theirs.core.vendor_consents),
            Some(&theirs.core.vendor_legitimate_interests),
            theirs.disclosed_vendors.as_ref(),
        ];
        for (ours, theirs) in of_ours.into_iter().zip(theirs) {
            let ours = ours.as_ref().expect("a list");
            prop_assert_eq!(ours.count(), theirs.expect("a list").len());
            prop_assert_eq!(&numbers(ours), theirs.expect("a list"));
        }
        prop_assert_eq!(TcString::read(&timeless(&text)), Some(ours), "times are not read");
    }

    #[test]
    fn never_fatal(text in "C[A-Za-z0-9_-]{0,200}(\\.[I-L][A-Za-z0-9_.-]{0,200})?", any in ".{0,60}", cut in 0..400_usize) {
        let text = text.get(..cut).unwrap_or(&text);
        for text in [text, &any] {
            let read = TcString::read(text);
            let count = |list: &Option<Vendors>| list.as_ref().map_or(0, Vendors::count);
            prop_assert!(read.is_none_or(|tc| count(&tc.disclosed) <= 1 << 16));
            prop_assert_eq!(timeless(text).chars().count(), text.chars().count());
        }
    }
}

/// As many ranges as fit, each of all vendors: where a set is filled one by one this takes minutes.
#[test]
fn ranges_are_not_counted_out() {
    let mut segment = Writer::default();
    segment.number(DISCLOSED, 3).number(0xffff, 16).number(1, 1).number(4095, 12);
    for _ in 0..4095 {
        segment.number(1, 1).number(0, 16).number(0xffff, 16);
    }
    let none = BTreeSet::new();
    let core = made(&Made {
        purposes: 0,
        interests: 0,
        features: 0,
        vendors: [&none, &none, &none],
        as_ranges: [false; 3],
    });
    let core = core.split('.').next().unwrap_or_default();
    let read = TcString::read(&format!("{core}.{}", segment.letters())).expect("a string");
    assert_eq!(read.disclosed.map(|vendors| (vendors.count(), vendors.0.len())), Some((1 << 16, 1)));
}

/// Without the segment, or cut within it, nothing is known of who was named.
#[test]
fn what_is_missing_is_not_guessed() {
    let some = BTreeSet::from([21, 91, 755]);
    let text = made(&Made {
        purposes: 0x00ff_c000,
        interests: 0,
        features: 0,
        vendors: [&some, &some, &some],
        as_ranges: [false, true, false],
    });
    let (core, _) = text.split_once('.').expect("two segments");
    let says = |text: &str| {
        TcString::read(text).map(|tc| (tc.says(), tc.consented.is_some(), tc.disclosed.is_some()))
    };
    assert_eq!(says(&text), Some((Says::Granted, true, true)));
    assert_eq!(says(core), Some((Says::Granted, true, false)));
    assert_eq!(says(&text[..text.len() - 3]), Some((Says::Granted, true, false)));
    assert_eq!(says(&text[..40]), Some((Says::Granted, false, false)), "as requests carry it, shortened");
    assert_eq!(says(&text[..30]), None);
}
