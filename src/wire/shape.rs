//! Shapes of identifying values in any text: e-mail addresses, hashes, UUIDs, long random words.
//!
//! Text is read unit by unit, where a percent triplet of any depth (`%40`, `%2540`) is one unit, so
//! that a value is found however often the address around it was encoded.

use std::ops::Range;

use super::signal::{Encoding, Identity, IdentityKind};
use crate::base64;
use crate::percent::triplet;

/// Something found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    /// Where, in the text as written.
    pub(crate) range: Range<usize>,
    /// What it looks like.
    pub(crate) identity: Identity,
    /// Whether it is a scrubbed value already.
    pub(crate) token: bool,
}

/// One character of a text as it reads, with the bytes that write it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Unit {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// The character; anything beyond ASCII reads as U+FFFD.
    pub(crate) reads: char,
}

/// The unit at byte `start`, which must be a character boundary.
pub(crate) fn unit(text: &str, start: usize) -> Option<Unit> {
    let bytes = text.as_bytes();
    let first = *bytes.get(start)?;
    if first == b'%' {
        // `%2540`: every `25` after the sign is one more layer.
        let mut at = start;
        while at - start < 16 && bytes.get(at + 1..at + 3) == Some(b"25") && is_triplet_after(bytes, at) {
            at += 2;
        }
        let layered =
            [b'%', bytes.get(at + 1).copied().unwrap_or(0), bytes.get(at + 2).copied().unwrap_or(0)];
        if let Some(byte) = triplet(&layered, 0) {
            let reads = if byte.is_ascii() { char::from(byte) } else { char::REPLACEMENT_CHARACTER };
            return Some(Unit { start, end: at + 3, reads });
        }
    }
    if first == b'\\'
        && let Some(byte) = escape(bytes, start)
    {
        return Some(Unit { start, end: start + 6, reads: char::from(byte) });
    }
    if first.is_ascii() {
        return Some(Unit { start, end: start + 1, reads: char::from(first) });
    }
    let end = (start + 1..=bytes.len()).find(|&end| text.is_char_boundary(end)).unwrap_or(bytes.len());
    Some(Unit { start, end, reads: char::REPLACEMENT_CHARACTER })
}

/// The ASCII character that JSON writes as `\u0040`.
fn escape(bytes: &[u8], start: usize) -> Option<u8> {
    let digits = bytes.get(start..start + 6)?.strip_prefix(b"\\u00")?;
    triplet(&[b'%', digits[0], digits[1]], 0).filter(u8::is_ascii)
}

/// Whether two hex digits follow the `25` that stands after the sign at `at`.
fn is_triplet_after(bytes: &[u8], at: usize) -> bool {
    bytes.get(at + 3..at + 5).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
}

/// Everything in `text` that looks identifying, in order.
pub(crate) fn find(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    read(text, |part| match part {
        Part::Word(word) => look(word, &mut found),
        Part::Token(token) => found.push(token),
        Part::Mark(_) => {}
    });
    found
}

/// A part of a text, in reading order.
pub(crate) enum Part<'u> {
    /// Letters, digits and what stands inside words and e-mail addresses.
    Word(&'u [Unit]),
    /// A scrubbed value.
    Token(Found),
    /// Any other character.
    Mark(Unit),
}

