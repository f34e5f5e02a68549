//! What follows from choices and rules: by the record, and with what effect.

#[allow(dead_code, reason = "shared with other tests, which use other parts")]
mod story;

use candor::fact::*;
use candor::id::{Millis, TabId};
use candor::phrase::{Arg, Phrase};
use candor::policy::{About, Because, Decision, Question, decide};
use candor::sorted::SortedMap;
use candor::view::{Answer, Ask};
use story::seen::*;
use story::*;

/// Rules by record act as the preview says, never over the person's own word, and end with the evidence.
#[test]
fn rules_by_record_do_what_the_preview_says() {
    let mut story = Story::new(true);
    for _ in 0..5 {
        inconsiderate(&mut story, "www.bold.example");
        considerate(&mut story, "www.shy.example");
        story.wait(24 * 60);
    }
    let rules = vec![(Choice::Hide, Grade::Broke), (Choice::Allow, Grade::Careful)];
    let Answer::Rules { rows, .. } = asked(&story, &Ask::Rules { rules: rules.clone() }) else {
        panic!("rules")
    };
    let would: Vec<_> = rows.iter().map(|row| (row.brand.site.as_str(), row.choice, row.yours)).collect();
    assert_eq!(would, [("bold.example", Choice::Hide, None), ("shy.example", Choice::Allow, None)]);
    assert_eq!(brand(&story, "bold.example").row.earned, None, "looking changes nothing");

    let set = |(choice, grade)| What::Set(Setting::Rule { choice, grade: Some(grade) });
    story.tell(What::Together { said: rules.into_iter().map(set).collect() });
    let hidden = |story: &Story, of: &str| {
        let (slices, now) = played(story);
        let (brand, news) = (site(of), site("daily.example"));
        let question = Question { page_site: &news, brand: Some(&brand), company: None, about: About::Ad };
        decide(&slices.settings, &question, now)
    };
    for row in &rows {
        let of = row.brand.site.as_str();
        let decision = hidden(&story, of);
        assert_eq!(
            decision,
            Decision { stop: row.choice == Choice::Hide, because: Because::Trust(row.choice) }
        );
        let earned = brand(&story, of).row.earned.expect("explained");
        assert_eq!(earned, row.why, "the reason is the one of the preview");
        assert_eq!(earned.id, "earned_most");
    }

    let mine =
        |choice| What::Decided { scope: Scope::Brand { brand: site("bold.example") }, choice, since: None };
    story.tell(mine(Some(Choice::Ask)));
    assert!(!hidden(&story, "bold.example").stop, "one click takes this brand out");
    assert_eq!(brand(&story, "bold.example").row.earned, None);
    story.tell(mine(None));
    assert!(hidden(&story, "bold.example").stop);
    story.tell(What::Forget(Forget::Everything));
    assert_eq!(played(&story).0.settings.earned, SortedMap::new(), "no evidence, no consequence");
}

/// An ad that a rule hides names the rule on its row; the person's own word takes the rule's place.
#[test]
fn a_hidden_ad_names_its_rule() {
    let mut story = Story::new(true);
    for _ in 0..5 {
        inconsiderate(&mut story, "www.bold.example");
        story.wait(24 * 60);
    }
    story.tell(What::Set(Setting::Rule { choice: Choice::Hide, grade: Some(Grade::Broke) }));
    let serving = "https://ads.eu.criteo.com/delivery/r/afr.php?z=1";
    story.ad(2, "https://daily.example/", serving, &criteo_click("https://www.bold.example/p/1"), "Boots");
    let row = |story: &Story| {
        let Answer::Popup(view) = asked(story, &Ask::Popup { tab: TabId(2) }) else { panic!("a popup") };
        let ad = view.ads.first().expect("an ad").clone();
        assert_eq!(brand(story, "bold.example").ads.first().expect("the same").earned, ad.earned);
        (ad.hidden, ad.earned.map(|why| why.id))
    };
    assert_eq!(row(&story), (true, Some("earned_most".to_owned())));
    let scope = Scope::Brand { brand: site("bold.example") };
    story.tell(What::Decided { scope, choice: Some(Choice::Ask), since: None });
    assert_eq!(row(&story), (false, None));
}

