//! Identifying data in requests: which kind it is and how it is written, never what it says.
//!
//! A scrubbed value (`~email.sha256.0badcafe~`) is recognised here like a raw one, so that a request
//! reads the same before and after [`crate::scrub`].

use super::Sent;
use super::fields::said;
use super::shape;
use super::signal::{Encoding, Identity, IdentityKind};

/// A value that a decoder found under a name that says whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Known {
    /// What it is.
    pub(crate) identity: Identity,
    /// The name it stood under.
    pub(crate) key: String,
    /// What it says: read by [`crate::scrub`] to take it out, and dropped.
    pub(crate) value: String,
}

impl Known {
    /// `value` as a `kind`; none where it says nothing.
    pub(crate) fn new(kind: IdentityKind, key: &str, value: &str) -> Option<Self> {
        let value = value.trim();
        let identity = Identity { kind, encoding: encoding(kind, value) };
        said(value).then(|| Self { identity, key: key.to_owned(), value: value.to_owned() })
    }
}

/// How a value of a known kind is written.
pub(crate) fn encoding(kind: IdentityKind, value: &str) -> Encoding {
    use IdentityKind::{Click, Cookie, Customer, Device, Email, Unknown};
    let token = shape::token(value).filter(|(_, length)| *length == value.len());
    if matches!(kind, Cookie | Click | Device | Unknown) {
        return Encoding::Opaque;
    }
    if let Some((identity, _)) = token {
        return identity.encoding;
    }
    if let Some(hash) = shape::hash_of(value) {
        return hash;
    }
    match kind {
        Email if value.contains('@') || value.contains("%40") => Encoding::Plain,
        Email => Encoding::Opaque,
        Customer if shape::is_random_text(value) => Encoding::Opaque,
        _ => Encoding::Plain,
    }
}

/// Whether a text that should name a thing names a person: it holds an e-mail address or a hash.
pub(crate) fn names_a_person(text: &str) -> bool {
    shape::find(text).iter().any(|found| found.token || found.identity.encoding != Encoding::Opaque)
}

/// Whether what stands in an account's place is a person's address. A hash there is no person's: some
/// systems number their accounts so (Quora).
pub(crate) fn is_personal_account(text: &str) -> bool {
    shape::find(text).iter().any(|found| found.token || found.identity.kind == IdentityKind::Email)
}

/// Identifying data that shows by itself: plain e-mail addresses anywhere in a request.
pub(crate) fn mentioned(sent: &Sent<'_>) -> Option<Identity> {
    let email = Identity { kind: IdentityKind::Email, encoding: Encoding::Plain };
    let texts = [Some(sent.url.text), super::fields::body(sent)];
    let holds = |text: &str| {
        let hint = text.contains('@') || text.contains("40") || text.contains("~email.plain.");
        hint && shape::find(text).iter().any(|found| found.identity == email)
    };
    texts.into_iter().flatten().any(holds).then_some(email)
}
