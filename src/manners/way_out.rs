//! Links that offer a way out.

/// Whether a link (its text and address) offers a way out: to refuse, to opt out, to change one's
/// choice. In the languages of the collector's table.
#[must_use]
pub fn is_way_out(text: &str, url: &str) -> bool {
    const WORDS: [&str; 16] = [
        "opt out",
        "opt-out",
        "optout",
        "do not sell",
        "don't sell",
        "do-not-sell",
        "donotsell",
        "your choices",
        "privacy choices",
        "cookie settings",
        "cookie-settings",
        "cookie preferences",
        "manage cookies",
        "cookie-einstellungen",
        "widerruf",
        "ablehnen",
    ];
    let (text, url) = (text.to_lowercase(), url.to_ascii_lowercase());
    WORDS.iter().any(|word| text.contains(word) || url.contains(word))
}

#[cfg(test)]
mod tests {
    use super::is_way_out;

    #[test]
    fn ways_out() {
        for (text, url) in [
            ("Do Not Sell or Share My Personal Information", "https://a.example/p"),
            ("Your Privacy Choices", "#"),
            ("Privacy", "https://a.example/opt-out"),
            ("Cookie-Einstellungen", "#"),
        ] {
            assert!(is_way_out(text, url), "{text}");
        }
        assert!(!is_way_out("Privacy policy", "https://a.example/privacy"));
        assert!(!is_way_out("", ""));
    }
}
