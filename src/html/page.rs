//! What a document says about itself. The twin of `extension/content/collect.js` and `microdata.js`.

use super::read::{cut, resolve, text, tidy};
use super::tree::{Id, Tree};
use crate::fact::{MicrodataItem, MicrodataValue, PageFacts};

const MOST_JSON_LD: usize = 20;
const LONGEST_JSON_LD: usize = 65_536;
const MOST_META: usize = 200;
const LONGEST_META: usize = 1_000;
const MOST_ITEMS: usize = 50;
const MOST_PROPS: usize = 100;
const MOST_NODES: i32 = 5_000;
const DEEPEST_ITEM: usize = 5;
const LONGEST_VALUE: usize = 500;
const MOST_PRIVACY_LINKS: usize = 20;
const FIRST_LINKS: usize = 50;
const LAST_LINKS: usize = 150;
const PRIVACY_WORDS: &[&str] = &[
    "privacy",
    "opt-out",
    "opt out",
    "optout",
    "do not sell",
    "do-not-sell",
    "your choices",
    "adchoices",
    "cookie",
    "datenschutz",
    "widerspruch",
    "einwilligung",
];
const MOST_ASKING_LINKS: usize = 10;
const ASKING_WORDS: &[&str] = &[
    "preference cent",
    "preferences",
    "preference-cent",
    "feedback",
    "survey",
    "tell us why",
    "your opinion",
    "umfrage",
    "deine meinung",
    "ihre meinung",
    "newsletter-einstellungen",
];
const MOST_HEADINGS: usize = 30;
const MOST_GAPS: usize = 5;
const LONGEST_GAP: usize = 120;
/// What a template leaves behind: its marks, or the words for nothing.
const LEFT_BEHIND: &[&str] = &["{{", "%%", "${", "[", "undefined", "null", "fname"];

/// Reads a document.
pub(super) fn facts(tree: &Tree) -> PageFacts {
    let mut truncated = tree.truncated;
    let mut first = |all: Vec<Id>, most: usize| {
        truncated |= all.len() > most;
        all.into_iter().take(most)
    };
    let scripts = first(tree.all().filter(|&id| is_json_ld(tree, id)).collect(), MOST_JSON_LD);
    let json_ld: Vec<String> = scripts.map(|id| tree.whole_text(id)).collect();
    let named = |&id: &Id| tree.is(id, "meta") && tree.has(id, "content") && !meta_name(tree, id).is_empty();
    let meta = first(tree.all().filter(named).collect(), MOST_META).map(|id| {
        let content = tree.attribute(id, "content").unwrap_or_default();
        (cut(meta_name(tree, id), 100), cut(content, LONGEST_META))
    });
    let meta = meta.collect();
    let mut budget = MOST_NODES;
    let top = |&id: &Id| tree.has(id, "itemscope") && !tree.has(id, "itemprop");
    let tops = first(tree.all().filter(top).collect(), MOST_ITEMS);
    let microdata = tops.map(|id| item(tree, id, 1, &mut budget)).collect();
    truncated |= budget < 0 || json_ld.iter().any(|text| text.encode_utf16().count() > LONGEST_JSON_LD);
    // A drawing has titles too.
    let own = |&id: &Id| tree.is(id, "title") && !tree.around(id).any(|id| tree.is(id, "svg"));
    let title = tree.all().find(own).map(|id| tree.whole_text(id));
    let lang = tree.all().find(|&id| tree.is(id, "html")).and_then(|id| tree.attribute(id, "lang"));
    let title = tidy(&title.unwrap_or_default());
    PageFacts {
        title: cut(&title, 300),
        lang: cut(lang.unwrap_or_default(), 35),
        json_ld: json_ld.iter().map(|text| cut(text, LONGEST_JSON_LD)).collect(),
        meta,
        microdata,
        canonical: canonical(tree),
        privacy_links: links_about(tree, PRIVACY_WORDS, MOST_PRIVACY_LINKS),
        asking_links: links_about(tree, ASKING_WORDS, MOST_ASKING_LINKS),
        forms: super::forms::forms(tree),
        gaps: gaps(tree, &title),
        truncated,
    }
}

fn is_json_ld(tree: &Tree, id: Id) -> bool {
    let kind = tree.attribute(id, "type").filter(|_| tree.is(id, "script"));
    kind.is_some_and(|kind| kind.eq_ignore_ascii_case("application/ld+json"))
}

fn meta_name(tree: &Tree, id: Id) -> &str {
    let names = ["property", "name", "itemprop"].iter().filter_map(|name| tree.attribute(id, name));
    names.into_iter().find(|name| !name.is_empty()).unwrap_or_default()
}

