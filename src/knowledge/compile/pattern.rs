//! What a rule matches, as lists write it.

use serde::{Deserialize, Serialize};

/// What a rule matches: characters, `*`, `^`, between anchors.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct Pattern {
    /// Without anchors; lower case unless `case`.
    pub body: String,
    /// `||`
    pub host: bool,
    /// `|` in front.
    pub start: bool,
    /// `|` at the end.
    pub end: bool,
    /// Capital letters differ.
    pub case: bool,
    /// The body is a regular expression.
    pub regex: bool,
}

impl Pattern {
    /// The host, where the rule is `||host^` and nothing else.
    #[must_use]
    pub fn whole_host(&self) -> Option<&str> {
        let host = self.body.strip_suffix('^').filter(|_| self.host && !self.end && !self.regex)?;
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
        let joints = host.starts_with('.') || host.ends_with('.');
        (!host.is_empty() && !joints && host.bytes().all(plain)).then_some(host)
    }

    /// The host that it begins with, where what follows says that the host ends there.
    #[must_use]
    pub fn begins_with_host(&self) -> Option<&str> {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
        let length = self.body.bytes().position(|byte| !plain(byte))?;
        let (host, rest) = self.body.split_at(length);
        let ends = rest.starts_with(['/', '^', '?', ':']);
        let joints = host.starts_with('.') || host.ends_with('.');
        // A row has eight bits for where the host ends.
        (self.host && !self.regex && ends && !joints && (1..=0xff).contains(&length)).then_some(host)
    }
}
