//! Requests: classified, decoded, and what they tell remembered.

use super::Run;
use crate::ad::{self, shows_ads};
use crate::classify::{self, Habit, Job};
use crate::command::Key;
use crate::fact::{Outcome, RequestFact, RequestKind};
use crate::id::{FrameId, Millis, RequestId};
use crate::knowledge::{Function, Knowledge};
use crate::memory::{Call, Tab, carries, note_end, note_told, note_visit, sensitive, told};
use crate::order::Order;
use crate::product::{self, Product};
use crate::site::{Party, Site, Url};
use crate::wire::{self, Encoding, Event, EventKind, Item, Sent};

impl Run<'_> {
    pub(super) fn request(&mut self, request: &RequestFact) {
        self.adding(request);
        // The page's own request belongs to the page that it will open, not to the one still there.
        if request.kind == RequestKind::MainFrame {
            return;
        }
        let (time, frame) = (self.fact.time, self.fact.frame);
        let knowledge = self.knowledge;
        let Some(tab) = self.tab() else { return };
        let Some(call) = call_of(knowledge, tab, request, time, frame) else {
            tab.own_calls = tab.own_calls.saturating_add(1);
            return;
        };
        if tab.calls.len() >= Tab::MAX_CALLS {
            tab.dropped = tab.dropped.saturating_add(1);
        } else {
            tab.calls.push(call.clone());
        }
        let subject = child_directed(&request.url).then_some("children").or_else(|| told_subject(&call));
        if let Some(subject) = subject {
            return self.unremember(subject);
        }
        if ad::says_stop(&request.url) {
            self.stop_half(|stop| &mut stop.told);
        }
        if frame.0 != 0 && call.function.is_some_and(shows_ads) {
            self.rejoin();
        }
        self.note_sensitive(&call);
        self.remembering(|run, tab| run.remember_call(tab, &call));
    }

    /// Of a page with a subject that is not remembered only this much is kept: that somebody was told.
    fn note_sensitive(&mut self, call: &Call) {
        let follows = call.function.is_some_and(Function::follows_people);
        if !follows || told(call).is_none() || !self.slices.settings.remember {
            return;
        }
        let Some(tab) = self.tab() else { return };
        let sensitive = tab.page.unremembered.as_deref().is_some_and(|subject| subject != "children");
        if sensitive && !std::mem::replace(&mut tab.page.counted, true) {
            let totals = self.totals();
            totals.sensitive_told = totals.sensitive_told.saturating_add(1);
        }
    }

    /// The page turned out to be of a subject that is not remembered: what it led to goes again.
    pub(super) fn unremember(&mut self, subject: &str) {
        let Some(tab) = self.tab() else { return };
        if tab.page.unremembered.replace(subject.to_owned()).is_some() {
            return;
        }
        let (site, opened, ads) = (tab.page.site.clone(), tab.page.opened, tab.ads.clone());
        if !self.slices.settings.remember {
            return;
        }
        ads.iter().for_each(|ad| self.retract(ad));
        let (site, until) = (self.knowledge.brand(&site), self.fact.time.plus(1));
        let Some(brand) = self.slices.brands.get_mut(&site) else { return };
        brand.drop_between(opened, until, None);
        if brand.is_empty() {
            self.gone(&site);
        } else {
            self.dirty.insert(Key::Brand { site });
        }
    }

    fn remember_call(&mut self, tab: &Tab, call: &Call) {
        let partner =
            call.signal.as_ref().and_then(|s| s.sync.as_ref()).filter(|partner| !partner.is_empty());
        if let (Some(company), Some(partner)) = (&call.company, partner)
            && partner != company
        {
            self.totals().note_sync(company, partner, call.time);
        }
        if call.habits.contains(&Habit::Identifier) {
            self.note_suspect(&call.host, &tab.page.site);
        }
        let tells = call.signal.as_ref().is_some_and(|s| !s.events.is_empty());
        let follows = call.function.is_some_and(Function::follows_people);
        if !self.knows(tab) && (!tells || call.company.is_none()) {
            return;
        }
        let regime = self.fact.regime.clone();
        let brand = self.page_brand(tab);
        note_told(brand, call, &tab.page);
        for event in call.signal.iter().flat_map(|s| &s.events) {
            note_event(brand, tab, call, event);
        }
        if tells && follows {
            note_visit(brand, tab.page.opened, EventKind::Page, None, "page");
        }
        brand.conduct_of(&tab.page, &regime).note_call(&tab.page, call);
        if call.signal.iter().flat_map(|s| &s.events).any(|event| event.event == EventKind::Purchase) {
            self.note_purchase(tab);
        }
    }

    /// A third party that nobody names recognises the person here.
    fn note_suspect(&mut self, host: &str, on: &Site) {
        let (third, time) = (self.knowledge.site(host), self.fact.time);
        if self.slices.totals.suspects.note(&third, on, time) {
            self.dirty.insert(Key::Totals);
        }
    }

    /// A purchase: an order's number, in a message or on the page, or two agreeing signs.
    pub(super) fn note_purchase(&mut self, tab: &Tab) {
        let purchases = || {
            let events = tab
                .calls
                .iter()
                .filter_map(|c| c.signal.as_ref())
                .flat_map(|s| s.events.iter().map(move |e| (s, e)));
            events.filter(|(_, e)| e.event == EventKind::Purchase)
        };
        let mut signs: Vec<&str> = purchases().map(|(s, _)| s.system.as_str()).collect();
        let order = tab.page.reading.order.as_ref();
        signs.extend((order.is_some() || product::thanks(&tab.page.url)).then_some("page"));
        signs.order();
        signs.dedup();
        let numbered =
            purchases().any(|(_, e)| e.order.is_some()) || order.is_some_and(|order| order.id.is_some());
        if signs.len() < 2 && !numbered {
            return;
        }
        let items: Vec<Product> = purchases().flat_map(|(_, e)| e.items.iter().map(product_of)).collect();
        let bought = items.into_iter().next().or_else(|| order.and_then(|o| o.products.first().cloned()));
        let brand = self.brand(&tab.page.site);
        for sign in signs {
            note_visit(brand, tab.page.opened, EventKind::Purchase, bought.clone(), sign);
        }
    }

    /// A call carried what was typed: noted where it went to somebody else.
    pub(super) fn typed(&mut self, request: &RequestId, encoding: Encoding, before: bool) {
        let Some(tab) = self.tab() else { return };
        let third = |call: &&mut Call| call.request == *request && call.party == Party::Third;
        let Some(call) = tab.calls.iter_mut().rev().find(third) else { return };
        call.typed = Some((encoding, before));
        let call = call.clone();
        let regime = self.fact.regime.clone();
        self.remembering(|run, tab| {
            if run.knows(tab) {
                run.page_brand(tab).conduct_of(&tab.page, &regime).note_typed(&call);
            }
        });
    }

    pub(super) fn redirected(&mut self, request: &RequestId, to: &str) {
        let knowledge = self.knowledge;
        let target = Url::split(to).and_then(|url| knowledge.company(knowledge.company_of(url.host)?));
        let Some(tab) = self.tab() else { return };
        let Some(call) = tab.calls.iter_mut().rev().find(|c| c.request == *request) else { return };
        call.outcome = Some(Outcome::Finished { status: 302 });
        let (job, from, time) = (call.job, call.company.clone(), call.time);
        let (Some(from), Some(target)) = (from, target) else { return };
        if job == Job::Sync && from != target.name {
            let (to, regime) = (target.name, self.fact.regime.clone());
            self.remembering(|run, tab| {
                run.totals().note_sync(&from, to, time);
                if run.knows(tab) {
                    run.brand(&tab.page.site).conduct_of(&tab.page, &regime).note_handover(&from, to);
                }
            });
        }
    }

    pub(super) fn ended(&mut self, request: &RequestId, outcome: &Outcome) {
        self.added(request, outcome);
        let Some(tab) = self.tab() else { return };
        let Some(call) = tab.calls.iter_mut().rev().find(|c| c.request == *request) else { return };
        call.outcome = Some(outcome.clone());
        let (call, regime) = (call.clone(), self.fact.regime.clone());
        if call.signal.is_some() || *outcome == Outcome::Blocked {
            self.remembering(|run, tab| {
                if run.knows(tab) {
                    let brand = run.brand(&tab.page.site);
                    note_end(brand, request, outcome);
                    if call.time >= tab.page.opened {
                        brand.conduct_of(&tab.page, &regime).note_unloaded(&call);
                    }
                }
            });
        }
        if self.fact.frame.0 != 0 && *outcome == Outcome::Blocked {
            self.rejoin();
        }
    }
}

