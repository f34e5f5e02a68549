//! Which reason an ad is told to be here for, by what was done and told before it.

use super::*;

#[test]
fn a_product_that_was_looked_at_follows() {
    let (rows, denominators) = rows(&boots(true, DONE).facts);
    let [row] = rows.as_slice() else { panic!("one ad: {rows:#?}") };
    assert_eq!(row.reason, ReasonId::ProductRetargeting);
    assert_eq!(row.band, Band::VeryLikely);
    assert_eq!(row.advertiser.as_ref().map(|a| a.site.as_str()), Some("northtrail.example"));
    assert_eq!(row.served_by, ["Criteo"]);
    assert_eq!(row.product.as_ref().and_then(|p| p.name.as_deref()), Some("Trail Boots"));
    assert_eq!(row.sentence.id, "why_product_told");
    let steps: Vec<(&str, Basis)> = row.evidence.iter().map(|s| (s.what.id.as_str(), s.basis)).collect();
    assert_eq!(
        steps,
        [
            ("step_viewed", Basis::Seen),
            ("step_told", Basis::Seen),
            ("step_served", Basis::Seen),
            ("step_linked", Basis::Inferred),
            ("step_shown", Basis::Seen)
        ]
    );
    assert!(ids(&row.gaps).contains(&"gap_server"), "what cannot be known is always said");
    assert_eq!((denominators.page_views, denominators.slots, denominators.unexplained), (2, 1, 0));
}

#[test]
fn a_stopped_message_is_no_path() {
    let (rows, _) = rows(&boots(true, Outcome::Blocked).facts);
    let [row] = rows.as_slice() else { panic!("one ad") };
    assert!(!row.evidence.iter().any(|s| s.what.id == "step_told"));
    assert!(row.band < Band::Likely, "that the thing was looked at says little by itself: {row:?}");
}

/// Where something else speaks for following, that the message was stopped is told, and that it speaks against.
#[test]
fn a_stopped_message_is_told_where_the_ad_itself_says_that_it_follows() {
    let mut story = boots(true, Outcome::Blocked);
    let click = criteo_click("https://www.northtrail.example/p/NT-118?utm_medium=remarketing");
    story.ad(
        2,
        "https://daily.example/news/2",
        "https://ads.eu.criteo.com/delivery/r/afr.php?z=1",
        &click,
        "Trail Boots",
    );
    let (rows, _) = rows(&story.facts);
    let row = rows.iter().find(|row| row.page.url.ends_with("/news/2")).expect("the ad");
    assert_eq!(row.reason, ReasonId::ProductRetargeting);
    assert!(row.evidence.iter().any(|step| step.what.id == "step_told_blocked"), "{row:#?}");
    assert_eq!(ids(&row.against), ["against_blocked"]);
}

