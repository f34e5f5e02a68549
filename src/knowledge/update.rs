//! An update of the lists: their newer texts are checked, and made into a pack and a change of the browser's
//! rules, or refused with a reason that names what and where. Pure, and in slices.

use md5::{Digest, Md5};

use super::Knowledge;
use super::compile::browser::StaticRule;
use super::compile::browser::change::{Change, change};
use super::compile::pace::HEAVY;
use super::compile::relink::{Base, read, relink};
use super::compile::{List, Pace};
use crate::base64::decode;
use crate::fresh::{LONGEST, Source, Told, Trouble, Why, sources};

/// What is there, and what came.
#[derive(Debug, Default)]
pub struct Given {
    /// The pack that came with Candor.
    pub pack: Vec<u8>,
    /// Its [`Base`].
    pub base: Vec<u8>,
    /// The static rules of *strict*, one on each line.
    pub strict: Vec<u8>,
    /// The lists' texts, in the order of [`sources`].
    pub texts: Vec<Vec<u8>>,
}

/// What comes of an update.
#[derive(Debug)]
pub struct Update {
    /// The pack.
    pub pack: Vec<u8>,
    /// What the browser's rules change.
    pub change: Change,
    /// What is told of it.
    pub told: Told,
}

/// Lines of more bytes are in no list; the longest has 25,000.
const LONGEST_LINE: usize = 1 << 16;

/// Most lines of a list; the largest has 168,606.
const MOST_LINES: usize = 500_000;

/// Rules of which one list has at most so many times as many as before.
const TIMES: u32 = 4;

/// Makes the update, or says why not; nothing of what was given is changed.
///
/// # Errors
/// Says what is wrong, and with which list.
pub async fn update(given: Given, pace: Pace) -> Result<Update, Trouble> {
    let broken = || Trouble { list: None, why: Why::Broken };
    let pack = Knowledge::open(given.pack).map_err(|_| broken())?;
    pace.step(HEAVY).await;
    let base = serde_json::from_slice::<Base>(&given.base).map_err(|_| broken())?;
    drop(given.base);
    let mut lists = Vec::new();
    let mut heads = Vec::new();
    let sources = sources();
    let mut texts = given.texts.into_iter();
    for source in &sources {
        let trouble = |why| Trouble { list: Some(source.list.to_owned()), why };
        let text = texts.next().ok_or_else(|| trouble(Why::Unreachable))?;
        let (text, head) = checked(source, text, &pace).await.map_err(trouble)?;
        if base.times.get(source.list).is_some_and(|time| head.time < *time) {
            return Err(trouble(Why::Older));
        }
        heads.push(head);
        lists.push(List { name: source.list.to_owned(), text });
    }
    let date = heads.iter().filter_map(|head| head.time.get(..10)).max().unwrap_or_default().to_owned();
    let (rules, report) = read(&base, &lists, &pace).await;
    drop(lists);
    for source in &sources {
        let (before, now) = (base.read.get(source.list), report.read.get(source.list));
        let (before, now) = (before.copied().unwrap_or_default(), now.copied().unwrap_or_default());
        if now < before / 2 || now / TIMES > before {
            return Err(Trouble { list: Some(source.list.to_owned()), why: Why::Count });
        }
    }
    let made = relink(&pack, &base, &rules, &date, &pace).await;
    pace.step(HEAVY).await;
    let version = Knowledge::open(made.clone()).map_err(|_| broken())?.version().to_owned();
    pace.step(1).await;
    let there = static_rules(&given.strict, &pace).await.ok_or_else(broken)?;
    let change = change(there, &rules, &report.links, &version, &pace).await;
    let told = Told {
        version,
        rules: report.read.values().sum(),
        not_read: report.not_read(),
        over: change.over,
        days: heads.iter().map(|head| head.days).min().unwrap_or_default(),
    };
    Ok(Update { pack: made, change, told })
}

/// What the head of a list says of it.
struct Head {
    time: String,
    days: u32,
}

/// Lines in which a head ends.
const HEAD: usize = 20;

