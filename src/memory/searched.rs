//! Whether a request carries what somebody searched for on the page that it comes from.
//!
//! The page's address says what was searched for; most tags send that address along. A `Referer` is not
//! looked at: by default browsers give other sites no more of it than the host.

use crate::percent;
use crate::site::Url;

/// Parameters that hold what is searched for, wherever they stand.
const ANYWHERE: &[&str] = &[
    "q",
    "query",
    "search",
    "search_query",
    "searchterm",
    "search_term",
    "keyword",
    "keywords",
    "suche",
    "suchbegriff",
];
/// Parameters that do so on pages whose path speaks of a search, or on WordPress's first page.
const ON_SEARCHES: &[&str] = &["s", "k", "term", "text"];

/// Whether `request` (an address, or an address and a body) names what the address `page` searches for.
#[must_use]
pub fn carries(page: &str, request: &str, body: Option<&str>) -> bool {
    let Some(said) = search(page) else { return false };
    [Some(request), body].into_iter().flatten().any(|text| holds(&plain(text), &said))
}

/// `q=trail boots`, as the page's address says it.
fn search(page: &str) -> Option<String> {
    let url = Url::split(page)?;
    let path = url.path.to_ascii_lowercase();
    let searches = path == "/" || path.contains("search") || path.contains("suche");
    let named = |name: &str| ANYWHERE.contains(&name) || (searches && ON_SEARCHES.contains(&name));
    let (name, value) = url
        .params()
        .find(|(name, value)| named(name) && value.bytes().any(|byte| byte.is_ascii_alphabetic()))?;
    Some(plain(&[name, "=", value].concat()))
}

fn plain(text: &str) -> String {
    percent::fixpoint(text).replace('+', " ").to_lowercase()
}

/// Whether `said` stands in a text as a whole parameter.
fn holds(text: &str, said: &str) -> bool {
    text.match_indices(said).any(|(at, _)| {
        let letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(at + said.len()..).and_then(|after| after.chars().next());
        !letter(before) && !letter(after)
    })
}

#[cfg(test)]
mod tests {
    use super::carries;
    use proptest::prelude::*;

    #[test]
    fn words_that_leave() {
        let page = "https://shop.example/search?q=trail+boots&page=2";
        for (request, expected) in [
            ("https://t.example/e?dl=https%3A%2F%2Fshop.example%2Fsearch%3Fq%3Dtrail%2Bboots", true),
            (
                "https://t.example/e?dl=https%253A%252F%252Fshop.example%252Fsearch%253Fq%253Dtrail%252520boots",
                true,
            ),
            ("https://t.example/e?q=Trail%20Boots", true),
            ("https://t.example/e?dl=https%3A%2F%2Fshop.example%2F", false),
            ("https://t.example/e?faq=trail+boots", false),
            ("https://t.example/e?q=trail+bootstrap", false),
        ] {
            assert_eq!(carries(page, request, None), expected, "{request}");
        }
        assert!(carries(
            page,
            "https://t.example/",
            Some(r#"{"url":"https://shop.example/search?q=trail+boots"}"#)
        ));
        for page in
            ["https://shop.example/p/1?s=1", "https://shop.example/p/1?s=red", "https://shop.example/?q=", ""]
        {
            assert!(!carries(page, "https://t.example/?s=red&q=&s=1", None), "{page}");
        }
        assert!(carries(
            "https://blog.example/?s=red",
            "https://t.example/?u=https://blog.example/?s=red",
            None
        ));
    }

    proptest! {
        #[test]
        fn any_text(page: String, request: String) {
            let _ = carries(&page, &request, Some(&page));
        }
    }
}
