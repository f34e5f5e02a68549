//! "Site not working?": what Candor stops on a page, by company, and what would let it through alone.

use super::{StoppedRow, count};
use crate::fact::Outcome;
use crate::id::Millis;
use crate::knowledge::Knowledge;
use crate::memory::{Settings, Tab};
use crate::order::Order;
use crate::policy::{About, Question, decide, paused, remedy};
use crate::sorted::SortedMap;

/// What is stopped on the page in `tab`, the most first. During a pause nothing is: then it is what
/// would be stopped without it. What another blocker stopped is not Candor's to let through.
#[must_use]
pub(super) fn stopped(knowledge: &Knowledge, settings: &Settings, tab: &Tab, now: Millis) -> Vec<StoppedRow> {
    let site = &tab.page.site;
    let brand = knowledge.brand(site);
    let during_pause = paused(settings, site, now);
    let mut settings = settings.clone();
    settings.pauses.remove(site);
    let mut companies: SortedMap<&str, Vec<Question<'_>>> = SortedMap::new();
    for call in &tab.calls {
        let about =
            About::Request { party: call.party, function: call.function, job: call.job, action: call.action };
        let question =
            Question { page_site: site, brand: Some(&brand), company: call.company.as_deref(), about };
        let blocked = during_pause || call.outcome == Some(Outcome::Blocked);
        if blocked && decide(&settings, &question, now).stop {
            companies.entry(call.company.as_deref().unwrap_or(&call.host)).or_default().push(question);
        }
    }
    let mut rows: Vec<StoppedRow> = companies
        .into_iter()
        .map(|(company, stopped)| StoppedRow {
            company: company.to_owned(),
            requests: count(stopped.len()),
            alone: remedy(&settings, &stopped, now),
        })
        .collect();
    rows.order_by(|a, b| b.requests.cmp(&a.requests).then_with(|| a.company.cmp(&b.company)));
    rows
}
