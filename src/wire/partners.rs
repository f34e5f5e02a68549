//! Names under which ad systems know one another in cookie syncs, and the domain each stands for.
//!
//! Read off real sync requests: `google_nid`, `ttd_pid`, `entity`, `partner` and the like hold either
//! such a name or a number that only the network itself can read.

/// Name in lower case without `-` and `_`, and the domain of the company.
const PARTNERS: &[(&str, &str)] = &[
    ("adform", "adform.net"),
    ("adobe", "demdex.net"),
    ("adroll", "adroll.com"),
    ("amazon", "amazon-adsystem.com"),
    ("appnexus", "adnxs.com"),
    ("bidswitch", "bidswitch.net"),
    ("bidswitchdbm", "bidswitch.net"),
    ("casale", "casalemedia.com"),
    ("criteo", "criteo.com"),
    ("dbm", "doubleclick.net"),
    ("google", "google.com"),
    ("id5", "id5-sync.com"),
    ("index", "casalemedia.com"),
    ("liveramp", "rlcdn.com"),
    ("lotame", "crwdcntrl.net"),
    ("mediamath", "mathtag.com"),
    ("openx", "openx.net"),
    ("outbrain", "outbrain.com"),
    ("pubmatic", "pubmatic.com"),
    ("quantcast", "quantserve.com"),
    ("rtbhouse", "creativecdn.com"),
    ("rubicon", "rubiconproject.com"),
    ("sharethrough", "sharethrough.com"),
    ("smart", "smartadserver.com"),
    ("sovrn", "lijit.com"),
    ("taboola", "taboola.com"),
    ("tapad", "tapad.com"),
    ("teads", "teads.tv"),
    ("thetradedesk", "adsrvr.org"),
    ("tradedesk", "adsrvr.org"),
    ("triplelift", "3lift.com"),
    ("ttd", "adsrvr.org"),
    ("xandr", "adnxs.com"),
    ("yahoo", "yahoo.com"),
];

/// The domain that a partner's name stands for; a host stands for itself, a network's own number for nobody.
#[must_use]
pub fn domain(named: &str) -> Option<&str> {
    if named.contains('.') {
        return Some(named);
    }
    let name: String =
        named.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    let at = PARTNERS.binary_search_by(|(known, _)| (*known).cmp(name.as_str())).ok()?;
    PARTNERS.get(at).map(|(_, domain)| *domain)
}

#[cfg(test)]
mod tests {
    use super::{PARTNERS, domain};

    #[test]
    fn names_are_in_order() {
        assert!(PARTNERS.is_sorted_by(|a, b| a.0 < b.0));
    }

    #[test]
    fn a_name_a_host_and_a_number() {
        let rows = [
            ("TheTradeDesk", Some("adsrvr.org")),
            ("rtb-house", Some("creativecdn.com")),
            ("x.example", Some("x.example")),
            ("10062", None),
        ];
        for (named, expected) in rows {
            assert_eq!(domain(named), expected, "{named}");
        }
    }
}
