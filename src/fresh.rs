//! How fresh the lists are: when newer ones are asked for, what came of it, and what that is in words.

use serde::{Deserialize, Serialize};

use crate::id::Millis;
use crate::phrase::{Arg, Phrase};

/// A list, and where its own server has it: a row of data/updates.tsv.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Source {
    /// Its name here.
    pub list: &'static str,
    /// How its head names it.
    pub title: &'static str,
    /// Where it is.
    pub address: &'static str,
}

/// The lists, in the order of the pack.
#[must_use]
pub fn sources() -> Vec<Source> {
    let rows = include_str!("../data/updates.tsv").lines().filter(|row| !row.starts_with('#')).skip(1);
    let rows = rows.filter_map(|row| row.split('\t').collect::<Vec<_>>().first_chunk().copied());
    rows.map(|[list, title, address]| Source { list, title, address }).collect()
}

/// Most bytes of one list that are taken; the largest has seven million.
pub const LONGEST: usize = 16 << 20;

/// Why an update brought nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// The server did not answer, not in time, or sent on elsewhere.
    Unreachable,
    /// It answered with an error.
    Status,
    /// More than [`LONGEST`].
    TooLong,
    /// Not text in UTF-8, or lines that no list has.
    NotText,
    /// The head does not name the list.
    OtherList,
    /// The text does not match the checksum in its head, or has none.
    Cut,
    /// Older than the one that came with Candor.
    Older,
    /// Less than half as many rules as the one that came with Candor, or far more.
    Count,
    /// What was made of it is no good pack, or the disk would not take it.
    Broken,
}

/// The first moment (UTC) of the day that a pack's version begins with, `2026-03-20`.
#[must_use]
pub fn day(version: &str) -> Option<Millis> {
    let mut parts = version.get(..10)?.splitn(3, '-').map(|part| part.parse::<i64>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    // Days since 1970 by Hinnant's method, <https://howardhinnant.github.io/date_algorithms.html#days_from_civil>: years
    // begin in March, so that the odd day is the last one.
    let year = if month <= 2 { year - 1 } else { year };
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let days = 365 * year + year / 4 - year / 100 + year / 400 + of_year - 719_468;
    Some(Millis(days * Millis::DAY))
}

/// What went wrong with an update, and with which list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trouble {
    /// The list; none where it is all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub list: Option<String>,
    /// What.
    pub why: Why,
}

impl Trouble {
    /// In words.
    #[must_use]
    pub fn phrase(&self) -> Phrase {
        let id = match self.why {
            Why::Unreachable => "lists_unreachable",
            Why::Status => "lists_status",
            Why::TooLong => "lists_too_long",
            Why::NotText => "lists_not_text",
            Why::OtherList => "lists_other",
            Why::Cut => "lists_cut",
            Why::Older => "lists_older",
            Why::Count => "lists_count",
            Why::Broken => "lists_broken",
        };
        Phrase::new(id, [Arg::Text(self.list.clone().unwrap_or_default())])
    }
}

/// What an update brought.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// The pack's version.
    pub version: String,
    /// Rules about requests that were read.
    pub rules: u32,
    /// Rules about requests that Candor cannot read or run.
    pub not_read: u32,
    /// Rules, or hosts of rules, that do not fit into the browser's own rules.
    pub over: u32,
    /// Days after which the lists ask to be asked for again.
    pub days: u32,
}

/// What is known of updates; kept on the device.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Freshness {
    /// When Candor first looked at this.
    pub since: Option<Millis>,
    /// When it last asked for newer lists.
    pub tried: Option<Millis>,
    /// Why that brought nothing.
    pub trouble: Option<Trouble>,
    /// What the last one brought that did.
    pub told: Option<Told>,
}

/// A browser that is just set up has other things to do.
const FIRST: i64 = 6 * Millis::HOUR;

/// After a failure; also after a kill in the midst of it.
const AGAIN: i64 = 6 * Millis::HOUR;

