//! Where in a click link the next address stands, and how it is written there.

use crate::base64;
use crate::percent;
use crate::site::Url;

/// Where in a link the next address stands.
pub(super) enum Place {
    /// In this parameter. Where it is not encoded, it is the whole rest of the link.
    Rest(&'static str),
    /// In this parameter, up to the next `&`.
    Param(&'static str),
    /// In this parameter, in base64.
    Base64(&'static str),
    /// In this parameter, in base64, in JSON under this name.
    Packed(&'static str, &'static str),
    /// In this parameter, as an address on the link's own host.
    Own(&'static str),
    /// After the first `?`.
    Query,
    /// In the path, from the first address in it to the end.
    Tail,
    /// After this text, up to that character.
    Between(&'static str, char),
    /// Only the advertiser's domain, in this parameter.
    Domain(&'static str),
}

impl Place {
    pub(super) fn read(&self, link: &str) -> Option<String> {
        match self {
            Place::Rest(name) => address(after(link, name)?, true),
            Place::Param(name) => address(after(link, name)?, false),
            Place::Query => address(link.split_once('?')?.1, true),
            Place::Between(start, end) => {
                let (_, rest) = link.split_once(start)?;
                address(cut(rest, &[*end]), true)
            }
            Place::Tail => {
                let path = link.split_once("://")?.1.split_once('/')?.1;
                let starts = [
                    "http://", "https://", "http%3A", "https%3A", "http%3a", "https%3a", "http%25",
                    "https%25",
                ];
                let start = starts.iter().filter_map(|start| path.find(start)).min()?;
                address(path.get(start..)?, true)
            }
            Place::Base64(name) => {
                let text = percent::fixpoint(cut(after(link, name)?, &['&', '#'])).into_owned();
                address(&unbase64(&text)?, true)
            }
            Place::Packed(name, key) => {
                let text = percent::fixpoint(cut(after(link, name)?, &['&', '#'])).into_owned();
                let json = String::from_utf8(base64::decode(text.trim_end_matches('='))?).ok()?;
                let (_, value) = json.split_once(&["\"", key, "\":\""].concat())?;
                address(&cut(value, &['"']).replace("\\/", "/"), true)
            }
            Place::Own(name) => {
                let path = percent::decode(cut(after(link, name)?, &['&', '#'])).into_owned();
                let url = Url::split(link)?;
                let host = link.get(..url.host_start() + url.host.len())?;
                path.starts_with('/').then(|| [host, &path].concat())
            }
            Place::Domain(_) => None,
        }
    }
}

/// An address at the start of `text`, its layers of encoding undone; one that is not encoded ends
/// at the next `&` unless it is the `whole` rest.
fn address(text: &str, whole: bool) -> Option<String> {
    // Adobe puts a `!` before an address that is not encoded.
    let text = text.trim_start_matches(['?', '!']);
    if is_web(text) {
        return Some(if whole { text } else { cut(text, &['&']) }.trim().to_owned());
    }
    // An encoded address has no bare separator in it, or was encoded only in part: `http%3A//`.
    if text.get(..10).is_some_and(|start| start.to_ascii_lowercase().replacen("%3a", ":", 1).contains("://"))
    {
        let end = if whole { text } else { cut(text, &['&']) };
        return Some(percent::decode(end).trim().to_owned()).filter(|text| is_web(text));
    }
    let mut text = cut(text, &['&', ';', '/', '?', '#']).to_owned();
    if text.is_empty() && !whole {
        return None;
    }
    for _ in 0..percent::LAYERS {
        text = percent::decode(&text).into_owned();
        if let Some(rest) = text.strip_prefix("//") {
            return Some(["https://", rest].concat());
        }
        if is_web(&text) {
            return Some(text.trim().to_owned());
        }
    }
    None
}

fn is_web(text: &str) -> bool {
    let starts =
        |scheme: &str| text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    starts("https://") || starts("http://")
}

/// What follows `name=` where that begins a parameter.
pub(super) fn after<'a>(link: &'a str, name: &str) -> Option<&'a str> {
    link.match_indices(name).find_map(|(at, _)| {
        let begins = link[..at].ends_with(['?', '&', ';', '/']);
        link[at + name.len()..].strip_prefix('=').filter(|_| begins)
    })
}

pub(super) fn cut<'a>(text: &'a str, ends: &[char]) -> &'a str {
    text.split(ends).next().unwrap_or("")
}

/// Base64 of either alphabet, padded or not; some senders put two letters before it.
fn unbase64(text: &str) -> Option<String> {
    let bare = text.trim_end_matches('=');
    let decode = |text: &str| {
        String::from_utf8(base64::decode(text)?)
            .ok()
            .filter(|text| text.starts_with("http") || text.starts_with("//"))
    };
    decode(bare).or_else(|| decode(bare.get(2..)?))
}
