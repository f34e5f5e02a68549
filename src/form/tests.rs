//! Forms as sites write them, and what they are understood as.

use super::*;

/// `type name` of each field; `*` marks what is required, `~` the words of `autocomplete`.
fn form(action: &str, buttons: &[&str], fields: &[&str]) -> Form {
    let field = |text: &&str| {
        let (text, required) = text.strip_suffix('*').map_or((*text, false), |text| (text, true));
        let (text, autocomplete) = text.split_once('~').unwrap_or((text, ""));
        let (kind, name) = text.split_once(' ').unwrap_or((text, ""));
        Field { kind: kind.into(), name: name.into(), autocomplete: autocomplete.into(), required }
    };
    Form {
        action: Some(format!("https://shop.example{action}")),
        buttons: buttons.iter().map(|text| (*text).to_owned()).collect(),
        fields: fields.iter().map(field).collect(),
        ..Form::default()
    }
}

#[test]
fn what_forms_demand() {
    use Kind::*;
    type Row<'a> = (&'a str, Form, Option<(Step, &'a [Kind], bool)>);
    let (home, checkout) = ("https://shop.example/", "https://shop.example/checkout");
    let rows: &[Row<'_>] = &[
        (home, form("/search", &["Go"], &["text q"]), Some((Step::Search, &[], false))),
        (home, form("/x", &["Join"], &["email e*"]), Some((Step::Newsletter, &[], false))),
        (
            home,
            form("/news", &["Subscribe"], &["email e*", "tel t*"]),
            Some((Step::Newsletter, &[Phone], true)),
        ),
        (
            home,
            form(
                "/newsletter",
                &["Los"],
                &["email e*", "date geburtsdatum*", "select anrede", "text vorname*"],
            ),
            Some((Step::Newsletter, &[Birth], true)),
        ),
        (
            home,
            form(
                "/account/new",
                &["Create account"],
                &["email e*", "password p*", "text customer[birthDate]*"],
            ),
            Some((Step::Account, &[Birth], true)),
        ),
        (home, form("/login", &["Log in"], &["email e*", "password p*"]), None),
        (
            checkout,
            form("/pay", &["Pay"], &["text a~shipping name*", "email e*", "text s~street-address*", "tel t"]),
            Some((Step::Checkout, &[], true)),
        ),
        (
            checkout,
            form(
                "/pay",
                &["Pay"],
                &["text fullName*", "email e*", "tel t~tel-national*", "password p~new-password*"],
            ),
            Some((Step::Checkout, &[Phone, Password], true)),
        ),
        (checkout, form("/login", &["Log in"], &["email e*", "password p~current-password*"]), None),
        (checkout, form("/search", &[], &["search s"]), Some((Step::Search, &[], false))),
        (checkout, form("/letters", &["Subscribe"], &["email e*", "text name"]), None),
        (
            home,
            form(
                "/contact",
                &["Send"],
                &["text name*", "email e*", "textarea message*", "text phone_number*"],
            ),
            Some((Step::Contact, &[Phone], true)),
        ),
        (home, form("/x", &["Filter"], &["select size", "text price"]), None),
        (home, Form::default(), None),
    ];
    for (page, form, expected) in rows {
        let read = read(std::slice::from_ref(form), page);
        let found = read.first().map(|asked| (asked.step, asked.beyond.as_slice(), asked.who));
        assert_eq!(found, *expected, "{form:?}");
    }
}

#[test]
fn names_of_fields() {
    for (name, expected) in [
        ("billing[first_name]", Some(Kind::Name)),
        ("customerEmail", Some(Kind::Email)),
        ("date_of_birth", Some(Kind::Birth)),
        ("billing_postcode", Some(Kind::Address)),
        ("Telefon", Some(Kind::Phone)),
        ("user_name", None),
        ("product-name", None),
        ("username", None),
        ("hotel", None),
        ("couponcode", None),
        ("zipper", None),
        ("", None),
    ] {
        let field = Field { kind: "text".into(), name: name.into(), ..Field::default() };
        assert_eq!(fields::kind(&field), expected, "{name}");
    }
}

proptest::proptest! {
    #[test]
    fn any_form_reads(name: String, auto: String, action: String, page: String) {
        let field = Field { kind: "text".into(), name, autocomplete: auto, required: true };
        let form = Form { action: Some(action), fields: vec![field; 50], ..Form::default() };
        let _ = read(&vec![form; 20], &page);
    }
}
