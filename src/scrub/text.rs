//! Finding and replacing identifying values in one text, however it is encoded.

use std::ops::Range;

use super::scan::{JSON, Scan};
use super::{Key, tag};
use crate::base64;
use crate::order::Order;
use crate::wire::identity::Known;
use crate::wire::shape::{self, Unit, unit};
use crate::wire::{Encoding, Identity, IdentityKind, Reading};

/// Base64 is read this deep.
const DEPTH: usize = 2;
/// Replacing may uncover what stood beside; it settles within this many rounds.
const ROUNDS: usize = 4;

/// What is needed to scrub one text.
#[derive(Clone, Copy)]
pub(super) struct Scrubber<'a> {
    pub(super) key: &'a Key,
    /// What a decoder read in the request that the text is of.
    pub(super) reading: Option<&'a Reading>,
    /// The text is a path: long random names of files are the files', not a person's.
    pub(super) is_path: bool,
}

/// What happens to a part of the text.
enum Edit {
    /// It stays as it is.
    Keep,
    /// It becomes its kind.
    Replace(Identity),
    /// It becomes another text.
    Write(String),
}

impl Scrubber<'_> {
    /// Scrubs `text` from byte `start` on.
    pub(super) fn apply(&self, text: &mut String, start: usize) {
        let Some(rest) = text.get(start..).filter(|rest| rest.len() > 3) else { return };
        if let Some(scrubbed) = self.settled(rest, DEPTH) {
            text.truncate(start);
            text.push_str(&scrubbed);
        }
    }

    /// `text` with its identifying values replaced; none where there are none.
    fn settled(&self, text: &str, depth: usize) -> Option<String> {
        let mut scrubbed = self.once(text, depth)?;
        for _ in 1..ROUNDS {
            match self.once(&scrubbed, depth) {
                Some(next) => scrubbed = next,
                None => break,
            }
        }
        Some(scrubbed)
    }

    fn once(&self, text: &str, depth: usize) -> Option<String> {
        let mut scan = Scan::new(text);
        shape::read(text, |part| scan.take(part));
        scan.close();
        let known = self.reading.map_or(&[][..], |reading| &reading.known);
        if known.is_empty() && scan.is_empty() {
            return None;
        }
        // What comes first has the first say over its part of the text.
        let mut edits = Edits::default();
        scan.kept.into_iter().for_each(|range| edits.add(range, Edit::Keep));
        if !known.is_empty() {
            let units: Vec<Unit> =
                std::iter::successors(unit(text, 0), |last| unit(text, last.end)).collect();
            known.iter().for_each(|known| place(known, &units, &mut edits));
        }
        for range in scan.links {
            match text.get(range.clone()).and_then(|link| self.link(link, depth)) {
                Some(Some(scrubbed)) => edits.add(range, Edit::Write(scrubbed)),
                Some(None) => edits.add(range, Edit::Keep),
                None => {}
            }
        }
        for (range, identity) in scan.named.into_iter().chain(scan.shaped) {
            if !self.keeps(text, &range, identity) {
                edits.add(range, Edit::Replace(identity));
            }
        }
        edits.write(text, self.key)
    }

    /// Whether a random-looking value is no person's: the shop's account, a product, an order, a file.
    fn keeps(&self, text: &str, range: &Range<usize>, identity: Identity) -> bool {
        if identity.encoding == Encoding::Plain || identity.kind == IdentityKind::Email {
            return false;
        }
        if self.is_path && identity.kind == IdentityKind::Unknown && is_file(text, range) {
            return true;
        }
        let Some(reading) = self.reading else { return false };
        let value = read_out(text, range);
        if identity.encoding != Encoding::Opaque {
            return identity.kind == IdentityKind::Unknown && reading.account.as_ref() == Some(&value);
        }
        let things = reading.events.iter().flat_map(|event| {
            let of_items =
                event.items.iter().flat_map(|item| [&item.id, &item.name, &item.brand, &item.price]);
            of_items.chain([&event.value, &event.currency, &event.order]).flatten().chain([&event.name])
        });
        let mut kept = things.chain(&reading.account).chain(&reading.sync);
        // RTB House writes account, event and product as one word.
        let holds_account =
            reading.account.as_ref().is_some_and(|a| a.len() >= 4 && value.contains(a.as_str()));
        holds_account || kept.any(|kept| kept.contains(&value))
    }

    /// An address in base64, or JSON that a decoder read: `Some(None)` where nothing in it identifies,
    /// `None` where it is neither.
    fn link(&self, text: &str, depth: usize) -> Option<Option<String>> {
        let letters: String = read_out(text, &(0..text.len()));
        let unpacked = letters.starts_with(JSON) && self.reading.is_some_and(|reading| reading.packed);
        let start = if unpacked { 0 } else { letters.find("aHR0c")? };
        let (mark, letters) = letters.split_at_checked(start)?;
        let decoded = String::from_utf8(base64::decode(letters)?).ok().filter(|_| depth > 0)?;
        let inner = Scrubber { is_path: false, ..*self };
        let scrubbed = inner.settled(&decoded, depth - 1);
        Some(scrubbed.map(|scrubbed| [mark, &base64::encode(scrubbed.as_bytes())].concat()))
    }
}

/// Edits that do not overlap.
#[derive(Default)]
struct Edits(Vec<(Range<usize>, Edit)>);

