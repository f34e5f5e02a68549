//! What is forgotten is claimed no more.

use super::*;

#[test]
fn nothing_is_kept_and_nothing_claimed_where_memory_is_off() {
    let (rows, denominators) = rows(&boots(false, DONE).facts);
    assert_eq!((rows.len(), denominators), (0, Denominators::default()));
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
