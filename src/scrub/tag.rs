//! The text that stands for a value: its kind, how it was written, and a tag that only this device can compare.

use std::hash::Hasher;

use siphasher::sip::SipHasher24;

use super::Key;
use crate::wire::{Encoding, Identity, IdentityKind};

/// Appends `~kind.encoding.tag~` for `value`.
pub(super) fn write(out: &mut String, identity: Identity, value: &str, key: &Key) {
    let mut hasher = SipHasher24::new_with_key(&key.0);
    hasher.write(value.as_bytes());
    let tag = hasher.finish() as u32;
    let id = |found: Option<&'static str>| found.unwrap_or("unknown");
    let kind = IdentityKind::ALL.iter().find(|(kind, _)| *kind == identity.kind).map(|(_, id)| *id);
    let encoding =
        Encoding::ALL.iter().find(|(encoding, _)| *encoding == identity.encoding).map(|(_, id)| *id);
    out.push_str(&format!("~{}.{}.{tag:08x}~", id(kind), id(encoding)));
}
