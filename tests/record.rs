//! Stories in, records out: what the dashboard shows of a brand, its companies and a visit.

#[allow(dead_code, reason = "shared with other tests, which use other parts")]
mod story;

use candor::ad::{Served, ServedBy};
use candor::engine::hidden;
use candor::fact::*;
use candor::id::*;
use candor::phrase::{Arg, Phrase};
use candor::view::{Answer, Ask, BrandView, PrincipleView, Sieve};
use story::seen::*;
use story::*;

fn principle<'v>(view: &'v BrandView, id: &str) -> Option<&'v PrincipleView> {
    view.principles.iter().find(|principle| principle.id == id)
}

fn findings(view: &BrandView, id: &str) -> Vec<String> {
    let rows = principle(view, id).map(|principle| principle.findings.as_slice()).unwrap_or_default();
    rows.iter().map(|row| row.what.id.clone()).collect()
}

#[test]
fn not_enough_is_known_of_a_brand_just_met() {
    let mut story = Story::new(true);
    inconsiderate(&mut story, "www.northtrail.example");
    let view = brand(&story, "northtrail.example");
    assert!(!view.enough && !view.would_tell.is_empty());
    assert_eq!(view.row.grade.id, "grade_unknown");
    assert_eq!((view.row.visits, view.row.ads), (1, 0));
    assert_eq!(findings(&view, "permission"), ["seen_after_refusal", "seen_before_choice"]);
    assert_eq!(findings(&view, "sincerity"), ["seen_promise_broken"]);
    assert!(view.principles.iter().all(|row| !row.findings.is_empty()), "no score without evidence");
    let never = brand(&story, "never-met.example");
    assert!(never.principles.is_empty() && never.remembered.is_empty() && !never.enough);
}

/// A look at a product of a sensitive subject, told by the page, its address, its title or a message:
/// nothing of it is remembered, and what else the shop sells is, as ever.
#[test]
fn sensitive_subjects_are_never_remembered() {
    let shop = "www.northtrail.example";
    let titled = |story: &mut Story, title: &str| {
        let facts = PageFacts { title: title.into(), ..PageFacts::default() };
        story.at(1, 0, What::Page(Box::new(facts)));
        pixel(story, 1, shop);
    };
    type Scene<'s> = (&'s str, &'s dyn Fn(&mut Story));
    let scenes: [Scene<'_>; 5] = [
        ("Pregnancy", &|story| story.product_page(1, shop, "NT-1", "Pregnancy test", DONE)),
        ("Depression", &|story| {
            story.at(1, 0, navigated(&format!("https://{shop}/p/NT-118"), None));
            pixel(story, 1, shop);
            titled(story, "Depression: what helps");
        }),
        ("schulden", &|story| {
            story.at(1, 0, navigated(&format!("https://{shop}/suche?q=schulden%20los"), None));
            titled(story, "Suche");
        }),
        ("HIV", &|story| {
            story.at(1, 0, navigated(&format!("https://{shop}/p/NT-118"), None));
            let event = "v=2&tid=G-1&en=view_item&pr1=idNT-118~nmHIV%20self%20test~pr89";
            let url = format!("https://www.google-analytics.com/g/collect?{event}");
            story.request(1, 0, RequestKind::Ping, &url, DONE);
        }),
        ("children", &|story| {
            story.at(1, 0, navigated(&format!("https://{shop}/p/NT-118"), None));
            let url = "https://widget.criteo.com/event?a=4711&p0=e%3Dvp%26p%3DNT-118&coppa=1";
            story.request(1, 0, RequestKind::Image, url, DONE);
            titled(story, "Trail Boots");
        }),
    ];
    let visits = |story: &Story| {
        played(story).0.brands.get(&site("northtrail.example")).map_or(0, |brand| brand.visits.len())
    };
    let mut ordinary = Story::new(true);
    ordinary.product_page(1, shop, "NT-118", "Trail Boots", DONE);
    for (word, scene) in scenes {
        let mut story = Story::new(true);
        scene(&mut story);
        let (slices, _) = played(&story);
        let kept = slices.brands.get(&site("northtrail.example"));
        let nothing = |brand: &candor::memory::Brand| {
            brand.visits.is_empty() && brand.told.is_empty() && brand.conduct.is_empty()
        };
        assert!(kept.is_none_or(nothing), "{word}: {kept:?}");
        story.product_page(1, shop, "NT-118", "Trail Boots", DONE);
        let (slices, _) = played(&story);
        assert_eq!(visits(&story), visits(&ordinary), "{word}");
        let text = serde_json::to_string(&slices.brands).expect("json");
        assert!(!text.contains(word) && text.contains("Trail Boots"), "{word}: {text}");
    }
}

