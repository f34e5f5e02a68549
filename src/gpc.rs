//! What a site says of Global Privacy Control: where its statement lies, and what it says.
//!
//! The file and its one member that counts: <https://www.w3.org/TR/gpc/#gpc-support-resource>.

use serde_json::Value;

use crate::json;
use crate::memory::Brand;
use crate::site::{Site, Url};

/// Where the statement lies on every site that makes one; the extension's content security policy
/// lets the worker reach this path and no other.
pub const PATH: &str = "/.well-known/gpc.json";
/// A statement is two members; what is longer than this says nothing.
pub const LONGEST: usize = 16 * 1024;

/// The address of a brand's statement: on the host where the person was last, for a bare domain
/// often only sends on. None where the name is no plain host.
#[must_use]
pub fn address(site: &Site, brand: Option<&Brand>) -> Option<String> {
    let met = brand.into_iter().flat_map(|brand| brand.visits.iter().rev());
    let hosts = met.filter_map(|visit| Some(Url::split(visit.product.as_ref()?.url.as_deref()?)?.host));
    let own = |host: &&str| {
        host.strip_suffix(site.as_str()).is_some_and(|sub| sub.is_empty() || sub.ends_with('.'))
    };
    let host = hosts.filter(own).chain([site.as_str()]).next()?;
    let plain =
        host.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'-')) && host.contains('.');
    plain.then(|| ["https://", host, PATH].concat())
}

/// What a statement says: that the site honours the signal, or that it does not; none where it is no
/// statement. Only `true` and `false` say something, as the standard has it.
#[must_use]
pub fn read(text: &str) -> Option<bool> {
    let text = text.trim_start_matches('\u{feff}');
    json::read::<Value>(text).ok()?.get("gpc")?.as_bool()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::Millis;
    use crate::memory::note_visit;
    use crate::product::Product;
    use crate::wire::EventKind;

    #[test]
    fn statements() {
        let deep = "[".repeat(100_000);
        let rows = [
            (r#"{"gpc": true, "lastUpdate": "2026-01-01"}"#, Some(true)),
            ("\u{feff} {\n\"gpc\" : false}", Some(false)),
            (r#"{"gpc": "true"}"#, None),
            (r#"{"gpc": 1}"#, None),
            ("{}", None),
            ("[true]", None),
            ("<!doctype html><title>Not found</title>", None),
            ("", None),
            (&deep, None),
        ];
        for (text, said) in rows {
            assert_eq!(read(text), said, "{}", text.get(..40).unwrap_or(text));
        }
    }

    #[test]
    fn asked_where_the_person_was() {
        let site = Site("shop.example".to_owned());
        let mut brand = Brand { site: site.clone(), ..Brand::default() };
        let at = |brand: Option<&Brand>| address(&site, brand);
        assert_eq!(at(None).as_deref(), Some("https://shop.example/.well-known/gpc.json"));
        for (time, url) in [(1, "https://www.shop.example/p/1"), (2, "https://shop.example.evil.example/p/1")]
        {
            let product =
                Product { url: Some(url.to_owned()), ids: vec![time.to_string()], ..Product::default() };
            note_visit(&mut brand, Millis(time), EventKind::View, Some(product), "page");
        }
        assert_eq!(at(Some(&brand)).as_deref(), Some("https://www.shop.example/.well-known/gpc.json"));
        for name in ["", "localhost", "a.example/x?", "a.example:8443", "user@a.example"] {
            assert_eq!(address(&Site(name.to_owned()), None), None, "{name}");
        }
    }
}
