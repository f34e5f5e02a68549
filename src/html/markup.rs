//! Known markup of ad systems: `data/ad-markup.tsv`, read once here and once by the content scripts.

use super::tree::{Id, Tree};

const TABLE: &str = include_str!("../../data/ad-markup.tsv");

/// The rows of the table.
pub(super) struct Markup(Vec<(&'static str, Selector)>);

/// A compound selector, the only kind that the table needs: `ins.name[id^="start"]`.
#[derive(Debug, PartialEq, Eq)]
struct Selector {
    name: &'static str,
    classes: Vec<&'static str>,
    /// Attribute, operator (`=`, `^=`, `*=`, or nothing), value.
    attributes: Vec<(&'static str, &'static str, &'static str)>,
}

impl Markup {
    pub(super) fn read() -> Self {
        Self(rows().filter_map(|(system, text)| Some((system, selector(text)?))).collect())
    }

    /// The system whose markup an element is.
    pub(super) fn system(&self, tree: &Tree, id: Id) -> Option<&'static str> {
        self.0.iter().find(|(_, selector)| selector.fits(tree, id)).map(|(system, _)| *system)
    }

    /// The system whose markup an element or one around it is.
    pub(super) fn around(&self, tree: &Tree, id: Id) -> Option<&'static str> {
        tree.around(id).find_map(|id| self.system(tree, id))
    }
}

/// System and selector of each row; the first line names the columns.
fn rows() -> impl Iterator<Item = (&'static str, &'static str)> {
    TABLE.lines().skip(1).filter_map(|line| {
        let mut columns = line.split('\t');
        Some((columns.next()?, columns.next()?))
    })
}

fn selector(text: &'static str) -> Option<Selector> {
    let end = text.find(['.', '[', '#']).unwrap_or(text.len());
    let (name, mut rest) = text.split_at(end);
    let mut selector = Selector { name, classes: Vec::new(), attributes: Vec::new() };
    while !rest.is_empty() {
        if let Some(class) = rest.strip_prefix('.') {
            let end = class.find(['.', '[', '#']).unwrap_or(class.len());
            let (class, after) = class.split_at(end);
            selector.classes.push(class);
            rest = after;
        } else {
            let (inner, after) = rest.strip_prefix('[')?.split_once(']')?;
            let (name, value) = inner.split_once('=').unwrap_or((inner, ""));
            let operator = match name.chars().next_back()? {
                '^' => "^=",
                '*' => "*=",
                _ if inner.contains('=') => "=",
                _ => "",
            };
            selector.attributes.push((name.trim_end_matches(['^', '*']), operator, value.trim_matches('"')));
            rest = after;
        }
    }
    Some(selector)
}

impl Selector {
    fn fits(&self, tree: &Tree, id: Id) -> bool {
        let classes = || tree.attribute(id, "class").unwrap_or_default().split_ascii_whitespace();
        !tree.name(id).is_empty()
            && (self.name.is_empty() || tree.is(id, self.name))
            && self.classes.iter().all(|class| classes().any(|have| have == *class))
            && self.attributes.iter().all(|(name, operator, value)| {
                tree.attribute(id, name).is_some_and(|have| match *operator {
                    "^=" => have.starts_with(value),
                    "*=" => have.contains(value),
                    "=" => have == *value,
                    _ => true,
                })
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_understood() {
        for (system, text) in rows() {
            assert!(!system.is_empty() && selector(text).is_some(), "{text}");
        }
        assert_eq!(
            selector(r#"ins.a.b[id^="x"][data-y]"#),
            Some(Selector {
                name: "ins",
                classes: vec!["a", "b"],
                attributes: vec![("id", "^=", "x"), ("data-y", "", "")]
            })
        );
    }

    /// The content scripts cannot read a table: they carry it, made from here.
    #[test]
    fn the_scripts_carry_the_table() {
        let quote = |text: &str| format!("'{}'", text.replace('\'', "\\'"));
        let rows: String =
            rows().map(|(system, text)| format!("  [{}, {}],\n", quote(system), quote(text))).collect();
        let script = format!(
            "// @ts-check\n// Made from data/ad-markup.tsv: edit the table, then `UPDATE_EXPECT=1 cargo test html::markup`.\n\n\
             candor.part('markup', () => [\n{rows}]);\n"
        );
        expect_test::expect_file!["../../extension/content/markup.js"].assert_eq(&script);
    }
}