/// The text of a list, if it is that list, whole.
async fn checked(source: &Source, bytes: Vec<u8>, pace: &Pace) -> Result<(String, Head), Why> {
    if bytes.len() > LONGEST {
        return Err(Why::TooLong);
    }
    pace.step(bytes.len() as u32 / 16_384).await;
    let text = String::from_utf8(bytes).map_err(|_| Why::NotText)?;
    let said = |name: &str| text.lines().take(HEAD).find_map(|line| line.strip_prefix(name)).map(str::trim);
    if said("! Title:") != Some(source.title) {
        return Err(Why::OtherList);
    }
    let sum = said("! Checksum:").and_then(|sum| decode(sum.trim_end_matches('='))).ok_or(Why::Cut)?;
    // As <https://adblockplus.org/filters#special-comments> has it: MD5 of all other lines, empty ones left out. It shows what
    // was cut or garbled on the way; who sent it, the connection vouches for.
    let mut hash = Md5::new();
    let mut between = "";
    for (place, line) in text.split('\n').enumerate() {
        pace.step(1 + line.len() as u32 / 1024).await;
        if line.len() > LONGEST_LINE {
            return Err(Why::NotText);
        }
        if place > MOST_LINES {
            return Err(Why::Count);
        }
        if line.starts_with("! Checksum:") {
            continue;
        }
        let line = line.trim_end_matches('\r');
        if !line.is_empty() {
            hash.update(between);
            hash.update(line);
            between = "\n";
        }
    }
    // Whether there is an end of line at the end, the servers' files differ in.
    let mut ended = hash.clone();
    ended.update("\n");
    if ![hash, ended].into_iter().any(|hash| hash.finalize().as_slice() == sum) {
        return Err(Why::Cut);
    }
    let time = said("! TimeUpdated:").unwrap_or_default().to_owned();
    let days = said("! Expires:").and_then(|text| text.split_whitespace().next()?.parse().ok());
    Ok((text, Head { time, days: days.unwrap_or_default() }))
}

