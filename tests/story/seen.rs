//! What the dashboard shows at the end of a story, and two ways for a shop to behave.

use candor::engine::{Slices, step};
use candor::fact::*;
use candor::id::*;
use candor::view::{Answer, Ask, BrandView, Stored, VisitView, answer};

use super::{Story, knowledge, navigated, site};

pub(crate) const DONE: Outcome = Outcome::Finished { status: 200 };

/// What is remembered at the end of a story.
pub(crate) fn played(story: &Story) -> (Slices, Millis) {
    let knowledge = knowledge();
    let mut slices = Slices { all_tabs: true, all_brands: true, ..Slices::default() };
    for fact in &story.facts {
        step(&knowledge, &mut slices, fact.clone());
    }
    (slices, story.facts.last().expect("a story").time)
}

pub(crate) fn asked(story: &Story, ask: &Ask) -> Answer {
    let (slices, now) = played(story);
    answer(&knowledge(), &slices, &Stored::default(), ask, now)
}

pub(crate) fn brand(story: &Story, of: &str) -> BrandView {
    match asked(story, &Ask::Brand { site: site(of) }) {
        Answer::Brand(view) => *view,
        other => panic!("a brand's page, not {other:?}"),
    }
}

pub(crate) fn visit(story: &Story, tab: i64) -> VisitView {
    match asked(story, &Ask::SiteView { tab: Some(TabId(tab)) }) {
        Answer::SiteView(view) => view.visit.expect("an open tab"),
        other => panic!("a visit, not {other:?}"),
    }
}

pub(crate) fn consent(state: ConsentState) -> What {
    What::Consent(ConsentFact { state, product: Some("onetrust".into()), ..ConsentFact::default() })
}

pub(crate) fn pixel(story: &mut Story, tab: i64, host: &str) {
    let url = format!("https://widget.criteo.com/event?a=4711&v=5.23.0&p0=e%3Dvp%26p%3DNT-118&tld={host}");
    story.request(tab, 0, RequestKind::Image, &url, DONE);
}

/// A visit on which the banner asks after the shop has told, and the person refuses.
pub(crate) fn inconsiderate(story: &mut Story, host: &str) {
    story.product_page(1, host, "NT-118", "Trail Boots", DONE);
    story.at(1, 0, consent(ConsentState::Asked));
    story.at(1, 0, consent(ConsentState::Rejected));
    pixel(story, 1, host);
}

/// The same visit at a shop that measures for itself, waits for the answer and keeps to it.
pub(crate) fn considerate(story: &mut Story, host: &str) {
    story.at(1, 0, navigated(&format!("https://{host}/p/NT-118"), None));
    let privacy_links = vec![("Privacy".into(), "/privacy".into()), ("Opt out".into(), "/opt-out".into())];
    story.at(
        1,
        0,
        What::Page(Box::new(PageFacts {
            title: "Trail Boots".into(),
            privacy_links,
            ..PageFacts::default()
        })),
    );
    measured(story, host);
    story.at(1, 0, consent(ConsentState::Asked));
    story.at(1, 0, consent(ConsentState::Rejected));
}

/// A look at boots, told to a company that measures visits and follows nobody.
pub(crate) fn measured(story: &mut Story, host: &str) {
    let event = "v=2&tid=G-1&cid=~cookie~&en=view_item&pr1=idNT-118~nmTrail%20Boots~pr89";
    let url = format!("https://www.google-analytics.com/g/collect?{event}&dl=https%3A%2F%2F{host}%2F");
    story.request(1, 0, RequestKind::Ping, &url, DONE);
}
