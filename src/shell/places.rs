//! Places of the fact log: a fact lies where it came, so what happened in a span of time may lie behind it.

use crate::fact::Fact;
use crate::id::{Millis, Seq};
use crate::json;

/// A chunk covers fewer places than this: a second, with a thousand of them to each millisecond.
const CHUNK: u64 = 1000 * TO_A_MILLI;
const TO_A_MILLI: u64 = 1000;

/// What is told later than this is found by a key of its own. A page's word is at most five seconds under way, and a
/// waking worker or a long question holds it up for a few more; over a lid that was closed it may take hours.
const LATE: i64 = Millis::MINUTE;

/// Facts that are written together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chunk {
    /// The place of the first.
    pub first: Seq,
    /// One fact a line.
    pub lines: String,
    /// Whether one of them was told late.
    pub late: bool,
}

impl Chunk {
    /// Puts a fact, with its line, behind the others: into the last chunk, or a new one.
    pub fn append(chunks: &mut Vec<Self>, fact: &Fact, line: &str) {
        if chunks.last().is_none_or(|last| fact.seq.0 >= last.first.0.saturating_add(CHUNK)) {
            chunks.push(Self { first: fact.seq, lines: String::new(), late: false });
        }
        if let Some(last) = chunks.last_mut() {
            last.lines.extend([line, "\n"]);
            last.late |= fact.seq > place(fact.time.plus(LATE));
        }
    }
}

/// The first place of a moment.
#[must_use]
pub fn place(time: Millis) -> Seq {
    Seq(u64::try_from(time.0).unwrap_or(0).saturating_mul(TO_A_MILLI))
}

/// Where the chunks begin that may hold what happened in a span of time (its end excluded), but for those in which
/// something was told late: from (included), to (excluded).
#[must_use]
pub fn chunks_of((from, to): (Millis, Millis)) -> (Seq, Seq) {
    (Seq(place(from).0.saturating_sub(CHUNK)), place(to.plus(LATE)))
}

/// What is left of a chunk without what happened in a span of time (its end excluded); none where all stays as it is.
#[must_use]
pub fn left_outside((from, to): (Millis, Millis), chunk: &Chunk) -> Option<String> {
    let (earliest, end) = (place(from.plus(LATE)), chunk.first.0.saturating_add(CHUNK));
    if !chunk.late && earliest <= chunk.first && end <= place(to).0 {
        // All of it happened then, so nothing has to be read: a log is long.
        return Some(String::new());
    }
    // A line that cannot be read could be of then.
    let stays = |line: &&str| json::read::<Fact>(line).is_ok_and(|fact| fact.time < from || to <= fact.time);
    let left: String = chunk.lines.lines().filter(stays).flat_map(|line| [line, "\n"]).collect();
    (left != chunk.lines).then_some(left)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::fact::{Regime, What};
    use crate::id::{DocumentId, FrameId};

    fn fact(time: i64, place: u64) -> Fact {
        Fact {
            seq: Seq(place),
            time: Millis(time),
            tz: 0,
            tab: None,
            frame: FrameId(0),
            document: DocumentId::default(),
            regime: Regime::default(),
            what: What::Tick,
        }
    }

    fn line(fact: &Fact) -> String {
        serde_json::to_string(fact).expect("writes")
    }

    /// A log of facts, each told so late after it happened, by the clock of its coming.
    fn log(came: &[(i64, i64)]) -> (Vec<Fact>, Vec<Chunk>) {
        let (mut facts, mut chunks, mut at, mut clock) = (Vec::new(), Vec::new(), 0, 1_700_000_000_000);
        for (after, late) in came {
            clock += after;
            at = place(Millis(clock)).0.max(at + 1);
            let fact = fact(clock - late, at);
            Chunk::append(&mut chunks, &fact, &line(&fact));
            facts.push(fact);
        }
        (facts, chunks)
    }

    /// As the shell does: the chunks that may hold it, and those where something was told late.
    fn forget(span: (Millis, Millis), chunks: &[Chunk]) -> String {
        let (first, end) = chunks_of(span);
        let reached = |chunk: &&Chunk| (first..end).contains(&chunk.first) || chunk.late;
        let left = |chunk: &Chunk| {
            let left = Some(chunk).filter(reached).and_then(|chunk| left_outside(span, chunk));
            left.unwrap_or_else(|| chunk.lines.clone())
        };
        chunks.iter().map(left).collect()
    }

    proptest! {
        /// However late what happened was told, and however long nothing could be written: exactly what happened in the
        /// span goes.
        #[test]
        fn what_happened_then_goes_and_nothing_else(
            came in prop::collection::vec((0..3_000_i64, prop_oneof![0..50_i64, 0..5_000_i64, 0..9_000_000_i64]), 0..40),
            (from, length) in (-100_000..100_000_i64, 0..60_000_i64),
        ) {
            let (facts, chunks) = log(&came);
            let from = Millis(1_700_000_060_000 + from);
            let span = (from, from.plus(length));
            let stays = |fact: &&Fact| fact.time < span.0 || span.1 <= fact.time;
            let left: String = facts.iter().filter(stays).map(|fact| line(fact) + "\n").collect();
            prop_assert_eq!(forget(span, &chunks), left);
        }
    }

    #[test]
    fn a_chunk_covers_less_than_a_second() {
        let (_, chunks) = log(&[(0, 0), (400, 0), (599, 0), (1, 0), (20_000, 0), (0, 60_001)]);
        let sizes: Vec<_> = chunks.iter().map(|chunk| (chunk.lines.lines().count(), chunk.late)).collect();
        assert_eq!(sizes, [(3, false), (1, false), (2, true)]);
    }

    #[test]
    fn what_cannot_be_read_goes_with_what_is_touched() {
        let stays = line(&fact(9, 9)) + "\n";
        let left = |from, to, lines: &str| {
            left_outside(
                (Millis(from), Millis(to)),
                &Chunk { first: Seq(9), lines: lines.to_owned(), late: false },
            )
        };
        assert_eq!(left(0, 9, &format!("{{\n{stays}")), Some(stays.clone()));
        assert_eq!(left(0, 9, &stays), None);
        assert_eq!(left(9, 10, &stays), Some(String::new()));
    }
}