/// The rules of a ruleset's file, one on each line.
async fn static_rules(file: &[u8], pace: &Pace) -> Option<Vec<StaticRule>> {
    let mut rules = Vec::new();
    for line in std::str::from_utf8(file).ok()?.lines() {
        pace.step(2 + line.len() as u32 / 256).await;
        let rule = line.trim_end_matches(',');
        if rule.starts_with('{') {
            rules.push(serde_json::from_str(rule).ok()?);
        }
    }
    Some(rules)
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use proptest::prelude::*;

    use super::*;
    use crate::classify::{Action, Request, classify};
    use crate::fact::RequestKind;
    use crate::knowledge::compile::browser::rulesets;
    use crate::knowledge::compile::pace::Slices;
    use crate::knowledge::compile::{Tables, compile};

    /// A list as its server has it.
    fn written(title: &str, time: &str, rules: &str) -> Vec<u8> {
        let rest =
            format!("! Title: {title}\n! TimeUpdated: {time}\n! Expires: 4 days (update frequency)\n{rules}");
        let said = rest.split('\n').filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
        let sum = crate::base64::encode(&Md5::digest(&said)).replace('-', "+").replace('_', "/");
        format!("! Checksum: {sum}\n{rest}").into_bytes()
    }

    const TIME: &str = "2026-03-20T12:17:08+00:00";
    const LATER: &str = "2026-03-24T12:17:08+00:00";
    const RULES: &str = include_str!("../../tests/knowledge/rules.txt");

    fn texts(time: &str, rules: &str) -> Vec<Vec<u8>> {
        sources().iter().map(|source| written(source.title, time, rules)).collect()
    }

    /// Pack, base and static rules of the sample's rules under the lists' names.
    fn bundle() -> Given {
        static BUNDLE: LazyLock<[Vec<u8>; 3]> = LazyLock::new(|| {
            let list = |source: &Source| List {
                name: source.list.to_owned(),
                text: String::from_utf8(written(source.title, TIME, RULES)).expect("text"),
            };
            let lists = sources().iter().map(list).collect();
            let tables = Tables { lists, ..Tables::sample().expect("well formed") };
            let compiled = compile(&tables);
            let strict = rulesets(&compiled.parsed, &compiled.report.links, &tables.companies).strict;
            let strict = strict.iter().map(|rule| serde_json::to_string(rule).expect("JSON"));
            let base = serde_json::to_vec(&Base::of(&tables, &compiled)).expect("JSON");
            [compiled.pack, base, strict.collect::<Vec<_>>().join(",\n").into_bytes()]
        });
        let [pack, base, strict] = BUNDLE.clone();
        Given { pack, base, strict, texts: texts(TIME, RULES) }
    }

    fn made(given: Given) -> Result<Update, Trouble> {
        let mut slices = Slices::new(|pace| update(given, pace));
        std::iter::repeat_with(|| slices.run(100_000)).find_map(|end| end).expect("an end")
    }

    fn action(pack: &[u8], url: &str) -> Action {
        let pack = Knowledge::open(pack.to_vec()).expect("opens");
        classify(
            &pack,
            &Request { url, source: "https://page.example/", kind: RequestKind::Image, method: "GET" },
        )
        .action
    }

    #[test]
    fn newer_lists_change_what_is_stopped() {
        let same = made(bundle()).expect("an update");
        assert!(same.change.add.is_empty() && same.change.off.is_empty() && same.change.over == 0);
        let newer = texts(LATER, &format!("{RULES}\n||brand-new.example^\n/new-[0-9]/\n"));
        let newer = made(Given { texts: newer, ..bundle() }).expect("an update");
        let url = "https://brand-new.example/x";
        assert_eq!((action(&same.pack, url), action(&newer.pack, url)), (Action::None, Action::Block));
        assert_eq!((newer.change.add.len(), newer.told.days), (1, 4));
        assert!(newer.told.version.starts_with("2026-03-24.") && newer.told.not_read > same.told.not_read);
    }

    #[test]
    fn what_is_no_newer_list_is_refused_with_its_reason() {
        let list = |text: &[u8]| String::from_utf8(text.to_vec()).expect("text");
        let good = written(sources()[1].title, LATER, RULES);
        let long = format!("{RULES}\n||{}^", "a".repeat(LONGEST_LINE));
        for (text, why) in [
            (good[..good.len() - 40].to_vec(), Why::Cut),
            (list(&good).replace("||", "@@||").into_bytes(), Why::Cut),
            (list(&good).replacen("! Checksum", "! Sum", 1).into_bytes(), Why::Cut),
            (written(sources()[0].title, LATER, RULES), Why::OtherList),
            (b"<!doctype html><title>Sign in to this network</title>".to_vec(), Why::OtherList),
            (Vec::new(), Why::OtherList),
            ([&good[..], &[0xff]].concat(), Why::NotText),
            (written(sources()[1].title, LATER, &long), Why::NotText),
            (vec![b'!'; LONGEST + 1], Why::TooLong),
            (written(sources()[1].title, "2026-03-19T12:17:08+00:00", RULES), Why::Older),
            (written(sources()[1].title, LATER, "||one.example^"), Why::Count),
            (written(sources()[1].title, LATER, &"\n".repeat(MOST_LINES + 1)), Why::Count),
        ] {
            let mut given = bundle();
            given.texts[1] = text;
            let refused = made(given).err();
            assert_eq!(refused, Some(Trouble { list: Some(sources()[1].list.to_owned()), why }));
        }
        let mut given = bundle();
        given.texts.truncate(3);
        assert_eq!(made(given).err().map(|trouble| trouble.why), Some(Why::Unreachable));
        assert_eq!(made(Given::default()).err().map(|trouble| trouble.why), Some(Why::Broken));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        /// Whatever lines a list has, an update is made or refused, and what is made opens.
        #[test]
        fn hostile_lines_do_no_harm(lines in prop::collection::vec("[|@*^$/~a-zß.=,\\\\(){}\\[\\]?+0-9]{0,60}|\\PC{0,40}", 0..40)) {
            let given = Given { texts: texts(LATER, &format!("{RULES}\n{}", lines.join("\n"))), ..bundle() };
            if let Ok(update) = made(given) {
                prop_assert!(Knowledge::open(update.pack).is_ok());
            }
        }
    }
}
