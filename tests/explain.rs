//! Whole logs in, rows out: the explanations that people read, and their laws.

mod story;

use candor::explain::{Band, Basis, ReasonId};
use candor::fact::*;
use candor::id::*;
use candor::incident::{Denominators, Replay, Sighting, Start, csv, ndjson, redacted};
use candor::phrase::Arg;
use story::*;

fn rows(facts: &[Fact]) -> (Vec<Sighting>, Denominators) {
    let knowledge = knowledge();
    let mut replay = Replay::new(Start::default());
    for fact in facts {
        replay.fact(&knowledge, fact.clone());
    }
    replay.end()
}

fn ids(phrases: &[candor::phrase::Phrase]) -> Vec<&str> {
    phrases.iter().map(|p| p.id.as_str()).collect()
}

const DONE: Outcome = Outcome::Finished { status: 200 };

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
fn rows_fit_the_schema_and_the_probabilities_sum_up() {
    let schema: serde_json::Value =
        serde_json::from_str(include_str!("../extension/schema/sighting.json")).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let (rows, denominators) = rows(&boots(true, DONE).facts);
    for row in rows.iter().cloned().chain(rows.iter().cloned().map(redacted)) {
        let value = serde_json::to_value(&row).unwrap();
        let errors: Vec<String> = validator.iter_errors(&value).map(|e| e.to_string()).collect();
        assert_eq!(errors, Vec::<String>::new());
        assert_eq!(row.reasons.iter().map(|r| r.probability).sum::<u16>(), 1000);
    }
    assert_eq!(ndjson(&rows, &denominators).lines().count(), rows.len() + 1);
    let table = csv(&rows, &denominators);
    assert_eq!(table.lines().count(), rows.len() + 1);
    assert!(!serde_json::to_string(&redacted(rows[0].clone())).unwrap().contains("NT-118"));
}

#[test]
fn a_log_replays_byte_for_byte_after_a_round_trip() {
    let facts = boots(true, DONE).facts;
    let read: Vec<Fact> =
        facts.iter().map(|f| serde_json::from_str(&serde_json::to_string(f).unwrap()).unwrap()).collect();
    let (once, counts) = rows(&facts);
    let (again, same) = rows(&read);
    assert_eq!(ndjson(&once, &counts), ndjson(&again, &same));
}

#[test]
fn nothing_is_kept_and_nothing_claimed_where_memory_is_off() {
    let (rows, denominators) = rows(&boots(false, DONE).facts);
    assert_eq!((rows.len(), denominators), (0, Denominators::default()));
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

#[test]
fn forgetting_takes_the_claim_away_and_says_so() {
    let mut story = boots(true, DONE);
    story
        .tell(What::Forget(Forget::Between { from: Millis(BEGIN), to: Millis(BEGIN + 10 * Millis::MINUTE) }));
    let (rows, _) = rows(&story.facts);
    let [row] = rows.as_slice() else { panic!("the ad itself stays: {rows:#?}") };
    assert_eq!(row.reason, ReasonId::Unknown);
    assert!(ids(&row.gaps).contains(&"gap_forgotten"));
    assert!(!serde_json::to_string(row).unwrap().contains("Trail Boots\"}],\"id"));
}

/// Of two things that were looked at one is forgotten: its ads and all that names it go, the other one stays.
#[test]
fn a_forgotten_product_is_named_nowhere_and_the_other_one_stays() {
    let mut story = boots(true, DONE);
    story.product_page(3, "www.northtrail.example", "NT-300", "Dome Tent", DONE);
    let serving = "https://ads.eu.criteo.com/delivery/r/afr.php?z=1";
    story.wait(60);
    let tent = criteo_click("https://www.northtrail.example/p/NT-300");
    story.ad(2, "https://daily.example/news/2", serving, &tent, "Dome Tent");
    let brand = criteo_click("https://www.northtrail.example/");
    story.ad(2, "https://daily.example/news/3", serving, &brand, "Come back");
    assert_eq!(rows(&story.facts).0.len(), 3);
    let called = vec!["Trail Boots".to_owned()];
    story.tell(What::Forget(Forget::Product { brand: site("northtrail.example"), called }));
    let (knowledge, mut replay) = (knowledge(), Replay::new(Start::default()));
    story.facts.iter().for_each(|fact| replay.fact(&knowledge, fact.clone()));
    let kept = serde_json::to_string(&replay.slices().brands).unwrap();
    assert!(
        kept.contains("Dome Tent") && !kept.contains("NT-118") && !kept.contains("Trail Boots"),
        "{kept}"
    );
    let (rows, _) = replay.end();
    let told: Vec<_> = rows.iter().map(|row| (row.page.url.rsplit('/').next(), row.reason)).collect();
    let (product, brand) = (ReasonId::ProductRetargeting, ReasonId::BrandRetargeting);
    assert_eq!(told, [(Some("2"), product), (Some("3"), brand)]);
    assert!(rows.iter().all(|row| ids(&row.gaps).contains(&"gap_forgotten")));
    assert!(!serde_json::to_string(&rows).unwrap().contains("Trail Boots"));
}

#[test]
fn everything_is_gone_after_forget_everything() {
    let mut story = boots(true, DONE);
    story.tell(What::Forget(Forget::Everything));
    assert_eq!(rows(&story.facts).0, []);
}

#[test]
fn memory_ends_when_it_should() {
    let mut story = boots(true, DONE);
    story.wait(15 * 24 * 60);
    story.tell(What::Tick);
    assert_eq!(rows(&story.facts).0, []);
}

/// Facts of the shop's page and of the news page may arrive interleaved and late; the rows stay.
#[test]
fn any_order_of_arrival_gives_the_same_rows() {
    let facts = boots(true, DONE).facts;
    let (settings, rest) = facts.split_at(2);
    let (shop, news): (Vec<Fact>, Vec<Fact>) = rest.iter().cloned().partition(|f| f.tab == Some(TabId(1)));
    let expected = rows(&facts).0;
    for at in 0..=shop.len() {
        let mut order = settings.to_vec();
        order.extend(shop[..at].iter().cloned());
        order.extend(news.iter().cloned());
        order.extend(shop[at..].iter().cloned());
        assert_eq!(rows(&order).0, expected, "shop's facts from {at} on arrive after the ad");
    }
}

#[test]
fn a_thousand_ads_and_rings_of_frames_stay_bounded() {
    let mut story = Story::new(true);
    story.at(1, 0, navigated("https://hostile.example/", None));
    for frame in 1..1200 {
        story.at(1, frame, navigated("https://ads.eu.criteo.com/x", Some(FrameId((frame + 1) % 1200))));
        let rect = Rect { x: 0, y: 0, width: 300, height: 250 };
        let slot = FrameSlot {
            element: ElementId(1),
            child: FrameId(frame),
            rect,
            viewable_ms: 0,
            markup: None,
            names: Vec::new(),
        };
        if frame % 20 == 0 {
            story.at(1, (frame + 7) % 1200, What::Slots { slots: vec![slot] });
        }
    }
    let (rows, _) = rows(&story.facts);
    assert!(rows.len() <= 300);
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