/// Five days at two shops with the same software, one of which keeps its word.
#[test]
fn records_tell_brands_apart() {
    let mut story = Story::new(true);
    for _ in 0..5 {
        inconsiderate(&mut story, "www.bold.example");
        considerate(&mut story, "www.shy.example");
        story.wait(24 * 60);
    }
    let (bold, shy) = (brand(&story, "bold.example"), brand(&story, "shy.example"));
    assert_eq!((bold.enough, bold.row.grade.id.as_str()), (true, "grade_broke"));
    assert_eq!((shy.enough, shy.row.grade.id.as_str()), (true, "grade_careful"));
    assert_eq!(shy.row.visits, 5);
    for id in ["permission", "sincerity"] {
        let belief = |view| principle(view, id).map(|row| row.belief).expect("judged");
        assert!(belief(&bold) < 300 && belief(&shy) > 700, "{id}");
    }
    assert!(findings(&shy, "control").contains(&"seen_way_out".to_owned()));
    let Answer::Brands { rows, .. } = asked(&story, &Ask::Brands { sieve: Sieve::default() }) else {
        panic!("brands")
    };
    let sites: Vec<&str> = rows.iter().map(|row| row.brand.site.as_str()).collect();
    assert_eq!(sites, ["shy.example", "bold.example"], "the last met first");
}

#[test]
fn what_is_remembered_says_until_when() {
    let mut story = Story::new(true);
    story.product_page(1, "www.northtrail.example", "NT-118", "Trail Boots", DONE);
    measured(&mut story, "www.northtrail.example");
    let click = criteo_click("https://www.northtrail.example/p/NT-118");
    story.ad(
        2,
        "https://daily.example/",
        "https://ads.eu.criteo.com/delivery/r/afr.php?z=1",
        &click,
        "Boots",
    );
    let view = brand(&story, "northtrail.example");
    assert!(view.remembered.is_sorted_by(|a, b| a.time >= b.time));
    assert!(view.remembered.iter().all(|row| row.until == row.time.plus(14 * Millis::DAY)));
    let looked = Phrase::new("told_view_item", [Arg::Text("Trail Boots".into())]);
    let told = |company: &str| {
        let args = [Arg::Text(company.into()), Arg::Phrase(looked.clone())];
        view.remembered.iter().any(|row| row.what.id == "remembered_told" && row.what.args == args)
    };
    assert!(told("Criteo"), "by the name that the shop uses: {:#?}", view.remembered);
    let criteo = view.told.iter().find(|row| row.name == "Criteo").expect("Criteo was told");
    assert_eq!(criteo.told.as_slice(), std::slice::from_ref(&looked));
    assert_eq!(view.ads.len(), 1);
    let Answer::Companies { rows, .. } = asked(&story, &Ask::Companies { search: String::new(), most: 9 })
    else {
        panic!("companies")
    };
    let row = rows.iter().find(|row| row.name == "Criteo").expect("Criteo was told");
    assert_eq!((row.brands, row.requests, row.blocked), (1, 1, 0));
}

/// A company's page: who told it, how often, what kinds of things; what was stopped told nothing.
#[test]
fn a_company_has_a_record_too() {
    let mut story = Story::new(true);
    for (host, id, outcome) in [
        ("www.northtrail.example", "NT-118", DONE),
        ("www.northtrail.example", "NT-119", DONE),
        ("www.lumen.example", "LU-1", Outcome::Blocked),
    ] {
        story.product_page(1, host, id, "Boots", outcome);
    }
    let page = |name: &str| match asked(&story, &Ask::Company { name: name.into() }) {
        Answer::Company(view) => view,
        other => panic!("a company's page, not {other:?}"),
    };
    let view = page("Criteo");
    let brands: Vec<_> =
        view.brands.iter().map(|row| (row.brand.site.as_str(), row.messages, row.stopped)).collect();
    assert_eq!(brands, [("northtrail.example", 2, 0), ("lumen.example", 1, 1)]);
    assert_eq!((view.row.brands, view.row.requests), (2, 3));
    assert_eq!(view.kinds, [(Phrase::new("told_view", []), 2)], "what was stopped is no telling");
    assert!(view.hosts.iter().any(|host| host == "criteo.com"));
    let unknown = page("Nobody");
    assert!(unknown.brands.is_empty() && unknown.kinds.is_empty() && unknown.hosts.is_empty());
}

