//! Conduct: what one page view shows of how its site behaves, call by call.

use super::{Call, Conduct, Page, Tab, fingerprinting};
use crate::classify::Job;
use crate::fact::{ConsentState, Regime};
use crate::form::Step;
use crate::knowledge::Function;
use crate::site::Party;
use crate::trust::is_way_out;

impl Conduct {
    /// Nothing seen yet of the page view that began when `page` opened.
    #[must_use]
    pub fn new(page: &Page, regime: &Regime) -> Self {
        Self {
            time: page.opened,
            mode: regime.mode,
            other_blocker: regime.other_blocker,
            complete: !page.from_here_on,
            ..Self::default()
        }
    }

    /// The conduct of the page view in a tab, whole.
    #[must_use]
    pub fn of(tab: &Tab, regime: &Regime) -> Self {
        let mut conduct = Self::new(&tab.page, regime);
        conduct.note_page(tab);
        for call in tab.calls.iter().filter(|call| call.time >= tab.page.opened) {
            conduct.note_call(&tab.page, call);
        }
        conduct
    }

    /// Adds what the page says of itself and of consent. A banner that asks late asked nothing of
    /// earlier visits, so calls that came before it are looked at again.
    pub fn note_page(&mut self, tab: &Tab) {
        let page = &tab.page;
        self.read |= !page.title.is_empty();
        self.privacy_links |= !page.privacy_links.is_empty();
        self.ways_out |= page.privacy_links.iter().any(|(text, url)| is_way_out(text, url));
        for form in &page.forms {
            form.beyond.iter().for_each(|kind| note(&mut self.demands, (form.step, *kind)));
            self.checkout_read |= form.step == Step::Checkout;
            self.asks_who |= form.who && form.step != Step::Newsletter;
        }
        self.asks |= page.asks;
        self.prompted = self.prompted.or(page.prompted);
        // A page that fills its own templates may be done with that later: the last word counts.
        self.gap = page.gap;
        self.asked |= page.consent.iter().any(|(_, state)| *state != ConsentState::Unknown);
        self.refused |= page.consent.iter().any(|(_, state)| *state == ConsentState::Rejected);
        for call in tab.calls.iter().filter(|call| call.time >= page.opened) {
            self.note_consent(page, call);
        }
    }

    /// Adds what a call shows.
    pub fn note_call(&mut self, page: &Page, call: &Call) {
        if let Some(service) = fingerprinting::service(&call.host).filter(|_| call.party == Party::Third) {
            note(&mut self.fingerprints, service.to_owned());
        }
        self.note_typed(call);
        let Some(company) = told(call) else { return };
        if call.searched {
            note(&mut self.searches, company.clone());
        }
        let partner = call.signal.iter().filter_map(|signal| signal.sync.as_ref());
        for partner in partner.filter(|partner| !partner.is_empty() && *partner != company) {
            note(&mut self.handovers, (company.clone(), partner.clone()));
        }
        note(&mut self.companies, company.clone());
        self.note_consent(page, call);
        if call.function == Some(Function::SessionReplay) {
            note(&mut self.replay, company.clone());
        }
        for identity in call.signal.iter().flat_map(|signal| &signal.identity) {
            note(&mut self.identity, (company.clone(), *identity));
        }
        if call.url.starts_with("http:") {
            self.plain_http = self.plain_http.saturating_add(1);
        }
    }

    /// Adds that a call carried what was typed; what was said of it before is mended.
    pub fn note_typed(&mut self, call: &Call) {
        let Some((encoding, before)) = call.typed else { return };
        let to = call.company.as_ref().unwrap_or(&call.host).clone();
        if !before {
            self.typed.retain(|said| *said != (to.clone(), encoding, true));
        }
        note(&mut self.typed, (to, encoding, before));
    }

    fn note_consent(&mut self, page: &Page, call: &Call) {
        let Some(company) = told(call).filter(|_| call.function.is_some_and(Function::follows_people)) else {
            return;
        };
        match page.choice_at(call.time) {
            ConsentState::Asked => note(&mut self.before_choice, company.clone()),
            ConsentState::Rejected => note(&mut self.after_refusal, company.clone()),
            ConsentState::Unknown | ConsentState::Accepted => {}
        }
    }
}

/// The company that a call told something, or tried to: a message that was stopped here is the
/// site's doing all the same.
#[must_use]
pub fn told(call: &Call) -> Option<&String> {
    let attempted = call.job == Job::Event || call.job == Job::Sync || call.signal.is_some();
    call.company.as_ref().filter(|_| call.party == Party::Third && attempted)
}

/// Adds to a sorted list without repeats.
fn note<T: Ord>(list: &mut Vec<T>, item: T) {
    if let Err(at) = list.binary_search(&item) {
        list.insert(at, item);
    }
}
