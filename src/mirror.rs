//! The mirror: one visit judged for the people who run the site, each finding with the call that shows it.
//!
//! The judging is the brand record's own: the visit is made into the memory of a brand, and the
//! same principles look at it.

use crate::fact::{Mode, Outcome, Regime};
use crate::knowledge::Function;
use crate::memory::{Brand, Call, Conduct, Settings, Tab, note_told, told};
use crate::site::Site;
use crate::trust::{Evidence, Finding, PRINCIPLES, Principle, Side, Voter};
use crate::wire::{anonymous, objected};

/// A finding of one visit.
#[derive(Debug)]
pub struct Reflection<'t> {
    /// The principle that it is about.
    pub principle: &'static Principle,
    /// What was found.
    pub finding: Finding,
    /// The first call that shows it; none where it is about what is not there.
    pub call: Option<&'t Call>,
}

/// Judges the visit in a tab. `earlier` is what is remembered of the brand, so that only a first
/// visit is judged as one.
#[must_use]
pub fn reflect<'t>(
    tab: &'t Tab,
    site: &Site,
    earlier: Option<&Brand>,
    settings: &Settings,
) -> Vec<Reflection<'t>> {
    let opened = tab.page.opened;
    let mut brand = Brand { site: site.clone(), ..Brand::default() };
    let before = earlier.into_iter().flat_map(|brand| &brand.conduct).filter(|view| view.time < opened);
    brand.conduct.extend(before.cloned());
    brand.conduct.push(Conduct::of(tab, &regime(tab, settings)));
    for call in tab.calls.iter().filter(|call| call.time >= opened) {
        note_told(&mut brand, call, &tab.page);
    }
    let evidence = Evidence::new(&brand);
    let mut reflections = Vec::new();
    for principle in PRINCIPLES {
        let found = (principle.judge)(&evidence).into_iter();
        let here = found.filter(|finding| finding.time >= opened && finding.side != Side::Silent);
        reflections.extend(here.map(|finding| Reflection {
            principle,
            call: tab.calls.iter().filter(|call| call.time >= opened).find(|call| shows(tab, call, &finding)),
            finding,
        }));
    }
    reflections
}

/// What was in force on this page, as far as an open tab tells: a call that was stopped while
/// Candor stops nothing was stopped by somebody else.
fn regime(tab: &Tab, settings: &Settings) -> Regime {
    let stopped = tab.calls.iter().any(|call| call.outcome == Some(Outcome::Blocked));
    let other_blocker = settings.mode == Mode::ShowMe && settings.choices.is_empty() && stopped;
    Regime { mode: settings.mode, other_blocker, ..Regime::default() }
}

/// Whether `call` is what a finding rests on.
fn shows(tab: &Tab, call: &Call, finding: &Finding) -> bool {
    use crate::fact::ConsentState as Choice;
    let company = match &finding.voter {
        Voter::Company(company) => Some(company),
        Voter::Site | Voter::Publisher(_) | Voter::You => None,
    };
    let told = told(call);
    let to_them = company.is_none_or(|company| told == Some(company));
    let choice = tab.page.choice_at(call.time);
    let identifies = !call.signal.as_ref().is_some_and(anonymous);
    to_them
        && match finding.what {
            "seen_before_choice" => choice == Choice::Asked && identifies,
            "seen_after_refusal" | "seen_promise_broken" => choice == Choice::Rejected && identifies,
            "seen_gpc_denied" => call.signal.as_ref().and_then(objected) == Some(false),
            "seen_unnamed" => {
                let list = tab.page.disclosed.as_ref();
                list.is_some_and(|list| told.is_some_and(|company| list.unnamed.contains(company)))
            }
            "seen_named_plain" | "seen_named_scrambled" => {
                call.signal.as_ref().is_some_and(|signal| !signal.identity.is_empty())
            }
            "seen_recorded" | "seen_recorded_form" => call.function == Some(Function::SessionReplay),
            "seen_plain_http" => told.is_some() && call.url.starts_with("http:"),
            "seen_crowd" => told.is_some(),
            _ => false,
        }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::classify::{Action, Job};
    use crate::fact::{ConsentState, RequestKind};
    use crate::id::Millis;
    use crate::memory::Page;
    use crate::site::Party;

    fn call(time: i64, company: &str, function: Function) -> Call {
        Call {
            request: crate::id::RequestId(time.to_string()),
            time: Millis(time),
            frame: crate::id::FrameId(0),
            host: "tag.example".to_owned(),
            url: format!("https://tag.example/{company}/{time}"),
            kind: RequestKind::Image,
            party: Party::Third,
            company: Some(company.to_owned()),
            owner: None,
            function: Some(function),
            job: Job::Event,
            action: Action::Block,
            habits: Vec::new(),
            searched: false,
            typed: None,
            signal: None,
            outcome: None,
        }
    }

    fn visit(consent: &[(i64, ConsentState)], calls: Vec<Call>) -> Tab {
        let consent = consent.iter().map(|(time, state)| (Millis(*time), *state)).collect();
        let page =
            Page { opened: Millis(1000), site: Site("shop.example".to_owned()), consent, ..Page::default() };
        Tab { page, calls, ..Tab::default() }
    }

    fn lines(tab: &Tab, earlier: Option<&Brand>) -> Vec<String> {
        reflect(tab, &tab.page.site, earlier, &Settings::default())
            .into_iter()
            .map(|seen| {
                let url = seen.call.map_or("nothing", |call| call.url.as_str());
                format!("{}: {} by {url}", seen.principle.id, seen.finding.what)
            })
            .collect()
    }

    #[test]
    fn each_finding_has_its_request() {
        let calls = vec![
            call(1100, "Criteo", Function::Retargeting),
            call(1300, "Criteo", Function::Retargeting),
            call(1400, "Hotjar", Function::SessionReplay),
            call(1700, "Meta", Function::Social),
        ];
        let tab = visit(&[(1200, ConsentState::Asked), (1600, ConsentState::Rejected)], calls);
        assert_eq!(
            lines(&tab, None),
            [
                "permission: seen_before_choice by https://tag.example/Criteo/1100",
                "permission: seen_after_refusal by https://tag.example/Meta/1700",
                "sincerity: seen_promise_broken by https://tag.example/Meta/1700",
                "minimisation: seen_recorded by https://tag.example/Hotjar/1400",
            ]
        );
    }

    #[test]
    fn a_quiet_visit_and_one_without_a_banner() {
        let asked = visit(&[(1200, ConsentState::Asked)], vec![]);
        let quiet = ["permission: seen_waited by nothing", "restraint: seen_alone by nothing"];
        assert_eq!(lines(&asked, None), quiet);
        let unasked = visit(&[], vec![call(1100, "Criteo", Function::Retargeting)]);
        assert_eq!(lines(&unasked, None), [""; 0], "no banner is no fault");
    }

    #[test]
    fn only_a_first_visit_is_judged_as_one() {
        let mut earlier = Brand::default();
        earlier.conduct.push(Conduct { time: Millis(1), ..Conduct::default() });
        let tab = visit(&[(1200, ConsentState::Asked)], vec![]);
        assert_eq!(lines(&tab, Some(&earlier)), ["permission: seen_waited by nothing"]);
    }
}
