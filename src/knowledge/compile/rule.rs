//! One line of a filter list into a rule, or the reason why not.
//!
//! Syntax: <https://adguard.com/kb/general/ad-filtering/create-own-filters/>, of which the parts that
//! decide about a request are read; the others are named in the report.

use super::expression::Expression;
use super::pattern::Pattern;
use super::punycode;
use crate::fact::RequestKind;
use crate::knowledge::format::options;

/// A network rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Place of its list.
    pub list: u32,
    /// Its line, from 1.
    pub line: u32,
    /// As written.
    pub text: String,
    /// What it matches.
    pub pattern: Pattern,
    /// The compiled form of a regular expression.
    pub expression: Option<Expression>,
    /// When it matches.
    pub options: Options,
    /// It takes back the rule that is otherwise the same.
    pub badfilter: bool,
    /// Whose host it names, where the list says so in a remark above.
    pub company: Option<String>,
}

impl Rule {
    /// What it is filed as: its pattern, or what is literal in its expression.
    #[must_use]
    pub fn filed_as(&self) -> &Pattern {
        self.expression.as_ref().map_or(&self.pattern, |expression| &expression.skeleton)
    }
}

/// When a rule matches.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Options {
    /// Types, party, methods and effect; see [`options`].
    pub mask: u32,
    /// Domains of the page; `false` for those excluded.
    pub domains: Vec<(bool, String)>,
    /// Domains of the request; `false` for those excluded.
    pub targets: Vec<(bool, String)>,
}

/// Why a line is no rule that decides about requests.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum RuleError {
    /// Changes the page, not its requests.
    Cosmetic,
    /// An option that is not read; its name.
    Option(String),
    /// A regular expression that cannot be run cheaply; why.
    Regex(&'static str),
    /// It would match everything.
    Empty,
    /// It stands in a block of data/blocks.tsv; the block's heading.
    Block(String),
}

impl std::fmt::Display for RuleError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Cosmetic => f.write_str("changes the page, not its requests"),
            Self::Option(name) => write!(f, "option not read: {name}"),
            Self::Regex(why) => write!(f, "regular expression: {why}"),
            Self::Empty => f.write_str("matches everything"),
            Self::Block(heading) => write!(f, "block left out: {heading}"),
        }
    }
}

/// Marks of rules that change the page.
const COSMETIC: [&str; 14] =
    ["##", "#@#", "#?#", "#@?#", "#$#", "#@$#", "#$?#", "#@$?#", "#%#", "#@%#", "$$", "$@$", "#+js", "[$"];

/// Reads a line; nothing for remarks and empty lines.
///
/// # Errors
/// Says why a line that is a rule is not one for requests.
pub(super) fn parse(text: &str, list: u32, line: u32) -> Option<Result<Rule, RuleError>> {
    let text = text.trim();
    if text.is_empty() || text.starts_with('!') || text.starts_with("[Adblock") || text.starts_with("# ") {
        return None;
    }
    if COSMETIC.iter().any(|mark| text.contains(mark)) {
        return Some(Err(RuleError::Cosmetic));
    }
    Some(network(text).map(|(pattern, options, badfilter)| Rule {
        list,
        line,
        text: text.to_owned(),
        pattern,
        expression: None,
        options,
        badfilter,
        company: None,
    }))
}

fn network(text: &str) -> Result<(Pattern, Options, bool), RuleError> {
    let (exception, rest) = text.strip_prefix("@@").map_or((false, text), |rest| (true, rest));
    let (body, listed) = split_options(rest);
    let mut reading = Reading::default();
    for option in split_commas(listed) {
        reading.option(option, exception)?;
    }
    let mut pattern = pattern(body, reading.case);
    if pattern.regex && pattern.body.is_empty() {
        return Err(RuleError::Empty);
    }
    if let Some(host) = pattern.whole_host().filter(|host| !host.is_ascii()) {
        pattern.body = format!("{}^", ascii_host(host));
    }
    let options = reading.finish(exception, &pattern)?;
    let boundless = pattern.body.is_empty() && options.domains.is_empty() && options.targets.is_empty();
    if boundless { Err(RuleError::Empty) } else { Ok((pattern, options, reading.badfilter)) }
}

