//! `removeparam` rules about click identifiers: which parameters a link loses when a page is opened, and where not.
//!
//! Only rules that hold for every site, by a parameter's whole name, of the names that [`crate::scrub`]
//! knows as click identifiers: taking other parameters away can break a page, and tells nobody less.

use std::collections::BTreeSet;

use crate::scrub::is_click_id;

/// What the lists say of click identifiers in links.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Links {
    /// Parameters to take off.
    pub names: BTreeSet<String>,
    /// Hosts whose links stay as they are.
    pub kept: BTreeSet<String>,
}

impl Links {
    /// Reads a line; says whether it was one of these rules.
    pub(super) fn read(&mut self, line: &str) -> bool {
        let (of, word) = match (exception(line), line.strip_prefix("$removeparam=")) {
            (Some(host), _) => (&mut self.kept, host),
            (None, Some(name)) if is_click_id(name) => (&mut self.names, name),
            _ => return false,
        };
        of.insert(word.to_owned());
        true
    }
}

/// The host of `@@||host^$removeparam`, with or without the name of a click identifier.
fn exception(line: &str) -> Option<&str> {
    let (host, option) = line.strip_prefix("@@||")?.split_once("^$removeparam")?;
    let plain = host.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'));
    let of_links = option.is_empty() || option.strip_prefix('=').is_some_and(is_click_id);
    (plain && of_links).then_some(host)
}

#[cfg(test)]
mod tests {
    use super::Links;

    #[test]
    fn only_click_identifiers_by_name_and_everywhere() {
        let mut links = Links::default();
        for (line, read) in [
            ("$removeparam=fbclid", true),
            ("$removeparam=gclid", true),
            ("$removeparam=utm_source", false),
            ("$removeparam=fbclid,domain=a.example", false),
            ("||a.example^$removeparam=gclid", false),
            ("$removeparam=/^fb/", false),
            ("$removeparam", false),
            ("@@||bank.example^$removeparam", true),
            ("@@||shop.example^$removeparam=gclid", true),
            ("@@||shop.example/path^$removeparam=gclid", false),
            ("||ads.example^", false),
        ] {
            assert_eq!(links.read(line), read, "{line}");
        }
        assert!(links.names.iter().eq(["fbclid", "gclid"]));
        assert!(links.kept.iter().eq(["bank.example", "shop.example"]));
    }
}
