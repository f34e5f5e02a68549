//! What a row says of the ad itself: its slot, who delivered it, what was said of it, how often it came.

use super::*;

/// A native ad stands in the page itself and its link may go straight to the shop: then only its click identifier
/// names the company.
#[test]
fn an_ad_in_the_page_itself_names_its_seller_by_the_click_identifier() {
    let mut story = Story::new(true);
    story.at(2, 0, navigated("https://daily.example/news/1", None));
    let href = "https://www.northtrail.example/p/NT-118?tblci=GiAbc#tblciGiAbc".to_owned();
    let candidate = AdCandidate {
        rect: Rect { x: 20, y: 300, width: 300, height: 250 },
        links: vec![AdLink { href, text: "Trail Boots".into() }],
        ..AdCandidate::default()
    };
    story.at(2, 0, What::Ads { candidates: vec![candidate] });
    let (rows, _) = rows(&story.facts);
    let [row] = rows.as_slice() else { panic!("one ad: {rows:#?}") };
    assert_eq!(row.served_by, ["Taboola"]);
    assert_eq!(row.advertiser.as_ref().map(|a| a.site.as_str()), Some("northtrail.example"));
}

/// Ad Manager writes a partner's frame into a frame of its own, where nobody is left to tell its place.
#[test]
fn an_ad_in_a_frame_that_was_written_into_stands_in_the_slot_around_it() {
    let mut story = boots(true, DONE);
    story.at(2, 0, navigated("https://daily.example/news/2", None));
    story.at(2, 8, navigated("about:blank", Some(FrameId(0))));
    let rect = Rect { x: 20, y: 900, width: 300, height: 250 };
    let markup = Some("google".into());
    let (element, child, names) = (ElementId(4), FrameId(8), Vec::new());
    story.at(
        2,
        0,
        What::Slots { slots: vec![FrameSlot { element, child, rect, viewable_ms: 0, markup, names }] },
    );
    let serving = "https://ads.eu.criteo.com/delivery/r/afr.php?z=2";
    story.request(2, 9, RequestKind::SubFrame, serving, DONE);
    story.at(2, 9, navigated(serving, Some(FrameId(8))));
    let href = criteo_click("https://www.northtrail.example/p/NT-118?utm_source=criteo");
    let links = vec![AdLink { href, text: "Trail Boots".into() }];
    let candidate = AdCandidate { rect: Rect { x: 0, y: 0, ..rect }, links, ..AdCandidate::default() };
    story.at(2, 9, What::Ads { candidates: vec![candidate] });
    let (rows, _) = rows(&story.facts);
    let there: Vec<_> = rows.iter().filter(|row| row.page.url.ends_with("/news/2")).collect();
    let [row] = there.as_slice() else { panic!("one ad: {there:?}") };
    assert_eq!((row.slot.y, row.reason), (900, ReasonId::ProductRetargeting));
}

/// What a page's ad tools said of the ad's slot: the ad's link as far as it can be read, the slot that
/// they name; then whose the ad is, and what the row says that it states.
#[test]
fn what_ad_tools_say_is_shown_as_said_and_proves_nothing() {
    let opaque = "https://cat.nl3.eu.criteo.com/delivery/ckn.php?cppv=3&cpp=abc&maxdest=";
    let boots = criteo_click("https://www.northtrail.example/p/NT-118");
    let names = ["states_advertiser", "states_bidder", "states_booked", "states_profiling"];
    for (click, slot, whose, stated) in [
        (opaque, "ad-top", Some("rival.example"), &names[..]),
        (&boots, "ad-top", Some("northtrail.example"), &names),
        (opaque, "ad-side", None, &[]),
        (&boots, "ad-side", Some("northtrail.example"), &[]),
    ] {
        let mut story = Story::new(true);
        story.ad(2, "https://daily.example/1", "https://ads.eu.criteo.com/delivery/r/afr.php?z=1", click, "");
        let names =
            [("advertiser", "Rival"), ("bidder", "rubicon")].map(|(a, b)| (a.to_owned(), b.to_owned()));
        let said = vec![Detail {
            slot: slot.into(),
            domains: vec!["www.rival.example".into()],
            names: names.to_vec(),
            booked: Some([4512, 77, 0]),
            dsa: "1_2".into(),
        }];
        story.at(2, 0, What::Detail { said: said.clone() });
        // What is said in another frame is said of other slots.
        story.at(2, 7, What::Detail { said });
        let (rows, _) = rows(&story.facts);
        let [row] = rows.as_slice() else { panic!("one ad: {rows:#?}") };
        let found = row.advertiser.as_ref().map(|a| a.site.as_str());
        assert_eq!(found, whose, "{click} {slot}");
        let mut states: Vec<&str> = row
            .evidence
            .iter()
            .filter(|step| step.what.id == "step_states")
            .filter_map(|step| match step.what.args.first() {
                Some(Arg::Phrase(statement)) => Some(statement.id.as_str()),
                _ => None,
            })
            .collect();
        states.sort_unstable();
        assert_eq!(states, stated, "{click} {slot}");
    }
}

#[test]
fn how_often_a_brands_ads_came() {
    let mut story = boots(true, DONE);
    let click = criteo_click("https://www.northtrail.example/p/NT-118?utm_source=criteo");
    let delivery = "https://ads.eu.criteo.com/delivery/r/afr.php?z=1";
    for (hours, page) in
        [(1, "https://daily.example/2"), (30, "https://evening.example/"), (200, "https://daily.example/3")]
    {
        story.wait(hours * 60);
        story.ad(2, page, delivery, &click, "Trail Boots");
    }
    let (rows, _) = rows(&story.facts);
    let counts: Vec<_> = rows
        .iter()
        .map(|row| row.pressure.map(|p| (p.day, p.week, p.month, p.sites, p.after_purchase)))
        .collect();
    assert_eq!(
        counts,
        [Some((1, 1, 1, 1, 0)), Some((2, 2, 2, 1, 0)), Some((1, 3, 3, 2, 0)), Some((1, 1, 4, 2, 0))]
    );
}
