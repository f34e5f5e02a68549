//! A parsed document as a flat list of nodes in document order, so that no walk of it is recursive.

use html5ever::tendril::TendrilSink;
use html5ever::{ParseOpts, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use url::Url;

/// A node's place in document order.
pub(super) type Id = usize;

/// Deeper nesting is no document that a person saved.
const DEEPEST: usize = 4_000;
/// How much is parsed before the depth is looked at.
const PIECE: usize = 16 << 10;

/// A document.
pub(super) struct Tree {
    nodes: Vec<Node>,
    /// What relative addresses stand on: the document's address, or its `<base href>`.
    pub(super) base: Option<Url>,
    /// Host of the document's own address; empty where it has none.
    pub(super) host: String,
    /// The text began with a tag of its own, not as a document does: a piece of one.
    pub(super) fragment: bool,
    /// The end was left out because elements were nested without end.
    pub(super) truncated: bool,
}

struct Node {
    parent: Option<Id>,
    /// The node after the last one inside this.
    end: Id,
    what: What,
}

enum What {
    Element { name: String, attributes: Vec<(String, String)> },
    Text(String),
    Other,
}

impl Tree {
    pub(super) fn parse(text: &str, url: Option<&str>) -> Self {
        let (dom, truncated) = parse(text);
        let url = url.and_then(|url| Url::parse(url).ok());
        let mut tree = Self {
            nodes: flatten(&dom.document),
            host: url.as_ref().and_then(Url::host_str).unwrap_or_default().to_owned(),
            base: url,
            fragment: is_fragment(text),
            truncated,
        };
        let href = tree.all().find(|&id| tree.is(id, "base") && tree.has(id, "href"));
        if let Some(href) = href.and_then(|id| tree.attribute(id, "href")) {
            tree.base = Url::options().base_url(tree.base.as_ref()).parse(href).ok().or(tree.base);
        }
        tree
    }

    /// The document of a frame whose text stands in this one; it has no address of its own.
    pub(super) fn inner(&self, text: &str) -> Self {
        let inner = Self::parse(text, self.base.as_ref().map(Url::as_str));
        Self { host: self.host.clone(), ..inner }
    }

    /// Every element.
    pub(super) fn all(&self) -> impl DoubleEndedIterator<Item = Id> {
        self.elements(0, self.nodes.len())
    }

    /// Elements inside an element.
    pub(super) fn inside(&self, id: Id) -> impl DoubleEndedIterator<Item = Id> {
        self.elements(id + 1, self.end(id))
    }

    /// Elements directly inside an element.
    pub(super) fn children(&self, id: Id) -> impl Iterator<Item = Id> {
        let mut next = id + 1;
        let end = self.end(id);
        std::iter::from_fn(move || {
            (next < end).then(|| {
                let child = next;
                next = self.end(child);
                child
            })
        })
        .filter(|&child| !self.name(child).is_empty())
    }

    /// The element and those around it, the innermost first.
    pub(super) fn around(&self, id: Id) -> impl Iterator<Item = Id> {
        std::iter::successors(Some(id), |&id| self.nodes.get(id)?.parent)
            .filter(|&id| !self.name(id).is_empty())
    }

    fn elements(&self, start: Id, end: Id) -> impl DoubleEndedIterator<Item = Id> {
        (start..end).filter(|&id| !self.name(id).is_empty())
    }

    /// The node after the last one inside.
    pub(super) fn end(&self, id: Id) -> Id {
        self.nodes.get(id).map_or(id, |node| node.end)
    }

    /// An element's name in lower case; empty for what is no element.
    pub(super) fn name(&self, id: Id) -> &str {
        match self.nodes.get(id).map(|node| &node.what) {
            Some(What::Element { name, .. }) => name,
            _ => "",
        }
    }

    /// Whether an element has a name.
    pub(super) fn is(&self, id: Id, name: &str) -> bool {
        self.name(id) == name
    }

    /// A text node's text.
    pub(super) fn text(&self, id: Id) -> Option<&str> {
        match self.nodes.get(id).map(|node| &node.what) {
            Some(What::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// All text inside an element, as it stands.
    pub(super) fn whole_text(&self, id: Id) -> String {
        (id..self.end(id)).filter_map(|id| self.text(id)).collect()
    }

    /// An attribute's value.
    pub(super) fn attribute(&self, id: Id, name: &str) -> Option<&str> {
        match self.nodes.get(id).map(|node| &node.what) {
            Some(What::Element { attributes, .. }) => {
                attributes.iter().find(|(have, _)| have == name).map(|(_, value)| value.as_str())
            }
            _ => None,
        }
    }

    /// Whether an element has an attribute.
    pub(super) fn has(&self, id: Id, name: &str) -> bool {
        self.attribute(id, name).is_some()
    }
}

/// Parses piece by piece, and stops where elements nest deeper than [`DEEPEST`]: the parser's time
/// grows with the square of the depth. (Browsers go on, but 512 levels deep at most.)
fn parse(text: &str) -> (RcDom, bool) {
    let mut parser = parse_document(RcDom::default(), ParseOpts::default());
    let mut rest = text;
    while !rest.is_empty() {
        let end = (0..=PIECE.min(rest.len())).rev().find(|&end| rest.is_char_boundary(end));
        let (piece, after) = rest.split_at(end.unwrap_or(rest.len()));
        rest = after;
        parser.process(piece.into());
        let document = parser.tokenizer.sink.sink.document.clone();
        let last = |node: &Handle| node.children.borrow().last().cloned();
        if std::iter::successors(Some(document), last).nth(DEEPEST).is_some() {
            return (parser.finish(), true);
        }
    }
    (parser.finish(), false)
}

/// A piece of a document: it has none of the tags that only documents have.
fn is_fragment(text: &str) -> bool {
    let start: String = text.chars().take(2_000).flat_map(char::to_lowercase).collect();
    !["<!doctype", "<html", "<head", "<body", "<title"].iter().any(|tag| start.contains(tag))
}

fn flatten(document: &Handle) -> Vec<Node> {
    let mut nodes: Vec<Node> = Vec::new();
    // What is still to be visited, the next one last; without a handle, where an open node ends.
    let mut open: Vec<(Option<Handle>, Id)> = vec![(Some(document.clone()), 0)];
    while let Some((handle, id)) = open.pop() {
        let here = nodes.len();
        let Some(handle) = handle else {
            if let Some(node) = nodes.get_mut(id) {
                node.end = here;
            }
            continue;
        };
        let what = match &handle.data {
            NodeData::Element { name, attrs, .. } => What::Element {
                name: name.local.to_ascii_lowercase().to_string(),
                attributes: attrs
                    .borrow()
                    .iter()
                    .map(|attr| (attr.name.local.to_string(), attr.value.to_string()))
                    .collect(),
            },
            NodeData::Text { contents } => What::Text(contents.borrow().to_string()),
            _ => What::Other,
        };
        nodes.push(Node { parent: (here > 0).then_some(id), end: here + 1, what });
        open.push((None, here));
        open.extend(handle.children.borrow().iter().rev().map(|child| (Some(child.clone()), here)));
    }
    nodes
}