/// Whose a brand is, only where a source lists its very site.
#[test]
fn an_owner_has_a_source() {
    let story = Story::new(true);
    let owner = |of: &str| brand(&story, of).owner;
    assert_eq!(owner("adnxs.com"), Some(("Microsoft".to_owned(), "candor".to_owned())));
    assert_eq!(owner("criteo.com"), None, "that Criteo is Criteo's says nothing");
    assert_eq!(owner("northtrail.example"), None);
}

#[test]
fn nothing_is_shown_where_nothing_is_remembered() {
    let view = brand(&boots(false, DONE), "northtrail.example");
    assert!(view.remembered.is_empty() && view.principles.is_empty() && view.told.is_empty());
    assert!(view.would_tell.iter().any(|phrase| phrase.id == "tell_remember"));
}

/// The site view needs no memory: it is the open page, seen by its makers.
#[test]
fn a_visit_shows_each_request_and_its_mend() {
    let mut story = Story::new(false);
    inconsiderate(&mut story, "www.northtrail.example");
    let visit = visit(&story, 1);
    assert_eq!(visit.consent_product.as_deref(), Some("OneTrust"));
    let states: Vec<_> = visit.consent.iter().map(|(_, state)| *state).collect();
    assert_eq!(states, [ConsentState::Asked, ConsentState::Rejected]);
    let calls: Vec<_> = visit.calls.iter().map(|call| (call.company.as_deref(), call.consent)).collect();
    assert_eq!(calls, [(Some("Criteo"), ConsentState::Asked), (Some("Criteo"), ConsentState::Rejected)]);
    let bad: Vec<_> = visit.findings.iter().filter(|(_, row)| row.against).collect();
    let kinds: Vec<_> = bad.iter().map(|(id, row)| (id.as_str(), row.what.id.as_str())).collect();
    assert_eq!(
        kinds,
        [
            ("permission", "seen_before_choice"),
            ("permission", "seen_after_refusal"),
            ("sincerity", "seen_promise_broken"),
        ]
    );
    for (_, row) in bad {
        assert!(row.mend.is_some());
        assert!(row.request.as_ref().is_some_and(|url| url.contains("widget.criteo.com")));
    }
}

/// A stopped purchase message silences `timing`, with the reason; one that arrived does not.
#[test]
fn nobody_is_blamed_for_what_was_stopped_here() {
    let bought = |outcome: Outcome| {
        let mut story = Story::new(true);
        story.product_page(1, "www.northtrail.example", "NT-118", "Trail Boots", DONE);
        let order = "https://sslwidget.criteo.com/event?a=4711&v=5.23.0&p0=e%3Dtrans%26id%3DO-77%26c%3DEUR%26p%3D%255Bi%25253DNT-118%252526pr%25253D89%252526q%25253D1%255D";
        story.request(1, 0, RequestKind::Image, order, outcome);
        for page in 0..3 {
            story.wait(24 * 60);
            let click = criteo_click("https://www.northtrail.example/p/NT-118");
            let serving = "https://ads.eu.criteo.com/delivery/r/afr.php?z=1";
            story.ad(
                2,
                &format!("https://news-{page}.example/"),
                serving,
                &click,
                "Trail Boots northtrail.example",
            );
        }
        brand(&story, "northtrail.example")
    };
    let stopped = bought(Outcome::Blocked);
    let timing = principle(&stopped, "timing").expect("it says why it is silent");
    assert_eq!((timing.words.id.as_str(), timing.belief, timing.sure), ("silent_purchase_stopped", 500, 0));
    let told = bought(DONE);
    assert_eq!(findings(&told, "timing"), ["seen_already_bought"; 3]);
}

/// What stands on a publisher's page is never held against the brand whose ad stands there.
#[test]
fn a_publishers_trackers_are_not_the_advertisers() {
    let mut story = boots(true, DONE);
    let before = brand(&story, "northtrail.example").principles;
    story.at(2, 0, consent(ConsentState::Asked));
    story.at(2, 0, consent(ConsentState::Rejected));
    pixel(&mut story, 2, "daily.example");
    assert_eq!(brand(&story, "northtrail.example").principles, before);
}

