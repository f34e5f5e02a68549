//! Two keys that never leave the device: one for tags of identifiers, one for this session's signatures.

use serde::{Deserialize, Serialize};
use wasm_bindgen_futures::spawn_local;

use super::browser::{self, Area, BrowserError};
use super::token::Signer;
use crate::id::Millis;
use crate::json;
use crate::scrub;

/// Where the tag key lies in the extension's local storage.
pub(super) const TAGS: &str = "tags";
/// Where the signing key lies in session storage.
pub(super) const SIGNER: &str = "signer";
/// Tags say "the same value" for this long: enough to see a cookie sync, too short for a history.
const ROTATES: i64 = Millis::DAY;

#[derive(Serialize, Deserialize)]
struct Stored {
    key: String,
    since: Millis,
}

/// The key for tags, and until when it holds.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tags {
    /// The key.
    pub(super) key: scrub::Key,
    since: Millis,
}

impl Tags {
    /// The key in force, of what local storage holds under [`TAGS`]; a new one where the old has had its day.
    pub(super) fn of(stored: Option<String>, now: Millis) -> Result<Self, BrowserError> {
        let known = stored
            .and_then(|text| json::read::<Stored>(&text).ok())
            .and_then(|stored| Some(Self { key: scrub::Key(bytes(&stored.key)?), since: stored.since }));
        known.map_or_else(|| Self::rotated(now), |tags| tags.at(now))
    }

    /// The key in force at a moment.
    pub(super) fn at(self, now: Millis) -> Result<Self, BrowserError> {
        if (0..ROTATES).contains(&now.since(self.since)) { Ok(self) } else { Self::rotated(now) }
    }

    fn rotated(now: Millis) -> Result<Self, BrowserError> {
        let key = browser::random()?;
        let stored = Stored { key: hex(&key), since: now };
        write(browser::local(), TAGS, serde_json::to_string(&stored).unwrap_or_default());
        Ok(Self { key: scrub::Key(key), since: now })
    }
}

/// This session's signer, of what session storage holds under [`SIGNER`]; a new one where the browser was started anew.
pub(super) fn signer(stored: Option<String>) -> Result<Signer, BrowserError> {
    if let Some(key) = stored.and_then(|text| bytes(&text)) {
        return Ok(Signer::new(key));
    }
    let key = browser::random()?;
    write(browser::session(), SIGNER, hex(&key));
    Ok(Signer::new(key))
}

/// Nothing waits for it: a key that is not written down holds for this life of the worker.
fn write(area: Area, name: &'static str, text: String) {
    spawn_local(async move {
        if let Err(error) = area.write(&[(name.to_owned(), text)]).await {
            browser::warn("a key was not kept", &error);
        }
    });
}

fn hex(key: &[u8; 16]) -> String {
    format!("{:032x}", u128::from_be_bytes(*key))
}

fn bytes(text: &str) -> Option<[u8; 16]> {
    Some(u128::from_str_radix(text, 16).ok()?.to_be_bytes())
}
