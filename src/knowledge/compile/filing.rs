//! Filing of patterns: each under its rarest token, so that an address meets few of them.

use std::collections::BTreeMap;
use std::ops::Range;

use super::expression::Expression;
use super::rule::{Options, Pattern, Rule};
use super::write::{Writer, table};
use crate::knowledge::format::{MIN_TOKEN, PREFIX, Section, options, pattern};
use crate::knowledge::hash::{self, Hash, Hasher, in_token};

/// Tokens of nearly every address: a rule filed under one would be tested all the time.
const COMMON: &[&str] = &[
    "http",
    "https",
    "www",
    "com",
    "net",
    "org",
    "js",
    "css",
    "png",
    "jpg",
    "jpeg",
    "gif",
    "svg",
    "webp",
    "php",
    "html",
    "htm",
    "json",
    "xml",
    "aspx",
    "cdn",
    "static",
    "assets",
    "images",
    "image",
    "img",
    "api",
    "v1",
    "v2",
    "scripts",
    "script",
    "content",
    "wp",
    "uploads",
    "min",
    "id",
    "en",
    "us",
    "co",
    "uk",
    "de",
    "index",
    "main",
    "media",
    "files",
    "site",
    "web",
    "app",
    "data",
    "lib",
    "src",
    "dist",
    "common",
    "resources",
    "themes",
    "plugins",
    "includes",
    "modules",
    "jquery",
    "1",
    "2",
    "3",
    "v",
    "t",
    "s",
    "p",
    "ver",
    "version",
    "url",
    "type",
    "width",
    "height",
    "size",
    "name",
    "google",
    "amazonaws",
    "cloudfront",
    "akamaihd",
];

/// How often those count as used by rules.
const COMMONLY: usize = 100_000;

/// Rows of the section of options, by the place of each rule.
pub(super) type OptionRows = Vec<u32>;

/// A pattern and where it is filed.
struct Filed<'r> {
    key: Hash,
    /// The part of its token that it is filed under, if it is.
    token: Option<Range<usize>>,
    rule: usize,
    pattern: &'r Pattern,
}

/// Writes options, patterns and their tokens.
pub(super) fn write(rules: &[Rule], pack: &mut Writer) -> OptionRows {
    let rows = write_options(rules, pack);
    let frequency = frequency(rules);
    let mut filed = rules
        .iter()
        .enumerate()
        .filter(|(_, rule)| rule.pattern.whole_host().is_none())
        .flat_map(|(place, rule)| file(place, rule, &frequency))
        .collect::<Vec<_>>();
    filed.sort_by_key(|filed| (is_exception(&rules[filed.rule]), filed.key, filed.rule));
    let programs = write_programs(rules, pack);
    let grams = grams(rules);
    let mut words = Vec::with_capacity(filed.len() * pattern::WORDS);
    for row in &filed {
        let expression = rules[row.rule].expression.as_ref();
        let program = expression.and_then(|expression| Some((*programs.get(&row.rule)?, expression)));
        words.extend(pattern_words(row, rows[row.rule], program, &grams, pack));
    }
    pack.section(Section::Patterns, words);
    for (exceptions, tokens, bits) in
        [(false, Section::Blocks, Section::BlockBits), (true, Section::Exceptions, Section::ExceptionBits)]
    {
        let mut buckets = BTreeMap::<Hash, (usize, usize)>::new();
        for (place, row) in filed.iter().enumerate() {
            if is_exception(&rules[row.rule]) == exceptions {
                buckets.entry(row.key).or_insert((place, 0)).1 += 1;
            }
        }
        pack.section(bits, bit_words(buckets.keys()));
        let entries =
            buckets.iter().map(|(key, (first, count))| (*key, (first << 10 | count.min(&0x3ff)) as u32));
        pack.section(tokens, table(entries.collect()));
    }
    rows
}

