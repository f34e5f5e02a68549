//! What the frames of a page report of its ads, and what the person does with one there.

use super::Run;
use crate::ad::Ad;
use crate::fact::{AdCandidate, Detail, FrameSlot};
use crate::id::{AdId, ElementId, FrameId, Millis};
use crate::memory::{Brand, Frame, Stop, Tab};
use crate::order::Order;

/// How far a press in an ad's menu and the message about it may lie apart.
const TOGETHER: i64 = 10_000;

impl Tab {
    /// Most frames whose candidates or slots are kept: a page may open ten thousand.
    const MAX_FRAMES: usize = 300;
    /// Most candidates kept of one frame.
    const MAX_CANDIDATES: usize = 60;

    /// Takes in what a frame reports; the time an element was first seen stays.
    pub(super) fn note_candidates(&mut self, frame: FrameId, time: Millis, candidates: &[AdCandidate]) {
        if !self.candidates.contains_key(&frame) && self.candidates.len() >= Self::MAX_FRAMES {
            return;
        }
        let known = self.candidates.entry(frame).or_default();
        for candidate in candidates {
            let first = known.get(&candidate.element).map_or(time, |(first, _)| *first).min(time);
            if known.len() < Self::MAX_CANDIDATES || known.contains_key(&candidate.element) {
                known.insert(candidate.element, (first, candidate.clone()));
            }
        }
    }

    /// Takes in which element of `frame` holds which frame.
    pub(super) fn note_slots(&mut self, frame: FrameId, time: Millis, slots: &[FrameSlot]) {
        for slot in slots {
            // No frame holds itself, or one that holds it: a forged pair would make a ring.
            let ring = slot.child.0 == 0 || self.ancestry(frame).any(|at| at == slot.child);
            if !ring && (self.slots.len() < Self::MAX_FRAMES || self.slots.contains_key(&slot.child)) {
                self.slots.insert(slot.child, (frame, slot.clone()));
                // A frame that the browser did not name (of a page from the back-forward cache it names
                // the top alone) lies where its element is.
                let unnamed = || Frame { parent: Some(frame), url: String::new(), time };
                self.frames.entry(slot.child).or_insert_with(unnamed);
            }
        }
    }

    /// Takes in what the ad tools of `frame` say now; what they said before is over.
    pub(super) fn note_details(&mut self, frame: FrameId, said: &[Detail]) {
        if self.details.len() < Self::MAX_FRAMES || self.details.contains_key(&frame) {
            self.details.insert(frame, said.iter().take(Self::MAX_CANDIDATES).cloned().collect());
        }
    }
}

impl Run<'_> {
    pub(super) fn candidates(&mut self, candidates: &[AdCandidate]) {
        let (frame, time) = (self.fact.frame, self.fact.time);
        if let Some(tab) = self.tab() {
            tab.note_candidates(frame, time, candidates);
            self.rejoin();
        }
    }

    pub(super) fn slots(&mut self, slots: &[FrameSlot]) {
        let (frame, time) = (self.fact.frame, self.fact.time);
        if let Some(tab) = self.tab() {
            tab.note_slots(frame, time, slots);
            self.rejoin();
        }
    }

    pub(super) fn detail(&mut self, said: &[Detail]) {
        let frame = self.fact.frame;
        if let Some(tab) = self.tab() {
            tab.note_details(frame, said);
            self.rejoin();
        }
    }

    /// The person wants to see a hidden ad, while this page stands.
    pub(super) fn shown_once(&mut self, ad: &AdId) {
        let Some(tab) = self.tab() else { return };
        let id = tab.id;
        // Only an ad that is there: what a page's own process says must not fill the memory.
        if tab.ads.iter().any(|known| known.id == *ad) && !tab.page.shown_once.contains(ad) {
            tab.page.shown_once.push(ad.clone());
            self.mark(id);
        }
    }

    /// One half of an answer in an ad's menu; with the other one near, in the same ad, it is a no. Of what a frame
    /// sends that was written into, Chromium says that the frame around it did: whose ad it is, the press tells.
    pub(super) fn stop_half(&mut self, half: fn(&mut Stop) -> &mut Option<(FrameId, Millis)>) {
        let (frame, time) = (self.fact.frame, self.fact.time);
        let Some(tab) = self.tab() else { return };
        *half(&mut tab.stop) = Some((frame, time));
        let Stop { pressed: Some((pressed, then)), told: Some((told, now)) } = tab.stop else { return };
        let one_ad = tab.ancestry(told).any(|at| at == pressed) || tab.ancestry(pressed).any(|at| at == told);
        if one_ad && now.since(then).abs() <= TOGETHER {
            tab.stop = Stop::default();
            self.stopped(pressed, ElementId(0));
        }
    }

    /// The person pressed an ad's own "stop" in a frame: the brand's systems heard a no.
    pub(super) fn stopped(&mut self, frame: FrameId, element: ElementId) {
        let time = self.fact.time;
        let Some(id) = self.fact.tab else { return };
        let Some(tab) = self.slices.tabs.get(&id).filter(|tab| self.remembers(tab)) else { return };
        let within = |ad: &&Ad| match element {
            // Something in the frame said so, wherever in it.
            ElementId(0) => {
                frame.0 != 0
                    && (tab.ancestry(frame).any(|at| at == ad.origin.frame)
                        || tab.ancestry(ad.origin.frame).any(|at| at == frame))
            }
            _ => ad.origin.frame == frame && ad.origin.element == element,
        };
        let ads: Vec<Ad> = tab.ads.iter().filter(within).cloned().collect();
        for ad in ads {
            // The same that an ad needs to count at all: a page must not put words into a rival's ear.
            let known = ad.advertiser.filter(|a| a.signs.len() >= 2 && !ad.served_by.is_empty());
            let Some(site) = known.map(|a| a.site) else { continue };
            let companies = ad.served_by.into_iter().map(|served| served.company).take(10).collect();
            let stops = &mut self.brand(&site).stops;
            // The menu asks twice (stop, and why): one no.
            if stops.last().is_some_and(|(last, _)| time.since(*last) < Millis::MINUTE) {
                continue;
            }
            stops.push((time, companies));
            stops.order();
            let excess = stops.len().saturating_sub(Brand::MAX_STOPS);
            stops.drain(..excess);
        }
    }
}
