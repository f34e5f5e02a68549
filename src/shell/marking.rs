//! Marks on their way to pages. Twenty ads come to be known in a few moments, and each makes all marks of its page anew:
//! what is said within one moment goes as one message, the last word of each frame.

use futures_channel::mpsc::UnboundedSender;
use gloo::timers::callback::Timeout;

use super::browser;
use super::job::Job;
use crate::command::Mark;
use crate::id::{FrameId, TabId};
use crate::sorted::SortedMap;

/// Shorter than what a person notices between a click and what follows from it.
const MOMENT: u32 = 60;

/// The last word for each frame, until it goes.
pub(super) struct Marking {
    waiting: SortedMap<(TabId, FrameId), Vec<Mark>>,
    timer: Option<Timeout>,
    inbox: UnboundedSender<Job>,
}

impl Marking {
    /// Nothing waits.
    pub(super) fn new(inbox: UnboundedSender<Job>) -> Self {
        Self { waiting: SortedMap::default(), timer: None, inbox }
    }

    /// Has a frame marked within a moment.
    pub(super) fn mark(&mut self, tab: TabId, frame: FrameId, marks: Vec<Mark>) {
        self.waiting.insert((tab, frame), marks);
        if self.timer.is_none() {
            let inbox = self.inbox.clone();
            // The task that would not take it is gone with all pages that it knew.
            self.timer = Some(Timeout::new(MOMENT, move || drop(inbox.unbounded_send(Job::Marks))));
        }
    }

    /// Tells the pages.
    pub(super) fn tell(&mut self) {
        self.timer = None;
        for ((tab, frame), marks) in std::mem::take(&mut self.waiting) {
            browser::mark(tab, frame, marks);
        }
    }
}