/// A shop's own pictures and a portal's own shopping section stay, whatever the person said of that
/// brand; the same brand's ad elsewhere is hidden.
#[test]
fn what_a_site_shows_of_itself_is_never_hidden() {
    for choice in [Choice::Hide, Choice::Block] {
        let mut story = Story::new(true);
        let scope = Scope::Brand { brand: site("northtrail.example") };
        story.tell(What::Decided { scope, choice: Some(choice), since: None });
        let serving = "https://ads.eu.criteo.com/delivery/r/afr.php?z=1";
        let landing = criteo_click("https://www.northtrail.example/p/NT-118");
        story.ad(2, "https://daily.example/", serving, &landing, "Trail Boots");
        let (slices, now) = played(&story);
        let tab = slices.tabs.get(&TabId(2)).expect("the tab");
        let ad = tab.ads.first().expect("an ad");
        assert!(candor::engine::hidden(&knowledge(), &slices, tab, ad, now), "elsewhere it is an ad");
        let mut own = tab.clone();
        own.page.site = site("northtrail.example");
        assert!(!candor::engine::hidden(&knowledge(), &slices, &own, ad, now), "there it is the site's own");
    }
}

/// A brand that falls below the mark later is met by the rule within the hour.
#[test]
fn records_are_weighed_again_every_hour() {
    let mut story = Story::new(true);
    story.tell(What::Set(Setting::Rule { choice: Choice::Hide, grade: Some(Grade::Broke) }));
    for _ in 0..5 {
        inconsiderate(&mut story, "www.bold.example");
        story.wait(24 * 60);
    }
    assert_eq!(
        played(&story).0.settings.earned,
        SortedMap::new(),
        "nothing happens in the middle of a visit"
    );
    story.tell(What::Tick);
    let earned = played(&story).0.settings.earned;
    assert_eq!(earned.get(&site("bold.example")).map(|earned| earned.choice), Some(Choice::Hide));
}

/// What matters to the person weighs the record at once, and the rules by record follow it.
#[test]
fn rules_follow_what_matters() {
    let mut story = Story::new(true);
    for _ in 0..5 {
        inconsiderate(&mut story, "www.bold.example");
        story.wait(24 * 60);
    }
    story.tell(What::Set(Setting::Rule { choice: Choice::Hide, grade: Some(Grade::Broke) }));
    let grade = |story: &Story| brand(story, "bold.example").row.grade.id;
    let hidden = |story: &Story| !played(story).0.settings.earned.is_empty();
    assert_eq!((grade(&story).as_str(), hidden(&story)), ("grade_broke", true));
    let say = |story: &mut Story, matters| {
        story.tell(What::Set(Setting::Matters { group: Group::Before, matters }));
    };
    say(&mut story, Matters::Not);
    assert_ne!(grade(&story), "grade_broke", "promises do not matter to this person");
    assert!(!hidden(&story));
    let shown = brand(&story, "bold.example");
    let before = shown.principles.iter().filter(|row| row.group == "group_before");
    assert!(before.clone().count() > 0, "what was seen is shown all the same");
    assert!(before.clone().all(|row| row.matters == Matters::Not && row.belief < 500));
    say(&mut story, Matters::Usual);
    assert!(hidden(&story), "taken back by one word");
}

/// "Shop quietly for an hour": above every lasting word, below a pause, over when its time is; and
/// what nobody was told during it is no merit of the shop's.
#[test]
fn a_quiet_hour_holds_for_its_time() {
    let mut story = Story::new(true);
    let shop = "www.northtrail.example";
    story.product_page(1, shop, "NT-118", "Trail Boots", DONE);
    let allow = What::Decided {
        scope: Scope::Brand { brand: site("northtrail.example") },
        choice: Some(Choice::Allow),
        since: None,
    };
    story.tell(allow);
    let silent = |story: &Story| {
        let (slices, now) = played(story);
        let brand = site("northtrail.example");
        candor::policy::silenced(&slices.settings, &brand, &brand, now)
    };
    assert!(!silent(&story));
    let until = story.facts.last().expect("a fact").time.plus(Millis::HOUR);
    story.tell(What::Set(Setting::QuietUntil(Some(until))));
    assert!(silent(&story), "an allowed brand, too");
    story.product_page(1, shop, "NT-119", "Rain Coat", DONE);
    let (slices, _) = played(&story);
    let seen = slices.brands.get(&site("northtrail.example")).expect("remembered");
    assert_eq!(seen.conduct.iter().map(|page| page.quiet).collect::<Vec<_>>(), [false, true]);
    let pause = |pause| What::Paused { site: site("northtrail.example"), pause };
    story.tell(pause(Some(Pause { until: None })));
    assert!(!silent(&story), "a paused site stays paused");
    story.tell(pause(None));
    story.wait(61);
    assert!(!candor::policy::quiet_hour(&played(&story).0.settings, until), "over, even if nobody wakes up");
    story.tell(What::Tick);
    assert_eq!(played(&story).0.settings.quiet_until, None);
}

