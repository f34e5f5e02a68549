//! Two keys that never leave the device: one for tags of identifiers, one for this session's signatures.

use serde::{Deserialize, Serialize};

use super::browser::{self, BrowserError};
use super::token::Signer;
use crate::id::Millis;
use crate::json;
use crate::scrub;

/// Where the tag key lies in the extension's local storage.
const TAGS: &str = "tags";
/// Where the signing key lies in session storage.
const SIGNER: &str = "signer";
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
    /// The key in force; a new one where the old has had its day.
    pub(super) async fn load(now: Millis) -> Result<Self, BrowserError> {
        let stored = browser::local().read(TAGS).await?;
        let known = stored
            .and_then(|text| json::read::<Stored>(&text).ok())
            .and_then(|stored| Some(Self { key: scrub::Key(bytes(&stored.key)?), since: stored.since }));
        match known {
            Some(tags) if tags.holds(now) => Ok(tags),
            _ => Self::rotate(now).await,
        }
    }

    /// Whether the key is still in force.
    pub(super) fn holds(&self, now: Millis) -> bool {
        (0..ROTATES).contains(&now.since(self.since))
    }

    async fn rotate(now: Millis) -> Result<Self, BrowserError> {
        let key = browser::random()?;
        let stored = Stored { key: hex(&key), since: now };
        let text = serde_json::to_string(&stored).unwrap_or_default();
        browser::local().write(&[(TAGS.to_owned(), text)]).await?;
        Ok(Self { key: scrub::Key(key), since: now })
    }
}

/// This session's signer; a new one where the browser was started anew.
pub(super) async fn signer() -> Result<Signer, BrowserError> {
    if let Some(key) = browser::session().read(SIGNER).await?.and_then(|text| bytes(&text)) {
        return Ok(Signer::new(key));
    }
    let key = browser::random()?;
    browser::session().write(&[(SIGNER.to_owned(), hex(&key))]).await?;
    Ok(Signer::new(key))
}

fn hex(key: &[u8; 16]) -> String {
    format!("{:032x}", u128::from_be_bytes(*key))
}

fn bytes(text: &str) -> Option<[u8; 16]> {
    Some(u128::from_str_radix(text, 16).ok()?.to_be_bytes())
}