/// Splits at the last `$` that is not escaped and not the end of a regular expression.
fn split_options(text: &str) -> (&str, &str) {
    let bytes = text.as_bytes();
    let sign = |at: &usize| {
        bytes.get(*at) == Some(&b'$')
            && bytes.get(at + 1).is_none_or(|next| *next != b'/')
            && at.checked_sub(1).and_then(|before| bytes.get(before)) != Some(&b'\\')
    };
    if let Some(end) = text.starts_with('/').then(|| expression_end(text)).flatten() {
        return (&text[..end], text[end..].strip_prefix('$').unwrap_or_default());
    }
    match (0..bytes.len()).rev().find(sign) {
        Some(at) => (&text[..at], &text[at + 1..]),
        None => (text, ""),
    }
}

/// Where a regular expression ends, if it is one: at the first `/` before `$` and an option, or at the end.
fn expression_end(text: &str) -> Option<usize> {
    let option =
        |rest: &str| rest.starts_with(|char: char| char.is_ascii_lowercase() || matches!(char, '~' | '_'));
    let before_options = text
        .match_indices("/$")
        .find(|(at, _)| *at > 0 && !text[..*at].ends_with('\\') && option(&text[at + 2..]));
    let whole = (text.len() > 1 && text.ends_with('/')).then_some(text.len());
    before_options.map(|(at, _)| at + 1).or(whole)
}

/// Options are separated by commas that are not escaped.
fn split_commas(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices(',') {
        if !text[..at].ends_with('\\') {
            parts.push(&text[start..at]);
            start = at + 1;
        }
    }
    parts.push(&text[start..]);
    parts.retain(|part| !part.is_empty());
    parts
}

fn pattern(body: &str, case: bool) -> Pattern {
    if let Some(regex) = body.strip_prefix('/').and_then(|rest| rest.strip_suffix('/')) {
        return Pattern { body: regex.to_owned(), regex: true, case, ..Pattern::default() };
    }
    let (host, body) = body.strip_prefix("||").map_or((false, body), |rest| (true, rest));
    let (start, body) = body.strip_prefix('|').map_or((false, body), |rest| (true, rest));
    let (end, body) = body.strip_suffix('|').map_or((false, body), |rest| (true, rest));
    // A wildcard beside an anchor undoes the anchor; beside nothing it says nothing.
    let (host, start) = if body.starts_with('*') { (false, false) } else { (host, start) };
    let end = end && !body.ends_with('*');
    let body = body.trim_matches('*');
    let body = if case { body.to_owned() } else { body.to_ascii_lowercase() };
    Pattern { body, host, start, end, case, regex: false }
}

/// A host as browsers write it: lower case, punycode.
pub(super) fn ascii_host(host: &str) -> String {
    if host.is_ascii() { host.to_ascii_lowercase() } else { punycode::host(&host.to_lowercase()) }
}

/// Options as they are read.
#[derive(Default)]
struct Reading {
    options: Options,
    with: u32,
    without: u32,
    popup: bool,
    case: bool,
    badfilter: bool,
}

const ALL_TYPES: u32 = options::TYPES;
const PAGE: u32 = 1 << RequestKind::MainFrame as u32;

