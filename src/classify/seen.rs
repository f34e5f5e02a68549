//! A request with all that rules ask about.

use super::Page;
use crate::fact::RequestKind;
use crate::knowledge::hash::Hash;
use crate::knowledge::{Hosts, Labels};
use crate::site::{Party, Url};

/// A request with all that rules ask about.
pub(super) struct Seen<'a> {
    pub(super) url: &'a Url<'a>,
    pub(super) lowered: &'a [u8],
    pub(super) host: &'a Labels,
    pub(super) hosts: &'a Hosts,
    pub(super) page: &'a Page,
    pub(super) party: Party,
    pub(super) kind: RequestKind,
    pub(super) method: &'a str,
}

impl Seen<'_> {
    /// Hashes of the request's host and what lies above it, and of those names with any suffix.
    pub(super) fn domains(&self) -> impl Iterator<Item = Hash> + '_ {
        self.host.hashes().iter().copied().chain(self.host.entities(self.url.host))
    }
}
