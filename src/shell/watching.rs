//! Watching for a typed e-mail address, where the person switched that on: what leaves is looked at before
//! anything is taken out of it, and only that an address left becomes a fact.

use super::browser;
use super::job::Seen;
use super::message::Typed;
use super::worker::Worker;
use crate::fact::What;
use crate::id::{DocumentId, FrameId, Millis, TabId};
use crate::typed::{Found, Watch};

impl Worker {
    /// What a page says of an e-mail field.
    pub(super) fn typed(&mut self, tab: TabId, typed: &Typed, time: Millis) -> Vec<Found> {
        if !self.cache.slices.settings.typed {
            return Vec::new();
        }
        let mut found = Vec::new();
        found.extend(typed.value.iter().flat_map(|value| self.watch.typed(tab, value, time)));
        found.extend(typed.sent.iter().flat_map(|sent| self.watch.sent(tab, *sent)));
        found
    }

    /// Looks for what was typed in a request, before that is taken out of it.
    pub(super) fn watched(&mut self, seen: &Seen) -> Vec<Found> {
        if !self.cache.slices.settings.typed {
            self.watch = Watch::default();
            return Vec::new();
        }
        match (&seen.what, seen.tab) {
            (What::Request(request), Some(tab)) => self.watch.request(tab, seen.frame, request, seen.time),
            // What was typed on the page before was sent or given up: nothing here comes early.
            (What::Navigated { .. }, Some(tab)) if seen.frame == FrameId(0) => {
                self.watch.sent(tab, seen.time);
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    /// Requests that carried what was typed, as facts.
    pub(super) async fn found(&mut self, tab: Option<TabId>, tz: i16, found: Vec<Found>) {
        for Found { frame, time, request, encoding, before } in found {
            let what = What::Typed { request, encoding, before };
            let seen = Seen { time, tz, tab, frame, document: DocumentId::default(), what };
            if let Err(error) = self.fact(seen).await {
                browser::warn("what was found was not taken", &error);
            }
        }
    }
}
