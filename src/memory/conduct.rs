//! Conduct: what one page view shows of how its site behaves, call by call.

use super::{Call, Conduct, Page, Tab, fingerprinting};
use crate::classify::Job;
use crate::fact::{ConsentState, Outcome, Regime};
use crate::form::Step;
use crate::knowledge::Function;
use crate::manners::is_way_out;
use crate::site::Party;
use crate::wire::{anonymous, objected};

impl Conduct {
    /// Nothing seen yet of the page view that began when `page` opened.
    #[must_use]
    pub fn new(page: &Page, regime: &Regime) -> Self {
        Self {
            time: page.opened,
            mode: regime.mode,
            other_blocker: regime.other_blocker,
            complete: !page.from_here_on,
            gpc: page.gpc,
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
        let asks = |state| state != ConsentState::Unknown && !page.chosen_earlier;
        self.asked |= page.consent.iter().any(|(_, state)| asks(*state));
        self.refused |= page.consent.iter().any(|(_, state)| *state == ConsentState::Rejected);
        self.gpc_record |= page.gpc && page.not_opted_out;
        self.banner = page.banner.filter(|_| self.asked).or(self.banner);
        self.disclosed = page.disclosed.as_ref().map_or(self.disclosed, |list| list.all);
        // A choice can be told after the requests that came of it: who was told before it is settled anew,
        // unless calls are not all there to settle it by.
        if tab.dropped == 0 {
            self.before_choice.clear();
            self.after_refusal.clear();
        }
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
        self.note_unloaded(call);
        let Some(company) = told(call) else { return };
        if call.searched {
            note(&mut self.searches, company.clone());
        }
        let partner = call.signal.iter().filter_map(|signal| signal.sync.as_ref());
        for partner in partner.filter(|partner| !partner.is_empty() && *partner != company) {
            self.note_handover(company, partner);
        }
        note(&mut self.companies, company.clone());
        self.note_consent(page, call);
        if call.function.is_some_and(Function::follows_people) {
            note(&mut self.following, company.clone());
        }
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

    /// Adds that a call was stopped that would have brought a company's script; what it would have told, nobody knows.
    pub fn note_unloaded(&mut self, call: &Call) {
        let stopped = call.outcome == Some(Outcome::Blocked) && call.party == Party::Third;
        let tells = call.signal.iter().any(|signal| !signal.events.is_empty());
        if stopped && !tells && call.job == Job::Script && call.function.is_some_and(Function::follows_people)
        {
            self.unloaded = self.unloaded.saturating_add(1);
        }
    }

    /// Adds that one company told another who this is.
    pub fn note_handover(&mut self, from: &str, to: &str) {
        note(&mut self.handovers, (from.to_owned(), to.to_owned()));
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
        let Some(company) = told(call) else { return };
        if let Some(list) = &page.disclosed {
            for (list, told) in [(&list.named, &mut self.named), (&list.unnamed, &mut self.unnamed)] {
                if list.contains(company) {
                    note(told, company.clone());
                }
            }
        }
        if !call.function.is_some_and(Function::follows_people) {
            return;
        }
        match call.signal.as_ref().filter(|_| page.gpc).and_then(objected) {
            Some(true) => note(&mut self.gpc_told, company.clone()),
            Some(false) => note(&mut self.gpc_denied, company.clone()),
            None => {}
        }
        if call.signal.as_ref().is_some_and(anonymous) {
            return;
        }
        match page.choice_at(call.time) {
            ConsentState::Asked => note(&mut self.before_choice, company.clone()),
            ConsentState::Rejected => note(&mut self.after_refusal, company.clone()),
            ConsentState::Unknown | ConsentState::Accepted | ConsentState::Partly => {}
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::{ConsentFact, Layer};
    use crate::id::Millis;

    const fn said(state: ConsentState, found: bool) -> ConsentFact {
        ConsentFact {
            state,
            found,
            product: None,
            string: None,
            kept: Vec::new(),
            event: None,
            gpp: None,
            not_opted_out: false,
            layer: None,
            clicks: None,
        }
    }

    /// What is said in order, at 100, 200 … after the page opened, and the choice as it bore at 150, 250 …
    #[test]
    fn choices_as_they_bear() {
        use ConsentState::{Accepted, Asked, Partly, Rejected, Unknown};
        let found = |state| said(state, true);
        let seen = |state| said(state, false);
        let rows = [
            (vec![seen(Asked), seen(Rejected)], vec![Asked, Asked, Rejected], false),
            // Before anything asked: an earlier visit's, from the beginning.
            (vec![found(Rejected)], vec![Rejected, Rejected], true),
            (vec![found(Accepted), seen(Asked)], vec![Accepted, Accepted, Accepted], true),
            // Nothing known: an earlier visit may have decided.
            (vec![found(Unknown)], vec![Unknown, Unknown], false),
            // A choice that no click showed.
            (vec![seen(Asked), found(Partly)], vec![Asked, Asked, Partly], false),
            // What is kept confirms a click, or knows less of it.
            (vec![seen(Asked), seen(Accepted), found(Partly)], vec![Asked, Asked, Accepted, Accepted], false),
            // The person changed their mind.
            (vec![found(Rejected), seen(Accepted)], vec![Rejected, Rejected, Accepted], true),
        ];
        for (said, bears, earlier) in rows {
            let mut page = Page { opened: Millis(1000), ..Page::default() };
            for (at, said) in (1_i64..).zip(&said) {
                page.note_consent(Millis(1000 + 100 * at), said, true);
            }
            let at = |place: usize| page.choice_at(Millis(1050 + 100 * place as i64));
            assert_eq!((0..bears.len()).map(at).collect::<Vec<_>>(), bears, "{said:?}");
            assert_eq!(page.chosen_earlier, earlier, "{said:?}");
        }
    }

    /// An ad in a frame cannot ask in the page's name.
    #[test]
    fn a_frame_does_not_ask() {
        let mut page = Page { opened: Millis(1000), ..Page::default() };
        let layer = Some(Layer { accept: true, reject: false });
        let fake = ConsentFact { layer, ..said(ConsentState::Asked, false) };
        page.note_consent(Millis(1100), &fake, false);
        page.note_consent(Millis(1200), &said(ConsentState::Rejected, false), false);
        assert!(page.consent.is_empty());
        let mut tab = Tab { page, ..Tab::default() };
        assert_eq!(Conduct::of(&tab, &Regime::default()).banner, None);
        tab.page.note_consent(Millis(1300), &said(ConsentState::Asked, false), true);
        tab.page.note_consent(Millis(1400), &said(ConsentState::Rejected, false), false);
        assert_eq!(tab.page.choice_at(Millis(1500)), ConsentState::Rejected);
    }
}
