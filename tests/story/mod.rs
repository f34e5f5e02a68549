//! A small story told in facts: a shop, what it tells, and the ads that follow or do not.

#[allow(dead_code, reason = "not every test looks at the dashboard")]
pub(crate) mod seen;

use candor::fact::*;
use candor::id::*;
use candor::knowledge::Knowledge;
use candor::site::Site;

/// A log under construction: every fact one second after the last, unless time is moved.
pub(crate) struct Story {
    /// The facts so far.
    pub(crate) facts: Vec<Fact>,
    now: i64,
    requests: u32,
}

/// The moment every story begins: 2026-03-14 14:02 UTC.
pub(crate) const BEGIN: i64 = 1_773_496_920_000;

impl Story {
    /// A person who said yes to remembering, or did not.
    pub(crate) fn new(remember: bool) -> Self {
        let mut story = Self { facts: Vec::new(), now: BEGIN, requests: 0 };
        story.tell(What::Set(Setting::Welcomed(true)));
        story.tell(What::Set(Setting::Remember(remember)));
        story
    }

    /// Time passes.
    pub(crate) fn wait(&mut self, minutes: i64) {
        self.now += minutes * Millis::MINUTE;
    }

    /// Something that no tab is concerned with.
    pub(crate) fn tell(&mut self, what: What) {
        self.push(None, 0, what);
    }

    /// Something in a frame of a tab.
    pub(crate) fn at(&mut self, tab: i64, frame: i64, what: What) {
        self.push(Some(TabId(tab)), frame, what);
    }

    fn push(&mut self, tab: Option<TabId>, frame: i64, what: What) {
        self.now += 1000;
        self.facts.push(Fact {
            seq: Seq(self.facts.len() as u64),
            time: Millis(self.now),
            tz: 60,
            tab,
            frame: FrameId(frame),
            document: DocumentId(String::new()),
            regime: Regime::default(),
            what,
        });
    }

    /// A request, with its end.
    pub(crate) fn request(&mut self, tab: i64, frame: i64, kind: RequestKind, url: &str, outcome: Outcome) {
        self.requests += 1;
        let request = RequestId(self.requests.to_string());
        let fact = RequestFact {
            request: request.clone(),
            url: url.into(),
            method: "GET".into(),
            kind,
            initiator: None,
            body: None,
        };
        self.at(tab, frame, What::Request(fact));
        self.at(tab, frame, What::Ended { request, outcome });
    }

    /// A product page of a shop that tells Criteo.
    pub(crate) fn product_page(&mut self, tab: i64, host: &str, id: &str, name: &str, outcome: Outcome) {
        self.at(tab, 0, navigated(&format!("https://{host}/p/{id}"), None));
        let json = format!(
            r#"{{"@context":"https://schema.org","@type":"Product","name":"{name}","sku":"{id}","offers":{{"@type":"Offer","price":"89.00","priceCurrency":"EUR"}}}}"#
        );
        self.at(
            tab,
            0,
            What::Page(Box::new(PageFacts {
                title: name.into(),
                json_ld: vec![json],
                ..PageFacts::default()
            })),
        );
        let url = format!(
            "https://widget.criteo.com/event?a=4711&v=5.23.0&p0=e%3Dvp%26p%3D{id}&p1=e%3Ddis&tld={host}&dtycbr=1"
        );
        self.request(tab, 0, RequestKind::Image, &url, outcome);
    }

    /// A news page with an ad of `landing` in a frame that `serving` filled.
    pub(crate) fn ad(&mut self, tab: i64, page: &str, serving: &str, click: &str, text: &str) {
        self.at(tab, 0, navigated(page, None));
        self.request(tab, 7, RequestKind::SubFrame, serving, Outcome::Finished { status: 200 });
        self.at(tab, 7, navigated(serving, Some(FrameId(0))));
        let rect = Rect { x: 20, y: 300, width: 300, height: 250 };
        let slot = FrameSlot {
            element: ElementId(3),
            child: FrameId(7),
            rect,
            viewable_ms: 0,
            markup: None,
            names: vec!["frame-3".into(), "ad-top".into()],
        };
        self.at(tab, 0, What::Slots { slots: vec![slot] });
        let candidate = AdCandidate {
            rect: Rect { x: 0, y: 0, ..rect },
            links: vec![AdLink { href: click.into(), text: text.into() }],
            ..AdCandidate::default()
        };
        self.at(tab, 7, What::Ads { candidates: vec![candidate] });
    }
}

/// A document opens in a frame.
pub(crate) fn navigated(url: &str, parent: Option<FrameId>) -> What {
    What::Navigated { url: url.into(), parent, from_here_on: false }
}

/// A Criteo click link to an address.
pub(crate) fn criteo_click(landing: &str) -> String {
    let encoded: String = landing
        .bytes()
        .map(|b| if b.is_ascii_alphanumeric() { (b as char).to_string() } else { format!("%{b:02X}") })
        .collect();
    format!("https://cat.nl3.eu.criteo.com/delivery/ckn.php?cppv=3&cpp=abc&maxdest={encoded}")
}

/// The whole story: boots looked at, told to Criteo, followed by an ad 53 minutes later.
pub(crate) fn boots(remember: bool, outcome: Outcome) -> Story {
    let mut story = Story::new(remember);
    story.product_page(1, "www.northtrail.example", "NT-118", "Trail Boots", outcome);
    story.wait(53);
    let click = criteo_click("https://www.northtrail.example/p/NT-118?utm_source=criteo");
    story.ad(
        2,
        "https://daily.example/news/1",
        "https://ads.eu.criteo.com/delivery/r/afr.php?z=1",
        &click,
        "Trail Boots",
    );
    story
}

/// The knowledge that the stories play in.
pub(crate) fn knowledge() -> Knowledge {
    Knowledge::for_tests()
}

/// A site.
pub(crate) fn site(text: &str) -> Site {
    Site(text.into())
}
