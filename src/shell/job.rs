//! What the one task is given to do.

use futures_channel::oneshot;
use serde::Deserialize;

use super::browser;
use super::message::{Sender, Typed};
use super::newer::Came;
use crate::fact::What;
use crate::id::{DocumentId, FrameId, Millis, TabId};
use crate::view::{Answer, Ask};

/// A fact as the worker's edge tells it: without its place in the log and without what is in force.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(super) struct Seen {
    pub(super) time: Millis,
    pub(super) tz: i16,
    #[serde(default)]
    pub(super) tab: Option<TabId>,
    pub(super) frame: FrameId,
    pub(super) document: DocumentId,
    pub(super) what: What,
}

impl Seen {
    /// Something that no page is concerned with, now.
    pub(super) fn now(what: What) -> Self {
        Self::at(browser::now(), browser::time_zone(), what)
    }

    /// The same at some moment.
    pub(super) fn at(time: Millis, tz: i16, what: What) -> Self {
        Self { time, tz, tab: None, frame: FrameId(0), document: DocumentId::default(), what }
    }
}

/// What the task is to do.
pub(super) enum Job {
    Fact(Seen),
    Ask(Ask, Sender, oneshot::Sender<Answer>),
    Typed(TabId, Typed, Sender, oneshot::Sender<bool>),
    /// Pages that went from the browser's history; none: all of it.
    Unvisited(Option<Vec<String>>),
    Flush,
    /// Marks have waited for others.
    Marks,
    Rules,
    /// What came of asking for newer lists.
    Lists(Box<Came>),
    /// Brands without a gist are there to be read.
    Unread,
    /// What is remembered may take too much of the disk.
    Room,
}
