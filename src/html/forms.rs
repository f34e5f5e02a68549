//! What a page's forms ask for. The twin of `extension/content/forms.js`.

use super::read::{cut, resolve, text, tidy};
use super::tree::{Id, Tree};
use crate::fact::{Field, Form};

const MOST_FORMS: usize = 10;
const MOST_FIELDS: usize = 40;
const MOST_NODES: usize = 300;
const MOST_BUTTONS: usize = 5;
const LONGEST_NAME: usize = 120;
const LONGEST_WORD: usize = 60;
/// Kinds of input that ask for nothing that could be written.
const SILENT: &[&str] =
    &["hidden", "submit", "button", "reset", "image", "checkbox", "file", "range", "color"];

/// Forms with their fields; what stands in none is one form of its own.
pub(super) fn forms(tree: &Tree) -> Vec<Form> {
    let mut found: Vec<(Option<Id>, Form)> = Vec::new();
    let is_field = |&id: &Id| matches!(tree.name(id), "input" | "select" | "textarea");
    for id in tree.all().filter(is_field).take(MOST_NODES) {
        let kind = kind(tree, id);
        if SILENT.contains(&kind.as_str()) {
            continue;
        }
        let holder = tree.around(id).find(|&id| tree.is(id, "form"));
        let at = match found.iter().position(|(known, _)| *known == holder) {
            Some(at) => at,
            None if found.len() < MOST_FORMS => {
                found.push((holder, described(tree, holder)));
                found.len() - 1
            }
            None => continue,
        };
        let Some((_, form)) = found.get_mut(at) else { continue };
        let name = Some(said(tree, id, "name")).filter(|name| !name.is_empty());
        let name = name.unwrap_or_else(|| said(tree, id, "id"));
        // A group of radio buttons is one field.
        let again = kind == "radio" && form.fields.iter().any(|f| f.kind == kind && f.name == name);
        if again || form.fields.len() >= MOST_FIELDS {
            continue;
        }
        let required = tree.has(id, "required") || said(tree, id, "aria-required") == "true";
        form.fields.push(Field { kind, autocomplete: said(tree, id, "autocomplete"), name, required });
    }
    found.into_iter().map(|(_, form)| form).collect()
}

fn said(tree: &Tree, id: Id, name: &str) -> String {
    cut(&tidy(tree.attribute(id, name).unwrap_or_default()), LONGEST_WORD)
}

fn kind(tree: &Tree, id: Id) -> String {
    let name = tree.name(id);
    if name != "input" {
        return name.to_owned();
    }
    let kind = said(tree, id, "type").to_lowercase();
    if kind.is_empty() { "text".to_owned() } else { kind }
}

fn described(tree: &Tree, form: Option<Id>) -> Form {
    let Some(form) = form else { return Form::default() };
    let attribute = |name| cut(&tidy(tree.attribute(form, name).unwrap_or_default()), LONGEST_NAME);
    let name = ["id", "name", "class"].map(attribute).join(" ");
    let submits = |id: Id| {
        let kind = tree.attribute(id, "type").unwrap_or_default();
        tree.is(id, "button") || (tree.is(id, "input") && kind.eq_ignore_ascii_case("submit"))
    };
    let words = |id| {
        let value = said(tree, id, "value");
        if value.is_empty() { text(tree, id, LONGEST_WORD) } else { value }
    };
    Form {
        action: resolve(tree, tree.attribute(form, "action")),
        name: cut(&tidy(&name), LONGEST_NAME),
        buttons: tree.inside(form).filter(|&id| submits(id)).take(MOST_BUTTONS).map(words).collect(),
        fields: Vec::new(),
    }
}
