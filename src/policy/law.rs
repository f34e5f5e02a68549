//! The precedence as a law over all combinations of words, modes and questions.

use super::*;
use crate::fact::{Grade, Pause, Scope, What};
use crate::memory::Earned;

const NOW: Millis = Millis(1000);
/// Ends of a pause and of the quiet hour; at its end either is over.
const TIMES: [(Option<i64>, Option<i64>); 6] = [
    (None, None),
    (Some(999), None),
    (Some(1000), Some(1000)),
    (Some(1001), None),
    (Some(1001), Some(1001)),
    (None, Some(1001)),
];

/// All that can be said at once.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Said {
    pub(super) pause: Option<i64>,
    pub(super) hour: Option<i64>,
    pub(super) on_site: Option<Choice>,
    pub(super) brand: Option<Choice>,
    pub(super) company: Option<Choice>,
    pub(super) trust: Option<Choice>,
    pub(super) mode: Mode,
}

fn words() -> impl Iterator<Item = Option<Choice>> + Clone {
    std::iter::once(None).chain(Choice::ALL.map(Some))
}

pub(super) fn everything_said() -> impl Iterator<Item = Said> {
    TIMES.into_iter().flat_map(|(pause, hour)| {
        words().flat_map(move |on_site| {
            words().flat_map(move |brand| {
                words().flat_map(move |company| {
                    words().flat_map(move |trust| {
                        Mode::ALL.map(|mode| Said { pause, hour, on_site, brand, company, trust, mode })
                    })
                })
            })
        })
    })
}

fn everything_asked() -> Vec<About> {
    let functions =
        [None, Some(Function::Retargeting), Some(Function::SessionReplay), Some(Function::Payment)];
    let mut asked = vec![About::Ad];
    for party in [Party::First, Party::Third] {
        for function in functions {
            for job in [Job::Event, Job::Sync, Job::Delivery, Job::Script, Job::Other] {
                for action in [Action::Block, Action::Allow, Action::None] {
                    asked.push(About::Request { party, function, job, action });
                }
            }
        }
    }
    asked
}

pub(super) fn site(text: &str) -> Site {
    Site(text.to_owned())
}

impl Said {
    pub(super) fn settings(self) -> Settings {
        let (shop, news) = (site("shop.example"), site("news.example"));
        let quiet_until = self.hour.map(Millis);
        let mut settings = Settings { mode: self.mode, quiet_until, ..Settings::default() };
        let mut say = |scope, choice: Option<Choice>| {
            settings.choices.extend(choice.map(|choice| (scope, choice, NOW)));
        };
        say(Scope::BrandOnSite { brand: shop.clone(), site: shop.clone() }, self.on_site);
        say(Scope::Brand { brand: shop.clone() }, self.brand);
        say(Scope::Company { company: "Criteo".to_owned() }, self.company);
        // Words about others, in the way.
        say(Scope::BrandOnSite { brand: shop.clone(), site: news.clone() }, Some(Choice::Block));
        say(Scope::BrandOnSite { brand: news.clone(), site: shop.clone() }, Some(Choice::Block));
        say(Scope::Brand { brand: news.clone() }, Some(Choice::Block));
        say(Scope::Company { company: "Meta".to_owned() }, Some(Choice::Block));
        if let Some(until) = self.pause {
            settings.pauses.insert(shop.clone(), Pause { until: Some(Millis(until)) });
        }
        settings.choices.sort();
        let earned = |choice| Earned { choice, grade: Grade::Mixed, principle: None };
        // A brand that earned something, in the way.
        settings.earned.insert(news, earned(Choice::Block));
        if let Some(choice) = self.trust {
            settings.earned.insert(shop, earned(choice));
        }
        settings
    }
}

fn ask(settings: &Settings, about: About) -> Decision {
    let shop = site("shop.example");
    let question = Question { page_site: &shop, brand: Some(&shop), company: Some("Criteo"), about };
    decide(settings, &question, NOW)
}

/// What a word says of a request to another company that follows people, of any other request, and
/// of an ad: the table that the dashboard explains.
fn meaning(choice: Choice) -> [Option<bool>; 3] {
    match choice {
        Choice::Allow => [Some(false), Some(false), Some(false)],
        Choice::Quiet => [Some(true), None, Some(false)],
        Choice::Hide => [None, None, Some(true)],
        Choice::Block => [Some(true), None, Some(true)],
        Choice::Ask => [None, None, None],
    }
}