/// Days between two updates, whatever the lists ask for.
const DAYS: std::ops::RangeInclusive<u32> = 1..=10;

impl Freshness {
    /// Whether newer lists are to be asked for.
    #[must_use]
    pub fn due(&self, now: Millis) -> bool {
        // A clock that was set back must not put it off for years.
        let over = |from: Millis, wait: i64| !(0..wait).contains(&now.since(from));
        match (self.tried, &self.trouble, &self.told) {
            (None, ..) => self.since.is_some_and(|since| over(since, FIRST)),
            (Some(tried), None, Some(told)) => {
                let days = told.days.clamp(*DAYS.start(), *DAYS.end());
                over(tried, i64::from(days) * Millis::DAY)
            }
            (Some(tried), ..) => over(tried, AGAIN),
        }
    }

    /// The same, once one is asked for: as good as failed until it came.
    pub fn ask(&mut self, now: Millis) {
        self.tried = Some(now);
        self.trouble = Some(Trouble { list: None, why: Why::Unreachable });
    }

    /// The same, once it came or did not.
    pub fn came(&mut self, outcome: Result<Told, Trouble>) {
        match outcome {
            Ok(told) => (self.told, self.trouble) = (Some(told), None),
            Err(trouble) => self.trouble = Some(trouble),
        }
    }

    /// What was brought, where `version` is of that.
    #[must_use]
    pub fn of(&self, version: &str) -> Option<&Told> {
        self.told.as_ref().filter(|told| told.version == version)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn when_it_is_due() {
        let hour = |hours: i64| Millis(hours * Millis::HOUR);
        let told = |days| Some(Told { days, ..Told::default() });
        let trouble = Some(Trouble { list: None, why: Why::Cut });
        let of = |since, tried, trouble, told| Freshness { since, tried, trouble, told };
        for (freshness, after, expected) in [
            (Freshness::default(), 1000, false),
            (of(Some(hour(0)), None, None, None), 5, false),
            (of(Some(hour(0)), None, None, None), 6, true),
            (of(Some(hour(0)), Some(hour(6)), trouble.clone(), None), 11, false),
            (of(Some(hour(0)), Some(hour(6)), trouble.clone(), told(4)), 12, true),
            (of(Some(hour(0)), Some(hour(6)), None, told(4)), 6 + 95, false),
            (of(Some(hour(0)), Some(hour(6)), None, told(4)), 6 + 96, true),
            (of(Some(hour(0)), Some(hour(6)), None, told(0)), 6 + 23, false),
            (of(Some(hour(0)), Some(hour(6)), None, told(9999)), 6 + 240, true),
            (of(Some(hour(0)), Some(hour(6000)), None, told(10)), 0, true),
        ] {
            assert_eq!(freshness.due(hour(after)), expected, "{freshness:?} after {after} hours");
        }
    }

    #[test]
    fn days_of_versions() {
        for (version, days) in [
            ("1970-01-01.00000000", Some(0)),
            ("2000-02-29", Some(11_016)),
            ("2026-03-20.1a2b3c4d", Some(20_532)),
            ("2026-01-01", Some(20_454)),
            ("", None),
            ("a sample!!", None),
        ] {
            assert_eq!(day(version), days.map(|days| Millis(days * Millis::DAY)), "{version}");
        }
    }

    #[test]
    fn one_that_was_killed_is_not_asked_for_at_once() {
        let mut freshness = Freshness { since: Some(Millis(0)), ..Freshness::default() };
        let now = Millis(Millis::DAY);
        freshness.ask(now);
        assert!(!freshness.due(now.plus(Millis::MINUTE)) && freshness.due(now.plus(AGAIN)));
        freshness.came(Ok(Told { version: "v".into(), days: 10, ..Told::default() }));
        assert!(freshness.trouble.is_none() && freshness.of("v").is_some() && freshness.of("w").is_none());
    }
}