/// Writes the tables of regular expressions, each once; says by the rule's place where it lies.
fn write_programs(rules: &[Rule], pack: &mut Writer) -> BTreeMap<usize, u32> {
    let (mut words, mut known) = (Vec::new(), BTreeMap::<&[u32], u32>::new());
    let mut programs = BTreeMap::new();
    for (place, expression) in
        rules.iter().enumerate().filter_map(|(at, rule)| Some((at, rule.expression.as_ref()?)))
    {
        let at = *known.entry(&expression.words).or_insert_with(|| {
            let at = words.len() as u32;
            words.extend(&expression.words);
            at
        });
        programs.insert(place, at);
    }
    pack.section(Section::Programs, words);
    programs
}

const fn is_exception(rule: &Rule) -> bool {
    rule.options.mask & options::EXCEPTION != 0
}

/// Rows of options, the most used of whole hosts first, so that those fit into a host's word.
fn write_options(rules: &[Rule], pack: &mut Writer) -> OptionRows {
    let mut uses = BTreeMap::<&Options, usize>::new();
    for rule in rules {
        *uses.entry(&rule.options).or_default() += usize::from(rule.pattern.whole_host().is_some());
    }
    let mut order = uses.into_iter().collect::<Vec<_>>();
    order.sort_by_key(|(_, uses)| std::cmp::Reverse(*uses));
    let (mut words, mut domains) = (Vec::new(), vec![0]);
    let mut lists = BTreeMap::<&[(bool, String)], u32>::new();
    let mut list = |names: &'_ [(bool, String)]| -> u32 {
        let (wanted, unwanted): (Vec<_>, Vec<_>) = names.iter().partition(|(wanted, _)| *wanted);
        let at = domains.len() as u32;
        domains.push((wanted.len() | unwanted.len() << 16) as u32);
        domains.extend(wanted.into_iter().chain(unwanted).map(|(_, name)| hash::host(name).fingerprint()));
        at
    };
    for (options, _) in &order {
        words.push(options.mask);
        for names in [&options.domains, &options.targets] {
            words.push(match names.as_slice() {
                [] => 0,
                names => *lists.entry(names).or_insert_with(|| list(names)),
            });
        }
    }
    let rows = order
        .iter()
        .enumerate()
        .map(|(row, (options, _))| (*options, row as u32))
        .collect::<BTreeMap<_, _>>();
    let rows = rules.iter().map(|rule| rows[&rule.options]).collect();
    pack.section(Section::Options, words);
    pack.section(Section::Domains, domains);
    rows
}

/// How often each token stands in the rules.
fn frequency(rules: &[Rule]) -> BTreeMap<&str, usize> {
    let mut frequency = COMMON.iter().map(|token| (*token, COMMONLY)).collect::<BTreeMap<_, _>>();
    for rule in rules.iter().filter(|rule| rule.pattern.whole_host().is_none()) {
        for (token, _) in tokens(rule.filed_as()) {
            *frequency.entry(token).or_default() += 1;
        }
    }
    frequency
}

/// Tokens of a pattern that are whole wherever it matches, with their places.
fn tokens(pattern: &Pattern) -> impl Iterator<Item = (&str, usize)> {
    runs(pattern).filter(|run| run.left && run.right).map(|run| (run.text, run.at))
}

/// A run of token bytes in a pattern, and whether it begins and ends there.
struct Run<'p> {
    text: &'p str,
    at: usize,
    left: bool,
    right: bool,
}

fn runs(pattern: &Pattern) -> impl Iterator<Item = Run<'_>> {
    let body = pattern.body.as_str();
    let mut start = 0;
    body.split(|char: char| !char.is_ascii() || !in_token(char as u8)).filter_map(move |text| {
        let (at, end) = (start, start + text.len());
        start = end + body[end..].chars().next().map_or(0, char::len_utf8);
        let before = body[..at].chars().next_back();
        let after = body[end..].chars().next();
        let left = before.map_or(pattern.host || pattern.start, |char| char != '*');
        let right = after.map_or(pattern.end, |char| char != '*');
        // A row has eight bits for the token's place.
        (text.len() >= MIN_TOKEN && end <= 0xff).then_some(Run { text, at, left, right })
    })
}

