//! Whatever a person says, both browsers take it as rules: none is ever left out, so none has to be counted as left out.
//!
//! Chromium takes 30,000 dynamic rules that only block and allow, as all of these do, Firefox 5,000 of any kind (MDN,
//! `declarativeNetRequest.MAX_NUMBER_OF_DYNAMIC_RULES`).

use candor::fact::{Choice, Grade, Pause, Scope, Setting, What};
use candor::id::Millis;
use candor::knowledge::{CompanyId, Knowledge};
use candor::memory::{Earned, Settings};
use candor::policy::{self, rules::ActionKind};
use candor::site::Site;

const NOW: Millis = Millis(1000);
const FIREFOX: usize = 5_000;

#[test]
fn all_that_can_be_said_at_once_fits_both_browsers() {
    let pack = std::fs::read("dist/knowledge/pack.bin").expect("a pack: ./build.sh makes it");
    let knowledge = Knowledge::open(pack).expect("a pack of this version: ./build.sh makes it");
    let mut settings = Settings::default();
    let mut say = |what: What| drop(policy::apply(&mut settings, &what, NOW));
    say(What::Set(Setting::QuietUntil(Some(NOW.plus(Millis::HOUR)))));
    let companies = (0..).map_while(|at| Some(knowledge.company(CompanyId(at))?.name.to_owned()));
    let companies = companies.map(|company| Scope::Company { company }).collect::<Vec<_>>();
    let brands = (0..2_000).flat_map(|at| {
        let brand = |kind: &str| Site(format!("{kind}-{at}.example"));
        let (brand, alone) = (brand("brand"), brand("alone"));
        [Scope::Brand { brand }, Scope::BrandOnSite { brand: alone.clone(), site: alone }]
    });
    let scopes: Vec<Scope> = companies.iter().cloned().chain(brands).collect();
    for (at, scope) in scopes.iter().enumerate() {
        let choice = [Choice::Block, Choice::Allow][at / 2 % 2];
        say(What::Decided { scope: scope.clone(), choice: Some(choice), since: None });
    }
    for at in 0..2_000 {
        let site = Site(format!("paused-{at}.example"));
        say(What::Paused { site, pause: Some(Pause { until: None }) });
    }
    for at in 0..2_000 {
        let choice = [Choice::Hide, Choice::Allow][at % 2];
        let earned = Earned { choice, grade: Grade::Mixed, principle: None };
        settings.earned.insert(Site(format!("earned-{at}.example")), earned);
    }
    let rules = policy::rules(&settings, &knowledge, NOW).dynamic;
    assert!(companies.len() > 2_000 && rules.len() > companies.len(), "each company has a rule of its own");
    assert!(rules.len() <= FIREFOX, "{} rules", rules.len());
    assert!(rules.iter().all(|rule| matches!(
        rule.action.kind,
        ActionKind::Block | ActionKind::Allow | ActionKind::AllowAllRequests
    )));
    let named = |site: &str| {
        let names = |names: &[String]| names.iter().any(|name| name == site);
        rules
            .iter()
            .any(|rule| names(&rule.condition.initiator_domains) || names(&rule.condition.request_domains))
    };
    for kind in ["brand", "alone", "paused"] {
        let all = (0..2_000).all(|at| named(&format!("{kind}-{at}.example")));
        assert!(all, "{kind}: a word that no rule carries out");
    }
}
