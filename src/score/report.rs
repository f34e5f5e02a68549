//! Scores as a text that people read.

use std::fmt::{Display, Formatter, Result};

use super::{Calibration, Claims, Naive, Reasons, Scores, Share};
use crate::explain::ReasonId;

impl Display for Share {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self.value() {
            Some(value) => write!(f, "{:.2} % ({} of {})", 100.0 * value, self.of, self.all),
            None => f.write_str("none to count"),
        }
    }
}

impl Display for Scores {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        writeln!(f, "{} persons, {:.1} months, {} ads", self.persons, self.months, self.ads)?;
        if self.unmatched != (0, 0) {
            writeln!(
                f,
                "rows without a truth {}, truths without a row {}",
                self.unmatched.0, self.unmatched.1
            )?;
        }
        writeln!(f, "\n{}", self.reasons)?;
        writeln!(f, "{:<22} {:.3}", "macro F1", self.macro_f1)?;
        writeln!(f, "\n{}", self.claims)?;
        writeln!(f, "{}", self.naive)?;
        writeln!(f, "{}", self.calibration)?;
        writeln!(f, "advertiser right        {}", self.advertiser_right)?;
        writeln!(f, "advertiser wrong        {}", self.advertiser_wrong)?;
        writeln!(f, "steps shown             {}", self.completeness)
    }
}

/// A reason's id as in exports.
fn name(id: ReasonId) -> String {
    serde_json::to_string(&id).unwrap_or_default().trim_matches('"').to_owned()
}

impl Display for Reasons {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        writeln!(f, "{:<22} precision recall    F1", "reason")?;
        for (id, counts) in self.counts.iter().filter(|(id, _)| **id != ReasonId::Unknown) {
            let (precision, recall, f1) = (counts.precision(), counts.recall(), counts.f1());
            writeln!(f, "{:<22} {precision:>9.3} {recall:>6.3} {f1:>5.3}", name(*id))?;
        }
        writeln!(f, "\ntrue reason: told how often")?;
        for (truth, told) in &self.confusion {
            let told: Vec<String> = told.iter().map(|(id, count)| format!("{} {count}", name(*id))).collect();
            writeln!(f, "{:<22} {}", name(*truth), told.join(", "))?;
        }
        Ok(())
    }
}

impl Display for Claims {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let (mean, [low, high]) = self.false_per_month;
        writeln!(f, "\"follows you\" (likely or above)")?;
        writeln!(f, "  precision             {}", self.precision)?;
        writeln!(f, "  recall, viewed product, path seen  {}", self.observable)?;
        writeln!(f, "  silent where nothing could be seen {}", self.untraceable_silent)?;
        writeln!(f, "  false claims, of ads that do not follow {}", self.false_share)?;
        writeln!(
            f,
            "  false claims per person and month about visited shops that do not retarget {mean:.2} ({low:.2}–{high:.2}), worst tenth {:.2}",
            self.worst_tenth
        )?;
        writeln!(f, "  AUC                   {:.3}", self.auc)
    }
}

impl Display for Naive {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        writeln!(f, "the naive rule, \"I visited this brand\"")?;
        writeln!(f, "  precision             {}", self.precision)?;
        writeln!(f, "  recall                {}", self.recall)?;
        writeln!(f, "  wrong, of all ads     {}", self.wrong)
    }
}

impl Display for Calibration {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        writeln!(f, "coverage {:.3}, ECE {:.3}, Brier {:.3}", self.coverage, self.ece, self.brier)?;
        for bin in self.bins.iter().filter(|bin| bin.answers > 0) {
            writeln!(f, "  stated {:.2}, right {:.2}, answers {}", bin.stated, bin.right, bin.answers)?;
        }
        let risk: Vec<String> = self
            .risk
            .iter()
            .map(|(coverage, risk)| format!("{:.0} %: {risk:.3}", 100.0 * coverage))
            .collect();
        writeln!(f, "  wrong among the surest  {}", risk.join("  "))
    }
}
