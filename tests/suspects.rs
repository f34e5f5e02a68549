//! Third parties on no list: what they do on the pages of one person tells what they are.

#[allow(dead_code, reason = "shared with other tests, which use other parts")]
mod story;

use candor::fact::{Forget, RequestKind, What};
use candor::id::TabId;
use candor::view::{Answer, Ask};
use story::seen::{DONE, asked};
use story::*;

const IDENTIFIER: &str = "https://px.collector.example/i?uid=~cookie.opaque.0a1b2c3d~";

/// A page that sends these pictures and background messages.
fn page(story: &mut Story, url: &str, requests: &[(RequestKind, &str)]) {
    story.at(1, 0, navigated(url, None));
    for (kind, request) in requests {
        story.request(1, 0, *kind, request, DONE);
    }
}

/// The suspects of the tab, each with the evidence.
fn suspects(story: &Story) -> Vec<String> {
    let Answer::Popup(view) = asked(story, &Ask::Popup { tab: TabId(1) }) else { panic!("a popup") };
    let line = |row: candor::view::SuspectRow| {
        let why: Vec<&str> = row.why.iter().map(|phrase| phrase.id.as_str()).collect();
        format!("{}: {}", row.site, why.join(", "))
    };
    view.suspects.into_iter().map(line).collect()
}

#[test]
fn an_identifier_on_three_sites_is_a_trackers() {
    let mut story = Story::new(true);
    for (sites, expected) in [
        ("https://a.example/", &[][..]),
        ("https://b.example/", &[]),
        ("https://a.example/again", &[]),
        ("https://c.example/", &["collector.example: suspect_identifier, suspect_sites"]),
    ] {
        page(&mut story, sites, &[(RequestKind::Image, IDENTIFIER)]);
        assert_eq!(suspects(&story), expected, "{sites}");
    }
    story.tell(What::Forget(Forget::Site { site: site("b.example") }));
    assert_eq!(suspects(&story), [""; 0], "two sites are left");
}

#[test]
fn nothing_is_counted_over_sites_where_memory_is_off() {
    let mut story = Story::new(false);
    for url in ["https://a.example/", "https://b.example/", "https://c.example/"] {
        page(&mut story, url, &[(RequestKind::Image, IDENTIFIER)]);
    }
    assert_eq!(suspects(&story), [""; 0]);
}

#[test]
fn a_second_habit_is_enough_on_one_page() {
    let mut story = Story::new(false);
    let address = "https://px.collector.example/i?page=https%3A%2F%2Fa.example%2Fboots";
    page(
        &mut story,
        "https://a.example/boots",
        &[(RequestKind::Image, IDENTIFIER), (RequestKind::Image, address)],
    );
    assert_eq!(suspects(&story), ["collector.example: suspect_identifier, suspect_page_address"]);
}

#[test]
fn whom_a_list_names_is_no_suspect() {
    let mut story = Story::new(true);
    let known = "https://widget.criteo.com/event?a=4711&p0=e%3Dvh&uid=~cookie.opaque.0a1b2c3d~";
    page(&mut story, "https://a.example/", &[(RequestKind::Image, known), (RequestKind::Ping, known)]);
    assert_eq!(suspects(&story), [""; 0]);
}
