//! Making those tables: only where the pack is compiled, for what makes them is large and slow.
//!
//! Look-around and back-references have no such table; neither has an expression whose table would
//! be larger than [`MAX_WORDS`]. Both are named in the report.

use std::collections::{BTreeMap, VecDeque};

use regex_automata::nfa::thompson::{self, NFA, WhichCaptures};
use regex_automata::util::primitives::StateID;
use regex_automata::util::start;
use regex_automata::{
    Anchored, MatchKind,
    dfa::{Automaton, StartKind, dense},
};
use regex_syntax::ast::ErrorKind;
use regex_syntax::hir::{Hir, HirKind, Look};

use super::Expression;
use crate::knowledge::compile::pattern::Pattern;
use crate::knowledge::format::program;

/// Words that one expression may take; those of the lists take 180 in the mean.
const MAX_WORDS: usize = 1_024;

/// Bytes that the construction may take on the way.
const MAX_BYTES: usize = 1 << 20;

impl Expression {
    /// Compiles the body of a rule `/body/`.
    pub(in crate::knowledge::compile) fn new(body: &str, case: bool) -> Result<Self, &'static str> {
        let plain = parse(body, false)?;
        let hir = if case { plain.clone() } else { parse(body, true)? };
        let nfa = nfa(&hir).ok_or(TOO_LARGE)?;
        let dfa = dfa(&hir, &nfa).ok_or(TOO_LARGE)?;
        Ok(Self {
            words: table(&dfa, case).ok_or(TOO_LARGE)?,
            skeleton: Pattern { case, ..skeleton(&plain) },
            states: nfa.states().len(),
        })
    }
}

const TOO_LARGE: &str = "too large once compiled";

fn parse(body: &str, any_case: bool) -> Result<Hir, &'static str> {
    let mut parser = regex_syntax::ParserBuilder::new();
    let parser = parser.unicode(false).utf8(false).case_insensitive(any_case);
    parser.build().parse(body).map_err(|why| match why {
        regex_syntax::Error::Parse(why) => match why.kind() {
            ErrorKind::UnsupportedLookAround => "look-around",
            ErrorKind::UnsupportedBackreference => "back-reference",
            _ => "not of the form that is read",
        },
        _ => "not of the form that is read",
    })
}

fn nfa(hir: &Hir) -> Option<NFA> {
    let config = thompson::Config::new().utf8(false).which_captures(WhichCaptures::None);
    let config = config.nfa_size_limit(Some(MAX_BYTES));
    thompson::Compiler::new().configure(config).build_from_hir(hir).ok()
}

fn dfa(hir: &Hir, nfa: &NFA) -> Option<dense::DFA<Vec<u32>>> {
    let anchored = hir.properties().look_set_prefix().contains(Look::Start);
    let config = dense::Config::new()
        .minimize(true)
        .accelerate(false)
        .match_kind(MatchKind::All)
        .start_kind(if anchored { StartKind::Anchored } else { StartKind::Unanchored })
        .dfa_size_limit(Some(MAX_BYTES))
        .determinize_size_limit(Some(MAX_BYTES));
    dense::Builder::new().configure(config).build_from_nfa(nfa).ok()
}

/// A state: what its arrival means, and where runs of bytes lead, if anywhere.
struct State {
    id: StateID,
    flags: u32,
    ranges: Vec<(u8, u8, Option<StateID>)>,
}

impl State {
    /// A state of `dfa`. Where case does not matter the reader lowers the address, so that capital
    /// letters never come.
    fn read(dfa: &dense::DFA<Vec<u32>>, id: StateID, case: bool) -> Self {
        if dfa.is_match_state(id) {
            return Self { id, flags: program::HERE, ranges: Vec::new() };
        }
        let flags = if dfa.is_match_state(dfa.next_eoi_state(id)) { program::AT_END } else { 0 };
        let mut ranges = Vec::<(u8, u8, Option<StateID>)>::new();
        for byte in (0..=u8::MAX).filter(|byte| case || !byte.is_ascii_uppercase()) {
            let next = Some(dfa.next_state(id, byte)).filter(|next| !dfa.is_dead_state(*next));
            match ranges.last_mut() {
                Some(last) if last.2 == next => last.1 = byte,
                _ => ranges.push((byte, byte, next)),
            }
        }
        Self { id, flags, ranges }
    }

