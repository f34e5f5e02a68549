//! Reading a HAR file, whoever wrote it: fields may be missing, renamed, or of another type.
//!
//! Source: the HAR 1.2 specification; fields with `_` are those of Chromium, WebPagetest and sitespeed.io.

use candor::fact::RequestKind;
use candor::site::Url;
use serde_json::{Map, Value};

/// A page load as the file names it.
pub(super) struct Page {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) time: String,
}

/// A request of the file.
pub(super) struct Entry {
    pub(super) page: String,
    pub(super) time: String,
    pub(super) url: String,
    pub(super) method: String,
    pub(super) body: Option<String>,
    pub(super) status: Option<u64>,
    mime: String,
    resource: String,
}

/// A whole file.
pub(super) struct Log {
    pub(super) pages: Vec<Page>,
    pub(super) entries: Vec<Entry>,
}

impl Log {
    /// Reads a file; what is wrong with it comes with the line.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, (usize, String)> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let value: Value = serde_json::from_slice(bytes).map_err(|why| (why.line(), why.to_string()))?;
        let log = value.get("log").unwrap_or(&value);
        let Some(entries) = log.get("entries").and_then(Value::as_array) else {
            return Err((0, "no HAR: there is no log.entries".to_owned()));
        };
        let pages = log.get("pages").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        Ok(Self {
            pages: pages.iter().map(page).collect(),
            entries: entries.iter().filter_map(entry).collect(),
        })
    }
}

impl Entry {
    /// Whether this can be the page's own document.
    pub(super) fn is_document(&self) -> bool {
        let answered = self.status.is_none_or(|status| (200..300).contains(&status));
        answered && (self.mime.starts_with("text/html") || self.resource == "document")
    }

    /// What the request was for: as the file says, else by the type of the answer.
    pub(super) fn kind(&self) -> RequestKind {
        let said: RequestKind =
            serde_json::from_value(Value::String(self.resource.clone())).unwrap_or_default();
        if said != RequestKind::Other {
            return if said == RequestKind::MainFrame { RequestKind::SubFrame } else { said };
        }
        let path = Url::split(&self.url).map_or("", |url| url.path);
        let ends = |endings: &[&str]| endings.iter().any(|ending| path.ends_with(ending));
        match self.mime.split([';', ' ']).next().unwrap_or("") {
            "text/html" => RequestKind::SubFrame,
            "text/css" => RequestKind::Stylesheet,
            mime if mime.contains("javascript") => RequestKind::Script,
            mime if mime.starts_with("image/") => RequestKind::Image,
            mime if mime.starts_with("font/") || mime.contains("font") => RequestKind::Font,
            mime if mime.starts_with("video/") || mime.starts_with("audio/") => RequestKind::Media,
            mime if mime.contains("json") => RequestKind::Xhr,
            _ if ends(&[".js"]) => RequestKind::Script,
            _ if ends(&[".css"]) => RequestKind::Stylesheet,
            _ if ends(&[".gif", ".png", ".jpg", ".webp"]) => RequestKind::Image,
            _ if self.method == "POST" => RequestKind::Xhr,
            _ => RequestKind::Other,
        }
    }
}

fn page(value: &Value) -> Page {
    Page { id: text(value, "id"), title: text(value, "title"), time: text(value, "startedDateTime") }
}

fn entry(value: &Value) -> Option<Entry> {
    let request = value.get("request")?;
    let url = text(request, "url");
    let response = value.get("response").unwrap_or(&Value::Null);
    let mime = response.get("content").map(|content| text(content, "mimeType")).unwrap_or_default();
    let resource =
        ["_resourceType", "_request_type"].iter().map(|name| text(value, name)).find(|t| !t.is_empty());
    Url::split(&url)?;
    Some(Entry {
        page: text(value, "pageref"),
        time: text(value, "startedDateTime"),
        url,
        method: text(request, "method").to_ascii_uppercase(),
        body: request.get("postData").and_then(body),
        status: response.get("status").and_then(Value::as_u64).filter(|status| *status > 0),
        mime: mime.to_ascii_lowercase(),
        resource: resource.unwrap_or_default().to_ascii_lowercase(),
    })
}

/// The posted text; browsers write forms as a list of fields instead.
fn body(posted: &Value) -> Option<String> {
    let written = text(posted, "text");
    if !written.is_empty() {
        return Some(written);
    }
    let field = |field: &Value| {
        let field: &Map<String, Value> = field.as_object()?;
        let get = |name: &str| field.get(name).and_then(Value::as_str).map(candor::percent::encode);
        Some([&get("name")?, "=", &get("value").unwrap_or_default()].concat())
    };
    let fields: Vec<String> = posted.get("params")?.as_array()?.iter().filter_map(field).collect();
    Some(fields.join("&")).filter(|body| !body.is_empty())
}

fn text(value: &Value, name: &str) -> String {
    value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Log {
        Log::read(text.as_bytes()).unwrap_or_else(|(line, why)| panic!("{line}: {why}"))
    }

    #[test]
    fn odd_files() {
        let log = read(
            r#"{"log":{"entries":[
            null, 7, {}, {"request":null}, {"request":{"url":5}}, {"request":{"url":"about:blank"}},
            {"request":{"url":"https://a.example/x.js","method":"get"},"response":"none","pageref":3},
            {"request":{"url":"https://a.example/f","method":"POST",
              "postData":{"params":[{"name":"a b","value":"1&2"},{"value":"no name"},null]}},
             "response":{"status":-1,"content":{"mimeType":"Text/HTML; charset=x"}}}]}}"#,
        );
        let [script, form] = log.entries.as_slice() else { panic!("{}", log.entries.len()) };
        assert_eq!(
            (script.kind(), script.method.as_str(), script.page.as_str()),
            (RequestKind::Script, "GET", "")
        );
        assert_eq!((form.kind(), form.body.as_deref()), (RequestKind::SubFrame, Some("a%20b=1%262")));
        assert!(form.is_document());
    }

    #[test]
    fn says_what_is_wrong_and_where() {
        let why = |text: &str| Log::read(text.as_bytes()).err().expect("a reason");
        assert_eq!(why("{\n\"log\": {\n").0, 3);
        assert_eq!(why("[]"), (0, "no HAR: there is no log.entries".to_owned()));
        assert_eq!(Log::read(b"\xff\xfe").err().map(|(line, _)| line), Some(1));
    }

    proptest! {
        #[test]
        fn never_panics(bytes in any::<Vec<u8>>(), text in r#"(\{|\}|\[|\]|,|:|"log"|"entries"|"request"|"url"|"https://a.example/"|1|null){0,40}"#) {
            let _ = (Log::read(&bytes).is_ok(), Log::read(text.as_bytes()).is_ok());
        }
    }
}
