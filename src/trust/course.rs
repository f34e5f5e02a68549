//! How a record changed: as it stood at the end of each of the last days, by the evidence up to then.
//!
//! Nothing is kept for it: it is worked out from what is remembered, so what is forgotten is gone
//! from it, too.

use super::model::day;
use super::{Belief, Finding, Record, Side, record};
use crate::fact::Grade;
use crate::id::Millis;
use crate::memory::{Brand, Settings};
use crate::sorted::SortedSet;

/// Most points: over a longer time there is one every few days.
const POINTS: i64 = 30;

/// A smaller change of the whole, in ‰ of belief, has no reason worth a dot.
const MOVED: i32 = 10;

/// A record at the end of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// Noon of that day (UTC): a moment of the same day nearly everywhere.
    pub time: Millis,
    /// The record in words.
    pub grade: Grade,
    /// The whole.
    pub overall: Belief,
    /// Every principle, in the order of [`super::PRINCIPLES`].
    pub principles: Vec<Belief>,
    /// What was seen since the point before and moved it most, where it moved.
    pub moved_by: Option<Finding>,
}

/// The points, in order of time; the last one is today's. None where nothing is remembered.
#[must_use]
pub fn course(brand: &Brand, settings: &Settings, now: Millis) -> Vec<Point> {
    let first = brand.oldest().filter(|first| *first <= now);
    let Some(first) = first else { return Vec::new() };
    let days = day(now) - day(first) + 1;
    let step = (days + POINTS - 1) / POINTS;
    // From the newest back: each step forgets what came later.
    let mut then = brand.clone();
    let mut records: Vec<(i64, Record)> = Vec::new();
    for at in (0..POINTS).map(|n| day(now) - n * step).take_while(|at| *at >= day(first)) {
        let end = Millis((at + 1) * Millis::DAY - 1).min(now);
        then.drop_between(end.plus(1), Millis(i64::MAX), None);
        records.push((at, record(&then, settings, end)));
    }
    records.reverse();
    let mut points: Vec<Point> = Vec::with_capacity(records.len());
    let mut before: Option<&Record> = None;
    for (at, record) in &records {
        points.push(Point {
            time: Millis(at * Millis::DAY + Millis::DAY / 2),
            grade: record.grade,
            overall: record.overall,
            principles: record.principles.iter().map(|judged| judged.belief).collect(),
            moved_by: moved_by(before, record),
        });
        before = Some(record);
    }
    points
}

/// The heaviest finding that counts now, did not before, and speaks the way in which the record went.
fn moved_by(before: Option<&Record>, now: &Record) -> Option<Finding> {
    let was = before.map_or(500, |before| i32::from(before.overall.belief));
    let moved = i32::from(now.overall.belief) - was;
    if moved.abs() < MOVED {
        return None;
    }
    let side = if moved > 0 { Side::For } else { Side::Against };
    let known: SortedSet<&Finding> =
        before.iter().flat_map(|before| &before.principles).flat_map(|judged| &judged.findings).collect();
    let new = now.principles.iter().flat_map(|judged| {
        let counts = u64::from(judged.principle.counts) * u64::from(judged.matters.counts());
        judged.findings.iter().map(move |finding| (u64::from(finding.weight) * counts, finding))
    });
    let heaviest =
        new.filter(|(counts, finding)| *counts > 0 && finding.side == side && !known.contains(finding));
    heaviest.max().map(|(_, finding)| finding.clone())
}

#[cfg(test)]
mod tests {
    use super::super::cases::{Case, START};
    use super::*;
    use crate::memory::Conduct;

    const fn at(days: i64) -> Millis {
        START.plus(days * Millis::DAY)
    }

    fn bad(c: &mut Conduct) {
        (c.asked, c.before_choice) = (true, vec!["Criteo".into(), "Meta".into(), "Google".into()]);
    }

    fn good(c: &mut Conduct) {
        (c.asked, c.refused) = (true, true);
    }

    /// A brand that offends for three days, mends its ways for `good_days`, and relapses for three.
    fn story(good_days: i64) -> Case {
        let case = (0..3).fold(Case::new(), |case, day| case.view(day, bad));
        let case = (3..3 + good_days).fold(case, |case, day| case.view(day, good));
        (3 + good_days..6 + good_days).fold(case, |case, day| case.view(day, bad))
    }

    #[test]
    fn mends_slowly_and_falls_fast() {
        let points = course(&story(20).0, &Settings::default(), at(26));
        let beliefs: Vec<u16> = points.iter().map(|point| point.overall.belief).collect();
        assert_eq!(points.len(), 27);
        let (offended, mended, relapsed) = (beliefs[2], beliefs[22], beliefs[25]);
        assert!(beliefs[..3].is_sorted_by(|a, b| a > b), "falls with each offence: {beliefs:?}");
        assert!(beliefs[2..=22].is_sorted(), "recovers: {beliefs:?}");
        assert!(mended < 500, "twenty good days do not make up for three bad ones: {beliefs:?}");
        let (risen, fallen) = (mended - offended, mended - relapsed);
        assert!(fallen / 3 > 3 * risen / 20, "a bad day weighs over three good ones: {beliefs:?}");
        let reasons: Vec<_> = points.iter().map(|point| point.moved_by.as_ref().map(|f| f.what)).collect();
        assert_eq!(reasons[..3], [Some("seen_before_choice"); 3]);
        assert!(
            reasons[3..10].iter().all(|what| what.is_some_and(|what| what.starts_with("seen_"))),
            "{reasons:?}"
        );
        assert_eq!(reasons[23..26], [Some("seen_before_choice"); 3]);
        assert_eq!(reasons[26], None, "a day on which nothing was seen");
    }

    #[test]
    fn the_last_point_is_the_record_of_today() {
        let (case, settings) = (story(9), Settings::default());
        let points = course(&case.0, &settings, at(15));
        let today = record(&case.0, &settings, at(15));
        let last = points.last().expect("a point");
        assert_eq!((last.overall, last.grade), (today.overall, today.grade));
        assert!(course(&Case::new().0, &settings, at(15)).is_empty(), "nothing is remembered");
    }

    /// What comes later does not change how it was.
    #[test]
    fn the_past_stays() {
        let settings = Settings::default();
        let earlier = course(&story(4).0, &settings, at(7));
        let later = course(&story(4).0, &settings, at(11));
        assert_eq!(earlier[..7], later[..7]);
    }

    #[test]
    fn a_year_has_as_many_points_as_a_month() {
        let case = (0..360).step_by(7).fold(Case::new(), |case, day| case.view(day, good));
        let points = course(&case.0, &Settings::default(), at(360));
        assert!((25..=30).contains(&points.len()), "{}", points.len());
        assert!(points.is_sorted_by_key(|point| point.time));
    }
}
