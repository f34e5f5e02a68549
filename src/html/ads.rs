//! What may be an ad. The twin of `extension/content/ads.js` and `said.js`, without a layout: what has no size
//! written is taken to be large enough.

use url::Url;

use super::markup::Markup;
use super::read::{cut, images, leading, links, resolve, text};
use super::tree::{Id, Tree};
use crate::fact::{AdCandidate, FoundBy, Rect};
use crate::id::ElementId;

const MOST_CANDIDATES: usize = 40;
const MOST_IMAGES: usize = 500;
const LONGEST_TEXT: usize = 300;
const LONGEST_METADATA: usize = 8_192;
/// Frames in frames that are read, and how many of them.
const DEEPEST_FRAME: usize = 4;
const MOST_FRAMES: usize = 50;

/// Finds candidates in a document and in the documents written into its frames.
pub(super) fn candidates(tree: &Tree) -> Vec<AdCandidate> {
    let markup = Markup::read();
    let mut frames = MOST_FRAMES;
    let mut found = Vec::new();
    in_document(&markup, tree, None, 0, &mut frames, &mut found);
    found
}

/// `holder` is the system around the frame that holds the document; `depth` 0 is the page itself.
fn in_document(
    markup: &Markup,
    tree: &Tree,
    holder: Option<&str>,
    depth: usize,
    frames: &mut usize,
    out: &mut Vec<AdCandidate>,
) {
    let mut found = by_markup(markup, tree);
    let known = found.len();
    by_picture(markup, tree, &mut found);
    // A frame is one ad, unless systems are known inside; a piece of a page, where nothing else is found in it.
    let as_one = known == 0 && (depth > 0 || (tree.fragment && found.is_empty()));
    if let Some(whole) = as_one.then(|| whole_document(tree, holder)).flatten() {
        found = vec![whole];
    }
    let start = out.len();
    out.extend(found);
    for (number, candidate) in out.iter_mut().skip(start).enumerate() {
        candidate.element = if candidate.element.0 == 0 { candidate.element } else { number_of(number) };
    }
    let inner = tree.all().filter(|&id| tree.is(id, "iframe") && tree.has(id, "srcdoc") && !hidden(tree, id));
    for frame in inner {
        if depth >= DEEPEST_FRAME || *frames == 0 {
            return;
        }
        *frames -= 1;
        let document = tree.inner(tree.attribute(frame, "srcdoc").unwrap_or_default());
        in_document(markup, &document, markup.around(tree, frame).or(holder), depth + 1, frames, out);
    }
}

fn number_of(place: usize) -> ElementId {
    ElementId(u32::try_from(place + 1).unwrap_or(u32::MAX))
}

/// Elements with the markup of a known system, the outermost of nested ones.
fn by_markup(markup: &Markup, tree: &Tree) -> Vec<AdCandidate> {
    let mut after = 0;
    let mut found = Vec::new();
    for id in tree.all() {
        if found.len() >= MOST_CANDIDATES {
            break;
        }
        if id < after {
            continue;
        }
        let Some(system) = markup.system(tree, id) else { continue };
        after = tree.end(id);
        let candidate = candidate(tree, id, id, FoundBy::Markup, Some(system));
        found.extend(candidate.filter(|candidate| !candidate.links.is_empty()));
    }
    found
}

/// Links around pictures that leave the page.
fn by_picture(markup: &Markup, tree: &Tree, found: &mut Vec<AdCandidate>) {
    let mut seen = Vec::new();
    for image in tree.all().filter(|&id| tree.is(id, "img")).take(MOST_IMAGES) {
        if found.len() >= MOST_CANDIDATES {
            return;
        }
        let link = tree.around(image).find(|&id| tree.is(id, "a") && tree.has(id, "href"));
        let Some(link) = link.filter(|link| !seen.contains(link)) else { continue };
        let href = resolve(tree, tree.attribute(link, "href"));
        if !href.is_some_and(|href| leaves_page(tree, &href)) || markup.around(tree, link).is_some() {
            continue;
        }
        if images(tree, link).is_empty() {
            continue;
        }
        seen.push(link);
        found.extend(candidate(tree, link, image, FoundBy::CrossSiteLink, None));
    }
}

/// A document as a whole, where something in it leads or comes from elsewhere.
fn whole_document(tree: &Tree, holder: Option<&str>) -> Option<AdCandidate> {
    let body = tree.all().find(|&id| tree.is(id, "body"))?;
    let whole = candidate(tree, body, body, FoundBy::CrossSiteLink, holder)?;
    let hrefs = whole.links.iter().map(|link| &link.href);
    let elsewhere = hrefs.chain(&whole.images).any(|href| leaves_page(tree, href));
    elsewhere.then_some(AdCandidate { element: ElementId(0), ..whole })
}

/// Whether an address is surely of another host.
fn leaves_page(tree: &Tree, address: &str) -> bool {
    let Ok(url) = Url::parse(address) else { return false };
    let there = url.host_str().unwrap_or_default();
    let there = there.strip_prefix("www.").unwrap_or(there);
    let here = tree.host.strip_prefix("www.").unwrap_or(&tree.host);
    let under =
        |a: &str, b: &str| a.strip_suffix(b).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    !(under(here, there) || under(there, here))
}

fn candidate(
    tree: &Tree,
    id: Id,
    measured: Id,
    found_by: FoundBy,
    markup: Option<&str>,
) -> Option<AdCandidate> {
    let rect = size(tree, measured);
    if hidden(tree, id) || rect.is_some_and(|rect| rect.width < 1 || rect.height < 1) {
        return None;
    }
    Some(AdCandidate {
        element: ElementId(1),
        found_by,
        rect: rect.unwrap_or_default(),
        viewable_ms: 0,
        links: links(tree, id),
        images: images(tree, id),
        text: text(tree, id, LONGEST_TEXT),
        metadata: metadata(tree),
        markup: markup.map(str::to_owned),
    })
}

/// Width and height, where the markup gives both.
fn size(tree: &Tree, id: Id) -> Option<Rect> {
    let side =
        |name| styled(tree, id, name).and_then(pixels).or_else(|| tree.attribute(id, name).and_then(pixels));
    Some(Rect { x: 0, y: 0, width: side("width")?, height: side("height")? })
}

/// A length in CSS pixels; another unit says nothing without a layout.
fn pixels(text: &str) -> Option<u32> {
    let unit = text.trim().trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    leading(text).filter(|_| matches!(unit.trim(), "" | "px" | "px!important" | "px !important"))
}

/// The value of a property in `style`.
fn styled<'t>(tree: &'t Tree, id: Id, name: &str) -> Option<&'t str> {
    let rows = tree.attribute(id, "style")?.split(';').filter_map(|row| row.split_once(':'));
    rows.rev().find(|(have, _)| have.trim().eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
}

/// Whether the markup itself says that an element does not show.
fn hidden(tree: &Tree, id: Id) -> bool {
    let gone = |id| {
        let display = styled(tree, id, "display").unwrap_or_default();
        tree.has(id, "hidden") || display.to_ascii_lowercase().starts_with("none")
    };
    tree.around(id).any(gone)
}

fn metadata(tree: &Tree) -> Option<String> {
    let is_metadata = |&id: &Id| {
        let name = tree.attribute(id, "name").filter(|_| tree.is(id, "meta")).unwrap_or_default();
        name.eq_ignore_ascii_case("AdsMetadata")
    };
    let content = tree.attribute(tree.all().find(is_metadata)?, "content")?;
    (!content.is_empty()).then(|| cut(content, LONGEST_METADATA))
}
