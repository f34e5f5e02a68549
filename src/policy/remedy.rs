//! "Site not working?": the smallest word of the person's that lets what was stopped through.

use super::{Question, apply, decide};
use crate::fact::{Choice, Scope, What};
use crate::id::Millis;
use crate::memory::Settings;

/// What, allowed alone, lets all of these through: the company they go to, else the brand on the
/// page's site. None where nothing is stopped, or no single word would do.
#[must_use]
pub fn remedy(settings: &Settings, stopped: &[Question<'_>], now: Millis) -> Option<Scope> {
    let first = stopped.first()?;
    let company = first.company.map(|company| Scope::Company { company: company.to_owned() });
    let here =
        first.brand.map(|brand| Scope::BrandOnSite { brand: brand.clone(), site: first.page_site.clone() });
    company.into_iter().chain(here).find(|scope| {
        let mut allowed = settings.clone();
        let what = What::Decided { scope: scope.clone(), choice: Some(Choice::Allow), since: None };
        apply(&mut allowed, &what, now);
        let stop = |settings, question| decide(settings, question, now).stop;
        stopped.iter().all(|question| stop(settings, question) && !stop(&allowed, question))
    })
}
