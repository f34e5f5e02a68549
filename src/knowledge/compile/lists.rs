//! Filter lists into rules: what is read, what takes back what, and what is left out and why.

use std::collections::{BTreeMap, BTreeSet};

use super::Links;
use super::expression::Expression;
use super::rule::{Options, Pattern, Rule, RuleError, parse};
use super::tsv;

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

/// Reads the lists; rules come in the order of list and line.
pub(super) fn read(lists: &[List]) -> (Vec<Rule>, Report) {
    let mut report = Report::default();
    let mut rules = Vec::new();
    for (place, list) in lists.iter().enumerate() {
        let count = report.read.entry(list.name.clone()).or_default();
        let mut left_out = Vec::new();
        let mut block = Block::default();
        for (line, text) in list.text.lines().enumerate() {
            block.read(text, &list.name);
            match parse(text, place as u32, line as u32 + 1) {
                Some(Ok(_)) if block.left_out => {
                    left_out.push((RuleError::Block(block.heading.clone()), text))
                }
                Some(Ok(rule)) => {
                    *count += 1;
                    rules.push(Rule { company: block.company.clone(), ..rule });
                }
                Some(Err(RuleError::Option(name)))
                    if name == "removeparam" && report.links.read(text.trim()) =>
                {
                    *count += 1;
                }
                Some(Err(why)) => left_out.push((why, text)),
                None => {}
            }
        }
        for (why, text) in left_out {
            report.leave_out(why.to_string(), text);
        }
    }
    let rules = take_back(rules, &mut report);
    let rules = rules.into_iter().filter_map(|rule| runs(rule, &mut report)).collect();
    (rules, report)
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
    fn read(&mut self, line: &str, list: &str) {
        if let Some(company) = line.strip_prefix("! Company name: ") {
            self.company = Some(company.trim().to_owned());
        } else if line.contains("SECTION") {
            self.company = None;
        } else if let Some(rest) = line.strip_prefix("!--") {
            let heading = rest.trim_matches(['-', '!', ' ']);
            self.company = None;
            if !heading.is_empty() {
                heading.clone_into(&mut self.heading);
                self.left_out =
                    blocks_left_out().iter().any(|row| row.list == list && row.heading == heading);
            }
        }
    }
}

/// A row of data/blocks.tsv.
#[derive(serde::Deserialize)]
struct LeftOut {
    list: String,
    heading: String,
}

fn blocks_left_out() -> Vec<LeftOut> {
    tsv::rows(include_str!("../../../data/blocks.tsv")).unwrap_or_default()
}

/// Drops what a `badfilter` rule takes back, and what was said before.
fn take_back(rules: Vec<Rule>, report: &mut Report) -> Vec<Rule> {
    let key = |rule: &Rule| (rule.pattern.clone(), rule.options.clone());
    let (bad, rules): (Vec<_>, Vec<_>) = rules.into_iter().partition(|rule| rule.badfilter);
    let bad = bad.iter().map(key).collect::<BTreeSet<(Pattern, Options)>>();
    let mut seen = BTreeSet::new();
    let mut keep = |rule: &Rule| {
        let key = key(rule);
        if bad.contains(&key) {
            report.taken_back += 1;
            return false;
        }
        let new = seen.insert(key);
        report.repeated += u32::from(!new);
        new
    };
    rules.into_iter().filter(|rule| keep(rule)).collect()
}

/// The rule as it can be run: a regular expression has to have a table.
fn runs(mut rule: Rule, report: &mut Report) -> Option<Rule> {
    if rule.pattern.regex {
        match Expression::new(&rule.pattern.body, rule.pattern.case) {
            Ok(expression) => rule.expression = Some(expression),
            Err(why) => {
                report.leave_out(RuleError::Regex(why).to_string(), &rule.text);
                return None;
            }
        }
    }
    Some(rule)
}