impl Edits {
    /// Adds an edit, unless an earlier one has a say over part of its range.
    fn add(&mut self, range: Range<usize>, edit: Edit) {
        let free = self.0.iter().all(|(taken, _)| taken.end <= range.start || range.end <= taken.start);
        if free && !range.is_empty() {
            self.0.push((range, edit));
        }
    }

    fn write(mut self, text: &str, key: &Key) -> Option<String> {
        self.0.retain(|(_, edit)| !matches!(edit, Edit::Keep));
        if self.0.is_empty() {
            return None;
        }
        self.0.order_by_key(|(range, _)| range.start);
        let mut out = String::with_capacity(text.len() + 16 * self.0.len());
        let mut at = 0;
        for (range, edit) in self.0 {
            out.push_str(text.get(at..range.start)?);
            match edit {
                Edit::Keep => {}
                Edit::Write(new) => out.push_str(&new),
                Edit::Replace(identity) => {
                    let quote = quote(text, &range);
                    out.push_str(&quote);
                    tag::write(&mut out, identity, &read_out(text, &range), key);
                    out.push_str(&quote);
                }
            }
            at = range.end;
        }
        out.push_str(text.get(at..)?);
        Some(out)
    }
}

/// Adds the places where a decoder's value stands: long ones anywhere by themselves, short ones only
/// after their name.
fn place(known: &Known, units: &[Unit], edits: &mut Edits) {
    let value: Vec<char> = known.value.chars().collect();
    if value.is_empty() || shape::token(&known.value).is_some() {
        return;
    }
    let bound = |unit: Option<&Unit>| unit.is_none_or(|unit| !unit.reads.is_ascii_alphanumeric());
    let mut at = 0;
    while at < units.len() {
        let before = at.checked_sub(1).and_then(|at| units.get(at));
        let end = matches(&units[at..], &value).map(|length| at + length).filter(|end| {
            bound(before) && bound(units.get(*end)) && (value.len() >= 6 || follows(&units[..at], &known.key))
        });
        match end.and_then(|end| Some((end, units.get(at)?.start..units.get(end - 1)?.end))) {
            Some((end, range)) => {
                edits.add(range, Edit::Replace(known.identity));
                at = end;
            }
            None => at += 1,
        }
    }
}

/// How many units read as `value`. A space may be written `+`, a slash `\/`; letters beyond ASCII are
/// one unit or one for each byte.
fn matches(units: &[Unit], value: &[char]) -> Option<usize> {
    let mut at = 0;
    for (place, &c) in value.iter().enumerate() {
        if units.get(at)?.reads == '\\' && c != '\\' {
            at += 1;
        }
        let reads = units.get(at)?.reads;
        if !c.is_ascii() {
            if reads != char::REPLACEMENT_CHARACTER {
                return None;
            }
            let last = value.get(place + 1).is_none_or(char::is_ascii);
            while last && units.get(at + 1).is_some_and(|unit| unit.reads == char::REPLACEMENT_CHARACTER) {
                at += 1;
            }
        } else if reads != c && !(c == ' ' && reads == '+') {
            return None;
        }
        at += 1;
    }
    Some(at)
}

/// Whether `units` end with the last word of `key` and what may stand between a name and its value.
fn follows(units: &[Unit], key: &str) -> bool {
    let key = key.rsplit(['.', '[']).next().unwrap_or(key).trim_end_matches(']');
    let between = |unit: &&Unit| matches!(unit.reads, '=' | ':' | '"' | '\'' | '[' | ']' | ' ' | '\\' | '.');
    let marks = units.iter().rev().take_while(between).count();
    let mut name = units.iter().rev().skip(marks);
    (1..=8).contains(&marks) && key.chars().rev().all(|c| name.next().is_some_and(|unit| unit.reads == c))
}

/// The text of a range as it reads.
fn read_out(text: &str, range: &Range<usize>) -> String {
    let mut out = String::with_capacity(range.len());
    let mut at = range.start;
    while let Some(next) = unit(text, at).filter(|next| next.end <= range.end) {
        out.push(next.reads);
        at = next.end;
    }
    out
}

/// A bare number of a JSON text becomes a word, so it gets quotes, written as the colon before it is.
fn quote(text: &str, range: &Range<usize>) -> String {
    let digits = |c: u8| c.is_ascii_digit() || matches!(c, b'.' | b'-');
    let number = text.get(range.clone()).is_some_and(|value| value.bytes().all(digits));
    let ends = unit(text, range.end).is_some_and(|next| matches!(next.reads, ',' | '}' | ']'));
    let before = text.get(..range.start).unwrap_or("");
    if !number || !ends {
        return String::new();
    }
    if before.ends_with([':', '[', ',', ' ']) {
        return "\"".to_owned();
    }
    let layers =
        [("%3A", "%22"), ("%3a", "%22"), ("%5B", "%22"), ("%5b", "%22"), ("%2C", "%22"), ("%2c", "%22")];
    let deeper = [("%253A", "%2522"), ("%255B", "%2522"), ("%252C", "%2522")];
    let written = layers.iter().chain(&deeper).find(|(mark, _)| before.ends_with(mark));
    written.map_or_else(String::new, |(_, quote)| (*quote).to_owned())
}

/// Whether the part of the path around `range` is a file's name.
fn is_file(text: &str, range: &Range<usize>) -> bool {
    let rest = text.get(range.end..).unwrap_or("");
    let rest = rest.split('/').next().unwrap_or(rest);
    rest.rsplit_once('.').is_some_and(|(_, ending)| {
        (2..=5).contains(&ending.len()) && ending.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}