/// A tab that was opened behind the one in front, and never looked at, adds no time.
#[test]
fn only_a_tab_in_front_counts_as_time() {
    let active = |states: &[(TabState, &str)]| {
        let mut story = Story::new(true);
        let mut says = |what: What, document: &str| {
            story.at(1, 0, what);
            story.facts.last_mut().expect("just told").document = DocumentId(document.into());
        };
        says(navigated("https://daily.example/", None), "new");
        for (state, document) in states {
            says(What::Tab { state: *state }, document);
        }
        story.wait(10);
        story.at(1, 0, navigated("https://daily.example/2", None));
        played(&story).0.totals.active_by_hour.values().sum::<i64>()
    };
    let (shown, hidden) = (TabState::Shown, TabState::Hidden);
    let ten = 10 * Millis::MINUTE;
    assert_eq!(active(&[]), 0, "nobody said that it is in front");
    assert_eq!(active(&[(hidden, "new")]), 0);
    assert_eq!(active(&[(shown, "new")]), ten + 1000);
    assert_eq!(active(&[(shown, "new"), (hidden, "new")]), 1000);
    assert_eq!(active(&[(hidden, ""), (shown, "")]), ten + 1000, "a browser that names no documents");
    assert_eq!(active(&[(shown, "new"), (hidden, "old")]), ten + 2000, "the page before this one was left");
}

/// What a tab tells late, after what an earlier life of the worker took, makes no time count twice.
#[test]
fn what_is_told_late_counts_no_time_twice() {
    let active = |late: Option<What>| {
        let mut story = Story::new(true);
        story.at(1, 0, navigated("https://daily.example/", None));
        story.at(1, 0, What::Tab { state: TabState::Shown });
        let before = story.facts.len();
        story.wait(10);
        story.at(1, 0, What::Tab { state: TabState::Shown });
        if let Some(late) = late {
            story.at(1, 0, late);
            let time = story.facts[before].time.plus(-Millis::MINUTE);
            story.facts.last_mut().expect("just told").time = time;
        }
        story.wait(10);
        story.at(1, 0, navigated("https://daily.example/2", None));
        played(&story).0.totals.active_by_hour.values().sum::<i64>()
    };
    let once = active(None);
    let late = active(Some(What::Tab { state: TabState::Shown }));
    assert!((once..=once + 1000).contains(&late), "{once} {late}");
}

/// Every company that served an ad can be the one whose ads the person hides; the nearest word counts.
#[test]
fn the_nearest_company_with_a_word_decides() {
    let (mut slices, now) = played(&boots(true, DONE));
    let tab = slices.tabs.get(&TabId(2)).expect("the news").clone();
    let mut ad = tab.ads[0].clone();
    for (company, time) in [("Outer", 1), ("Inner", 2)] {
        ad.served_by.push(Served {
            company: company.into(),
            owner: None,
            function: None,
            time: Millis(time),
            by: ServedBy::Frame,
        });
    }
    let mut after = |choices: &[(&str, Choice)]| {
        slices.settings.choices.clear();
        for (company, choice) in choices {
            let scope = Scope::Company { company: (*company).into() };
            let what = What::Decided { scope, choice: Some(*choice), since: None };
            candor::policy::apply(&mut slices.settings, &what, now);
        }
        hidden(&knowledge(), &slices, &tab, &ad, now)
    };
    assert!(!after(&[]));
    assert!(after(&[("Inner", Choice::Hide)]));
    assert!(after(&[("Outer", Choice::Hide)]), "whoever filled the last frame");
    assert!(!after(&[("Outer", Choice::Hide), ("Inner", Choice::Allow)]));
    assert!(after(&[("Outer", Choice::Allow), ("Inner", Choice::Hide)]));
}

/// A brand that belongs to another says so, and by which source; a shop on somebody else's host belongs to nobody for that.
#[test]
fn a_brand_owned_by_another_says_so() {
    let rows = [
        ("instagram.com", Some("Meta")),
        ("northtrail.example", None),
        ("boots.myshopify.com", None),
        ("facebook.com", Some("Meta")),
    ];
    for (site, owner) in rows {
        let mut story = Story::new(true);
        inconsiderate(&mut story, &format!("www.{site}"));
        let owned = brand(&story, site).owner;
        assert_eq!(owned.map(|(owner, _)| owner).as_deref(), owner, "{site}");
    }
}
