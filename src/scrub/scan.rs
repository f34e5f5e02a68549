//! One pass over a text: values by their parameter's name, values by their shape, what to leave alone.

use std::ops::Range;

use super::names;
use crate::wire::shape::{self, Found, Part, Unit, unit};
use crate::wire::{Identity, consent, identity};

/// `{"` and the next two bits, in base64.
pub(super) const JSON: &str = "eyJ";

/// What a pass found, and where it stands.
pub(super) struct Scan<'t> {
    text: &'t str,
    /// Scrubbed values, consent strings, boundaries of multipart bodies.
    pub(super) kept: Vec<Range<usize>>,
    /// Addresses and JSON in base64.
    pub(super) links: Vec<Range<usize>>,
    /// Values whose parameter says what they are.
    pub(super) named: Vec<(Range<usize>, Identity)>,
    /// Values that look identifying.
    pub(super) shaped: Vec<(Range<usize>, Identity)>,
    found: Vec<Found>,
    /// The last word, where nothing but closing marks came after it.
    last: Option<Range<usize>>,
    /// A parameter's name, and its value as far as it was read.
    open: Option<(Range<usize>, Option<Range<usize>>)>,
}

impl<'t> Scan<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let (kept, links, named, shaped, found) =
            (Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Self { text, kept, links, named, shaped, found, last: None, open: None }
    }

    /// Whether there is nothing to replace.
    pub(super) const fn is_empty(&self) -> bool {
        self.links.is_empty() && self.named.is_empty() && self.shaped.is_empty()
    }

    /// Takes the next part of the text.
    pub(super) fn take(&mut self, part: Part<'_>) {
        match part {
            Part::Word(units) => self.word(units),
            Part::Token(token) => {
                self.extend(&token.range);
                self.last = None;
                self.kept.push(token.range);
            }
            Part::Mark(mark) => self.mark(mark),
        }
    }

    fn word(&mut self, units: &[Unit]) {
        let (Some(first), Some(last)) = (units.first(), units.last()) else { return };
        let range = first.start..last.end;
        if self.text.get(range.clone()).is_some_and(|word| word.starts_with("--")) {
            return self.kept.push(range);
        }
        if units.len() >= 16 && starts_link(units) {
            self.links.push(first.start..self.end_of_base64(last.end));
        }
        shape::look(units, &mut self.found);
        self.shaped.extend(self.found.drain(..).map(|found| (found.range, found.identity)));
        self.extend(&range);
        self.last = (range.len() == units.len()).then_some(range);
    }

    fn mark(&mut self, mark: Unit) {
        match mark.reads {
            '=' | ':' => {
                self.close();
                self.open = self.last.take().map(|name| (name, None));
            }
            ']' | '"' | '\'' | '\\' => {}
            '&' | ';' | '#' | ',' | '{' | '}' | '?' | '<' | '>' | '|' | '\n' => {
                self.close();
                self.last = None;
            }
            _ => self.last = None,
        }
    }

    fn extend(&mut self, range: &Range<usize>) {
        if let Some((_, value)) = &mut self.open {
            *value = Some(value.as_ref().map_or(range.start, |value| value.start)..range.end);
        }
    }

    /// Ends the value that is being read.
    pub(super) fn close(&mut self) {
        let Some((name, Some(value))) = self.open.take() else { return };
        let Some((name, written)) = self.text.get(name).zip(self.text.get(value.clone())) else { return };
        if consent::FLAGS.contains(&name) || name.contains("consent") {
            return self.kept.push(value);
        }
        if let Some(kind) = names::kind(name, written) {
            let encoding = identity::encoding(kind, &crate::percent::fixpoint(written));
            self.named.push((value, Identity { kind, encoding }));
        }
    }

    /// Base64 of the usual alphabet has characters that end a word.
    fn end_of_base64(&self, from: usize) -> usize {
        let letters = std::iter::successors(unit(self.text, from), |last| unit(self.text, last.end));
        let inside = |u: &Unit| u.reads.is_ascii_alphanumeric() || matches!(u.reads, '+' | '/' | '-' | '_');
        letters.take_while(inside).last().map_or(from, |last| last.end)
    }
}

/// `http` in base64, possibly after the two letters that Bing puts before it; or the beginning of JSON.
fn starts_link(units: &[Unit]) -> bool {
    let at = |start: &str, from: usize| {
        start.chars().eq(units.iter().skip(from).take(start.len()).map(|unit| unit.reads))
    };
    at("aHR0c", 0) || at("aHR0c", 2) || at(JSON, 0)
}
