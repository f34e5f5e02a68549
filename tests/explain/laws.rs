//! What holds of every log: the schema, replay, any order of arrival, bounds.

use super::*;

#[test]
fn rows_fit_the_schema_and_the_probabilities_sum_up() {
    let schema: serde_json::Value =
        serde_json::from_str(include_str!("../../extension/schema/sighting.json")).unwrap();
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