/// Pages more than this file a pattern better under a common token.
const MANY_PAGES: usize = 50;

/// A token of fewer rules than this is rare.
const RARE: usize = 100;

/// Where a rule is filed: under its rarest token, the beginning or end of one, each of its pages, or
/// nothing, which costs a search of every address.
fn file<'r>(place: usize, rule: &'r Rule, frequency: &BTreeMap<&str, usize>) -> Vec<Filed<'r>> {
    let pattern = rule.filed_as();
    let filed = |key, token| Filed { key, token, rule: place, pattern };
    let rarity = |token: &str| frequency.get(token).copied().unwrap_or_default();
    // `https` is in every address, and an expression that begins with it is walked from there.
    let useful = tokens(pattern).filter(|(token, _)| rule.expression.is_none() || !token.starts_with("http"));
    let rarest = useful.min_by_key(|(token, at)| (rarity(token), std::cmp::Reverse(token.len()), *at));
    let rare = rarest.filter(|(token, _)| rarity(token) < RARE);
    let long = || runs(pattern).filter(|run| run.text.len() >= PREFIX);
    // What goes on from `http` is in every address.
    let begun = || long().filter(|run| run.left && rarity(&run.text[..PREFIX]) < COMMONLY);
    // Only before a dot: addresses have few of those, and each end of a token is looked up.
    let ended = || long().find(|run| pattern.body[run.at + run.text.len()..].starts_with('.'));
    let prefix =
        |run: Run<'_>| filed(hash::prefix(hash::token(&run.text[..PREFIX])), Some(run.at..run.at + PREFIX));
    let suffix = |run: Run<'_>| {
        let open = run.text.len() - PREFIX;
        let token = run.at + open..run.at + run.text.len();
        filed(hash::suffix(hash::token(&run.text[open..])), Some(token))
    };
    let pages = rule.options.domains.iter().filter(|(wanted, _)| *wanted).collect::<Vec<_>>();
    if let Some((token, at)) = rare {
        return vec![filed(hash::token(token), Some(at..at + token.len()))];
    }
    if let Some(run) = begun().find(|run| rarity(run.text) < RARE) {
        return vec![prefix(run)];
    }
    match rarest {
        Some((token, at)) if pages.is_empty() || pages.len() > MANY_PAGES => {
            vec![filed(hash::token(token), Some(at..at + token.len()))]
        }
        _ if !pages.is_empty() => {
            pages.into_iter().map(|(_, page)| filed(hash::source(hash::host(page)), None)).collect()
        }
        _ => vec![
            begun()
                .next()
                .map(prefix)
                .or_else(|| ended().map(suffix))
                .unwrap_or_else(|| filed(Hasher::new().finish(), None)),
        ],
    }
}

fn pattern_words(
    row: &Filed<'_>,
    options: u32,
    program: Option<(u32, &Expression)>,
    grams: &Grams,
    pack: &mut Writer,
) -> [u32; pattern::WORDS] {
    let body = row.pattern.body.as_bytes();
    let flag = |set: bool, flag: u32| if set { flag } else { 0 };
    let flags = flag(row.pattern.host, pattern::HOST)
        | flag(row.pattern.start, pattern::START)
        | flag(row.pattern.end, pattern::END)
        | flag(row.pattern.case, pattern::CASE)
        | flag(body.contains(&b'*'), pattern::WILD)
        | flag(program.is_some(), pattern::REGEX);
    let token = row.token.clone().unwrap_or_default();
    let (place, (value, mask)) = match &row.token {
        Some(token) => {
            let place = telling(body, token, grams);
            (place, quick(&body[place..]))
        }
        None => (0, (unfiled(row.pattern, program.map(|(_, expression)| expression), grams), 0)),
    };
    let distance = (place as i32 - token.start as i32) as i8 as u8;
    let text = program.map_or_else(|| pack.bytes(body), |(place, _)| place);
    [
        row.rule as u32,
        options | flags,
        text,
        (body.len().min(0xffff) << 16 | usize::from(distance) << 8 | token.start) as u32,
        value,
        mask,
    ]
}