/// The things that one person looks at, the things that the ads show, and what speaks against the last ad's
/// following for what was looked at: boots are looked at first.
#[test]
fn what_a_campaign_shows_else_and_what_was_looked_at_since_speak_against() {
    let (trail, tent) = ("NT-118", "NT-300");
    type Case<'a> = (&'a [&'a str], &'a [&'a str], &'a [(&'a str, &'a [u64])]);
    let cases: [Case<'_>; 5] = [
        (&[trail], &[trail], &[]),
        (&[trail, tent], &[trail], &[("against_looked_on", &[])]),
        (&[trail, tent], &[tent], &[]),
        (&[trail], &["NT-900", trail], &[("against_other_things", &[1, 1])]),
        (&[trail], &["NT-900", trail, "NT-901", trail], &[("against_other_things", &[2, 3])]),
    ];
    for (looked_at, shown, expected) in cases {
        let mut story = Story::new(true);
        for id in looked_at {
            story.product_page(1, "www.northtrail.example", id, &format!("Thing {id}"), DONE);
            story.wait(20);
        }
        for (at, id) in shown.iter().enumerate() {
            let click = criteo_click(&format!("https://www.northtrail.example/p/{id}"));
            let page = format!("https://daily.example/news/{at}");
            story.ad(2, &page, "https://ads.eu.criteo.com/delivery/r/afr.php?z=1", &click, "");
        }
        let (rows, _) = rows(&story.facts);
        let last = rows.last().expect("ads");
        let said: Vec<(&str, Vec<u64>)> = last
            .against
            .iter()
            .map(|phrase| {
                let counts = phrase.args.iter().filter_map(|arg| match arg {
                    Arg::Count(count) => Some(*count),
                    _ => None,
                });
                (phrase.id.as_str(), counts.collect())
            })
            .collect();
        let expected: Vec<(&str, Vec<u64>)> = expected.iter().map(|(id, of)| (*id, of.to_vec())).collect();
        assert_eq!((last.reason, said), (ReasonId::ProductRetargeting, expected), "{looked_at:?} {shown:?}");
    }
}

#[test]
fn a_brand_never_visited_is_not_called_following() {
    let mut story = boots(true, DONE);
    let click = criteo_click("https://www.otherbrand.example/sale");
    story.ad(
        2,
        "https://daily.example/news/2",
        "https://ads.eu.criteo.com/delivery/r/afr.php?z=1",
        &click,
        "Sale",
    );
    let (rows, _) = rows(&story.facts);
    let other =
        rows.iter().find(|r| r.advertiser.as_ref().is_some_and(|a| a.site == site("otherbrand.example")));
    assert_eq!(other.map(|r| (r.reason, r.band)), Some((ReasonId::Unknown, Band::CannotTell)));
}

#[test]
fn bought_and_cart() {
    let mut story = boots(true, DONE);
    let told = |event: &str| {
        format!("https://widget.criteo.com/event?a=4711&v=5.23.0&p0={event}&tld=northtrail.example")
    };
    story.at(1, 0, navigated("https://www.northtrail.example/cart", None));
    story.request(1, 0, RequestKind::Image, &told("e%3Dac%26p%3DNT-118"), DONE);
    story.wait(30);
    let click = criteo_click("https://www.northtrail.example/p/NT-118");
    story.ad(
        2,
        "https://daily.example/2",
        "https://ads.eu.criteo.com/delivery/r/afr.php?z=1",
        &click,
        "Trail Boots",
    );
    let last = |story: &Story| rows(&story.facts).0.last().map(|r| r.reason);
    assert_eq!(last(&story), Some(ReasonId::CartAbandonment));
    story.at(1, 0, navigated("https://www.northtrail.example/order-received/5", None));
    story.request(
        1,
        0,
        RequestKind::Image,
        &told("e%3Dvc%26id%3DORDER-5%26p%3D%255Bi%25253DNT-118%252526pr%25253D89%252526q%25253D1%255D"),
        DONE,
    );
    story.wait(30);
    story.ad(
        2,
        "https://daily.example/3",
        "https://ads.eu.criteo.com/delivery/r/afr.php?z=1",
        &click,
        "Trail Boots",
    );
    assert_eq!(last(&story), Some(ReasonId::AfterPurchase));
}

/// Outbrain's message of a cart names no product: it is about what was just looked at, if anything was.
#[test]
fn a_cart_without_a_name_holds_what_was_just_looked_at() {
    let (product, cart) = (ReasonId::ProductRetargeting, ReasonId::CartAbandonment);
    for (wait, shown, reason) in [(2, "NT-118", cart), (50, "NT-118", product), (2, "NT-300", product)] {
        let mut story = Story::new(true);
        story.product_page(1, "www.northtrail.example", "NT-300", "Dome Tent", DONE);
        story.product_page(1, "www.northtrail.example", "NT-118", "Trail Boots", DONE);
        story.wait(wait);
        story.at(1, 0, navigated("https://www.northtrail.example/cart", None));
        let told = "https://tr.outbrain.com/unifiedPixel?marketerId=00a4&obApiVersion=1.1&name=Add+to+cart";
        story.request(1, 0, RequestKind::Image, told, DONE);
        story.wait(30);
        let click = criteo_click(&format!("https://www.northtrail.example/p/{shown}"));
        let serving = "https://ads.eu.criteo.com/delivery/r/afr.php?z=1";
        story.ad(2, "https://daily.example/2", serving, &click, "");
        let (rows, _) = rows(&story.facts);
        assert_eq!(rows.last().map(|row| row.reason), Some(reason), "{wait} {shown}");
    }
}

/// Little was logged: the word is held back, the number is the one that the reasons add up to.
#[test]
fn few_ads_hold_the_word_back_and_not_the_number() {
    let mut story = Story::new(true);
    for at in 0..6 {
        let page = format!("https://daily{at}.example/news");
        let click = criteo_click("https://www.otherbrand.example/sale");
        story.ad(2, &page, "https://ads.eu.criteo.com/delivery/r/afr.php?z=1", &click, "Sale");
    }
    let (rows, _) = rows(&story.facts);
    let last = rows.last().expect("ads");
    assert_eq!((last.reason, last.band), (ReasonId::RunOfNetwork, Band::Possible));
    let [first, ..] = last.reasons.as_slice() else { panic!("reasons") };
    assert_eq!(last.probability, first.probability);
    assert!(last.probability >= 700, "{last:#?}");
}
