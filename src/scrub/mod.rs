//! Scrubbing at the door: whatever can identify a person becomes its kind, before anything is kept.
//!
//! An identifying value in an address or a body is replaced by `~kind.encoding.tag~`, where `tag`
//! is eight hex digits of a keyed hash. The key belongs to this device, rotates and never leaves
//! it: equality over a short time is enough to see a cookie sync, and nothing can be read back.
//! Three things find values: the decoders of [`crate::wire`] (they know which field is whose), names
//! of parameters ([`names`]), and shapes. What a decoder reads as account, product or order stays.
//! Law: the verdict on a raw fact equals the verdict on the scrubbed one.

use crate::fact::{AdCandidate, ConsentFact, Detail, Fact, PageFacts, RawFact, RequestFact, What};
use crate::site::Url;
use crate::wire::{self, Reading, Sent};

mod names;
mod scan;
mod tag;
mod text;

pub use names::is_click_id;
use text::Scrubber;

/// Bodies beyond this size are dropped.
const BODY: usize = 16 << 10;
/// Cookies and keys of a banner that are looked at.
const KEPT: usize = 20;
/// Addresses beyond this size are cut: no rule and no decoder reads further.
const ADDRESS: usize = 64 << 10;

/// The device's current key for tags.
#[derive(Debug, Clone, Copy)]
pub struct Key(pub [u8; 16]);

/// Replaces every identifying value in `raw`.
#[must_use]
pub fn scrub(raw: RawFact, key: &Key) -> Fact {
    let mut fact = raw.0;
    match &mut fact.what {
        What::Navigated { url, .. } | What::RouteChanged { url } => address(url, key),
        What::Redirected { to, .. } => address(to, key),
        What::Request(sent) => request(sent, key),
        What::Page(page) => page_facts(page, key),
        What::Prompt(prompt) => Scrubber { key, reading: None, is_path: false }.apply(&mut prompt.text, 0),
        What::Ads { candidates } => candidates.iter_mut().for_each(|candidate| ad(candidate, key)),
        // Both name a slot, and must go on naming the same one.
        What::Slots { slots } => plain(slots.iter_mut().flat_map(|slot| &mut slot.names), key),
        What::Detail { said } => plain(said.iter_mut().flat_map(texts), key),
        What::Consent(said) => consent(said),
        What::Ended { .. }
        | What::ShownOnce { .. }
        | What::Stopped { .. }
        | What::Typed { .. }
        | What::Tab { .. }
        | What::Decided { .. }
        | What::Paused { .. }
        | What::Corrected { .. }
        | What::Set(_)
        | What::Together { .. }
        | What::Statement { .. }
        | What::Forget(_)
        | What::Lost { .. }
        | What::MadeRoom { .. }
        | What::Tick => {}
    }
    fact
}

/// Replaces identifying values in an address of any kind.
pub fn address(url: &mut String, key: &Key) {
    cut(url, ADDRESS);
    let reading = Url::split(url).and_then(|split| read(&split, "GET", None));
    scrub_address(url, reading.as_ref(), key);
}

fn request(sent: &mut RequestFact, key: &Key) {
    cut(&mut sent.url, ADDRESS);
    // What is too large to keep must not change what the rest is read as.
    sent.body = sent.body.take().filter(|body| body.len() <= BODY);
    let reading = Url::split(&sent.url).and_then(|url| read(&url, &sent.method, sent.body.as_deref()));
    sent.body = sent.body.take().filter(|_| reading.is_some());
    scrub_address(&mut sent.url, reading.as_ref(), key);
    if let Some(body) = &mut sent.body {
        Scrubber { key, reading: reading.as_ref(), is_path: false }.apply(body, 0);
    }
    if let Some(initiator) = &mut sent.initiator {
        scrub_address(initiator, None, key);
    }
}

fn read(url: &Url<'_>, method: &str, body: Option<&str>) -> Option<Reading> {
    wire::read(&Sent { url: *url, method, body }).map(|(_, reading)| reading)
}

/// Everything after the host. The host itself is what a verdict rests on, and stays.
fn scrub_address(url: &mut String, reading: Option<&Reading>, key: &Key) {
    let start = match url.split_once("://") {
        Some((scheme, rest)) => scheme.len() + 3 + rest.find(['/', '?', '#']).unwrap_or(rest.len()),
        None => 0,
    };
    let query =
        url.get(start..).and_then(|rest| rest.find(['?', '#', ';'])).map_or(url.len(), |at| start + at);
    // The query first: the path's places do not move then.
    Scrubber { key, reading, is_path: false }.apply(url, query);
    if query > start {
        let tail = url.split_off(query);
        Scrubber { key, reading, is_path: true }.apply(url, start);
        url.push_str(&tail);
    }
}

fn page_facts(page: &mut PageFacts, key: &Key) {
    let plain = Scrubber { key, reading: None, is_path: false };
    plain.apply(&mut page.title, 0);
    page.canonical.iter_mut().for_each(|url| address(url, key));
    page.privacy_links.iter_mut().for_each(|(_, url)| address(url, key));
    page.asking_links.iter_mut().for_each(|(_, url)| address(url, key));
    page.gaps.iter_mut().for_each(|text| plain.apply(text, 0));
    for form in &mut page.forms {
        form.action.iter_mut().for_each(|url| address(url, key));
        form.buttons.iter_mut().for_each(|text| plain.apply(text, 0));
    }
    for (name, content) in &mut page.meta {
        let name = name.to_ascii_lowercase();
        if names::SECRET_META.iter().any(|secret| name.contains(secret)) {
            content.clear();
        }
    }
}

/// What the page keeps of a choice is read here, and only what was chosen goes on: the rest are
/// numbers of the person's own.
fn consent(said: &mut ConsentFact) {
    said.kept.truncate(KEPT);
    said.kept.iter_mut().for_each(|(_, value)| cut(value, BODY));
    wire::settle(said);
}

fn ad(candidate: &mut AdCandidate, key: &Key) {
    candidate.links.iter_mut().for_each(|link| address(&mut link.href, key));
    candidate.images.iter_mut().for_each(|image| address(image, key));
    let texts = candidate.links.iter_mut().map(|link| &mut link.text);
    plain(texts.chain([&mut candidate.text]).chain(&mut candidate.metadata), key);
}

/// All that a page's ad tools said in words.
fn texts(detail: &mut Detail) -> impl Iterator<Item = &mut String> {
    let Detail { slot, domains, names, dsa, booked: _ } = detail;
    names.iter_mut().map(|(_, name)| name).chain(domains).chain([slot, dsa])
}

/// Texts that no decoder reads.
fn plain<'t>(texts: impl Iterator<Item = &'t mut String>, key: &Key) {
    texts.for_each(|text| Scrubber { key, reading: None, is_path: false }.apply(text, 0));
}

fn cut(text: &mut String, bytes: usize) {
    if text.len() > bytes {
        let end = (0..=bytes).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
        text.truncate(end);
    }
}

#[cfg(test)]
mod tests;
