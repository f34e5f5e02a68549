//! Carts: what a request of the shop to itself put in, told by its address alone; what else it said is not read.

use super::Run;
use crate::fact::{Outcome, RequestFact, RequestKind};
use crate::id::RequestId;
use crate::memory::{Adding, SHOP, note_visit};
use crate::product;
use crate::site::Url;
use crate::wire::EventKind;

impl Run<'_> {
    /// A request of a page that shows a product to its own site: it may put that product in the cart.
    pub(super) fn adding(&mut self, request: &RequestFact) {
        let page = request.kind == RequestKind::MainFrame;
        if self.fact.frame.0 != 0 || !(page || request.kind == RequestKind::Xhr) {
            return;
        }
        let (Some(id), Some(url)) = (self.fact.tab, Url::split(&request.url)) else { return };
        let Some(tab) = self.slices.tabs.get(&id) else { return };
        let sent_on = tab.adding.as_ref().filter(|adding| adding.request == request.request);
        let adding = match (sent_on, &tab.page.reading.product) {
            // A form is answered by the page that shows the cart.
            (Some(adding), _) => Adding { sure: adding.sure || product::shows_cart(&url), ..adding.clone() },
            (None, Some(product)) => {
                // A new page that somebody else opens here is not this page's doing.
                let own = |host| self.knowledge.site(host) == tab.page.site;
                let from = request.initiator.as_deref().and_then(Url::split);
                let ours = own(url.host) && (!page || from.is_some_and(|from| own(from.host)));
                let sends = matches!(request.method.as_str(), "POST" | "PUT");
                let sure = ours && product::adds(&url, sends, &product.ids);
                if tab.page.unremembered.is_some()
                    || !(sure || ours && page && sends && product::may_add(&url))
                {
                    return;
                }
                let (request, product) = (request.request.clone(), product.clone());
                Adding { request, time: self.fact.time, product, sure }
            }
            (None, None) => return,
        };
        if let Some(tab) = self.tab() {
            tab.adding = Some(adding);
        }
    }

    /// The shop took it, or did not: what is sold out is in no cart.
    pub(super) fn added(&mut self, request: &RequestId, outcome: &Outcome) {
        let Some(tab) = self.fact.tab.and_then(|id| self.slices.tabs.get(&id)) else { return };
        if tab.adding.as_ref().is_none_or(|adding| adding.request != *request) {
            return;
        }
        let adding = self.tab().and_then(|tab| tab.adding.take());
        let taken = matches!(outcome, Outcome::Finished { status: 200..400 });
        let Some(adding) = adding.filter(|adding| adding.sure && taken) else { return };
        self.remembering(|run, tab| {
            let brand = run.page_brand(tab);
            note_visit(brand, adding.time, EventKind::CartAdd, Some(adding.product), SHOP);
        });
    }
}
