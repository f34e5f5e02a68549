//! What the person says of an explanation changes the next one, is told there, and can be taken back.

mod story;

use candor::fact::*;
use candor::incident::{Replay, Sighting, Start};
use proptest::prelude::*;
use story::*;

const DONE: Outcome = Outcome::Finished { status: 200 };
const SHOP: &str = "northtrail.example";

fn rows(facts: &[Fact]) -> Vec<Sighting> {
    let knowledge = knowledge();
    let mut replay = Replay::new(Start::default());
    facts.iter().for_each(|fact| replay.fact(&knowledge, fact.clone()));
    replay.end().0
}

/// A word about what a row says.
fn word(row: &Sighting, correction: Correction, undo: bool) -> What {
    let product =
        row.product.as_ref().and_then(|product| product.id.clone().or_else(|| product.name.clone()));
    let about = About { reason: Some(row.reason), product, shown: Some(row.time) };
    What::Corrected { ad: row.id.clone(), brand: Some(site(SHOP)), correction, about, undo }
}

/// An ad of the shop on a page of its own.
fn ad(story: &mut Story, page: u32, path: &str, text: &str) {
    let click = criteo_click(&format!("https://www.northtrail.example/{path}"));
    story.ad(
        2,
        &format!("https://daily.example/{page}"),
        "https://ads.eu.criteo.com/delivery/r/afr.php?z=1",
        &click,
        text,
    );
}

/// Boots and a tent looked at; an ad for the boots of which something is said; then one for each of them and
/// one that shows no product, and the boots looked at once more, with an ad for them.
fn said(correction: Option<Correction>) -> Vec<Sighting> {
    let mut story = Story::new(true);
    story.product_page(1, "www.northtrail.example", "NT-300", "Dome Tent", DONE);
    story.product_page(1, "www.northtrail.example", "NT-118", "Trail Boots", DONE);
    story.wait(60);
    ad(&mut story, 1, "p/NT-118", "Trail Boots");
    let first = rows(&story.facts).pop().expect("an ad");
    if let Some(correction) = correction {
        story.tell(word(&first, correction, false));
    }
    story.wait(600);
    ad(&mut story, 2, "p/NT-118", "Trail Boots");
    ad(&mut story, 3, "p/NT-300", "Dome Tent");
    ad(&mut story, 4, "", "Come back");
    story.product_page(1, "www.northtrail.example", "NT-118", "Trail Boots", DONE);
    story.wait(60);
    ad(&mut story, 5, "p/NT-118", "Trail Boots");
    rows(&story.facts)
}

/// The reason of a row, how sure, its sentence, and what is told of the person's words.
fn line(row: &Sighting) -> String {
    let id = |value: Result<serde_json::Value, _>| value.expect("JSON").as_str().unwrap_or("?").to_owned();
    let (reason, band) = (id(serde_json::to_value(row.reason)), id(serde_json::to_value(row.band)));
    let words = [&reason, &band, &row.sentence.id].map(String::as_str);
    let said = row.evidence.iter().filter_map(|step| step.what.id.strip_prefix("step_said_"));
    words.into_iter().chain(said).collect::<Vec<_>>().join(" ")
}

#[test]
fn what_each_word_changes() {
    let lines: Vec<String> = [
        None,
        Some(Correction::NotWhy),
        Some(Correction::WrongGuess),
        Some(Correction::AlreadyBought),
        Some(Correction::Useful),
        Some(Correction::NotForMe),
        Some(Correction::Stop),
    ]
    .into_iter()
    .map(|correction| {
        let lines: Vec<String> = said(correction.clone()).iter().map(line).collect();
        format!("{correction:?}\n  {}\n", lines.join("\n  "))
    })
    .collect();
    expect_test::expect![[r#"
        None
          product_retargeting very_likely why_product_told
          product_retargeting very_likely why_product_told
          product_retargeting likely why_product_told
          brand_retargeting likely why_brand_told
          product_retargeting very_likely why_product_told
        Some(NotWhy)
          unknown cannot_tell why_unknown_said not_why
          unknown cannot_tell why_unknown_said not_why
          product_retargeting likely why_product_told
          brand_retargeting likely why_brand_told not_why
          unknown cannot_tell why_unknown_said not_why
        Some(WrongGuess)
          unknown cannot_tell why_unknown_said wrong_guess
          unknown cannot_tell why_unknown_said wrong_guess
          product_retargeting likely why_product_told
          unknown cannot_tell why_unknown_said wrong_guess
          product_retargeting very_likely why_product_told wrong_guess
        Some(AlreadyBought)
          after_purchase very_likely why_bought_said bought
          after_purchase very_likely why_bought_said bought
          product_retargeting likely why_product_told
          after_purchase likely why_bought_said bought
          after_purchase very_likely why_bought_said bought
        Some(Useful)
          product_retargeting very_likely why_product_told useful
          product_retargeting very_likely why_product_told useful
          product_retargeting likely why_product_told
          brand_retargeting likely why_brand_told useful
          product_retargeting very_likely why_product_told useful
        Some(NotForMe)
          product_retargeting very_likely why_product_told not_for_me
          product_retargeting very_likely why_product_told not_for_me
          product_retargeting likely why_product_told
          brand_retargeting likely why_brand_told not_for_me
          product_retargeting very_likely why_product_told not_for_me
        Some(Stop)
          product_retargeting very_likely why_product_told stop
          product_retargeting very_likely why_product_told stop
          product_retargeting likely why_product_told stop
          brand_retargeting likely why_brand_told stop
          product_retargeting very_likely why_product_told stop
    "#]]
    .assert_eq(&lines.concat());
}

#[test]
fn wrong_brand_moves_the_ad_and_comes_back() {
    let mut story = boots(true, DONE);
    let before = rows(&story.facts);
    let wrong = |undo| What::Corrected {
        ad: before[0].id.clone(),
        brand: Some(site("northtrail.example")),
        correction: Correction::WrongBrand { right: Some(site("other.example")) },
        about: About::default(),
        undo,
    };
    story.tell(wrong(false));
    let moved = rows(&story.facts);
    assert_eq!(moved[0].advertiser.as_ref().map(|a| a.site.as_str()), Some("other.example"));
    story.tell(wrong(true));
    let back = rows(&story.facts);
    assert_eq!(back[0].advertiser, before[0].advertiser);
    assert_eq!(back[0].reason, before[0].reason);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// Corrected, then taken back in any order, is never corrected.
    #[test]
    fn a_word_taken_back_was_never_said(words in Just(vec![
        Correction::NotWhy, Correction::WrongGuess, Correction::AlreadyBought, Correction::Useful,
        Correction::NotForMe, Correction::Stop, Correction::WrongBrand { right: Some(site("other.example")) },
    ]).prop_shuffle(), back in Just((0..7_usize).collect::<Vec<_>>()).prop_shuffle(), count in 1..=7_usize) {
        let mut story = boots(true, DONE);
        let before = rows(&story.facts);
        let said = words.get(..count).expect("some of them");
        said.iter().for_each(|said| story.tell(word(&before[0], said.clone(), false)));
        let corrected = rows(&story.facts);
        prop_assert_ne!(&corrected, &before);
        back.iter().filter_map(|at| said.get(*at)).for_each(|said| story.tell(word(&before[0], said.clone(), true)));
        prop_assert_eq!(rows(&story.facts), before);
    }
}
