//! Filter lists into rules: what is read, what takes back what, and what is left out and why.

use std::collections::{BTreeMap, BTreeSet};

use super::expression::Expression;
use super::rule::{Rule, RuleError, parse};
use super::{Links, Pace};

/// A filter list.
#[derive(Debug, Clone, Default)]
pub struct List {
    /// Its name, as verdicts give it.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// What became of the lines of the lists.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Rules read, by list.
    pub read: BTreeMap<String, u32>,
    /// Lines left out, by reason: how many, and the first few.
    pub left_out: BTreeMap<String, (u32, Vec<String>)>,
    /// Rules that say what an earlier one says.
    pub repeated: u32,
    /// Rules that a `badfilter` rule took back.
    pub taken_back: u32,
    /// What `removeparam` rules say of click identifiers in links.
    pub links: Links,
}

/// Examples kept for each reason.
const EXAMPLES: usize = 5;

impl Report {
    fn leave_out(&mut self, reason: String, text: &str) {
        let (count, examples) = self.left_out.entry(reason).or_default();
        *count += 1;
        if examples.len() < EXAMPLES {
            examples.push(text.chars().take(160).collect());
        }
    }
}

impl Report {
    /// Lines about requests that are not read or cannot be run.
    #[must_use]
    pub fn not_read(&self) -> u32 {
        let meant = [RuleError::Cosmetic.to_string(), RuleError::Block(String::new()).to_string()];
        let reasons =
            self.left_out.iter().filter(|(why, _)| !meant.iter().any(|meant| why.starts_with(meant)));
        reasons.map(|(_, (count, _))| count).sum()
    }
}

impl std::fmt::Display for Report {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (list, count) in &self.read {
            writeln!(f, "{count:>8}  rules of {list}")?;
        }
        writeln!(f, "{:>8}  said again by a later rule", self.repeated)?;
        writeln!(f, "{:>8}  taken back by badfilter", self.taken_back)?;
        writeln!(f, "{:>8}  click identifiers taken off links", self.links.names.len())?;
        for (reason, (count, examples)) in &self.left_out {
            writeln!(f, "{count:>8}  left out: {reason}")?;
            for example in examples {
                writeln!(f, "          {example}")?;
            }
        }
        Ok(())
    }
}

/// What gives the table of a regular expression, by its body and whether capital letters differ.
pub(super) type Expressions<'e> = &'e mut dyn FnMut(&str, bool) -> Result<Expression, &'static str>;

/// Reads the lists; rules come in the order of list and line.
pub(super) async fn read(lists: &[List], expressions: Expressions<'_>, pace: &Pace) -> (Vec<Rule>, Report) {
    let mut report = Report::default();
    let mut rules = Vec::new();
    let blocks = blocks_left_out();
    for (place, list) in lists.iter().enumerate() {
        report.read.entry(list.name.clone()).or_default();
        let mut block = Block::default();
        for (line, text) in list.text.lines().enumerate() {
            pace.step(1).await;
            block.read(text, &list.name, &blocks);
            let why = match parse(text, place as u32, line as u32 + 1) {
                Some(Ok(_)) if block.left_out => RuleError::Block(block.heading.clone()),
                Some(Ok(rule)) => {
                    *report.read.entry(list.name.clone()).or_default() += 1;
                    rules.push(Rule { company: block.company.clone(), ..rule });
                    continue;
                }
                Some(Err(RuleError::Option(name)))
                    if name == "removeparam" && report.links.read(text.trim()) =>
                {
                    *report.read.entry(list.name.clone()).or_default() += 1;
                    continue;
                }
                Some(Err(why)) => why,
                None => continue,
            };
            report.leave_out(why.to_string(), text);
        }
    }
    let rules = take_back(rules, &mut report, pace).await;
    let mut running = Vec::with_capacity(rules.len());
    for rule in rules {
        pace.step(if rule.pattern.regex { 100 } else { 1 }).await;
        running.extend(runs(rule, expressions, &mut report));
    }
    (running, report)
}

/// Where in a list a line stands.
#[derive(Default)]
struct Block {
    heading: String,
    /// The company that a remark above names: "disguised" hosts of other people's sites are its.
    company: Option<String>,
    left_out: bool,
}

impl Block {
    /// A heading is a remark between two remarks of dashes: `!---- CNAME mail trackers ----!`.
    fn read(&mut self, line: &str, list: &str, left_out: &[[&str; 2]]) {
        if let Some(company) = line.strip_prefix("! Company name: ") {
            self.company = Some(company.trim().to_owned());
        } else if line.contains("SECTION") {
            self.company = None;
        } else if let Some(rest) = line.strip_prefix("!--") {
            let heading = rest.trim_matches(['-', '!', ' ']);
            self.company = None;
            if !heading.is_empty() {
                heading.clone_into(&mut self.heading);
                self.left_out = left_out.contains(&[list, heading]);
            }
        }
    }
}

/// Rows of data/blocks.tsv: list and heading.
fn blocks_left_out() -> Vec<[&'static str; 2]> {
    let rows = include_str!("../../../data/blocks.tsv").lines();
    let rows = rows.filter(|row| !row.starts_with('#')).skip(1);
    rows.filter_map(|row| row.split('\t').collect::<Vec<_>>().first_chunk().copied()).collect()
}

/// Drops what a `badfilter` rule takes back, and what was said before.
async fn take_back(mut rules: Vec<Rule>, report: &mut Report, pace: &Pace) -> Vec<Rule> {
    let mut keeps = Vec::with_capacity(rules.len());
    let key = |rule: &Rule| (rule.pattern.clone(), rule.options.clone());
    let bad = rules.iter().filter(|rule| rule.badfilter).map(key).collect::<BTreeSet<_>>();
    let bad = bad.iter().map(|(pattern, options)| (pattern, options)).collect::<BTreeSet<_>>();
    let mut seen = BTreeSet::new();
    for rule in &rules {
        pace.step(2).await;
        let key = (&rule.pattern, &rule.options);
        keeps.push(if rule.badfilter {
            false
        } else if bad.contains(&key) {
            report.taken_back += 1;
            false
        } else {
            let new = seen.insert(key);
            report.repeated += u32::from(!new);
            new
        });
    }
    drop(seen);
    let mut keeps = keeps.into_iter();
    rules.retain(|_| keeps.next() == Some(true));
    rules
}

/// The rule as it can be run: a regular expression has to have a table.
fn runs(mut rule: Rule, expressions: Expressions<'_>, report: &mut Report) -> Option<Rule> {
    if rule.pattern.regex {
        match expressions(&rule.pattern.body, rule.pattern.case) {
            Ok(expression) => rule.expression = Some(expression),
            Err(why) => {
                report.leave_out(RuleError::Regex(why).to_string(), &rule.text);
                return None;
            }
        }
    }
    Some(rule)
}
