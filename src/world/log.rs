//! The log of a life: facts as the browser would tell them, with the truth of each ad beside them.

use serde::{Deserialize, Serialize};

use crate::fact::{
    AdCandidate, AdLink, Fact, FoundBy, FrameSlot, Outcome, PageFacts, RawFact, Rect, Regime, RequestFact,
    RequestKind, What,
};
use crate::id::{DocumentId, ElementId, FrameId, Millis, RequestId, Seq, TabId};
use crate::score::Truth;
use crate::scrub::{Key, scrub};

/// One line of a log with truths: a fact, and where it shows an ad, what is true of that. Whoever
/// reads facts alone skips the truth.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// The fact.
    #[serde(flatten)]
    pub fact: Fact,
    /// What is true of the ad in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub truth: Option<Truth>,
}

/// The key of a device that nobody has: the world holds no person to protect.
const KEY: Key = Key([7; 16]);
/// The tab that news is read in.
const READING: TabId = TabId(1);
/// The tab that is shopped in.
const SHOPPING: TabId = TabId(2);

/// A log under construction.
#[derive(Debug)]
pub(super) struct Log {
    pub(super) lines: Vec<Line>,
    pub(super) now: Millis,
    tab: TabId,
    document: u64,
    frame: i64,
}

impl Log {
    pub(super) fn new(begin: Millis) -> Self {
        Self { lines: Vec::new(), now: begin, tab: READING, document: 0, frame: 0 }
    }

    /// Something that no tab is concerned with.
    pub(super) fn tell(&mut self, what: What) {
        self.push(None, 0, what);
    }

    fn push(&mut self, tab: Option<TabId>, frame: i64, what: What) {
        self.now = self.now.plus(40);
        let fact = Fact {
            seq: Seq(self.lines.len() as u64),
            time: self.now,
            tz: 60,
            tab,
            frame: FrameId(frame),
            document: DocumentId(self.document.to_string()),
            regime: Regime::default(),
            what,
        };
        self.lines.push(Line { fact: scrub(RawFact::new(fact), &KEY), truth: None });
    }

    /// A page of a publisher opens and says what it is.
    pub(super) fn story(&mut self, url: &str, page: PageFacts) {
        self.page(READING, url, page);
    }

    /// A page of a shop opens and says what it is.
    pub(super) fn shop(&mut self, url: &str, page: PageFacts) {
        self.page(SHOPPING, url, page);
    }

    fn page(&mut self, tab: TabId, url: &str, page: PageFacts) {
        self.tab = tab;
        self.document += 1;
        self.frame = 0;
        self.push(
            Some(self.tab),
            0,
            What::Navigated { url: url.to_owned(), parent: None, from_here_on: false },
        );
        self.push(Some(self.tab), 0, What::Page(Box::new(page)));
    }

    /// A request of the page, with its end.
    pub(super) fn request(&mut self, kind: RequestKind, url: &str) {
        self.request_in(0, kind, url);
    }

    fn request_in(&mut self, frame: i64, kind: RequestKind, url: &str) {
        let request = RequestId(self.lines.len().to_string());
        let fact = RequestFact {
            request: request.clone(),
            url: url.to_owned(),
            method: "GET".to_owned(),
            kind,
            initiator: None,
            body: None,
        };
        self.push(Some(self.tab), frame, What::Request(fact));
        self.push(Some(self.tab), frame, What::Ended { request, outcome: Outcome::Finished { status: 200 } });
    }

    /// An ad in a frame of the page; none of its links and texts where the frame cannot be read.
    pub(super) fn ad(&mut self, frame_url: &str, click: &str, text: &str, readable: bool, truth: Truth) {
        self.frame += 1;
        let frame = self.frame;
        let rect = Rect { x: 20, y: truth.top, width: 300, height: 250 };
        self.request_in(frame, RequestKind::SubFrame, frame_url);
        let parent = Some(FrameId(0));
        self.push(
            Some(self.tab),
            frame,
            What::Navigated { url: frame_url.to_owned(), parent, from_here_on: false },
        );
        let element = ElementId(u32::try_from(frame).unwrap_or_default());
        let slot = FrameSlot {
            element,
            child: FrameId(frame),
            rect,
            viewable_ms: 0,
            markup: None,
            names: Vec::new(),
        };
        self.push(Some(self.tab), 0, What::Slots { slots: vec![slot] });
        if let Some(line) = self.lines.last_mut() {
            line.truth = Some(truth);
        }
        if readable {
            let candidate = AdCandidate {
                found_by: FoundBy::FrameRequest,
                rect: Rect { x: 0, y: 0, ..rect },
                links: vec![AdLink { href: click.to_owned(), text: text.to_owned() }],
                ..AdCandidate::default()
            };
            self.push(Some(self.tab), frame, What::Ads { candidates: vec![candidate] });
        }
    }
}
