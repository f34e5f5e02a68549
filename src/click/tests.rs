use proptest::prelude::*;

use super::*;

const LINKS: &str = include_str!("../../tests/click/links.tsv");

/// System, landing, link; `-` for none.
fn rows() -> impl Iterator<Item = (Option<&'static str>, Option<&'static str>, &'static str)> {
    let said = |text: &'static str| Some(text).filter(|text| *text != "-");
    LINKS.lines().filter(|line| !line.starts_with('#')).map(move |line| {
        let mut cells = line.split('\t');
        let mut next = || cells.next().expect("three cells");
        (said(next()), said(next()), next())
    })
}

#[test]
fn links_lead_where_they_lead() {
    for (system, landing, link) in rows() {
        let click = unwrap(link).unwrap_or_default();
        assert_eq!((click.system.as_deref(), click.landing.as_deref()), (system, landing), "{link}");
    }
}

#[test]
fn every_system_has_a_row() {
    let tested: Vec<_> = rows().filter_map(|(system, _, _)| system).collect();
    for system in SYSTEMS {
        assert!(tested.contains(&system.id), "{}", system.id);
    }
}

#[test]
fn about_ads() {
    for link in [
        "https://adssettings.google.com/whythisad?source=display&reasons=abc",
        "https://privacy.eu.criteo.com/adchoices?cppv=3&cpp=a",
        "https://popup.taboola.com/en/?template=x",
        "https://preferences-mgr.trustarc.com/?pid=1",
        "http://www.aboutads.info/choices",
        "https://app.adroll.com/optout/safari",
        "https://account.microsoft.com/privacy/ad-settings",
        "https://googleads.g.doubleclick.net/aclk?adurl=https://youradchoices.com/",
    ] {
        assert!(is_about_ads(link), "{link}");
    }
    for link in ["https://shop.example/adchoices", "https://www.criteo.com/", "https://store.google.com/ads"]
    {
        assert!(!is_about_ads(link), "{link}");
    }
}

/// A link made of the click systems' own parts, nested at random.
fn links() -> impl Strategy<Value = String> {
    let rows: Vec<String> = rows().map(|(_, _, link)| link.to_owned()).collect();
    let leaf = prop_oneof![proptest::sample::select(rows.clone()), "[ -~]{0,40}", any::<String>()];
    leaf.prop_recursive(6, 24, 2, move |inner| {
        (proptest::sample::select(rows.clone()), inner, any::<bool>(), any::<proptest::sample::Index>())
            .prop_map(|(outer, inner, encoded, at)| {
                let inner = if encoded { crate::percent::encode(&inner) } else { inner };
                let cut = at.index(outer.len() + 1);
                let cut = (0..=cut).rev().find(|cut| outer.is_char_boundary(*cut)).unwrap_or(0);
                [&outer[..cut], &inner].concat()
            })
    })
}

proptest! {
    /// Whatever stands in a link: no panic, and a landing page is an address of the web that no
    /// click system owns.
    #[test]
    fn landing_is_never_an_intermediary(link in links()) {
        let _ = is_about_ads(&link);
        if let Some(landing) = unwrap(&link).and_then(|click| click.landing) {
            prop_assert!(is_landing(&landing), "{}", landing);
            let again = system_of(&landing);
            prop_assert!(again.is_none_or(|system| system.direct), "{}", landing);
        }
    }
}
