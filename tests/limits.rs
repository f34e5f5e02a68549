//! Whatever a person says, both browsers take it as rules: none is ever left out, so none has to be counted as left out.
//!
//! Chromium takes 30,000 dynamic rules that only block and allow, as all of these do, Firefox 5,000 of any kind (MDN,
//! `declarativeNetRequest.MAX_NUMBER_OF_DYNAMIC_RULES`). That Firefox takes them is seen in `tests/firefox`.

use candor::id::Millis;
use candor::knowledge::Knowledge;
use candor::memory::Settings;
use candor::policy::{self, rules::ActionKind};

#[path = "limits/everything.rs"]
mod everything;

const NOW: Millis = Millis(1000);
const FIREFOX: usize = 5_000;

#[test]
fn all_that_can_be_said_at_once_fits_both_browsers() {
    let pack = std::fs::read("dist/knowledge/pack.bin").expect("a pack: ./build.sh makes it");
    let knowledge = Knowledge::open(pack).expect("a pack of this version: ./build.sh makes it");
    let mut settings = Settings::default();
    for what in everything::everything(&knowledge, NOW) {
        policy::apply(&mut settings, &what, NOW);
    }
    let companies = everything::companies(&knowledge);
    everything::earned(&mut settings);
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
        let all = (0..everything::BRANDS).all(|at| named(&format!("{kind}-{at}.example")));
        assert!(all, "{kind}: a word that no rule carries out");
    }
}
