//! What the lists say of a request: rules of whole hosts first, then patterns filed under four of their characters.

use super::effect::Effect;
use super::options::{Fit, Last, fit};
use super::pattern::{Begun, Pattern};
use super::seen::Seen;
use super::{Action, RuleId};
use crate::knowledge::format::{HostValue, Section, pattern, record};
use crate::knowledge::hash::nothing;
use crate::knowledge::{Image, Knowledge};

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

    fn blocking(&self) -> Option<RuleId> {
        self.important.or(self.block)
    }
}

/// What the lists say, and the rule that decides.
pub(super) fn decide(knowledge: &Knowledge, seen: &Seen<'_>) -> (Action, Option<RuleId>) {
    let image = knowledge.image();
    let mut met = Met::default();
    hosts(image, seen, &mut met);
    if met.blocking().is_none() {
        patterns(image, seen, Effect::Block, &mut met, |met| met.blocking().is_some());
    }
    if met.blocking().is_none() {
        return (Action::None, None);
    }
    patterns(image, seen, Effect::Except, &mut met, |_| false);
    if met.exception.is_some() && met.important.is_none() && met.important_exception.is_none() {
        patterns(image, seen, Effect::Block, &mut met, |met| met.important.is_some());
    }
    let excepted = met.important_exception.or(met.exception.filter(|_| met.important.is_none()));
    match excepted {
        None => (Action::Block, met.blocking()),
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
                let counts = records.get(at as usize + record::COUNTS) as usize;
                let first = at as usize + record::ROWS + 2 * (counts & 0xffff);
                for row in 0..counts >> 16 {
                    let [options, rule] = records.row(first + 2 * row);
                    add(options, rule);
                }
            }
        }
    }
}

/// Patterns filed under the page's domains, the request's host, four characters of the address, or nothing,
/// until they have said enough.
fn patterns(image: &Image, seen: &Seen<'_>, effect: Effect, met: &mut Met, enough: impl Fn(&Met) -> bool) {
    let (table, filter) = (image.words(effect.table()), image.filter(effect.filter()));
    let rows = image.words(Section::Patterns);
    let mut last = Last::none();
    let mut bucket = |place: u32, at: usize| {
        let (first, count) = ((place >> 10) as usize, place as usize & 0x3ff);
        let begun = Begun { url: seen.url, lowered: seen.lowered, at };
        for row in rows.run(first * pattern::WORDS, count * pattern::WORDS).chunks_exact(pattern::WORDS) {
            test(image, row, &begun, seen, &mut last, met);
        }
        enough(met)
    };
    if seen.page.filed(effect).iter().any(|place| bucket(*place, 0)) {
        return;
    }
    let end = seen.url.host_start() + seen.url.host.trim_end_matches('.').len();
    let records = image.words(Section::Records);
    let of_record = |value: &HostValue| match value {
        HostValue::Record(at) => records.get(*at as usize + effect.in_record()),
        HostValue::Rule { .. } => 0,
    };
    let hosts = seen.hosts.values().iter().rev().map(of_record);
    if hosts.filter(|place| *place != 0).any(|place| bucket(place, end)) {
        return;
    }
    let mut from = 0;
    while let Some((at, gram)) = filter.next(seen.lowered, from) {
        if table.find(gram).is_some_and(|place| bucket(place, at)) {
            return;
        }
        from = at + 1;
    }
    // Last, for they cost most: a search of the whole address each.
    if let Some(place) = table.find(nothing(seen.kind as u8, seen.party)) {
        bucket(place, 0);
    }
}

/// Tests one pattern at the place where its gram stands.
fn test(image: &Image, row: &[u32], begun: &Begun<'_>, seen: &Seen<'_>, last: &mut Last, met: &mut Met) {
    let Some(pattern) = Pattern::read(image, row) else { return };
    let matches = || pattern.may(begun) && pattern.matches(begun);
    // A search of the whole address or the walk of an expression is dear, so the cheap questions come first.
    let fits = if pattern.is_cheap() {
        matches().then(|| last.fit(image, pattern.options(), seen)).flatten()
    } else {
        last.fit(image, pattern.options(), seen).filter(|_| matches())
    };
    if let Some(fit) = fits {
        met.add(fit, pattern.rule());
    }
}
