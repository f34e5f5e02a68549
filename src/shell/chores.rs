//! What the worker does while nobody waits for it: gists, room on the disk, deletions that are still due.

use super::browser;
use super::forgetting::sites_of;
use super::job::{Job, Seen};
use super::log;
use super::worker::Worker;
use crate::command::Key;
use crate::fact::{Forget, What};
use crate::room::makes_room;

/// Brands read in one go for their gists: a click waits for no more.
const SOME: usize = 8;

impl Worker {
    /// What the person deleted from the browser's history is forgotten, as if they had said so here.
    pub(super) async fn unvisited(&mut self, pages: Option<Vec<String>>) {
        let forget = match pages {
            None => vec![Forget::Everything],
            Some(pages) => {
                let sites = sites_of(&self.knowledge, &pages);
                sites.into_iter().map(|site| Forget::Site { site }).collect()
            }
        };
        for forget in forget {
            if let Err(error) = self.fact(Seen::now(What::Forget(forget))).await {
                browser::warn("a deletion was not saved", &error);
            }
        }
    }

    /// Reads a few brands for their gists, and the next few after all else that waits.
    pub(super) async fn read_some(&mut self) {
        let all = self.cache.unread().count();
        let some: Vec<Key> = self.cache.unread().take(SOME).collect();
        if some.is_empty() {
            return;
        }
        if let Err(error) = self.cache.fetch(&self.store, &some).await {
            return browser::warn("brands were not read for their gists", &error);
        }
        self.cache.write_anew(some);
        self.flush().await;
        // Where nothing can be written now, another life of the worker goes on.
        if self.cache.unread().count() < all {
            self.batch.then(Job::Unread);
        }
    }

    /// One brand makes room where all that is remembered takes too much, and the next one after all else that waits.
    pub(super) async fn make_room(&mut self) {
        // Read once an hour, for what is too old.
        let Some(brand) = self.cache.slices.gists.as_ref().and_then(makes_room) else {
            return;
        };
        if let Err(error) = self.fact(Seen::now(What::MadeRoom { brand })).await {
            return browser::warn("no room was made", &error);
        }
        self.flush().await;
        // Where nothing can be written now, the next tick goes on.
        if !self.cache.is_dirty() {
            self.batch.then(Job::Room);
        }
    }

    /// The log follows a deletion that an earlier life of the worker died over: looked for once.
    pub(super) async fn follow(&mut self) {
        if !std::mem::take(&mut self.overdue) {
            return;
        }
        let followed = match log::overdue(&self.store).await {
            Ok(Some((forget, said))) => log::unlog(&self.store, &self.knowledge, &forget, said).await,
            other => other.map(drop),
        };
        if let Err(error) = followed {
            self.overdue = true;
            browser::warn("the log did not follow a deletion", &error);
        }
    }
}
