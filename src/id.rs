//! Ids and units as types, so that a tab can never be taken for a frame or a second for a minute.

use serde::{Deserialize, Serialize};

macro_rules! number {
    ($(#[$doc:meta])* $name:ident($inner:ty)) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
        #[cfg_attr(feature = "types", derive(ts_rs::TS), ts(type = "number"))]
        #[serde(transparent)]
        pub struct $name(pub $inner);
    };
}

number!(
    /// Milliseconds since 1970-01-01 UTC, as the browser tells them.
    Millis(i64)
);
number!(
    /// The place of a fact in its log: unique, rising in order of arrival.
    Seq(u64)
);
number!(
    /// A browser tab; −1 stands for requests of service workers, which no tab owns.
    TabId(i64)
);
number!(
    /// A frame inside a tab; 0 is the top frame. Firefox's ids exceed 32 bits.
    FrameId(i64)
);
number!(
    /// An element that the content script of one document numbered.
    ElementId(u32)
);

impl Millis {
    /// One minute.
    pub const MINUTE: i64 = 60_000;
    /// One hour.
    pub const HOUR: i64 = 60 * Self::MINUTE;
    /// One day.
    pub const DAY: i64 = 24 * Self::HOUR;

    /// How long after `earlier` this is, in milliseconds; negative when it is before.
    #[must_use]
    pub const fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// This moment moved by `millis`.
    #[must_use]
    pub const fn plus(self, millis: i64) -> Self {
        Self(self.0.saturating_add(millis))
    }
}

/// A browser's id for one request; redirects keep it. An opaque string, unique in one session.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(transparent)]
pub struct RequestId(pub String);

/// A browser's id for one document (a page load in a frame). Empty where the browser gives none.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(transparent)]
pub struct DocumentId(pub String);

/// One ad sighting: 16 hex digits, derived from the top document, the frame path and the creative.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(transparent)]
pub struct AdId(pub String);
