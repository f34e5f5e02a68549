//! The record of a brand: a belief per principle, over all a grade in words, and what would tell more.

use super::model::{self, Votes, day};
use super::weights::{DAYS, FLOOR, VOTE};
use super::{Belief, Evidence, Finding, Group, Matters, PRINCIPLES, Principle, Side};
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

impl Record {
    /// The principle that says most about it: for a good record the best, else the worst.
    #[must_use]
    pub fn telling(&self) -> Option<&'static Principle> {
        let counts = |judged: &&Judged| !judged.findings.is_empty() && judged.matters != Matters::Not;
        let judged = self.principles.iter().filter(counts);
        let telling = if self.grade == Grade::Careful {
            judged.max_by_key(|judged| judged.belief.belief)
        } else {
            judged.min_by_key(|judged| judged.belief.belief)
        };
        telling.map(|judged| judged.principle)
    }
}

/// The record of a brand, from what is remembered of it.
///
/// What matters to the person weighs the whole; it is a setting, not evidence, so it makes nothing
/// surer: of what counts at all, a vote is one vote for how much is known.
#[must_use]
pub fn record(brand: &Brand, settings: &Settings, now: Millis) -> Record {
    let evidence = Evidence::new(brand, now);
    let (mut weighed, mut known) = (Votes::default(), Votes::default());
    let mut broken = 0;
    let mut days = SortedSet::new();
    let mut judged = Vec::with_capacity(PRINCIPLES.len());
    for principle in PRINCIPLES {
        let findings = (principle.judge)(&evidence);
        let counted = model::counted(&findings);
        let votes = model::votes(&counted, now);
        let matters = settings.matters(principle.group);
        if matters != Matters::Not {
            known = known.plus(votes, principle.counts);
            weighed = weighed.plus(votes, principle.counts * matters.counts() / 1000);
            days.extend(counted.iter().map(|finding| day(finding.time)));
            if principle.id == "sincerity" {
                broken = votes.harm();
            }
        }
        let mut newest: Vec<Finding> = counted.into_iter().cloned().collect();
        newest.order_by(|a, b| b.time.cmp(&a.time).then_with(|| a.cmp(b)));
        let silent = findings.into_iter().filter(|finding| finding.side == Side::Silent).max();
        judged.push(Judged { principle, matters, belief: votes.belief(), findings: newest, silent });
    }
    let enough = known.total() >= FLOOR && days.len() >= DAYS;
    let overall = Belief { sure: known.belief().sure, ..weighed.belief() };
    Record {
        grade: grade(enough, broken, overall),
        overall,
        enough,
        would_tell: if enough { Vec::new() } else { would_tell(&evidence, settings, days.len()) },
        principles: judged,
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
