//! Habits: what a request does that trackers do, whoever gets it. For third parties that no list names.

use serde::{Deserialize, Serialize};

use crate::fact::RequestKind;
use crate::percent::fixpoint;
use crate::site::{Url, bare};

/// Something that trackers do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Habit {
    /// It carries a value that can recognise a browser or a person.
    Identifier,
    /// It carries the address of the page.
    PageAddress,
    /// It is a beacon (`sendBeacon`, `<a ping>`): the answer is of no use to the page.
    Beacon,
}

/// Names of parameters whose long random values are the file's, the key's or the clock's, not the person's.
const NOT_A_PERSON: &[&str] = &[
    "api_key",
    "apikey",
    "build",
    "cache",
    "cb",
    "hash",
    "integrity",
    "key",
    "md5",
    "nonce",
    "ord",
    "policy",
    "publickey",
    "rand",
    "random",
    "rev",
    "rnd",
    "salt",
    "sha1",
    "sig",
    "sign",
    "signature",
    "sri",
    "t",
    "token",
    "ts",
    "v",
    "ver",
    "version",
];

/// The habits that a scrubbed request shows. `page` is the address of the page that sent it.
///
/// What a page is built of (scripts, styles, fonts, media) comes with numbers of its own and with
/// the page's address as a matter of course: only pictures, background requests and frames are looked at.
#[must_use]
pub fn habits(url: &str, kind: RequestKind, page: &str) -> Vec<Habit> {
    use RequestKind as K;
    let Some(split) = Url::split(url).filter(|_| matches!(kind, K::Image | K::Ping | K::Xhr | K::SubFrame))
    else {
        return Vec::new();
    };
    let page = bare(page);
    let told = |value: &str| {
        let value = fixpoint(value);
        page.len() > 3 && value.contains("://") && bare(&value) == page
    };
    let habits = [
        (Habit::Identifier, split.params().any(|(name, value)| identifies(name, value))),
        (
            Habit::PageAddress,
            matches!(kind, K::Image | K::Ping) && split.params().any(|(_, value)| told(value)),
        ),
        (Habit::Beacon, kind == K::Ping),
    ];
    habits.into_iter().filter(|(_, shown)| *shown).map(|(habit, _)| habit).collect()
}

/// Whether a scrubbed value stands for something that recognises: by its own kind, or by its shape
/// under a name that is nothing else's.
fn identifies(name: &str, value: &str) -> bool {
    let stands_for = |kinds: &[&str]| kinds.iter().any(|kind| value.contains(kind));
    let name = name.to_ascii_lowercase();
    stands_for(&["~cookie.", "~device.", "~customer.", "~email.", "~phone."])
        || value.starts_with("~unknown.") && !NOT_A_PERSON.contains(&name.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows() {
        use Habit::{Beacon, Identifier, PageAddress};
        use RequestKind as K;
        let page = "https://shop.example/p/1?x=2";
        for (url, kind, expected) in [
            ("https://t.example/i?uid=~cookie.opaque.0a1b2c3d~", K::Image, &[Identifier][..]),
            ("https://t.example/i?q=~unknown.opaque.0a1b2c3d~", K::Xhr, &[Identifier]),
            ("https://t.example/i?v=~unknown.opaque.0a1b2c3d~", K::Image, &[]),
            (
                "https://t.example/i?u=https%3A%2F%2Fcdn.example%2F~unknown.opaque.0a1b2c3d~.png",
                K::Image,
                &[],
            ),
            ("https://t.example/a.js?uid=~cookie.opaque.0a1b2c3d~", K::Script, &[]),
            ("https://t.example/i?u=https%3A%2F%2Fshop.example%2Fp%2F1%3Fx%3D2", K::Image, &[PageAddress]),
            (
                "https://t.example/i?u=https%253A%252F%252Fshop.example%252Fp%252F1",
                K::Ping,
                &[PageAddress, Beacon],
            ),
            ("https://t.example/i?u=https%3A%2F%2Fother.example%2F", K::Image, &[]),
            ("https://t.example/i", K::Ping, &[Beacon]),
            ("nonsense", K::Ping, &[]),
        ] {
            assert_eq!(habits(url, kind, page), expected, "{url}");
        }
        assert_eq!(habits("https://t.example/i?u=", K::Image, ""), []);
    }
}