    /// Where most of its ranges lead: those are not written.
    fn mostly(&self) -> Option<StateID> {
        let mut counts = BTreeMap::<_, usize>::new();
        self.ranges.iter().for_each(|range| *counts.entry(range.2).or_default() += 1);
        counts.into_iter().max_by_key(|(_, count)| *count).and_then(|(next, _)| next)
    }

    /// The words of its head and its ranges.
    fn words(&self, place: impl Fn(Option<StateID>) -> u32) -> Vec<u32> {
        let mostly = self.mostly();
        let away = self.ranges.iter().filter(|range| range.2 != mostly).collect::<Vec<_>>();
        let waits = mostly == Some(self.id) && matches!(away.as_slice(), [(from, to, _)] if from == to);
        let flags = self.flags | if waits { program::WAITS } else { 0 };
        let head = flags | away.len() as u32 | place(mostly) << program::NEXT_SHIFT;
        let ranges = away.into_iter().map(|(from, to, next)| {
            u32::from(*from) | u32::from(*to) << 8 | place(*next) << program::NEXT_SHIFT
        });
        std::iter::once(head).chain(ranges).collect()
    }
}

/// The states that the beginning reaches, in the order of their discovery.
fn table(dfa: &dense::DFA<Vec<u32>>, case: bool) -> Option<Vec<u32>> {
    let mode = if dfa.start_kind() == StartKind::Anchored { Anchored::Yes } else { Anchored::No };
    let first = dfa.start_state(&start::Config::new().anchored(mode)).ok()?;
    let mut states = Vec::new();
    let mut places = BTreeMap::new();
    let mut length = 0;
    let mut queue = VecDeque::from([first]);
    while let Some(id) = queue.pop_front() {
        if places.contains_key(&id) {
            continue;
        }
        let state = State::read(dfa, id, case);
        queue.extend(state.ranges.iter().filter_map(|range| range.2));
        places.insert(id, length as u32);
        length += state.words(|_| 0).len();
        states.push(state);
        if length > MAX_WORDS {
            return None;
        }
    }
    let place = |id: Option<StateID>| id.and_then(|id| places.get(&id).copied()).unwrap_or(program::NOWHERE);
    Some(states.iter().flat_map(|state| state.words(place)).collect())
}

/// Literal pieces of the expression with `*` for all else.
fn skeleton(hir: &Hir) -> Pattern {
    let mut pattern = Pattern::default();
    let mut body = Vec::new();
    collect(hir, &mut body, &mut pattern);
    pattern.body = String::from_utf8_lossy(&body).to_ascii_lowercase();
    pattern
}

fn collect(hir: &Hir, body: &mut Vec<u8>, pattern: &mut Pattern) {
    match hir.kind() {
        HirKind::Concat(parts) => parts.iter().for_each(|part| collect(part, body, pattern)),
        HirKind::Capture(inner) => collect(&inner.sub, body, pattern),
        HirKind::Look(Look::Start) if body.is_empty() => pattern.start = true,
        // What comes after an end can hold nothing, so it is the end indeed.
        HirKind::Look(Look::End) => pattern.end = true,
        HirKind::Literal(literal) if literal.0.is_ascii() => body.extend(&*literal.0),
        HirKind::Empty => {}
        _ => body.push(b'*'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_table_is_named() {
        for (body, why) in [
            (r"a(?!b)", "look-around"),
            (r"(a)\1", "back-reference"),
            (r"a(", "not of the form that is read"),
            (r".{500}.{500}x.{500}", TOO_LARGE),
        ] {
            assert_eq!(Expression::new(body, false).err(), Some(why), "{body}");
        }
    }

    #[test]
    fn keeps_what_every_match_holds() {
        for (body, skeleton) in [
            (r"^https?:\/\/(www\.)?Shop\.example\/[a-z]{8}\.js$", "|http*://*shop.example/*.js|"),
            (r"\/(a|b)\/track(ing)?\.gif", "/*/track*.gif"),
            (r"(pixel)\.(net)", "pixel.net"),
            (r"a|b", "*"),
        ] {
            let Pattern { body, start, end, .. } = Expression::new(body, false).expect("a table").skeleton;
            let anchor = |set| if set { "|" } else { "" };
            assert_eq!(format!("{}{body}{}", anchor(start), anchor(end)), skeleton);
        }
    }
}