/// What is told of a pattern that is filed under no token: the state of an expression behind the
/// scheme, else four bytes that have to stand somewhere; zero where there is nothing to tell.
fn unfiled(shape: &Pattern, expression: Option<&Expression>, grams: &Grams) -> u32 {
    match expression {
        Some(expression) if shape.start => expression.behind(pattern::SCHEME).unwrap_or_default(),
        _ => {
            let body = shape.body.as_bytes();
            rarest(body, 0..body.len(), |_| true, grams).map_or(0, |place| quick(&body[place..]).0)
        }
    }
}

/// How often four bytes stand in the patterns, which is how often they will in addresses, roughly.
type Grams = BTreeMap<[u8; 4], u32>;

fn grams(rules: &[Rule]) -> Grams {
    let mut grams = Grams::new();
    for rule in rules.iter().filter(|rule| rule.pattern.whole_host().is_none()) {
        for gram in rule.filed_as().body.as_bytes().windows(4).filter_map(|four| four.first_chunk()) {
            *grams.entry(gram.map(|byte| byte.to_ascii_lowercase())).or_default() += 1;
        }
    }
    grams
}

/// Where four bytes stand that tell most: the rarest in the piece around the token, but not inside
/// what the token's hash has told already; else the token itself.
fn telling(body: &[u8], token: &Range<usize>, grams: &Grams) -> usize {
    let open = |byte: &u8| matches!(byte, b'*' | b'^');
    let begin = body[..token.start].iter().rposition(open).map_or(0, |at| at + 1);
    let end = body[token.start..].iter().position(open).map_or(body.len(), |at| token.start + at);
    let told = |place: usize| token.start <= place && place + 4 <= token.end;
    let near = |place: usize| place.abs_diff(token.start) < 0x7f && !told(place);
    rarest(body, begin..end, near, grams).unwrap_or(token.start)
}

/// Where the rarest four literal bytes inside `range` stand.
fn rarest(body: &[u8], range: Range<usize>, may: impl Fn(usize) -> bool, grams: &Grams) -> Option<usize> {
    let four = |place: usize| body.get(place..place + 4).and_then(|four| four.first_chunk::<4>());
    let literal =
        |place: usize| four(place).is_some_and(|four| !four.contains(&b'*') && !four.contains(&b'^'));
    let rarity = |place: &usize| {
        let gram = four(*place).map(|four| four.map(|byte| byte.to_ascii_lowercase()));
        gram.and_then(|gram| grams.get(&gram)).copied().unwrap_or_default()
    };
    let places = range.start..(range.end + 1).saturating_sub(4);
    places.filter(|place| may(*place) && literal(*place)).min_by_key(rarity)
}

/// Four bytes with the mask of those that are literal.
fn quick(rest: &[u8]) -> (u32, u32) {
    let literal = rest.iter().take(4).take_while(|byte| !matches!(byte, b'*' | b'^'));
    literal.enumerate().fold((0, 0), |(value, mask), (at, byte)| {
        (value | u32::from(byte.to_ascii_lowercase()) << (8 * at), mask | 0xff << (8 * at))
    })
}

/// One bit per key; at least sixteen bits for each, so that few strangers find theirs set.
fn bit_words<'h>(keys: impl ExactSizeIterator<Item = &'h Hash>) -> Vec<u32> {
    let mut words = vec![0_u32; (keys.len() * 16 / 32 + 1).next_power_of_two()];
    let bits = words.len() * 32;
    for key in keys {
        let bit = key.0 as usize & (bits - 1);
        words[bit / 32] |= 1 << (bit % 32);
    }
    words
}
