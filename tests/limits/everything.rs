//! All that a person can say at once: a word about each company, about many brands on every level, pauses, the hour.

use candor::fact::{Choice, Grade, Pause, Scope, Setting, What};
use candor::id::Millis;
use candor::knowledge::{CompanyId, Knowledge};
use candor::memory::{Earned, Settings};
use candor::site::Site;

/// How many brands there are of each kind, and paused sites.
pub(crate) const BRANDS: usize = 2_000;

/// Every company by its name.
pub(crate) fn companies(knowledge: &Knowledge) -> Vec<String> {
    (0..).map_while(|at| Some(knowledge.company(CompanyId(at))?.name.to_owned())).collect()
}

/// All of it, as said at a moment.
pub(crate) fn everything(knowledge: &Knowledge, now: Millis) -> Vec<What> {
    let companies = companies(knowledge).into_iter().map(|company| Scope::Company { company });
    let brands = (0..BRANDS).flat_map(|at| {
        let brand = |kind: &str| Site(format!("{kind}-{at}.example"));
        let (brand, alone) = (brand("brand"), brand("alone"));
        [Scope::Brand { brand }, Scope::BrandOnSite { brand: alone.clone(), site: alone }]
    });
    let decided = companies.chain(brands).enumerate().map(|(at, scope)| {
        let choice = [Choice::Block, Choice::Allow][at / 2 % 2];
        What::Decided { scope, choice: Some(choice), since: None }
    });
    let paused = (0..BRANDS).map(|at| {
        let site = Site(format!("paused-{at}.example"));
        What::Paused { site, pause: Some(Pause { until: None }) }
    });
    let hour = What::Set(Setting::QuietUntil(Some(now.plus(Millis::HOUR))));
    std::iter::once(hour).chain(decided).chain(paused).collect()
}

/// What rules by record make of as many brands again.
pub(crate) fn earned(settings: &mut Settings) {
    for at in 0..BRANDS {
        let choice = [Choice::Hide, Choice::Allow][at % 2];
        let earned = Earned { choice, grade: Grade::Mixed, principle: None };
        settings.earned.insert(Site(format!("earned-{at}.example")), earned);
    }
}
