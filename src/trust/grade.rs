//! The record of a brand: a belief per principle, over all a grade in words, and what would tell more.

use super::model::{self, Votes};
use super::weights::{DAYS, FLOOR, VOTE};
use super::{Belief, Evidence, Finding, Group, Matters, PRINCIPLES, Principle, Side, Tally};
use crate::explain::Phrase;
use crate::fact::{Grade, Mode};
use crate::id::Millis;
use crate::memory::{Brand, Settings};
use crate::order::Order;
use crate::sorted::SortedSet;

/// What is known of how a brand treats people.
#[derive(Debug, Clone)]
pub struct Record {
    /// In words.
    pub grade: Grade,
    /// Over all principles.
    pub overall: Belief,
    /// Enough is known for a grade.
    pub enough: bool,
    /// What would tell more, where it is not.
    pub would_tell: Vec<Phrase>,
    /// Every principle, in the order of [`PRINCIPLES`].
    pub principles: Vec<Judged>,
}

/// A principle, judged.
#[derive(Debug, Clone)]
pub struct Judged {
    /// Which.
    pub principle: &'static Principle,
    /// How much its group counts for the person.
    pub matters: Matters,
    /// What to believe; even and unsure where nothing was seen.
    pub belief: Belief,
    /// The evidence that counts, newest first.
    pub findings: Vec<Finding>,
    /// Why something is not judged.
    pub silent: Option<Finding>,
}

impl Grade {
    /// It in words.
    #[must_use]
    pub fn phrase(self) -> Phrase {
        let id = match self {
            Self::Unknown => "grade_unknown",
            Self::Careful => "grade_careful",
            Self::Mixed => "grade_mixed",
            Self::Pushy => "grade_pushy",
            Self::Broke => "grade_broke",
        };
        Phrase::new(id, [])
    }
}

/// What a tally comes to at one moment, for one person: all of a record but its evidence.
#[derive(Debug, Clone)]
pub struct Standing {
    /// In words.
    pub grade: Grade,
    /// Over all principles.
    pub overall: Belief,
    /// Enough is known for a grade.
    pub enough: bool,
    /// The days on which something counted.
    days: usize,
    /// Every principle, in the order of [`PRINCIPLES`].
    beliefs: Vec<Belief>,
    /// The principle that says most: for a good record the best, else the worst.
    pub telling: Option<&'static Principle>,
}

impl Standing {
    /// Weighs what was counted.
    ///
    /// What matters to the person weighs the whole; it is a setting, not evidence, so it makes nothing
    /// surer: of what counts at all, a vote is one vote for how much is known.
    #[must_use]
    pub fn new(tally: &Tally, settings: &Settings, now: Millis) -> Self {
        let (mut weighed, mut known) = (Votes::default(), Votes::default());
        let mut broken = 0;
        let mut days = SortedSet::new();
        let mut beliefs = Vec::with_capacity(PRINCIPLES.len());
        let mut telling = Vec::new();
        for (at, principle) in PRINCIPLES.iter().enumerate() {
            let (votes, counted) = tally.votes(at, now);
            let matters = settings.matters(principle.group);
            if matters != Matters::Not {
                known = known.plus(votes, principle.counts);
                weighed = weighed.plus(votes, principle.counts * matters.counts() / 1000);
                let mut counted = counted.peekable();
                if counted.peek().is_some() {
                    telling.push((votes.belief().belief, *principle));
                }
                days.extend(counted);
                if principle.id == "sincerity" {
                    broken = votes.harm();
                }
            }
            beliefs.push(votes.belief());
        }
        let enough = known.total() >= FLOOR && days.len() >= DAYS;
        let overall = Belief { sure: known.belief().sure, ..weighed.belief() };
        let grade = grade(enough, broken, overall);
        let telling = if grade == Grade::Careful {
            telling.into_iter().max_by_key(|(belief, _)| *belief)
        } else {
            telling.into_iter().min_by_key(|(belief, _)| *belief)
        };
        let telling = telling.map(|(_, principle)| principle);
        Self { grade, overall, enough, days: days.len(), beliefs, telling }
    }
}

/// The record of a brand, from what is remembered of it: what its tally comes to, with the evidence.
#[must_use]
pub fn record(brand: &Brand, settings: &Settings, now: Millis) -> Record {
    let evidence = Evidence::new(brand);
    let mut tally = Tally::default();
    let mut judged = Vec::with_capacity(PRINCIPLES.len());
    for (at, principle) in PRINCIPLES.iter().enumerate() {
        let findings = (principle.judge)(&evidence);
        let counted = model::counted(&findings);
        tally.add(at, &counted);
        let mut newest: Vec<Finding> = counted.into_iter().cloned().collect();
        newest.order_by(|a, b| b.time.cmp(&a.time).then_with(|| a.cmp(b)));
        let silent = findings.into_iter().filter(|finding| finding.side == Side::Silent).max();
        judged.push((principle, newest, silent));
    }
    let standing = Standing::new(&tally, settings, now);
    let enough = standing.enough;
    let principles =
        judged.into_iter().zip(standing.beliefs).map(|((principle, findings, silent), belief)| Judged {
            principle,
            matters: settings.matters(principle.group),
            belief,
            findings,
            silent,
        });
    Record {
        grade: standing.grade,
        overall: standing.overall,
        enough,
        would_tell: if enough { Vec::new() } else { would_tell(&evidence, settings, standing.days) },
        principles: principles.collect(),
    }
}

/// A broken promise stands before everything else until half of it has faded.
fn grade(enough: bool, broken: u64, overall: Belief) -> Grade {
    match overall.belief {
        _ if !enough => Grade::Unknown,
        _ if broken >= VOTE => Grade::Broke,
        650.. => Grade::Careful,
        350.. => Grade::Mixed,
        _ => Grade::Pushy,
    }
}

fn would_tell(evidence: &Evidence<'_>, settings: &Settings, days: usize) -> Vec<Phrase> {
    let nothing_matters = Group::ALL.iter().all(|group| settings.matters(*group) == Matters::Not);
    let asks = [
        ("tell_matters", nothing_matters),
        ("tell_remember", !settings.remember),
        ("tell_visit", evidence.views().is_empty()),
        ("tell_day", !evidence.views().is_empty() && days < DAYS),
        ("tell_mode", settings.mode != Mode::ShowMe),
        ("tell_ads", evidence.ads().next().is_none()),
    ];
    asks.into_iter().filter(|(_, ask)| *ask).map(|(id, _)| Phrase::new(id, [])).collect()
}
