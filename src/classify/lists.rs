//! What the lists say of a request: rules of whole hosts first, then patterns filed under a token.

use super::options::{Fit, fit};
use super::pattern::{Begun, Pattern};
use super::{Action, Page, RuleId};
use crate::fact::RequestKind;
use crate::knowledge::format::{HostValue, MIN_TOKEN, PREFIX, Section, pattern};
use crate::knowledge::hash::{Hash, Hasher, TOKEN_BYTES, prefix, source, suffix};
use crate::knowledge::{Hosts, Image, Knowledge, Labels};
use crate::site::{Party, Url};

/// A request with all that rules ask about.
pub(super) struct Seen<'a> {
    pub(super) url: &'a Url<'a>,
    pub(super) lowered: &'a [u8],
    pub(super) host: &'a Labels,
    pub(super) hosts: &'a Hosts,
    pub(super) page: &'a Page,
    pub(super) party: Party,
    pub(super) kind: RequestKind,
    pub(super) method: &'a str,
}

impl Seen<'_> {
    /// Hashes of the request's host and what lies above it, and of those names with any suffix.
    pub(super) fn domains(&self) -> impl Iterator<Item = Hash> + '_ {
        self.host.hashes().iter().copied().chain(self.host.entities(self.url.host))
    }
}

/// Which rule of each kind was met first.
#[derive(Default)]
struct Met {
    block: Option<RuleId>,
    important: Option<RuleId>,
    exception: Option<RuleId>,
    important_exception: Option<RuleId>,
}

impl Met {
    fn add(&mut self, fit: Fit, rule: u32) {
        let place = match fit {
            Fit { exception: true, important: true } => &mut self.important_exception,
            Fit { exception: true, .. } => &mut self.exception,
            Fit { important: true, .. } => &mut self.important,
            _ => &mut self.block,
        };
        place.get_or_insert(RuleId(rule));
    }
}

/// What the lists say, and the rule that decides.
pub(super) fn decide(knowledge: &Knowledge, seen: &Seen<'_>) -> (Action, Option<RuleId>) {
    let image = knowledge.image();
    let mut met = Met::default();
    hosts(image, seen, &mut met);
    patterns(image, seen, Section::Blocks, Section::BlockBits, &mut met);
    if met.important.or(met.block).is_none() {
        return (Action::None, None);
    }
    patterns(image, seen, Section::Exceptions, Section::ExceptionBits, &mut met);
    let excepted = met.important_exception.or(met.exception.filter(|_| met.important.is_none()));
    match excepted {
        None => (Action::Block, met.important.or(met.block)),
        exception => (Action::Allow, exception),
    }
}

/// Rules `||host^`, the nearest host first.
fn hosts(image: &Image, seen: &Seen<'_>, met: &mut Met) {
    let records = image.words(Section::Records);
    let mut add = |options, rule| {
        if let Some(fit) = fit(image, options, seen) {
            met.add(fit, rule);
        }
    };
    for value in seen.hosts.values().iter().rev() {
        match *value {
            HostValue::Rule { options, rule } => add(options, rule),
            HostValue::Record(at) => {
                let counts = records.get(at as usize + 1) as usize;
                let first = at as usize + 2 + 2 * (counts & 0xffff);
                for row in 0..counts >> 16 {
                    let [options, rule] = records.row(first + 2 * row);
                    add(options, rule);
                }
            }
        }
    }
}

/// Patterns filed under the tokens of the address, under the page's domains, or under nothing.
fn patterns(image: &Image, seen: &Seen<'_>, table: Section, bits: Section, met: &mut Met) {
    let (bits, table) = (image.words(bits), image.words(table));
    let rows = image.words(Section::Patterns);
    let mask = (bits.len() * 32).wrapping_sub(1);
    let mut bucket = |hash: Hash, at: usize| {
        let bit = hash.0 as usize & mask;
        if bits.get(bit / 32) >> (bit % 32) & 1 == 0 {
            return;
        }
        let Some(place) = table.find(hash) else { return };
        let (first, count) = ((place >> 10) as usize, place as usize & 0x3ff);
        let begun = Begun { url: seen.url, lowered: seen.lowered, at };
        for row in rows.run(first * pattern::WORDS, count * pattern::WORDS).chunks_exact(pattern::WORDS) {
            test(image, row, &begun, seen, met);
        }
    };
    let text = seen.url.text.as_bytes();
    let (mut hasher, mut start) = (Hasher::new(), 0);
    for (at, byte) in text.iter().enumerate() {
        let lowered = TOKEN_BYTES[usize::from(*byte)];
        if lowered == 0 {
            if at - start >= MIN_TOKEN {
                bucket(hasher.finish(), start);
            }
            if *byte == b'.' && at - start >= PREFIX {
                bucket(ending(seen.lowered, at - PREFIX), at - PREFIX);
            }
            (hasher, start) = (Hasher::new(), at + 1);
            continue;
        }
        hasher = hasher.with(lowered);
        if at - start + 1 == PREFIX {
            bucket(prefix(hasher.finish()), start);
        }
    }
    if text.len() - start >= MIN_TOKEN {
        bucket(hasher.finish(), start);
    }
    seen.page.domains().for_each(|domain| bucket(source(domain), 0));
    bucket(Hasher::new().finish(), 0);
}

/// The hash for the last bytes of a token, which begin at `start`.
fn ending(lowered: &[u8], start: usize) -> Hash {
    let bytes = lowered.iter().skip(start).take(PREFIX);
    suffix(bytes.fold(Hasher::new(), |hash, byte| hash.with(*byte)).finish())
}

/// Tests one pattern at the place where its token stands.
fn test(image: &Image, row: &[u32], begun: &Begun<'_>, seen: &Seen<'_>, met: &mut Met) {
    let Some(pattern) = Pattern::read(image, row) else { return };
    let matches = || pattern.may(begun) && pattern.matches(begun);
    // Without a token the whole address has to be searched, so the cheap questions come first.
    let fits = if pattern.is_filed() {
        matches().then(|| fit(image, pattern.options(), seen)).flatten()
    } else {
        fit(image, pattern.options(), seen).filter(|_| matches())
    };
    if let Some(fit) = fits {
        met.add(fit, pattern.rule());
    }
}