fn expected(said: Said, about: About) -> Decision {
    let (kind, third) = match about {
        About::Ad => (2, false),
        About::Request { party: Party::Third, function: Some(Function::Retargeting), .. } => (0, true),
        About::Request { party, .. } => (1, party == Party::Third),
    };
    // A company is told something by every request to it, whatever its function.
    let of_company = |choice| match about {
        About::Request { .. } if third && matches!(choice, Choice::Quiet | Choice::Block) => Some(true),
        _ => meaning(choice)[kind].filter(|stop| !*stop || about == About::Ad),
    };
    let person = said.on_site.or(said.brand);
    let levels = [
        said.pause.filter(|until| *until > NOW.0).map(|_| (Some(false), Because::Paused)),
        said.hour.filter(|until| *until > NOW.0).map(|_| ((kind == 0).then_some(true), Because::QuietHour)),
        said.on_site.map(|choice| (meaning(choice)[kind], Because::BrandOnSite(choice))),
        said.brand.filter(|_| said.on_site.is_none()).map(|c| (meaning(c)[kind], Because::Brand(c))),
        said.company.map(|choice| (of_company(choice), Because::Company(choice))),
        said.trust.filter(|_| person.is_none()).map(|c| (meaning(c)[kind], Because::Trust(c))),
    ];
    for (stop, because) in levels.into_iter().flatten() {
        if let Some(stop) = stop {
            return Decision { stop, because };
        }
    }
    Decision { stop: stops(said.mode, about), because: Because::Mode(said.mode) }
}

#[test]
fn every_combination() {
    let asked = everything_asked();
    let mut n = 0;
    for said in everything_said() {
        let settings = said.settings();
        for about in &asked {
            assert_eq!(ask(&settings, *about), expected(said, *about), "{said:?} {about:?}");
            n += 1;
        }
    }
    assert_eq!(n, TIMES.len() * 6_usize.pow(4) * 3 * 121);
}

/// What stands below the level that answered cannot change the answer.
#[test]
fn the_top_word_wins() {
    for said in everything_said() {
        let above = |because| match because {
            Because::Paused => {
                Said { hour: None, on_site: None, brand: None, company: None, trust: None, ..said }
            }
            Because::QuietHour => Said { on_site: None, brand: None, company: None, trust: None, ..said },
            Because::BrandOnSite(_) => Said { brand: None, company: None, trust: None, ..said },
            Because::Brand(_) => Said { company: None, trust: None, ..said },
            Because::Company(_) => Said { trust: None, ..said },
            Because::Trust(_) | Because::Mode(_) => said,
        };
        let function = Some(Function::Retargeting);
        let request =
            About::Request { party: Party::Third, function, job: Job::Event, action: Action::Block };
        for about in [About::Ad, request] {
            let answer = ask(&said.settings(), about);
            let alone = above(answer.because);
            assert_eq!(ask(&alone.settings(), about), answer, "{said:?}");
        }
    }
}

/// The remedy lets through what was stopped, and there is one wherever a lasting word or the mode
/// stopped it: the quiet hour has its end.
#[test]
fn what_was_stopped_has_a_remedy() {
    let function = Some(Function::Retargeting);
    let (party, job, action) = (Party::Third, Job::Event, Action::Block);
    let about = About::Request { party, function, job, action };
    let shop = site("shop.example");
    for said in everything_said() {
        let settings = said.settings();
        let (page_site, brand, company) = (&shop, Some(&shop), Some("Criteo"));
        let question = Question { page_site, brand, company, about };
        let found = remedy(&settings, &[question], NOW);
        let decision = decide(&settings, &question, NOW);
        let lasting = decision.stop && decision.because != Because::QuietHour;
        assert_eq!(found.is_some(), lasting, "{said:?}");
        let Some(scope) = found else { continue };
        let brands = said.on_site.or(said.brand).is_some_and(|c| matches!(c, Choice::Quiet | Choice::Block));
        assert_eq!(matches!(scope, Scope::Company { .. }), !brands, "the smallest: {said:?}");
        let mut after = settings.clone();
        apply(&mut after, &What::Decided { scope, choice: Some(Choice::Allow), since: None }, NOW);
        assert!(!decide(&after, &question, NOW).stop, "{said:?}");
    }
}

#[test]
fn modes_grow() {
    for about in everything_asked() {
        assert!(!stops(Mode::ShowMe, about), "nothing is stopped: {about:?}");
        let excepted = matches!(about, About::Request { action: Action::Allow, .. });
        assert!(!stops(Mode::Balanced, about) || excepted || stops(Mode::Strict, about), "{about:?}");
        let delivery = matches!(about, About::Request { job: Job::Delivery, .. } | About::Ad);
        assert!(!(delivery && stops(Mode::Balanced, about)), "ads show in balanced: {about:?}");
    }
}
