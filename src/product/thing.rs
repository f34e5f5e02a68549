//! A schema.org thing, whichever way it was written: types and properties.

/// What a property may nest, at most; deeper things are not read.
pub(super) const DEEPEST: usize = 12;
/// Things of one page that are read, at most.
pub(super) const MOST: usize = 2_000;
/// Longer values are cut.
const LONGEST: usize = 2_000;

/// A thing with its properties in order of writing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Thing {
    /// Types without their vocabulary's address: `Product`.
    pub(super) types: Vec<String>,
    /// Properties; one with several values stands several times.
    pub(super) props: Vec<(String, Value)>,
}

/// One value of a property.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    /// A text, number or address.
    Text(String),
    /// A thing.
    Thing(Thing),
}

impl Thing {
    /// Whether it is of one of `types`.
    pub(super) fn is(&self, types: &[&str]) -> bool {
        self.types.iter().any(|have| types.contains(&have.as_str()))
    }

    /// Values of a property.
    pub(super) fn values<'t>(&'t self, name: &str) -> impl Iterator<Item = &'t Value> {
        self.props.iter().filter(move |(have, _)| have == name).map(|(_, value)| value)
    }

    /// Things under a property.
    pub(super) fn things<'t>(&'t self, name: &str) -> impl Iterator<Item = &'t Thing> {
        self.values(name).filter_map(|value| match value {
            Value::Thing(thing) => Some(thing),
            Value::Text(_) => None,
        })
    }

    /// The first text under a property that says something.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        self.values(name).find_map(|value| match value {
            Value::Text(text) => said(text),
            Value::Thing(_) => None,
        })
    }

    /// What a property is called: its text, or the first of `names` of the thing under it.
    pub(super) fn named(&self, name: &str, names: &[&str]) -> Option<String> {
        self.values(name).find_map(|value| match value {
            Value::Text(text) => said(text),
            Value::Thing(thing) => names.iter().find_map(|name| thing.text(name)),
        })
    }
}

/// A type without its vocabulary's address or prefix.
pub(super) fn local(name: &str) -> &str {
    name.trim().trim_end_matches('/').rsplit(['/', '#', ':']).next().unwrap_or_default()
}

/// A text with single spaces, where anything is left of it.
pub(super) fn said(text: &str) -> Option<String> {
    let mut tidy = String::new();
    for word in text.split_whitespace() {
        if tidy.len() >= LONGEST {
            break;
        }
        if !tidy.is_empty() {
            tidy.push(' ');
        }
        tidy.extend(word.chars().take(LONGEST));
    }
    (!tidy.is_empty() && tidy != "null" && tidy != "undefined").then_some(tidy)
}