/// A request as a call of its page; none where it stays within the site and tells nobody anything.
fn call_of(
    knowledge: &Knowledge,
    tab: &Tab,
    request: &RequestFact,
    time: Millis,
    frame: FrameId,
) -> Option<Call> {
    let url = Url::split(&request.url)?;
    let verdict = classify::classify(
        knowledge,
        &classify::Request {
            url: &request.url,
            source: &tab.page.url,
            kind: request.kind,
            method: &request.method,
        },
    );
    let mut signal = wire::decode(&Sent { url, method: &request.method, body: request.body.as_deref() });
    if let Some(named) = signal.as_mut().and_then(|signal| signal.sync.as_mut()) {
        *named = partner(knowledge, named);
    }
    if verdict.party == Party::First && signal.is_none() && verdict.action == classify::Action::None {
        return None;
    }
    let company = verdict.company.and_then(|id| knowledge.company(id));
    let named = company.is_some() || verdict.function.is_some() || signal.is_some();
    let nobody = verdict.party == Party::Third && !named && verdict.action == classify::Action::None;
    Some(Call {
        request: request.request.clone(),
        time,
        frame,
        host: url.host.to_owned(),
        url: shortened(&request.url),
        kind: request.kind,
        party: verdict.party,
        company: company.map(|c| c.name.to_owned()),
        owner: company.and_then(|c| c.parent).map(str::to_owned),
        function: verdict.function,
        job: verdict.job,
        action: verdict.action,
        habits: if nobody { classify::habits(&request.url, request.kind, &tab.page.url) } else { Vec::new() },
        signal,
        searched: verdict.party == Party::Third
            && carries(&tab.page.url, &request.url, request.body.as_deref()),
        typed: None,
        outcome: None,
    })
}