/// The same length of time on both sides of a choice, within what is remembered.
#[test]
fn a_choice_is_measured_by_what_came_before_and_after() {
    let mut story = Story::new(true);
    let shop = "www.northtrail.example";
    let days = |story: &mut Story, days: usize, outcome: Outcome| {
        for _ in 0..days {
            story.product_page(1, shop, "NT-118", "Trail Boots", outcome.clone());
            story.wait(24 * 60);
        }
    };
    let effect = |story: &Story| {
        let view = brand(story, "northtrail.example").effect?;
        let rows: Vec<_> = view.rows.iter().map(|row| (row.before, row.after)).collect();
        Some((view.what, rows))
    };
    days(&mut story, 5, DONE);
    assert_eq!(effect(&story), None, "nothing was chosen");
    let scope = Scope::Brand { brand: site("northtrail.example") };
    story.tell(What::Decided { scope: scope.clone(), choice: Some(Choice::Quiet), since: None });
    story.at(1, 0, What::Tick);
    assert_eq!(effect(&story), Some((Phrase::new("effect_early", []), vec![])));
    days(&mut story, 3, Outcome::Blocked);
    story.tell(What::Tick);
    let counted = Phrase::new("effect_days", [Arg::Count(3)]);
    // Ads, messages that arrived, messages that were stopped.
    assert_eq!(effect(&story), Some((counted.clone(), vec![(0, 0), (3, 0), (0, 3)])));
    // What would tell is not even loaded: that is stopped, too.
    let loader = "https://dynamic.criteo.com/js/ld/ld.js?a=4711";
    for outcome in [DONE, Outcome::Blocked] {
        story.request(1, 0, RequestKind::Script, loader, outcome);
    }
    assert_eq!(effect(&story), Some((counted, vec![(0, 0), (3, 0), (0, 4)])));
    story.wait(12 * 24 * 60);
    story.tell(What::Tick);
    assert_eq!(effect(&story), Some((Phrase::new("effect_forgotten", []), vec![])));
}

/// A brand that was met on the day of the choice has no time before it: nothing is compared.
#[test]
fn nothing_is_compared_with_the_time_before_a_brand_was_met() {
    let mut story = boots(true, DONE);
    let scope = Scope::Brand { brand: site("northtrail.example") };
    story.tell(What::Decided { scope, choice: Some(Choice::Quiet), since: None });
    story.wait(3 * 24 * 60);
    story.tell(What::Tick);
    let view = brand(&story, "northtrail.example").effect.expect("a choice");
    assert_eq!((view.what, view.rows), (Phrase::new("effect_new", []), vec![]));
}

/// An ad that follows counts on the side on which it was seen.
#[test]
fn following_ads_are_counted_on_both_sides_of_a_choice() {
    let mut story = boots(true, DONE);
    story.wait(2 * 24 * 60);
    let scope = Scope::Brand { brand: site("northtrail.example") };
    story.tell(What::Decided { scope, choice: Some(Choice::Hide), since: None });
    story.wait(3 * 24 * 60);
    story.tell(What::Tick);
    let view = brand(&story, "northtrail.example").effect.expect("a choice");
    assert_eq!(view.choice, Choice::Hide);
    assert_eq!(
        (view.rows[0].what.id.as_str(), view.rows[0].before, view.rows[0].after),
        ("effect_following", 1, 0)
    );
}