/// Reads `text` part by part.
pub(crate) fn read(text: &str, mut take: impl FnMut(Part<'_>)) {
    let mut word: Vec<Unit> = Vec::new();
    let mut at = 0;
    while let Some(next) = unit(text, at) {
        at = next.end;
        if next.reads.is_ascii_alphanumeric() || matches!(next.reads, '-' | '_' | '.' | '+' | '@') {
            word.push(next);
            continue;
        }
        if !word.is_empty() {
            take(Part::Word(&word));
            word.clear();
        }
        match token(&text[next.start..]).filter(|_| next.reads == '~') {
            Some((identity, length)) => {
                at = next.start + length;
                take(Part::Token(Found { range: next.start..at, identity, token: true }));
            }
            None => take(Part::Mark(next)),
        }
    }
    if !word.is_empty() {
        take(Part::Word(&word));
    }
}

/// Adds what one word holds.
pub(crate) fn look(word: &[Unit], found: &mut Vec<Found>) {
    let ends = |units: &[Unit]| units.first().zip(units.last()).map(|(first, last)| first.start..last.end);
    let mut add = |units: &[Unit], kind, encoding| {
        let identity = Identity { kind, encoding };
        found.extend(ends(units).map(|range| Found { range, identity, token: false }));
    };
    if let Some(email) = email(word) {
        return add(email, IdentityKind::Email, Encoding::Plain);
    }
    if word.len() < 7 {
        return;
    }
    let trimmed = trim(word);
    if is_address(trimmed) {
        return add(trimmed, IdentityKind::Device, Encoding::Plain);
    }
    if is_visitor_number(trimmed) {
        return add(trimmed, IdentityKind::Cookie, Encoding::Opaque);
    }
    for piece in word.split(|unit| matches!(unit.reads, '.' | '+' | '@')) {
        if let Some(encoding) = hash(piece) {
            add(piece, IdentityKind::Unknown, encoding);
        } else if is_base64_email(piece) {
            add(piece, IdentityKind::Email, Encoding::Opaque);
        } else if is_uuid(piece) || is_random(piece) {
            add(piece, IdentityKind::Unknown, Encoding::Opaque);
        } else {
            for run in piece.split(|unit| !unit.reads.is_ascii_alphanumeric()) {
                if let Some(encoding) = hex_hash(run) {
                    add(run, IdentityKind::Unknown, encoding);
                }
            }
        }
    }
}

/// A scrubbed value at the start of `text`: what it was, and how many bytes it takes.
pub(crate) fn token(text: &str) -> Option<(Identity, usize)> {
    let rest = text.strip_prefix('~')?;
    let end = rest.as_bytes().iter().take(40).position(|&byte| byte == b'~')?;
    let mut parts = rest.get(..end)?.split('.');
    let (kind, encoding, tag) = (parts.next()?, parts.next()?, parts.next()?);
    let hex = tag.len() == 8 && tag.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    if parts.next().is_some() || !hex {
        return None;
    }
    let kind = IdentityKind::ALL.iter().find(|(_, id)| *id == kind)?.0;
    let encoding = Encoding::ALL.iter().find(|(_, id)| *id == encoding)?.0;
    Some((Identity { kind, encoding }, end + 2))
}

/// The hash that a text is the digits of.
pub(crate) fn hash_of(text: &str) -> Option<Encoding> {
    let units: Vec<Unit> = (0..).map_while(|at| unit_of_ascii(text, at)).collect();
    if units.len() == text.len() { hash(&units) } else { None }
}

/// Whether a whole text is a random-looking word.
pub(crate) fn is_random_text(text: &str) -> bool {
    let units: Vec<Unit> = (0..).map_while(|at| unit_of_ascii(text, at)).collect();
    units.len() == text.len() && (is_uuid(&units) || is_random(&units))
}

fn unit_of_ascii(text: &str, at: usize) -> Option<Unit> {
    let byte = *text.as_bytes().get(at)?;
    (byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'+' | b'/' | b'=')).then(|| Unit {
        start: at,
        end: at + 1,
        reads: char::from(byte),
    })
}

fn hash(piece: &[Unit]) -> Option<Encoding> {
    hex_hash(piece).or_else(|| base64_sha256(piece).then_some(Encoding::Sha256))
}

fn hex_hash(run: &[Unit]) -> Option<Encoding> {
    let encoding = match run.len() {
        32 => Encoding::Md5,
        40 => Encoding::Sha1,
        64 => Encoding::Sha256,
        _ => return None,
    };
    run.iter().all(|unit| unit.reads.is_ascii_hexdigit()).then_some(encoding)
}

/// 32 bytes in base64 take 43 characters; the padding may be left out.
fn base64_sha256(piece: &[Unit]) -> bool {
    let bare = match piece {
        [bare @ .., last] if last.reads == '=' => bare,
        _ => piece,
    };
    let class = |c: fn(&char) -> bool| bare.iter().any(|unit| c(&unit.reads));
    bare.len() == 43
        && bare.iter().all(|u| u.reads.is_ascii_alphanumeric() || matches!(u.reads, '-' | '_' | '+' | '/'))
        && class(char::is_ascii_digit)
        && class(char::is_ascii_uppercase)
        && class(char::is_ascii_lowercase)
}

fn is_uuid(piece: &[Unit]) -> bool {
    piece.len() == 36
        && piece.iter().enumerate().all(|(at, unit)| match at {
            8 | 13 | 18 | 23 => unit.reads == '-',
            _ => unit.reads.is_ascii_hexdigit(),
        })
}

/// Whether a word is too long and too mixed to be a name, a number of a thing, or words with hyphens.
fn is_random(piece: &[Unit]) -> bool {
    if piece.len() < 18 {
        return false;
    }
    let (mut lower, mut upper, mut digit, mut changes, mut run, mut longest) = (0, 0, 0, 0, 0_usize, 0);
    let mut last = ' ';
    for unit in piece {
        let class = match unit.reads {
            'a'..='z' => 'a',
            'A'..='Z' => 'A',
            '0'..='9' => '0',
            _ => ' ',
        };
        match class {
            'a' => lower += 1,
            'A' => upper += 1,
            '0' => digit += 1,
            _ => {}
        }
        run = if class == ' ' { 0 } else { run + 1 };
        longest = longest.max(run);
        // A capital that begins a word is no change of its own: `ViewContent`.
        changes += usize::from(class != last && class != ' ' && last != ' ' && (last, class) != ('A', 'a'));
        last = class;
    }
    if lower + upper == 0 {
        return longest >= 18;
    }
    let mixed = lower > 0 && upper > 0;
    match (mixed, digit > 0) {
        (true, true) => changes * 6 >= piece.len(),
        (true, false) => piece.len() >= 24 && changes * 4 >= piece.len(),
        (false, true) => longest >= 20 && changes * 5 >= longest,
        (false, false) => false,
    }
}

