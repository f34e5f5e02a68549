//! Forms: which step one stands for, what its fields are about, and what it demands beyond its need.

use serde::{Deserialize, Serialize};

use crate::fact::{Field, Form};
use crate::order::Order;
use crate::site::Url;

mod fields;
#[cfg(test)]
mod tests;

/// The step that a form stands for, as far as the page tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// To look for something.
    Search,
    /// To get a newsletter.
    Newsletter,
    /// To open an account.
    Account,
    /// To buy.
    Checkout,
    /// To write to the people behind the page.
    Contact,
}

/// What a field is about, of what can be too much.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A date of birth, or an age.
    Birth,
    /// A name.
    Name,
    /// A postal address.
    Address,
    /// A password.
    Password,
    /// A payment card.
    Card,
    /// Gender, or a title that says it.
    Gender,
}

/// A form as it was understood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Asked {
    /// Its step.
    pub step: Step,
    /// What it cannot be sent without, although its step does not need it; sorted.
    pub beyond: Vec<Kind>,
    /// It asks who somebody is: more than an e-mail address.
    pub who: bool,
}

/// What a step does not need, each with the reason. What stands in no row is not judged: a name in a
/// newsletter's form is a courtesy, and what a shop needs to know differs.
const BEYOND: &[(Step, Kind)] = &[
    // Looking for something needs nobody's data at all.
    (Step::Search, Kind::Email),
    (Step::Search, Kind::Phone),
    (Step::Search, Kind::Birth),
    (Step::Search, Kind::Name),
    // A newsletter goes to an e-mail address; nothing else is needed to send it (GDPR article 5(1)(c)).
    (Step::Newsletter, Kind::Phone),
    (Step::Newsletter, Kind::Birth),
    (Step::Newsletter, Kind::Address),
    (Step::Newsletter, Kind::Gender),
    // An account is a name to log in with and a secret; address and telephone come with an order.
    (Step::Account, Kind::Phone),
    (Step::Account, Kind::Birth),
    (Step::Account, Kind::Address),
    (Step::Account, Kind::Gender),
    (Step::Account, Kind::Card),
    // A parcel finds its way by name and address, and e-mail tells of trouble. (Goods for adults need an
    // age: that is the exception, which the reader of the finding knows.)
    (Step::Checkout, Kind::Phone),
    (Step::Checkout, Kind::Birth),
    (Step::Checkout, Kind::Gender),
    // Who has to make up a password has to open an account. Most guidance wants a way to buy as a guest
    // (German data protection conference, 24 March 2022).
    (Step::Checkout, Kind::Password),
    // An answer needs one way back, and the person wrote theirs: an e-mail address.
    (Step::Contact, Kind::Phone),
    (Step::Contact, Kind::Birth),
    (Step::Contact, Kind::Address),
    (Step::Contact, Kind::Gender),
];

/// What the forms of a page ask, as far as their step is known. `page` is the page's address.
#[must_use]
pub fn read(forms: &[Form], page: &str) -> Vec<Asked> {
    forms.iter().take(10).filter_map(|form| of(form, page)).collect()
}

fn of(form: &Form, page: &str) -> Option<Asked> {
    let kinds: Vec<(Option<Kind>, &Field)> = form.fields.iter().map(|f| (fields::kind(f), f)).collect();
    let step = step(form, &kinds, page)?;
    let mut beyond: Vec<Kind> = BEYOND
        .iter()
        .filter(|(at, _)| *at == step)
        .map(|(_, kind)| *kind)
        .filter(|kind| kinds.iter().any(|(of, field)| *of == Some(*kind) && field.required))
        .collect();
    beyond.order();
    let names =
        |kind| matches!(kind, Some(Kind::Name | Kind::Address | Kind::Phone | Kind::Birth | Kind::Card));
    Some(Asked { step, beyond, who: kinds.iter().any(|(kind, _)| names(*kind)) })
}

/// The step: by what the form asks for first, by its words and the page's address where that leaves it open.
fn step(form: &Form, kinds: &[(Option<Kind>, &Field)], page: &str) -> Option<Step> {
    let has = |kind: Kind| kinds.iter().any(|(of, _)| *of == Some(kind));
    let path = |url: &str| Url::split(url).map_or_else(String::new, |url| url.path.to_ascii_lowercase());
    let own = [form.action.as_deref().map_or_else(String::new, path), form.name.to_lowercase()].join(" ");
    let says = [own.clone(), form.buttons.join(" ").to_lowercase()].join(" ");
    let speaks = |words: &[&str]| words.iter().any(|word| says.contains(word));
    let here = path(page);
    let buys = |text: &str| BUYS.iter().any(|word| text.contains(word));
    if (has(Kind::Card) || has(Kind::Address) || has(Kind::Name) || has(Kind::Email))
        && (buys(&own) || buys(&here))
    {
        // A login beside the checkout asks for what is known already; a newsletter below it for less.
        let login = kinds.iter().any(|(_, field)| field.autocomplete.contains("current-password"));
        let pays =
            has(Kind::Card) || has(Kind::Address) || has(Kind::Name) || has(Kind::Password) || buys(&own);
        return (pays && !login && !speaks(LETTERS)).then_some(Step::Checkout);
    }
    if has(Kind::Password) {
        let passwords = kinds.iter().filter(|(kind, _)| *kind == Some(Kind::Password)).count();
        let new = kinds.iter().any(|(_, field)| field.autocomplete.contains("new-password"));
        return (new || passwords > 1 || speaks(JOINS)).then_some(Step::Account);
    }
    if has(Kind::Email) && form.fields.iter().any(|field| field.kind == "textarea") {
        return Some(Step::Contact);
    }
    if has(Kind::Email) && (speaks(LETTERS) || form.fields.len() == 1) {
        return Some(Step::Newsletter);
    }
    let seeks = |field: &Field| {
        field.kind == "search"
            || ["q", "query", "s", "search", "suche", "search_query"].contains(&field.name.as_str())
    };
    form.fields.iter().any(seeks).then_some(Step::Search)
}

const BUYS: &[&str] = &["checkout", "kasse", "/order", "order-form", "payment", "bestellen", "bestellung"];
const JOINS: &[&str] =
    &["register", "sign up", "signup", "sign-up", "create account", "registrieren", "konto"];
const LETTERS: &[&str] = &["newsletter", "subscribe", "mailing", "abonnieren"];
