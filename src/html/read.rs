//! Links, pictures and text of a piece of a document. The twin of `extension/content/read.js` and `contents.js`.

use url::Url;

use super::tree::{Id, Tree};
use crate::fact::AdLink;

const MOST_LINKS: usize = 20;
const MOST_IMAGES: usize = 20;
const MOST_NODES: usize = 2_000;
const LONGEST_ADDRESS: usize = 8_192;
const LONGEST_LINK_TEXT: usize = 120;
const SMALLEST_IMAGE: u32 = 30;
const LINK_ATTRIBUTES: &[&str] =
    &["href", "data-href", "data-url", "data-click-url", "data-target-url", "data-redirect", "data-pcu"];
/// Where a link is set when the mouse goes down. What stands there is read; nothing is ever triggered.
const HANDLERS: &[&str] = &["onmousedown", "onclick"];
/// The shop's domain, in shopping results.
const SHOP: &str = "data-dtld";
const SILENT: &[&str] = &["script", "style", "noscript", "template", "title", "iframe", "textarea"];

/// A text cut to `most` UTF-16 units, as JavaScript counts; half a pair at the end is replaced.
pub(super) fn cut(text: &str, most: usize) -> String {
    let mut left = most;
    let mut out = String::new();
    for c in text.chars() {
        match left.checked_sub(c.len_utf16()) {
            Some(rest) => left = rest,
            None if left > 0 => {
                out.push('\u{fffd}');
                break;
            }
            None => break,
        }
        out.push(c);
    }
    out
}