/// Whom a cookie sync names: the company, else the host; empty where only the network can read it.
fn partner(knowledge: &Knowledge, named: &str) -> String {
    let Some(domain) = wire::partner_domain(named) else { return String::new() };
    let company = knowledge.company_of(domain).and_then(|id| knowledge.company(id));
    company.map_or(domain, |company| company.name).to_owned()
}

fn shortened(url: &str) -> String {
    let mut end = url.len().min(Tab::MAX_URL);
    while !url.is_char_boundary(end) {
        end -= 1;
    }
    url.get(..end).unwrap_or_default().to_owned()
}

/// Most things of a cart that are remembered.
const MOST_HELD: usize = 5;

/// What an event says the person did. The page's own address stands for the product's.
fn note_event(brand: &mut crate::memory::Brand, tab: &Tab, call: &Call, event: &Event) {
    let system = call.signal.as_ref().map_or("", |s| s.system.as_str());
    let product = event.items.first().map(product_of);
    match event.event {
        EventKind::View if product.is_some() => {
            let product = product.map(|p| Product { url: Some(tab.page.url.clone()), ..p });
            note_visit(brand, tab.page.opened, EventKind::View, product, system);
        }
        EventKind::CartAdd | EventKind::Checkout => {
            note_visit(brand, call.time, event.event, product, system)
        }
        // What the page that shows the cart says of it; what every page says in passing is no look at the cart.
        EventKind::CartView if Url::split(&tab.page.url).is_some_and(|url| product::shows_cart(&url)) => {
            for item in event.items.iter().take(MOST_HELD) {
                note_visit(brand, call.time, EventKind::CartView, Some(product_of(item)), system);
            }
        }
        // That something was searched for; what it was stays untold.
        EventKind::Search => note_visit(brand, tab.page.opened, EventKind::Search, None, system),
        _ => {}
    }
}

fn product_of(item: &Item) -> Product {
    Product {
        ids: item.id.iter().cloned().collect(),
        name: item.name.clone(),
        brand: item.brand.clone(),
        price: item.price.clone(),
        ..Product::default()
    }
}

/// The subject that is not remembered of what a call told, by the names of things.
fn told_subject(call: &Call) -> Option<&'static str> {
    let items = call.signal.iter().flat_map(|signal| &signal.events).flat_map(|event| &event.items);
    let names: Vec<&str> =
        items.flat_map(|item| [&item.name, &item.brand]).flatten().map(String::as_str).collect();
    if names.is_empty() { None } else { sensitive::subject(&names) }
}

/// Marks of child-directed treatment in requests (Google's `tfcd`, OpenRTB's `coppa`).
fn child_directed(url: &str) -> bool {
    Url::split(url).is_some_and(|url| {
        url.params().any(|(key, value)| {
            value == "1" && matches!(key, "tfcd" | "coppa" | "tag_for_child_directed_treatment")
        })
    })
}

impl Run<'_> {
    /// Facts can arrive late: the ads of a brand that came after them are explained anew.
    pub(super) fn late(&mut self, site: &Site) {
        let (site, time) = (self.knowledge.brand(site), self.fact.time);
        let Some(brand) = self.slices.brands.get(&site) else { return };
        if brand.ads.iter().any(|ad| ad.time >= time) {
            self.explain_again(&site, time);
        }
    }
}
