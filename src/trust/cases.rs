//! Brands for tests, told in a line each; day 0 begins at [`START`].

use super::{Evidence, Principle, Side, Voter};
use crate::ad::Ad;
use crate::fact::{About, Correction, Mode};
use crate::id::Millis;
use crate::memory::{Brand, Conduct, Told, Visit, Word};
use crate::product::Product;
use crate::site::Site;
use crate::wire::EventKind;

/// Midnight of day 0: 2026-01-01 UTC.
pub(crate) const START: Millis = Millis(1_767_225_600_000);

/// A brand whose story a test tells.
#[derive(Debug, Clone)]
pub(super) struct Case(pub(super) Brand);

impl Case {
    pub(super) fn new() -> Self {
        Self(Brand { site: Site("shop.example".to_owned()), ..Brand::default() })
    }

    fn at(day: i64, plus: i64) -> Millis {
        START.plus(day * Millis::DAY + 8 * Millis::HOUR + plus)
    }

    /// A page view, watched from its start with nothing stopped unless `change` says otherwise.
    pub(super) fn view(mut self, day: i64, change: impl FnOnce(&mut Conduct)) -> Self {
        let (time, complete) = (Self::at(day, 0), true);
        let mut conduct = Conduct { time, complete, mode: Mode::ShowMe, ..Conduct::default() };
        change(&mut conduct);
        self.0.conduct.push(conduct);
        self
    }

    pub(super) fn visit(self, day: i64, event: EventKind, product: &str) -> Self {
        self.visit_of(day, event, Product { ids: vec![product.to_owned()], ..Product::default() })
    }

    /// A look at a page that calls its product `name`.
    pub(super) fn named_visit(self, day: i64, id: &str, name: &str) -> Self {
        let product = Product { ids: vec![id.to_owned()], name: Some(name.to_owned()), ..Product::default() };
        self.visit_of(day, EventKind::View, product)
    }

    fn visit_of(mut self, day: i64, event: EventKind, product: Product) -> Self {
        let (time, sources) = (Self::at(day, 1), vec!["page".to_owned()]);
        self.0.visits.push(Visit { time, event, product: Some(product), sources });
        self
    }

    pub(super) fn told(self, day: i64, company: &str) -> Self {
        self.told_of(day, company, EventKind::View, false)
    }

    pub(super) fn told_of(mut self, day: i64, company: &str, event: EventKind, blocked: bool) -> Self {
        self.0.told.push(told(Self::at(day, 2), company, event, blocked));
        self
    }

    /// An ad at noon.
    pub(super) fn ad(self, day: i64, page: &str, company: &str, product: &str) -> Self {
        self.ad_after(day, 4 * Millis::HOUR, page, company, product)
    }

    /// An ad some time after the hour of visits.
    pub(super) fn ad_after(mut self, day: i64, after: i64, page: &str, company: &str, product: &str) -> Self {
        self.0.ads.push(ad(Self::at(day, after), page, company, product));
        self
    }

    /// An ad that calls its product `name`.
    pub(super) fn named_ad(mut self, day: i64, page: &str, name: &str) -> Self {
        let mut ad = ad(Self::at(day, 0), page, "Criteo", "NT-1");
        ad.product = Some(Product { name: Some(name.to_owned()), ..Product::default() });
        self.0.ads.push(ad);
        self
    }

    pub(super) fn said(mut self, day: i64, correction: Correction) -> Self {
        self.0.corrections.push(Word(Self::at(day, 0), correction, About::default()));
        self
    }
}

pub(super) fn told(time: Millis, company: &str, event: EventKind, blocked: bool) -> Told {
    let json = serde_json::json!({
        "time": time, "company": company, "function": "retargeting", "system": "criteo", "event": event,
        "products": [], "blocked": blocked, "consent": "unknown",
    });
    serde_json::from_value(json).expect("a message")
}

/// An ad of shop.example that may count: two signs, a serving chain.
pub(super) fn ad(time: Millis, page: &str, company: &str, product: &str) -> Ad {
    let json = serde_json::json!({
        "id": format!("{page}{}{product}", time.0), "time": time, "tz": 0, "tab": 1, "page_site": page,
        "page_url": format!("https://{page}/"), "place": {"frame": 0, "element": 1},
        "origin": {"frame": 0, "element": 1}, "rect": {"x": 0, "y": 0, "width": 300, "height": 250},
        "viewable_ms": 0, "found_by": "markup",
        "served_by": [{"company": company, "time": time, "by": "frame"}], "click": null,
        "advertiser": {"site": "shop.example", "name": "Shop", "signs": ["landing", "text"]},
        "product": {"ids": [product]}, "regime": {"mode": "show_me", "rules": "", "other_blocker": false},
        "consent": "unknown",
    });
    serde_json::from_value(json).expect("an ad")
}

/// Judges `case` by one principle and compares its findings with `expected`.
pub(super) fn check(principle: &Principle, case: &Case, expected: &[&str]) {
    let findings = (principle.judge)(&Evidence::new(&case.0));
    let mut lines: Vec<String> = findings
        .iter()
        .map(|finding| {
            let side = match finding.side {
                Side::For => "for",
                Side::Against => "against",
                Side::Silent => "silent",
            };
            let voter = match &finding.voter {
                Voter::Site => "site",
                Voter::Company(name) => name,
                Voter::Publisher(site) => site.as_str(),
                Voter::You => "you",
            };
            let day = finding.time.since(START).div_euclid(Millis::DAY);
            assert_eq!(finding.actor, "shop.example");
            format!("day {day}: {side}, {voter}: {}", finding.what)
        })
        .collect();
    lines.sort();
    assert_eq!(lines, expected, "{}", principle.id);
    for finding in &findings {
        assert!(has_text(finding.what), "{}", finding.what);
        assert!(finding.mend().is_none_or(|mend| has_text(&mend.id)), "{}", finding.what);
    }
}

/// Whether a message has its text.
pub(super) fn has_text(id: &str) -> bool {
    include_str!("phrases.tsv").lines().any(|line| line.split('\t').next() == Some(id))
}