/// A text with single spaces.
pub(super) fn tidy(text: &str) -> String {
    let space = |c: char| matches!(c, ' ' | '\t' | '\n' | '\u{c}' | '\r' | '\u{a0}');
    text.split(space).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A web address in full; nothing where it is none (`javascript:`, `mailto:`, `#top`).
pub(super) fn resolve(tree: &Tree, address: Option<&str>) -> Option<String> {
    let text = address?.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if text.is_empty() || text.starts_with('#') || text.encode_utf16().count() > LONGEST_ADDRESS {
        return None;
    }
    let url = Url::options().base_url(tree.base.as_ref()).parse(text).ok()?;
    let web = matches!(url.scheme(), "http" | "https");
    (web && url.as_str().len() <= LONGEST_ADDRESS).then(|| url.into())
}

/// The element and what it holds, as far as it is one of those asked for.
fn matching(tree: &Tree, root: Id, wanted: impl Fn(Id) -> bool) -> impl Iterator<Item = Id> {
    let own = Some(root).filter(|&root| wanted(root));
    own.into_iter().chain(tree.inside(root).filter(move |&id| wanted(id)).take(MOST_NODES))
}

/// Links in an element.
pub(super) fn links(tree: &Tree, root: Id) -> Vec<AdLink> {
    let is_link = |id| {
        let anchor = matches!(tree.name(id), "a" | "area") && tree.has(id, "href");
        let others = LINK_ATTRIBUTES.iter().skip(1).chain(HANDLERS);
        anchor || others.chain([&SHOP]).any(|name| tree.has(id, name))
    };
    let mut found: Vec<AdLink> = Vec::new();
    for element in matching(tree, root, is_link) {
        let attributes = LINK_ATTRIBUTES.iter().map(|name| resolve(tree, tree.attribute(element, name)));
        let handlers = HANDLERS.iter().map(|name| resolve(tree, quoted(tree.attribute(element, name)?)));
        let shop = tree.attribute(element, SHOP).map(|domain| ["https://", domain].concat());
        for href in attributes.chain(handlers).chain([resolve(tree, shop.as_deref())]) {
            let Some(href) = href else { continue };
            if found.iter().any(|link| link.href == href) {
                continue;
            }
            if found.len() >= MOST_LINKS {
                return found;
            }
            found.push(AdLink { href, text: words(tree, element) });
        }
    }
    found
}

/// The first web address in quotes in a script.
fn quoted(script: &str) -> Option<&str> {
    let script = script.get(..LONGEST_ADDRESS).unwrap_or(script);
    let starts = script.match_indices("http").filter_map(|(at, _)| {
        let quote = script.get(..at)?.chars().next_back().filter(|c| matches!(c, '"' | '\''))?;
        let rest = script.get(at..)?;
        let web = rest.starts_with("http://") || rest.starts_with("https://");
        web.then(|| rest.split(quote).next())?
    });
    starts.into_iter().next()
}

/// What a link says: its text, else what it says to those who cannot see it.
fn words(tree: &Tree, element: Id) -> String {
    let own = text(tree, element, LONGEST_LINK_TEXT);
    let attribute = |name| tree.attribute(element, name).map(str::to_owned);
    let alt = || {
        let image = tree.inside(element).find(|&id| tree.is(id, "img") && tree.has(id, "alt"))?;
        tree.attribute(image, "alt").map(str::to_owned)
    };
    let said = Some(own).filter(|own| !own.is_empty());
    let said = said.or_else(|| attribute("aria-label").filter(|label| !label.is_empty()));
    let said = said.or_else(|| attribute("title").filter(|title| !title.is_empty()));
    cut(&tidy(&said.or_else(alt).unwrap_or_default()), LONGEST_LINK_TEXT)
}

/// Addresses of pictures in an element.
pub(super) fn images(tree: &Tree, root: Id) -> Vec<String> {
    let is_image = |id| {
        tree.is(id, "img")
            || (tree.is(id, "video") && tree.has(id, "poster"))
            || tree.attribute(id, "style").is_some_and(|style| style.contains("background"))
    };
    let mut found: Vec<String> = Vec::new();
    for element in matching(tree, root, is_image) {
        if found.len() >= MOST_IMAGES {
            break;
        }
        let address = resolve(tree, pictured(tree, element));
        found.extend(address.filter(|address| !small(tree, element) && !found.contains(address)));
    }
    found
}

fn pictured(tree: &Tree, element: Id) -> Option<&str> {
    let attribute = |name| tree.attribute(element, name);
    match tree.name(element) {
        "video" => attribute("poster"),
        "img" => attribute("src").filter(|src| !src.is_empty() && !src.starts_with("data:")).or_else(|| {
            let first = |set: &'_ str| set.trim().split([' ', ',']).next().map(str::len);
            let set = attribute("srcset");
            attribute("data-src").or_else(|| set?.trim().get(..first(set?)?))
        }),
        _ => {
            let (_, address) = attribute("style")?.split_once("url(")?;
            let (address, _) = address.split_once(')')?;
            Some(address.trim_matches(['\'', '"', ' ']))
        }
    }
}

fn small(tree: &Tree, element: Id) -> bool {
    let side = |name| tree.attribute(element, name).and_then(leading).filter(|&side| side != 0);
    [side("width"), side("height")].into_iter().flatten().any(|side| side < SMALLEST_IMAGE)
}

/// The number that a text begins with.
pub(super) fn leading(text: &str) -> Option<u32> {
    let text = text.trim_start();
    if text.starts_with("-") {
        return None;
    }
    let digits = text.trim_start_matches('+');
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    digits.get(..end).filter(|digits| !digits.is_empty()).map(|digits| digits.parse().unwrap_or(u32::MAX))
}

/// The text of an element as a person would read it, as far as that shows without its layout.
pub(super) fn text(tree: &Tree, root: Id, most: usize) -> String {
    let (mut said, mut length) = (String::new(), 0);
    let (mut next, end, mut left) = (root + 1, tree.end(root), MOST_NODES);
    while next < end && length < 4 * most && left > 0 {
        let id = next;
        next += 1;
        if let Some(text) = tree.text(id) {
            let text = cut(text, 4 * most);
            length += 1 + text.encode_utf16().count();
            said.push(' ');
            said.push_str(&text);
            left -= 1;
        } else if SILENT.contains(&tree.name(id)) || tree.has(id, "hidden") {
            next = tree.end(id);
        }
    }
    cut(&tidy(&said), most)
}
