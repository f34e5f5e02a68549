//! Addresses: a URL split into its parts once, and the site (registrable domain) that people recognise.

use serde::{Deserialize, Serialize};

/// A registrable domain (public suffix plus one label, private section included), or an IP address
/// or single-label host as it stands. Lower case; the key of a brand.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(transparent)]
pub struct Site(pub String);

impl Site {
    /// The site as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Site {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether a request goes to the site of the page itself or to another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Party {
    /// The same registrable domain as the page.
    First,
    /// Another registrable domain.
    Third,
}

/// A URL split at its joints, borrowing from the text. Never fails on odd input: it says `None`
/// only where there is no `scheme://host` at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Url<'a> {
    /// The whole text.
    pub text: &'a str,
    /// `https`, `http`, `wss`, `ws` …, as written.
    pub scheme: &'a str,
    /// Host without port and user info, as written (browsers write it in lower case and punycode).
    pub host: &'a str,
    /// From the first `/` after the host, without query and fragment. May be empty.
    pub path: &'a str,
    /// After the first `?`, without the fragment. Empty where there is none.
    pub query: &'a str,
    /// After the first `#`. Empty where there is none.
    pub fragment: &'a str,
}

impl<'a> Url<'a> {
    /// Splits `text`.
    #[must_use]
    pub fn split(text: &'a str) -> Option<Self> {
        // Byte by byte: the joints are ASCII, and this is asked of every request.
        let bytes = text.as_bytes();
        let colon = bytes.iter().position(|byte| *byte == b':')?;
        let (scheme, rest) = (text.get(..colon)?, text.get(colon..)?.strip_prefix("://")?);
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
        if scheme.is_empty() || !scheme.bytes().all(plain) {
            return None;
        }
        // One walk over the authority: where the host begins, its port, and where it ends.
        let (mut start, mut port, mut end) = (0, None, rest.len());
        for (at, byte) in rest.bytes().enumerate() {
            match byte {
                b'/' | b'?' | b'#' | b'\\' => {
                    end = at;
                    break;
                }
                b'@' => (start, port) = (at + 1, None),
                b':' if port.is_none() => port = Some(at),
                _ => {}
            }
        }
        let (authority, tail) = rest.split_at(end);
        let host = match authority[start..].strip_prefix('[') {
            Some(v6) => cut(v6, b']').0,
            None => &authority[start..port.unwrap_or(end)],
        };
        if host.is_empty() {
            return None;
        }
        let (before, fragment) = cut(tail, b'#');
        let (path, query) = cut(before, b'?');
        Some(Self { text, scheme, host, path, query, fragment })
    }

    /// All that follows the authority: path, query and fragment as they stand.
    #[must_use]
    pub fn tail(&self) -> &'a str {
        let start = (self.path.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        self.text.get(start..).unwrap_or_default()
    }

    /// Where the host begins in the text.
    #[must_use]
    pub fn host_start(&self) -> usize {
        // Both are pieces of one text, so the distance of their addresses is the offset.
        (self.host.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize)
    }

    /// Query parameters in order, as written (still percent-encoded), separated by `&`.
    pub fn params(&self) -> impl Iterator<Item = (&'a str, &'a str)> + use<'a> {
        pairs(self.query)
    }
}

/// The text before and after the first `joint` (ASCII); all of it and nothing where there is none.
fn cut(text: &str, joint: u8) -> (&str, &str) {
    memchr::memchr(joint, text.as_bytes()).map_or((text, ""), |at| (&text[..at], &text[at + 1..]))
}

/// Splits `a=1&b=2` into pairs, as written; a part without `=` has an empty value.
pub fn pairs(query: &str) -> impl Iterator<Item = (&str, &str)> {
    query.split('&').filter(|part| !part.is_empty()).map(|part| part.split_once('=').unwrap_or((part, "")))
}

/// An address without scheme, query, fragment and last slash: the page that it names.
#[must_use]
pub fn bare(url: &str) -> &str {
    let url = url.split_once("://").map_or(url, |(_, rest)| rest);
    url.split(['?', '#']).next().unwrap_or(url).trim_end_matches('/')
}

/// Whether `host` is `domain` or a subdomain of it.
#[must_use]
pub fn host_is(host: &str, domain: &str) -> bool {
    host.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits() {
        let url = Url::split("https://me:pw@shop.example:8443/a/b?x=1&y#top").expect("a url");
        assert_eq!(
            (url.scheme, url.host, url.path, url.query, url.fragment),
            ("https", "shop.example", "/a/b", "x=1&y", "top")
        );
        assert_eq!(url.params().collect::<Vec<_>>(), [("x", "1"), ("y", "")]);
        for none in ["", "data:text/plain,hi", "about:blank", "https://", "://x", "java script://x"] {
            assert_eq!(Url::split(none), None, "{none}");
        }
    }

    #[test]
    fn subdomains() {
        assert!(host_is("a.b.example", "b.example"));
        assert!(host_is("b.example", "b.example"));
        assert!(!host_is("ab.example", "b.example"));
    }
}
