//! Requests, as the browser tells them.

use serde::{Deserialize, Serialize};

use crate::id::RequestId;
use crate::tagged::tagged;

/// A request as it left the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct RequestFact {
    /// The browser's id.
    pub request: RequestId,
    /// The address.
    pub url: String,
    /// `GET`, `POST` …
    pub method: String,
    /// What it is for, as the browser says.
    pub kind: RequestKind,
    /// Origin of the document that started it, as the browser says; none for navigations by the person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub initiator: Option<String>,
    /// The body as text, only where a known system posts its events.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
}

/// What a request is for; the names of webRequest's `ResourceType`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum RequestKind {
    /// The page itself.
    #[serde(alias = "document")]
    MainFrame,
    /// A page inside the page.
    #[serde(alias = "subdocument")]
    SubFrame,
    /// A style sheet.
    Stylesheet,
    /// A script.
    Script,
    /// A picture, pixels too.
    #[serde(alias = "imageset")]
    Image,
    /// A font.
    Font,
    /// A plug-in's object.
    Object,
    /// `XMLHttpRequest` or `fetch`.
    #[serde(rename = "xmlhttprequest", alias = "xhr", alias = "fetch")]
    Xhr,
    /// `<a ping>` or `navigator.sendBeacon`.
    #[serde(alias = "beacon")]
    Ping,
    /// A report of a content security policy.
    CspReport,
    /// Sound or film.
    Media,
    /// A web socket.
    #[serde(alias = "websocket")]
    WebSocket,
    /// Anything else.
    #[default]
    #[serde(other)]
    Other,
}

impl RequestKind {
    /// All of them, in order.
    pub const ALL: [Self; 13] = [
        Self::MainFrame,
        Self::SubFrame,
        Self::Stylesheet,
        Self::Script,
        Self::Image,
        Self::Font,
        Self::Object,
        Self::Xhr,
        Self::Ping,
        Self::CspReport,
        Self::Media,
        Self::WebSocket,
        Self::Other,
    ];
}

/// How a request ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(tag = "type"))]
#[serde(remote = "Self")]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Answered.
    Finished {
        /// HTTP status.
        status: u16,
    },
    /// Stopped by a rule, of Candor or of another extension.
    Blocked,
    /// Failed otherwise: no network, aborted.
    Failed,
}

tagged!(Outcome, "type");