/// The first e-mail address in a word, which may hold several signs.
fn email(word: &[Unit]) -> Option<&[Unit]> {
    let signs = word.iter().enumerate().filter(|(_, unit)| unit.reads == '@').map(|(at, _)| at);
    let mut before = 0;
    for sign in signs {
        let (start, local) = (before, trim(word.get(before..sign)?));
        before = sign + 1;
        let in_domain = |unit: &&Unit| unit.reads.is_ascii_alphanumeric() || matches!(unit.reads, '-' | '.');
        let length = word.iter().skip(before).take_while(in_domain).count();
        let domain = domain(trim(word.get(before..before + length)?));
        if let Some(domain) = domain.filter(|_| !local.is_empty()) {
            let end =
                word.iter().position(|unit| domain.last().is_some_and(|last| last.start == unit.start))?;
            return word.get(start + leading(word.get(start..sign)?)..=end);
        }
    }
    None
}

/// The domain that a word is or begins with: behind an address anything may be glued.
fn domain(word: &[Unit]) -> Option<&[Unit]> {
    let mut domain = word;
    while !is_domain(domain) {
        let dot = domain.iter().rposition(|unit| unit.reads == '.').filter(|_| !is_file(domain))?;
        domain = domain.get(..dot)?;
    }
    Some(domain)
}

/// Whether a word ends as a file does.
fn is_file(word: &[Unit]) -> bool {
    word.rsplit(|unit| unit.reads == '.').next().is_some_and(|top| FILES.contains(&lowered(top).as_str()))
}

fn lowered(word: &[Unit]) -> String {
    word.iter().map(|unit| unit.reads.to_ascii_lowercase()).collect()
}

fn is_domain(domain: &[Unit]) -> bool {
    let mut labels = domain.split(|unit| unit.reads == '.');
    let Some(top) = labels.next_back() else { return false };
    let top = lowered(top);
    let Some(name) = labels.next_back().filter(|name| !name.is_empty()) else { return false };
    let letters = top.bytes().take_while(u8::is_ascii_alphabetic).count();
    // What is glued to an address is taken for part of it: `anna@mail.example0` still names Anna, where
    // `lib@1.0.beta2` names nobody.
    let glued = || name.iter().any(|unit| unit.reads.is_ascii_alphabetic());
    letters >= 2 && (letters == top.len() || glued()) && !is_file(domain)
}

/// Whether a word is an e-mail address in base64.
fn is_base64_email(piece: &[Unit]) -> bool {
    let class = |c: fn(&char) -> bool| piece.iter().any(|unit| c(&unit.reads));
    if piece.len() < 8
        || piece.len() > 400
        || !class(char::is_ascii_uppercase)
        || !class(char::is_ascii_lowercase)
    {
        return false;
    }
    let text: String = piece.iter().map(|unit| unit.reads).collect();
    let decoded = base64::decode(&text).and_then(|bytes| String::from_utf8(bytes).ok());
    let Some(decoded) = decoded else { return false };
    let units: Vec<Unit> = (0..decoded.len()).map_while(|at| unit(&decoded, at)).collect();
    units.iter().all(|unit| unit.reads.is_ascii_graphic())
        && email(&units).is_some_and(|email| email.len() == units.len())
}

/// Endings of files, which stand after an `@` in `logo@2x.png` or `pkg@1.2.min.js`.
const FILES: &[&str] =
    &["js", "css", "png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "html", "json", "map", "mjs", "woff"];

/// A word without the full stops and hyphens around it.
fn trim(word: &[Unit]) -> &[Unit] {
    let end = word.iter().rposition(|unit| !is_edge(unit)).map_or(0, |last| last + 1);
    word.get(leading(word).min(end)..end).unwrap_or(&[])
}

/// How many full stops and hyphens a word begins with.
fn leading(word: &[Unit]) -> usize {
    word.iter().take_while(|unit| is_edge(unit)).count()
}

const fn is_edge(unit: &Unit) -> bool {
    matches!(unit.reads, '.' | '-' | '+')
}

/// An IPv4 address.
fn is_address(word: &[Unit]) -> bool {
    let octet = |part: &[Unit]| {
        let value = part.iter().try_fold(0_u32, |value, unit| Some(value * 10 + unit.reads.to_digit(10)?));
        matches!(part.len(), 1..=3) && value.is_some_and(|value| value < 256)
    };
    let parts = word.split(|unit| unit.reads == '.');
    word.len() <= 15
        && parts.clone().count() == 4
        && parts.clone().all(octet)
        && parts.clone().any(|p| p.len() > 1)
}

/// Google Analytics' visitor number: a random number, a full stop, seconds since 1970.
fn is_visitor_number(word: &[Unit]) -> bool {
    let mut parts = word.split(|unit| unit.reads == '.').rev();
    let digits = |part: Option<&[Unit]>, least: usize| {
        part.is_some_and(|p| p.len() >= least && p.len() <= 10 && p.iter().all(|u| u.reads.is_ascii_digit()))
    };
    digits(parts.next(), 10) && digits(parts.next(), 7)
}
