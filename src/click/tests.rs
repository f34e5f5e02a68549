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

/// A link, its chain, and who in it is paid for a sale.
#[test]
fn affiliates_are_marked() {
    let deep = "https://go.skimresources.com/?id=1&url=https%3A%2F%2Fwww.awin1.com%2Fcread.php%3Fued%3Dhttps%253A%252F%252Fshop.example%252F";
    let behind = "https://l.facebook.com/l.php?u=https%3A%2F%2Fshop.pxf.io%2Fc%2F1%2F2%2F3%3Fu%3Dhttps%253A%252F%252Fshop.example%252F";
    for (link, hops, affiliate) in [
        (deep, "skimlinks awin", Some("skimlinks")),
        (behind, "meta impact", Some("impact")),
        ("https://www.amazon.de/dp/B000?tag=news-21", "amazon_associates", Some("amazon_associates")),
        ("https://paid.outbrain.com/network/redir?p=1", "outbrain", None),
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Fshop.example%2F", "meta", None),
    ] {
        let click = unwrap(link).expect("a click link");
        assert_eq!((click.hops.join(" ").as_str(), click.affiliate.as_deref()), (hops, affiliate), "{link}");
        assert_eq!(is_paid(&click.hops), hops != "meta", "{link}");
    }
}

/// However often the same wrapping is repeated, what is inside comes out, and nothing else.
#[test]
fn any_depth() {
    let shop = "https://shop.example/p?a=1&b=2";
    let mut link = shop.to_owned();
    for depth in 1..=HOPS {
        link = ["https://go.skimresources.com/?id=1&url=", &crate::percent::encode(&link)].concat();
        let landing = unwrap(&link).expect("a click link").landing;
        assert_eq!(landing.as_deref(), Some(shop), "{depth}");
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
        "https://www.mgid.com/advertisers?utm_source=widget",
        "https://www.revcontent.com/",
        "https://account.microsoft.com/privacy/ad-settings",
        "https://googleads.g.doubleclick.net/aclk?adurl=https://youradchoices.com/",
    ] {
        assert!(is_about_ads(link), "{link}");
    }
    for link in [
        "https://shop.example/adchoices",
        "https://www.criteo.com/",
        "https://store.google.com/ads",
        "https://www.mgid.com/ghits/1/i/2/0/pp/1/1?h=a",
        "https://trends.revcontent.com/click.php?d=abc",
    ] {
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
            let again = unwrap(&landing).and_then(|click| click.landing);
            prop_assert!(again.is_none_or(|again| again == landing), "unwrapping again: {}", landing);
            let again = system_of(&landing);
            prop_assert!(again.is_none_or(|system| system.mark.is_some()), "{}", landing);
        }
    }
}
