//! Forecasts on whole stories: what the shop's page says may follow, and whether it came.

#[allow(dead_code, reason = "shared with other tests, which use other parts")]
mod story;

use candor::fact::Outcome;
use candor::id::TabId;
use candor::view::{Answer, Ask};
use story::seen::{DONE, asked, played};
use story::*;

/// What the popup of the shop's tab says may follow.
fn forecast(story: &Story) -> Option<(String, Vec<String>)> {
    let Answer::Popup(view) = asked(story, &Ask::Popup { tab: TabId(1) }) else { panic!("a popup") };
    view.forecast.map(|f| (f.of.id, f.places.into_iter().map(|place| place.id).collect()))
}

/// What the answer to "why this ad?" says of a forecast.
fn foretold(story: &Story) -> Option<String> {
    let (slices, _) = played(story);
    let ad = slices.brands.values().flat_map(|brand| &brand.ads).next().expect("an ad").id.clone();
    let Answer::Why(view) = asked(story, &Ask::Why { ad }) else { panic!("an answer") };
    view.foretold.map(|phrase| phrase.id)
}

#[test]
fn what_was_told_is_foretold_and_comes_true() {
    let story = boots(true, DONE);
    assert_eq!(forecast(&story), Some(("forecast_of".into(), vec!["forecast_pages".into()])));
    assert_eq!(foretold(&story), Some("forecast_true".into()));
}

#[test]
fn nothing_is_foretold_of_what_was_stopped() {
    let story = boots(true, Outcome::Blocked);
    assert_eq!(forecast(&story), None);
    assert_eq!(foretold(&story), None);
}
