//! What a field is about: by `autocomplete`, whose words are a standard, then by type, then by name.

use super::Kind;
use crate::fact::Field;

/// Words of `autocomplete` (HTML standard, "Autofill"), and what they are about.
const STANDARD: &[(&str, Kind)] = &[
    ("email", Kind::Email),
    ("tel", Kind::Phone),
    ("bday", Kind::Birth),
    ("name", Kind::Name),
    ("given-name", Kind::Name),
    ("family-name", Kind::Name),
    ("street-address", Kind::Address),
    ("address-line1", Kind::Address),
    ("postal-code", Kind::Address),
    ("new-password", Kind::Password),
    ("current-password", Kind::Password),
    ("cc-number", Kind::Card),
    ("cc-csc", Kind::Card),
    ("sex", Kind::Gender),
    ("honorific-prefix", Kind::Gender),
];

/// Whole words in names of fields, English and German, as the shop systems write them.
const WORDS: &[(&str, Kind)] = &[
    ("email", Kind::Email),
    ("mail", Kind::Email),
    ("phone", Kind::Phone),
    ("telephone", Kind::Phone),
    ("mobile", Kind::Phone),
    ("telefon", Kind::Phone),
    ("tel", Kind::Phone),
    ("birthday", Kind::Birth),
    ("birthdate", Kind::Birth),
    ("birth", Kind::Birth),
    ("dob", Kind::Birth),
    ("bday", Kind::Birth),
    ("geburtsdatum", Kind::Birth),
    ("geburtstag", Kind::Birth),
    ("firstname", Kind::Name),
    ("lastname", Kind::Name),
    ("surname", Kind::Name),
    ("fullname", Kind::Name),
    ("vorname", Kind::Name),
    ("nachname", Kind::Name),
    ("street", Kind::Address),
    ("address", Kind::Address),
    ("postcode", Kind::Address),
    ("zip", Kind::Address),
    ("strasse", Kind::Address),
    ("plz", Kind::Address),
    ("cardnumber", Kind::Card),
    ("gender", Kind::Gender),
    ("sex", Kind::Gender),
    ("salutation", Kind::Gender),
    ("anrede", Kind::Gender),
    ("name", Kind::Name),
];

/// What a field is about, where that can be told.
pub(super) fn kind(field: &Field) -> Option<Kind> {
    let standard = field.autocomplete.split_ascii_whitespace().rev().find_map(|word| {
        let word = word.to_ascii_lowercase();
        // `tel-national`, `bday-year`: the parts of a whole.
        let whole = |known: &str| {
            word == known
                || word
                    .strip_prefix(known)
                    .is_some_and(|rest| matches!(known, "tel" | "bday") && rest.starts_with('-'))
        };
        STANDARD.iter().find(|(known, _)| whole(known)).map(|(_, kind)| *kind)
    });
    let typed = || match field.kind.as_str() {
        "email" => Some(Kind::Email),
        "tel" => Some(Kind::Phone),
        "password" => Some(Kind::Password),
        _ => None,
    };
    standard.or_else(typed).or_else(|| named(&field.name))
}

/// `billing[first_name]`, `customerEmail`, `date-of-birth`: words, and words that belong together.
fn named(name: &str) -> Option<Kind> {
    let mut words: Vec<String> = Vec::new();
    let (mut lower, mut open) = (false, false);
    for c in name.chars().take(60) {
        if !c.is_alphanumeric() {
            open = false;
        } else if open && !(lower && c.is_uppercase()) {
            words.last_mut().into_iter().for_each(|word| word.extend(c.to_lowercase()));
        } else {
            words.push(c.to_lowercase().collect());
            open = true;
        }
        lower = c.is_lowercase();
    }
    let pairs: Vec<String> = words.windows(2).map(|two| two.concat()).collect();
    // What somebody is called elsewhere (a user's name, a company's, a product's) is not who they are.
    let other = ["user", "company", "product", "file", "nick", "coupon", "card"].map(str::to_owned);
    let whose = words.iter().any(|word| other.contains(word)) || words.iter().any(|word| word == "username");
    WORDS
        .iter()
        .filter(|(word, _)| *word != "name" || !whose)
        .find(|(word, _)| words.iter().chain(&pairs).any(|said| said == word))
        .map(|(_, kind)| *kind)
}
