//! Filing of patterns: each under the rarest run of its characters, so that an address meets few of them.

use std::collections::{BTreeMap, BTreeSet};

use super::Pace;
use super::expression::Expression;
use super::grams::Grams;
use super::pattern::Pattern;
use super::rule::{Options, Rule};
use super::write::{Writer, sparse_table};
use crate::fact::RequestKind;
use crate::knowledge::format::{FILTER_WORDS, GRAM, Section, options, pattern};
use crate::knowledge::hash::{self, Hash};
use crate::site::Party;

/// Where things of the rules lie.
pub(super) struct Filing {
    /// Rows of the section of options, by the place of each rule.
    pub(super) options: Vec<u32>,
    /// The patterns that begin with a whole host, blocking and excepting, as its record has them.
    pub(super) hosts: BTreeMap<String, [u32; 2]>,
}

/// A pattern and where it is filed.
struct Filed<'r> {
    key: Hash,
    under: Under,
    rule: usize,
    pattern: &'r Pattern,
}

/// What a pattern is filed under.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Under {
    /// The whole host that it begins with, of so many bytes.
    Host(usize),
    /// The gram that begins there.
    Gram(usize),
    /// A page, or nothing.
    Other,
}

/// Writes options, patterns and what files them.
pub(super) async fn write(rules: &[Rule], pack: &mut Writer, pace: &Pace) -> Filing {
    let rows = write_options(rules, pack, pace).await;
    let grams = Grams::of(rules, pace).await;
    let patterns = || rules.iter().enumerate().filter(|(_, rule)| rule.pattern.whole_host().is_none());
    let mut hosts = BTreeMap::<&str, usize>::new();
    for (_, rule) in patterns() {
        pace.step(1).await;
        if let Some(host) = rule.pattern.begins_with_host() {
            *hosts.entry(host).or_default() += 1;
        }
    }
    // In order as they come: to sort them all afterwards would be one long step.
    let mut filed = BTreeMap::new();
    for (place, rule) in patterns() {
        pace.step(4).await;
        let room = MOST_PATTERNS - filed.len();
        for (nth, row) in file(place, rule, &grams, &hosts).into_iter().take(room).enumerate() {
            let by_host = matches!(row.under, Under::Host(_));
            filed.insert((is_exception(rule), by_host, row.key, rows[place], place, nth), row);
        }
    }
    let programs = write_programs(rules, pack);
    let mut words = Vec::with_capacity(filed.len() * pattern::WORDS);
    for row in filed.values() {
        pace.step(4).await;
        let expression = rules[row.rule].expression.as_ref();
        let program = expression.and_then(|expression| Some((*programs.get(&row.rule)?, expression)));
        words.extend(pattern_words(row, rows[row.rule], program, &grams, pack));
    }
    pack.section(Section::Patterns, words);
    let mut hosts = BTreeMap::<String, [u32; 2]>::new();
    for (effect, keys, bits) in
        [(0, Section::Blocks, Section::BlockBits), (1, Section::Exceptions, Section::ExceptionBits)]
    {
        let (mut buckets, mut by_gram) = (BTreeMap::<Hash, u32>::new(), BTreeSet::new());
        let of_effect = |(_, row): &(usize, &Filed<'_>)| is_exception(&rules[row.rule]) == (effect == 1);
        for (place, row) in filed.values().enumerate().filter(of_effect) {
            pace.step(1).await;
            let bucket = match row.under {
                Under::Host(length) => {
                    let host = row.pattern.body[..length].to_ascii_lowercase();
                    &mut hosts.entry(host).or_default()[effect]
                }
                _ => buckets.entry(row.key).or_default(),
            };
            // Rows that are filed together lie side by side: where the first lies, and how many there are.
            *bucket = match *bucket {
                0 => (place as u32) << 10 | 1,
                full if full & 0x3ff == 0x3ff => full,
                more => more + 1,
            };
            if matches!(row.under, Under::Gram(_)) {
                by_gram.insert(row.key);
            }
        }
        pack.section(bits, bit_words(&by_gram));
        pack.section(keys, sparse_table(buckets.into_iter().collect(), pace).await);
    }
    Filing { options: rows, hosts }
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
async fn write_options(rules: &[Rule], pack: &mut Writer, pace: &Pace) -> Vec<u32> {
    let mut uses = BTreeMap::<&Options, usize>::new();
    for rule in rules {
        pace.step(1).await;
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
        for names in [wanted, unwanted] {
            let mut hashes =
                names.into_iter().map(|(_, name)| hash::host(name).fingerprint()).collect::<Vec<_>>();
            hashes.sort_unstable();
            domains.extend(hashes);
        }
        at
    };
    for (options, _) in &order {
        pace.step(4).await;
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
    pack.section(Section::Options, words);
    pack.section(Section::Domains, domains);
    let mut of_rules = Vec::with_capacity(rules.len());
    for rule in rules {
        pace.step(2).await;
        of_rules.push(rows[&rule.options]);
    }
    of_rules
}

/// Patterns whose places fit beside a count; the lists' have 70,000.
const MOST_PATTERNS: usize = 1 << 22;

/// A pattern for more pages than this is better filed under a common gram.
const MANY_PAGES: usize = 1000;

/// A pattern for more pages than this is better filed under a gram that many patterns have: there are hundreds of
/// exceptions for one script of Google's, each for a page or two, and a request for it met them all.
const FEW_PAGES: usize = 8;

/// A pattern for this many types and parties or fewer meets fewer addresses there than under a common gram.
const FEW_TYPES: usize = 2;

/// Patterns of a host that begins more than these are better filed under their grams.
const MANY_OF_A_HOST: usize = 24;

/// Where a rule is filed: under the host that it begins with, its rarest gram, each of its pages, or
/// nothing, which costs a search of every address of its types and parties.
fn file<'r>(place: usize, rule: &'r Rule, grams: &Grams, hosts: &BTreeMap<&str, usize>) -> Vec<Filed<'r>> {
    let pattern = rule.filed_as();
    let filed = |key, under| Filed { key, under, rule: place, pattern };
    let few = |host: &&str| hosts.get(host).is_some_and(|count| *count <= MANY_OF_A_HOST);
    if let Some(host) = rule.pattern.begins_with_host().filter(few) {
        return vec![filed(hash::host(host), Under::Host(host.len()))];
    }
    // A row has eight bits for the gram's place.
    let rarest = grams.rarest(pattern.body.as_bytes(), 0..0x100, |_| true);
    let pages = rule.options.domains.iter().filter(|(wanted, _)| *wanted).collect::<Vec<_>>();
    // The walk of an expression goes on from the scheme where nothing files it.
    let walked = rule.expression.is_some() && pattern.start;
    let narrow = pages.is_empty() && nothing(rule.options.mask).count() <= FEW_TYPES;
    match rarest.filter(|(_, four)| !(walked || narrow) || !grams.is_common(*four)) {
        Some((at, four)) if pages.is_empty() || pages.len() > most_pages(grams, four) => {
            vec![filed(hash::gram(four), Under::Gram(at))]
        }
        None if pages.is_empty() => nothing(rule.options.mask).map(|key| filed(key, Under::Other)).collect(),
        _ => pages.into_iter().map(|(_, page)| filed(hash::source(hash::host(page)), Under::Other)).collect(),
    }
}

/// For how many pages at most a pattern is filed under them and not under a gram.
fn most_pages(grams: &Grams, four: [u8; GRAM]) -> usize {
    match four {
        _ if grams.is_common(four) => MANY_PAGES,
        _ if grams.is_crowded(four) => FEW_PAGES,
        _ => 0,
    }
}

/// What files a pattern that nothing else files: the types of request and the parties that its options are for.
fn nothing(mask: u32) -> impl Iterator<Item = Hash> {
    let kinds = (0..RequestKind::ALL.len() as u8).filter(move |kind| mask >> kind & 1 == 1);
    let parties = [(Party::First, options::THIRD_PARTY), (Party::Third, options::FIRST_PARTY)];
    let parties = parties.into_iter().filter(move |(_, unfit)| mask & unfit == 0).map(|(party, _)| party);
    kinds.flat_map(move |kind| parties.clone().map(move |party| hash::nothing(kind, party)))
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
    let gram = match row.under {
        Under::Host(at) | Under::Gram(at) => at,
        Under::Other => 0,
    };
    let place = match row.under {
        Under::Host(length) => behind(body, length, grams),
        Under::Gram(at) => telling(body, at, grams),
        Under::Other => 0,
    };
    let (value, mask) = match row.under {
        Under::Other => (unfiled(row.pattern, program.map(|(_, expression)| expression), grams), 0),
        _ => quick(&body[place..]),
    };
    let distance = (place as i32 - gram as i32) as i8 as u8;
    let text = program.map_or_else(|| pack.bytes(body), |(place, _)| place);
    [
        row.rule as u32,
        options | flags,
        text,
        (body.len().min(0xffff) << 16 | usize::from(distance) << 8 | gram) as u32,
        value,
        mask,
    ]
}

/// What is told of a pattern that no gram files: the state of an expression behind the
/// scheme, else four bytes that have to stand somewhere; zero where there is nothing to tell.
fn unfiled(shape: &Pattern, expression: Option<&Expression>, grams: &Grams) -> u32 {
    match expression {
        Some(expression) if shape.start => expression.behind(pattern::SCHEME).unwrap_or_default(),
        _ => {
            let body = shape.body.as_bytes();
            let four = grams.rarest(body, 0..body.len(), |_| true).map(|(_, four)| u32::from_le_bytes(four));
            four.unwrap_or_else(|| quick(body).0)
        }
    }
}

/// Where four more bytes stand that tell most: the rarest in the piece around the gram that are none of
/// its own, or only some of them; else the gram itself.
fn telling(body: &[u8], gram: usize, grams: &Grams) -> usize {
    let open = |byte: &u8| matches!(byte, b'*' | b'^');
    let begin = body[..gram].iter().rposition(open).map_or(0, |at| at + 1);
    let end = body[gram..].iter().position(open).map_or(body.len(), |at| gram + at);
    let beside = |least: usize| {
        let near = |place: usize| (least..0x7f).contains(&place.abs_diff(gram));
        grams.rarest(body, begin..end, near).map(|(place, _)| place)
    };
    (1..=GRAM).rev().find_map(beside).unwrap_or(gram)
}

/// Where four bytes stand that tell most behind a host that has been found; else those at its end.
fn behind(body: &[u8], host: usize, grams: &Grams) -> usize {
    let end = body[host..].iter().position(|byte| *byte == b'*').map_or(body.len(), |star| host + star);
    let found = grams.rarest(body, host..end, |place| place - host < 0x7f);
    found.map_or(host.saturating_sub(GRAM), |(place, _)| place)
}

/// Four bytes with the mask of those that are literal.
fn quick(rest: &[u8]) -> (u32, u32) {
    let literal = rest.iter().take(4).take_while(|byte| !matches!(byte, b'*' | b'^'));
    literal.enumerate().fold((0, 0), |(value, mask), (at, byte)| {
        (value | u32::from(byte.to_ascii_lowercase()) << (8 * at), mask | 0xff << (8 * at))
    })
}

/// One bit per key: fewer than one in fifty of a filter's is set, so that few strangers find theirs.
fn bit_words(keys: &BTreeSet<Hash>) -> Vec<u32> {
    let mut words = vec![0_u32; FILTER_WORDS];
    for key in keys {
        let (word, bit) = key.bit();
        words[word] |= 1 << bit;
    }
    words
}
