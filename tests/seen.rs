//! What pages and ads show by themselves, told as facts, and what the record makes of it.

mod story;

use candor::fact::*;
use candor::id::*;
use story::seen::*;
use story::*;

/// A field: its `type` and `autocomplete`.
fn field(kind: &str, autocomplete: &str, required: bool) -> Field {
    Field { kind: kind.into(), autocomplete: autocomplete.into(), required, ..Field::default() }
}

/// What a principle found, of the brand that the story is about.
fn found(story: &Story, principle: &str) -> Vec<String> {
    let view = brand(story, "northtrail.example");
    let of = view.principles.iter().filter(|judged| judged.id == principle);
    let mut ids: Vec<String> =
        of.flat_map(|judged| &judged.findings).map(|seen| seen.what.id.clone()).collect();
    ids.sort();
    ids.dedup();
    ids
}

/// A shop that is known, and a page of it that says `facts`.
fn page(url: &str, facts: PageFacts) -> Story {
    let mut story = Story::new(true);
    story.product_page(1, "www.northtrail.example", "NT-118", "Trail Boots", DONE);
    story.wait(5);
    story.at(1, 0, navigated(url, None));
    story.at(1, 0, What::Page(Box::new(PageFacts { title: "Northtrail".into(), ..facts })));
    story
}

#[test]
fn two_checkouts() {
    let checkout = |fields: Vec<Field>| {
        let form = Form {
            action: Some("https://www.northtrail.example/checkout".into()),
            fields,
            ..Form::default()
        };
        page(
            "https://www.northtrail.example/checkout",
            PageFacts { forms: vec![form], ..PageFacts::default() },
        )
    };
    let plain = || {
        vec![
            field("text", "name", true),
            field("email", "email", true),
            field("text", "street-address", true),
        ]
    };
    assert_eq!(found(&checkout(plain()), "minimisation"), ["seen_modest_checkout"]);
    let mut greedy = plain();
    greedy.extend([
        field("date", "bday", true),
        field("tel", "tel", false),
        field("password", "new-password", true),
    ]);
    assert_eq!(found(&checkout(greedy), "minimisation"), ["seen_demands", "seen_demands_account"]);
}

#[test]
fn pages_that_ask_and_pages_with_gaps() {
    let asks = page(
        "https://www.northtrail.example/",
        PageFacts {
            asking_links: vec![("Feedback".into(), "https://www.northtrail.example/feedback".into())],
            ..PageFacts::default()
        },
    );
    assert_eq!(found(&asks, "listening"), ["seen_asks"]);
    let gaps = |gaps: &[&str]| PageFacts {
        gaps: gaps.iter().map(|s| (*s).into()).collect(),
        ..PageFacts::default()
    };
    let mut story = page("https://www.northtrail.example/", gaps(&["Hello {{first_name}}"]));
    assert_eq!(found(&story, "relevance"), ["seen_gap"]);
    // A page that fills its own templates was not done with it.
    story.at(1, 0, What::Page(Box::new(PageFacts { title: "Northtrail".into(), ..gaps(&[]) })));
    assert_eq!(found(&story, "relevance"), Vec::<String>::new());
}

#[test]
fn asked_at_the_door() {
    let prompt = |text: &str| {
        let mut story = page("https://www.northtrail.example/", PageFacts::default());
        story.at(
            1,
            0,
            What::Prompt(Prompt { covers: 800, text: text.into(), asks_email: true, permission: None }),
        );
        found(&story, "restraint")
    };
    assert_eq!(prompt("10 % off for your address"), ["seen_prompt"]);
    assert_eq!(prompt("We value your privacy: cookies"), Vec::<String>::new());
}

#[test]
fn what_was_searched_for() {
    let told = |tag: &str| {
        let mut story =
            page("https://www.northtrail.example/search?q=blister+plasters", PageFacts::default());
        story.request(1, 0, RequestKind::Image, tag, DONE);
        found(&story, "discretion")
    };
    let tag = "https://widget.criteo.com/event?a=4711&v=5.23.0&p0=e%3Dvl&tld=northtrail.example";
    assert_eq!(told(tag), Vec::<String>::new());
    let page = "https%3A%2F%2Fwww.northtrail.example%2Fsearch%3Fq%3Dblister%2Bplasters";
    assert_eq!(told(&format!("{tag}&fu={page}")), ["seen_search_told"]);
}

/// A cookie sync by a redirect, on a shop's page: an identity handed over.
#[test]
fn companies_that_tell_each_other() {
    let mut story = page("https://www.northtrail.example/", PageFacts::default());
    let sync = "https://dis.criteo.com/dis/rtb/appnexus/cookiematch.aspx?appnxsid=1234567890123456789";
    let first = story.facts.len();
    story.request(1, 0, RequestKind::Image, sync, DONE);
    let sent = story.facts.iter().skip(first).find_map(|fact| match &fact.what {
        What::Request(sent) => Some(sent.request.clone()),
        _ => None,
    });
    let pairs = |story: &Story| {
        let brands = played(story).0.brands;
        let conduct = &brands.get(&site("northtrail.example")).expect("the shop").conduct;
        conduct
            .iter()
            .flat_map(|seen| seen.handovers.clone())
            .map(|(from, to)| [from, to].join(" → "))
            .collect::<Vec<_>>()
    };
    // The first request names its partner itself; the second is seen by where the first is sent on to.
    assert_eq!(pairs(&story), ["Criteo → Xandr"]);
    let to = "https://cm.g.doubleclick.net/pixel?google_nid=cri0&google_cm".to_owned();
    story.at(1, 0, What::Redirected { request: sent.expect("a request"), to });
    assert_eq!(pairs(&story).len(), 2, "{:?}", pairs(&story));
    assert_eq!(found(&story, "discretion"), ["seen_handed_over"]);
}

