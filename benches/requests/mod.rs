//! The requests that benches classify: those of the file `CANDOR_REQUESTS` (`{url, source, type}` per line),
//! else some of our own making.

use candor::fact::RequestKind;
use serde::Deserialize;

/// A request.
#[derive(Deserialize)]
pub(crate) struct Line {
    pub(crate) url: String,
    pub(crate) source: String,
    #[serde(rename = "type")]
    pub(crate) name: String,
    #[serde(skip)]
    pub(crate) kind: RequestKind,
}

/// All of them.
pub(crate) fn lines() -> Vec<Line> {
    let text = std::env::var("CANDOR_REQUESTS").ok().and_then(|path| std::fs::read_to_string(path).ok());
    let text = text.unwrap_or_else(|| {
        let made = (0..2_000).map(|n| {
            let host =
                ["www.shop.example", "cdn.shop.example", "dis.criteo.com", "www.google.com", "a.b.net"]
                    [n % 5];
            let path =
                ["js/main.min.js?v=12", "img/products/large-1.jpg", "pagead/1p-user-list/12/?x=1"][n % 3];
            format!(
                r#"{{"url":"https://{host}/{n}/{path}","source":"https://www.shop.example/","type":"image"}}"#
            )
        });
        made.collect::<Vec<_>>().join("\n")
    });
    let kind = |name: &str| serde_json::from_value(name.into()).unwrap_or_default();
    let line = |line: &str| serde_json::from_str::<Line>(line).expect("a request");
    text.lines().map(line).map(|line| Line { kind: kind(&line.name), ..line }).collect()
}
