//! Words that Google's systems share: event names of gtag, page types, and hashed customer data.

use super::signal::{EventKind, IdentityKind};
use super::{Reading, shape};

/// Recommended and automatic events of gtag and GA4 (developers.google.com, "Recommended events").
pub(super) const EVENTS: &[(&str, EventKind)] = &[
    ("page_view", EventKind::Page),
    ("gtag.config", EventKind::Page),
    ("view_item_list", EventKind::List),
    ("view_search_results", EventKind::Search),
    ("search", EventKind::Search),
    ("view_item", EventKind::View),
    ("add_to_cart", EventKind::CartAdd),
    ("view_cart", EventKind::CartView),
    ("begin_checkout", EventKind::Checkout),
    ("checkout_progress", EventKind::Checkout),
    ("add_shipping_info", EventKind::Checkout),
    ("add_payment_info", EventKind::Checkout),
    ("purchase", EventKind::Purchase),
    ("ecommerce_purchase", EventKind::Purchase),
    ("generate_lead", EventKind::Lead),
    ("sign_up", EventKind::Lead),
    ("form_submit", EventKind::Lead),
];

/// `ecomm_pagetype`, `dynx_pagetype` and their kin in the dynamic remarketing parameters; Microsoft's
/// `pagetype` uses the first set too.
pub(super) const PAGE_TYPES: &[(&str, EventKind)] = &[
    ("home", EventKind::Home),
    ("searchresults", EventKind::Search),
    ("category", EventKind::List),
    ("product", EventKind::View),
    ("offerdetail", EventKind::View),
    ("cart", EventKind::CartView),
    ("conversionintent", EventKind::CartView),
    ("purchase", EventKind::Purchase),
    ("conversion", EventKind::Purchase),
    ("other", EventKind::Page),
];

/// Customer data of enhanced conversions: `tv.1~em.<base64url SHA-256>~pn.<…>`.
pub(super) fn customer_data(text: &str, reading: &mut Reading) {
    let kinds = [
        ("em", IdentityKind::Email),
        ("pn", IdentityKind::Phone),
        ("fn", IdentityKind::Name),
        ("ln", IdentityKind::Name),
        ("sa", IdentityKind::Address),
        ("ct", IdentityKind::Address),
        ("rg", IdentityKind::Address),
        ("pc", IdentityKind::Address),
        ("co", IdentityKind::Address),
    ];
    if !text.starts_with("tv.") {
        return reading.note(IdentityKind::Email, "em", text);
    }
    for part in tilde_parts(text) {
        let Some((name, value)) = part.split_once('.') else { continue };
        let name = name.trim_end_matches(|c: char| c.is_ascii_digit());
        if let Some((key, kind)) = kinds.iter().find(|(key, _)| *key == name) {
            // `em.e1` and the like are error codes.
            if value.len() > 3 || *kind == IdentityKind::Address {
                reading.note(*kind, key, value);
            }
        }
    }
}

/// Splits at `~`, where `~~` stands for one and a scrubbed value is not torn apart.
pub(super) fn tilde_parts(text: &str) -> Vec<String> {
    let mut parts = Vec::new();
    let mut part = String::new();
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        let token = shape::token(rest).map(|(_, length)| length);
        let doubled = rest.starts_with("~~") && shape::token(&rest[1..]).is_none();
        let taken = match (next, token) {
            (_, Some(length)) => length,
            ('~', None) if doubled => {
                part.push('~');
                rest = &rest[2..];
                continue;
            }
            ('~', None) => {
                parts.push(std::mem::take(&mut part));
                rest = &rest[1..];
                continue;
            }
            (other, None) => other.len_utf8(),
        };
        part.push_str(&rest[..taken]);
        rest = &rest[taken..];
    }
    parts.push(part);
    parts
}
