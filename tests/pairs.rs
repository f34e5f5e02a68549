//! Pairs that take weeks to tell apart: the same shop and the same purchase, followed by ads that keep the
//! principle and by ads that do not. Some of these pairs are walked in a browser (tests/browser/pairs.spec.mjs and
//! weeks.spec.mjs).

#[allow(dead_code, reason = "shared with other tests, which use other parts")]
mod story;

use candor::fact::*;
use candor::id::Millis;
use candor::view::PrincipleView;
use story::seen::*;
use story::*;

const SHOP: &str = "https://www.northtrail.example";
/// Belief where nothing was seen.
const EVEN: u16 = 500;

/// What happens after somebody looked at the boots and the shop told Criteo.
type After = fn(&mut Story);

/// An ad of the shop on so many news sites, a wait of some minutes before each.
fn ads(story: &mut Story, publishers: usize, minutes: i64, landing: &str) {
    for publisher in 0..publishers {
        story.wait(minutes);
        let click = criteo_click(&format!("{SHOP}{landing}"));
        let page = format!("https://news-{publisher}.example/");
        let serving = "https://ads.eu.criteo.com/delivery/r/afr.php?z=1";
        story.ad(2, &page, serving, &click, "Northtrail northtrail.example");
    }
}

fn bought(story: &mut Story) {
    let order = "https://sslwidget.criteo.com/event?a=4711&v=5.23.0&p0=e%3Dtrans%26id%3DO-77%26c%3DEUR%26p%3D%255Bi%25253DNT-118%252526pr%25253D89%252526q%25253D1%255D";
    story.request(1, 0, RequestKind::Image, order, DONE);
}

fn refused(story: &mut Story) {
    for state in [ConsentState::Asked, ConsentState::Rejected] {
        story.at(1, 0, consent(state));
    }
}

const HOUR: i64 = 60;
const DAY: i64 = 24 * HOUR;
const BOOTS: &str = "/p/NT-118";

/// The principle, what is seen where it is not kept, and the two ways to go on.
const ROWS: &[(&str, &str, After, After)] = &[
    (
        "timing",
        "seen_already_bought",
        |story| {
            bought(story);
            ads(story, 3, DAY, BOOTS);
        },
        bought,
    ),
    (
        "learning",
        "seen_after_no",
        |story| {
            refused(story);
            ads(story, 3, 2 * DAY, "/");
        },
        refused,
    ),
    ("learning", "seen_after_month", |story| ads(story, 3, 32 * DAY, "/"), |story| ads(story, 3, DAY, "/")),
    (
        "listening",
        "seen_talking",
        |story| ads(story, 14, 12 * HOUR, "/"),
        |story| ads(story, 4, 12 * HOUR, "/"),
    ),
    ("subtlety", "seen_minutes", |story| ads(story, 3, 10, BOOTS), |story| ads(story, 3, DAY, "/")),
    ("subtlety", "seen_exact", |story| ads(story, 3, DAY, BOOTS), |story| ads(story, 3, DAY, "/")),
    (
        "restraint",
        "seen_pressing",
        |story| ads(story, 6, 2 * HOUR, "/"),
        |story| ads(story, 2, 2 * HOUR, "/"),
    ),
];

#[test]
fn records_tell_them_apart() {
    for (id, seen, unkind, kind) in ROWS {
        let judged = |after: &After| -> (u16, Vec<String>) {
            let mut story = Story::new(true);
            story.tell(What::Set(Setting::KeepDays(365)));
            story.product_page(1, "www.northtrail.example", "NT-118", "Trail Boots", DONE);
            after(&mut story);
            let view = brand(&story, "northtrail.example");
            let row: Option<&PrincipleView> = view.principles.iter().find(|row| row.id == *id);
            let findings = row.map(|row| row.findings.as_slice()).unwrap_or_default();
            let said =
                findings.iter().filter(|finding| finding.against).map(|finding| finding.what.id.clone());
            assert!(findings.iter().all(|finding| finding.time > Millis(BEGIN)), "{id}");
            (row.map_or(EVEN, |row| row.belief), said.collect())
        };
        let ((worse, against), (better, nothing)) = (judged(unkind), judged(kind));
        assert!(against.iter().any(|what| what == seen), "{id}: {against:?}");
        assert_eq!(nothing, Vec::<String>::new(), "{id}");
        assert!(better > worse, "{id}: {better} and {worse}");
    }
}

/// Ads of another shop, one each day, by the company that this shop told.
fn others(story: &mut Story, days: usize) {
    for day in 0..days {
        story.wait(DAY);
        let serving = "https://ads.eu.criteo.com/delivery/r/afr.php?z=2";
        let click = criteo_click("https://www.papertown.example/");
        story.ad(3, &format!("https://paper-{day}.example/"), serving, &click, "Papertown papertown.example");
    }
}

/// That nothing came is a merit only where it could have come, and would have been seen: the shop's message got
/// through, and whoever heard it showed enough else before the person was back.
#[test]
fn silence_is_earned_where_others_were_heard() {
    let nothing: After = |_| {};
    let followed: After = |story| ads(story, 3, DAY, "/");
    let rows: [(After, After, usize, Outcome, &[&str]); 6] = [
        (nothing, nothing, 14, DONE, &["seen_left_alone"]),
        (refused, nothing, 14, DONE, &["seen_ended"]),
        (refused, nothing, 9, DONE, &[]),
        (nothing, nothing, 14, Outcome::Blocked, &[]),
        (nothing, followed, 14, DONE, &[]),
        (refused, followed, 14, DONE, &[]),
    ];
    for (at, (first, between, days, outcome, expected)) in rows.into_iter().enumerate() {
        let mut story = Story::new(true);
        story.tell(What::Set(Setting::KeepDays(365)));
        story.product_page(1, "www.northtrail.example", "NT-118", "Trail Boots", outcome.clone());
        first(&mut story);
        story.wait(2 * DAY);
        between(&mut story);
        others(&mut story, days);
        story.wait(DAY);
        story.product_page(1, "www.northtrail.example", "NT-118", "Trail Boots", outcome);
        let view = brand(&story, "northtrail.example");
        let findings = view.principles.iter().flat_map(|row| &row.findings);
        let ids = findings.map(|finding| finding.what.id.as_str());
        let earned: Vec<&str> = ids.filter(|id| ["seen_left_alone", "seen_ended"].contains(id)).collect();
        assert_eq!(earned, expected, "row {at}");
    }
}

/// What is forgotten came all the same: no merit is left over from it.
#[test]
fn a_deletion_takes_the_measure_with_it() {
    let mut story = Story::new(true);
    story.tell(What::Set(Setting::KeepDays(365)));
    story.product_page(1, "www.northtrail.example", "NT-118", "Trail Boots", DONE);
    ads(&mut story, 3, DAY, "/");
    others(&mut story, 14);
    story.product_page(1, "www.northtrail.example", "NT-118", "Trail Boots", DONE);
    for forgotten in 0..3 {
        let site = site(&format!("news-{forgotten}.example"));
        story.tell(What::Forget(Forget::Site { site }));
        let view = brand(&story, "northtrail.example");
        let mut findings = view.principles.iter().flat_map(|row| &row.findings);
        assert!(findings.all(|finding| finding.what.id != "seen_left_alone"), "{forgotten}");
    }
}
