//! Whether "90 %" is right nine times in ten: reliability, expected calibration error, Brier, risk and coverage.

use serde::Serialize;

use super::Person;
use crate::explain::ReasonId;

/// Answers whose stated probability lies in one tenth.
#[derive(Debug, Clone, Copy, Default, Serialize)]
pub struct Bin {
    /// How many.
    pub answers: u32,
    /// Their mean stated probability.
    pub stated: f64,
    /// The share of them that was right.
    pub right: f64,
}

/// How far stated probabilities can be trusted, over the ads that got an answer.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Calibration {
    /// Share of ads that got an answer: a reason, at least "possible".
    pub coverage: f64,
    /// Expected calibration error over ten bins.
    pub ece: f64,
    /// Mean squared distance of stated probability and outcome.
    pub brier: f64,
    /// The reliability table: tenths from 0 to 1.
    pub bins: [Bin; 10],
    /// Risk and coverage: of the surest ads up to a share of all ads, the share told wrongly.
    pub risk: Vec<(f64, f64)>,
}

impl Calibration {
    pub(super) fn new(persons: &[Person]) -> Self {
        let ads = || persons.iter().flat_map(|person| &person.ads);
        let mut answers: Vec<(f64, bool)> = ads()
            .filter(|(row, _)| row.reason != ReasonId::Unknown)
            .map(|(row, truth)| (f64::from(row.probability) / 1000.0, row.reason == truth.reason))
            .collect();
        answers.sort_by(|a, b| b.0.total_cmp(&a.0));
        let (all, told) = (ads().count().max(1) as f64, answers.len().max(1) as f64);
        let mut bins = [Bin::default(); 10];
        let mut brier = 0.0;
        for (stated, right) in &answers {
            let bin = &mut bins[((stated * 10.0) as usize).min(9)];
            bin.answers += 1;
            bin.stated += stated;
            bin.right += f64::from(u8::from(*right));
            let off = stated - f64::from(u8::from(*right));
            brier += off * off / told;
        }
        let mut ece = 0.0;
        for bin in bins.iter_mut().filter(|bin| bin.answers > 0) {
            let answers = f64::from(bin.answers);
            (bin.stated, bin.right) = (bin.stated / answers, bin.right / answers);
            ece += (bin.stated - bin.right).abs() * answers / told;
        }
        let mut risk = Vec::new();
        for tenth in 1..=10 {
            let coverage = f64::from(tenth) / 10.0;
            let most = (coverage * all) as usize;
            if most == 0 || most > answers.len() {
                continue;
            }
            let wrong = answers.iter().take(most).filter(|(_, right)| !right).count();
            risk.push((coverage, wrong as f64 / most as f64));
        }
        Self { coverage: answers.len() as f64 / all, ece, brier, bins, risk }
    }
}