/// Of a page on a sensitive subject only a count stays: no brand, no page.
#[test]
fn a_sensitive_page_is_a_count() {
    let count = |url: &str, remember: bool| {
        let mut story = Story::new(remember);
        story.at(1, 0, navigated(url, None));
        pixel(&mut story, 1, "shop.example");
        pixel(&mut story, 1, "shop.example");
        let (slices, _) = played(&story);
        let kept = serde_json::to_string(&(&slices.brands, &slices.totals)).expect("json");
        assert!(!kept.contains("depression"), "{kept}");
        slices.totals.sensitive_told
    };
    assert_eq!(count("https://shop.example/depression", true), 1);
    assert_eq!(count("https://shop.example/depression", false), 0, "nothing is remembered");
    assert_eq!(count("https://shop.example/boots", true), 0);
}

/// A request that carried the typed address; the later word about it counts.
#[test]
fn what_was_typed() {
    let typed = |last: bool| {
        let mut story = page("https://www.northtrail.example/", PageFacts::default());
        pixel(&mut story, 1, "northtrail.example");
        let request = story.facts.iter().rev().find_map(|fact| match &fact.what {
            What::Request(sent) => Some(sent.request.clone()),
            _ => None,
        });
        let encoding = candor::wire::Encoding::Sha256;
        let said = |before| What::Typed { request: request.clone().expect("a request"), encoding, before };
        story.at(1, 0, said(true));
        story.at(1, 0, said(last));
        story
    };
    assert_eq!(found(&typed(true), "minimisation"), ["seen_typed_before"]);
    assert_eq!(found(&typed(true), "discretion"), Vec::<String>::new());
    assert_eq!(found(&typed(false), "minimisation"), Vec::<String>::new());
    assert_eq!(found(&typed(false), "discretion"), ["seen_typed"]);
}

/// Boots looked at, and their ad, whose brand two signs name.
fn clear_ad(text: &str) -> Story {
    let mut story = Story::new(true);
    story.product_page(1, "www.northtrail.example", "NT-118", "Trail Boots", DONE);
    story.wait(53);
    let click = criteo_click("https://www.northtrail.example/p/NT-118");
    let serving = "https://ads.eu.criteo.com/delivery/r/afr.php?z=1";
    story.ad(2, "https://daily.example/news/1", serving, &click, text);
    story
}

/// Google's "stop seeing this ad": the answer is told by a request of the ad's own frame, or of the one around it, as
/// browsers say of a frame that was written into.
#[test]
fn an_ads_own_stop() {
    let text = "Trail Boots northtrail.example";
    let stopped = |label: &str, pressed: bool, frame: i64| {
        let mut story = clear_ad(text);
        if pressed {
            story.at(2, 7, What::Stopped { element: ElementId(0), menu: true });
        }
        let url = format!("https://googleads.g.doubleclick.net/pagead/interaction/?ai=C&label={label}");
        story.request(2, frame, RequestKind::Image, &url, DONE);
        story.wait(2 * 24 * 60);
        let click = criteo_click("https://www.northtrail.example/p/NT-118");
        for publisher in ["a.example", "b.example", "c.example"] {
            let serving = "https://ads.eu.criteo.com/delivery/r/afr.php?z=1";
            story.ad(3, &format!("https://{publisher}/"), serving, &click, text);
            story.wait(1);
        }
        found(&story, "learning")
    };
    for frame in [7, 0] {
        assert_eq!(stopped("user_feedback_menu_option", true, frame), ["seen_after_stop"]);
        let opened = stopped("user_feedback_menu_interaction", true, frame);
        assert_eq!(opened, Vec::<String>::new(), "the menu was only opened");
        let sent = stopped("user_feedback_menu_option", false, frame);
        assert_eq!(sent, Vec::<String>::new(), "any page can send that");
    }
}

/// The same pressed on the page, and what is forgotten with it.
#[test]
fn a_press_on_the_page() {
    let press = || What::Stopped { element: ElementId(0), menu: false };
    let mut story = clear_ad("Trail Boots northtrail.example");
    story.at(2, 7, press());
    story.at(2, 7, press());
    let stops =
        |story: &Story| played(story).0.brands.get(&site("northtrail.example")).map_or(0, |b| b.stops.len());
    assert_eq!(stops(&story), 1, "pressed twice is one no");
    let mut faint = boots(true, DONE);
    faint.at(2, 7, press());
    assert_eq!(stops(&faint), 0, "whose ad it is only one sign says");
    story.tell(What::Forget(Forget::Site { site: site("northtrail.example") }));
    assert_eq!(stops(&story), 0);
}