fn canonical(tree: &Tree) -> Option<String> {
    let is_canonical = |&id: &Id| {
        let rel = tree.attribute(id, "rel").filter(|_| tree.is(id, "link")).unwrap_or_default();
        rel.split_ascii_whitespace().any(|word| word.eq_ignore_ascii_case("canonical"))
    };
    resolve(tree, tree.attribute(tree.all().find(is_canonical)?, "href"))
}

fn item(tree: &Tree, scope: Id, depth: usize, budget: &mut i32) -> MicrodataItem {
    let kind = cut(&tidy(tree.attribute(scope, "itemtype").unwrap_or_default()), 200);
    let mut found = MicrodataItem { kind, props: Vec::new() };
    let referred = tree.attribute(scope, "itemref").unwrap_or_default().split_whitespace().take(10);
    let others = referred.filter_map(|name| tree.all().find(|&id| tree.attribute(id, "id") == Some(name)));
    // Nodes still to visit, the next one last.
    let mut open: Vec<Id> = tree.children(scope).chain(others).collect();
    open.reverse();
    while let Some(node) = open.pop() {
        *budget = budget.saturating_sub(1);
        if *budget < 0 {
            break;
        }
        let inner = tree.has(node, "itemscope");
        for name in tree.attribute(node, "itemprop").unwrap_or_default().split_whitespace() {
            if found.props.len() >= MOST_PROPS {
                return found;
            }
            let value = match inner {
                false => MicrodataValue::Text(value(tree, node)),
                true if depth < DEEPEST_ITEM => MicrodataValue::Item(item(tree, node, depth + 1, budget)),
                true => continue,
            };
            found.props.push((cut(name, 100), value));
        }
        if !inner {
            let start = open.len();
            open.extend(tree.children(node));
            open.get_mut(start..).unwrap_or_default().reverse();
        }
    }
    found
}

/// Where a property's value stands, by element, as the HTML standard says.
fn value(tree: &Tree, node: Id) -> String {
    let attribute = |name: &str| tree.attribute(node, name).map(str::to_owned);
    let address = match tree.name(node) {
        "a" | "area" | "link" => Some("href"),
        "audio" | "embed" | "iframe" | "img" | "source" | "track" | "video" => Some("src"),
        "object" => Some("data"),
        _ => None,
    };
    let address =
        || address.and_then(|name| resolve(tree, tree.attribute(node, name)).or_else(|| attribute(name)));
    let given = || attribute("value").filter(|_| matches!(tree.name(node), "data" | "meter"));
    let said = attribute("content").or_else(address).or_else(|| attribute("datetime")).or_else(given);
    cut(&tidy(&said.unwrap_or_else(|| text(tree, node, LONGEST_VALUE))), LONGEST_VALUE)
}

/// Links whose text or address has one of `words`.
fn links_about(tree: &Tree, words: &[&str], most: usize) -> Vec<(String, String)> {
    let all: Vec<Id> = tree.all().filter(|&id| tree.is(id, "a") && tree.has(id, "href")).collect();
    let skipped = match all.len() > FIRST_LINKS + LAST_LINKS {
        true => FIRST_LINKS..all.len() - LAST_LINKS,
        false => 0..0,
    };
    let some = all.iter().enumerate().filter(|(place, _)| !skipped.contains(place)).map(|(_, &id)| id);
    let speaks = |text: &str, href: &str| {
        let both = format!("{text} {href}").to_lowercase();
        words.iter().any(|word| both.contains(word))
    };
    // As written first: a page about privacy is not all links to privacy.
    let written = |&id: &Id| speaks(&tree.whole_text(id), tree.attribute(id, "href").unwrap_or_default());
    let link = |id| Some((text(tree, id, 120), resolve(tree, tree.attribute(id, "href"))?));
    let found = some.filter(written).filter_map(link).filter(|(said, href)| speaks(said, href));
    found.take(most).collect()
}

/// Title and headings in which something of a template stands.
fn gaps(tree: &Tree, title: &str) -> Vec<String> {
    let left = |text: &str| {
        let text = text.to_lowercase();
        LEFT_BEHIND.iter().any(|mark| text.contains(mark))
    };
    let heading = |&id: &Id| matches!(tree.name(id), "h1" | "h2" | "h3");
    let headings = tree.all().filter(heading).take(MOST_HEADINGS);
    let headings = headings.filter(|&id| left(&tree.whole_text(id))).map(|id| text(tree, id, LONGEST_GAP));
    std::iter::once(cut(title, LONGEST_GAP))
        .chain(headings)
        .filter(|said| left(said))
        .take(MOST_GAPS)
        .collect()
}
