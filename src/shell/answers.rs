//! What the pages' questions want from the disk, and their answers.

use super::browser::BrowserError;
use super::cache::BRAND;
use super::job::Seen;
use super::log;
use super::message::Sender;
use super::store::Table;
use super::worker::Worker;
use crate::fresh::Freshness;
use crate::view::{self, Answer, Ask, Export, Stored};

impl Worker {
    /// Answers a question; a word of the person's is a fact first.
    pub(super) async fn answer(&mut self, ask: Ask, sender: &Sender) -> Result<Answer, BrowserError> {
        let (now, tz) = (sender.time, sender.tz);
        if let Ask::Tell { what } = ask {
            let undo = view::undo(&self.cache.slices.settings, &what, now);
            self.fact(Seen::at(now, tz, what)).await?;
            return Ok(Answer::Done { undo });
        }
        let stored = self.stored(&ask).await?;
        loop {
            let missing = view::needs(&self.knowledge, &self.cache.slices, &ask, &stored);
            if missing.is_empty() {
                break;
            }
            self.load(&missing).await?;
        }
        let answer = view::answer(&self.knowledge, &self.cache.slices, &stored, &ask, now);
        self.batch.schedule();
        Ok(answer)
    }

    /// What a question wants from the disk beside the slices.
    async fn stored(&mut self, ask: &Ask) -> Result<Stored, BrowserError> {
        if !view::wants_rows(ask) {
            return Ok(Stored { refused: self.refused, ..Stored::default() });
        }
        self.flush().await;
        self.follow().await;
        let whole = matches!(ask, Ask::Export { what: Export::Facts });
        let rows = match ask {
            // One answer is not made to wait for the whole log.
            Ask::Why { ad } => log::row(&self.store, ad).await?.into_iter().collect(),
            Ask::Settings => Vec::new(),
            _ => log::rows(&self.store).await?,
        };
        Ok(Stored {
            refused: self.refused,
            rows,
            ads: self.store.count(Table::Rows, "").await?,
            facts: log::count(&self.store).await?,
            brands: self.store.count(Table::State, BRAND).await?,
            freshness: if *ask == Ask::Settings {
                self.freshness().await.clone()
            } else {
                Freshness::default()
            },
            facts_text: if whole { Some(log::text(&self.store).await?) } else { None },
        })
    }
}