impl Reading {
    fn option(&mut self, option: &str, exception: bool) -> Result<(), RuleError> {
        let (name, value) = option.split_once('=').unwrap_or((option, ""));
        let (off, name) = name.strip_prefix('~').map_or((false, name), |name| (true, name));
        if let Some(kind) = kind(name) {
            let side = if off { &mut self.without } else { &mut self.with };
            *side |= kind;
            return Ok(());
        }
        match name {
            "all" => self.with |= ALL_TYPES,
            "popup" => self.popup = true,
            "third-party" | "3p" => self.party(!off),
            "first-party" | "1p" => self.party(off),
            "important" => self.options.mask |= options::IMPORTANT,
            "match-case" => self.case = true,
            "badfilter" => self.badfilter = true,
            // Says nothing; lists write it to set a regular expression's end apart.
            noop if noop.bytes().all(|byte| byte == b'_') => {}
            "domain" | "from" | "to" | "denyallow" if value.contains('/') => {
                return Err(RuleError::Option(format!("{name}=/regular expression/")));
            }
            "domain" | "from" => domains(value, false, &mut self.options.domains),
            "to" => domains(value, false, &mut self.options.targets),
            "denyallow" => domains(value, true, &mut self.options.targets),
            "method" => self.methods(value),
            // What the answer is replaced with does not matter: the request does not leave.
            "redirect" | "rewrite" | "empty" | "mp4" if !exception => {}
            other => return Err(RuleError::Option(other.to_owned())),
        }
        Ok(())
    }

    fn party(&mut self, third: bool) {
        self.options.mask |= if third { options::THIRD_PARTY } else { options::FIRST_PARTY };
    }

    fn methods(&mut self, value: &str) {
        let bit = |name: &str| {
            options::METHODS
                .iter()
                .position(|known| known.eq_ignore_ascii_case(name))
                .map_or(0, |at| 1_u32 << at)
        };
        let (off, on): (Vec<_>, Vec<_>) = value.split('|').partition(|name| name.starts_with('~'));
        let on = on.into_iter().fold(0, |all, name| all | bit(name));
        let off = off.into_iter().fold(0, |all, name| all | bit(name.trim_start_matches('~')));
        self.options.mask |= (if on == 0 { 0xff } else { on } & !off) << options::METHOD_SHIFT;
    }

    fn finish(&mut self, exception: bool, pattern: &Pattern) -> Result<Options, RuleError> {
        // A rule for new windows only says nothing of requests of a page.
        if self.popup && self.with == 0 && self.without == 0 {
            return Err(RuleError::Option("popup".to_owned()));
        }
        let types = match (self.with, self.without) {
            (0, 0) if exception || pattern.whole_host().is_some() => ALL_TYPES,
            (0, without) => ALL_TYPES & !PAGE & !without,
            (with, 0) => with,
            (with, without) => (with | ALL_TYPES & !PAGE) & !without,
        };
        let mut options = std::mem::take(&mut self.options);
        options.mask |= types | if exception { options::EXCEPTION } else { 0 };
        options.domains.sort();
        options.domains.dedup();
        options.targets.sort();
        options.targets.dedup();
        Ok(options)
    }
}

fn domains(value: &str, turned: bool, into: &mut Vec<(bool, String)>) {
    for domain in value.split('|').filter(|domain| !domain.is_empty()) {
        let (off, name) = domain.strip_prefix('~').map_or((false, domain), |name| (true, name));
        into.push((off == turned, ascii_host(name)));
    }
}

/// The bit of a request type by its name in lists.
fn kind(name: &str) -> Option<u32> {
    use RequestKind::{
        Font, Image, MainFrame, Media, Object, Other, Ping, Script, Stylesheet, SubFrame, WebSocket, Xhr,
    };
    let kind = match name {
        "document" | "doc" => MainFrame,
        "subdocument" | "frame" => SubFrame,
        "stylesheet" | "css" => Stylesheet,
        "script" => Script,
        "image" => Image,
        "font" => Font,
        "object" | "object-subrequest" => Object,
        "xmlhttprequest" | "xhr" => Xhr,
        "ping" | "beacon" => Ping,
        "media" => Media,
        "websocket" => WebSocket,
        "other" => Other,
        _ => return None,
    };
    Some(1 << kind as u32)
}
