//! The persisted form of state: JSON in an envelope that carries its version, and the migrations.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::json::{self, Misfit};

/// Version of the persisted form. Raise it together with a migration in [`decode`].
pub const VERSION: u32 = 1;

#[derive(Serialize)]
struct Envelope<T> {
    v: u32,
    data: T,
}

/// Why stored state could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoredError {
    /// It was written by a later Candor.
    TooNew {
        /// The version found.
        found: u32,
    },
    /// It is not what it should be.
    Broken(Misfit),
}

impl std::fmt::Display for StoredError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::TooNew { found } => {
                write!(f, "stored by a later version ({found}, this one reads {VERSION})")
            }
            Self::Broken(why) => write!(f, "stored state is broken: {why}"),
        }
    }
}

impl std::error::Error for StoredError {}

/// Writes a slice of state.
///
/// # Errors
/// When the value cannot be written as JSON, which none of the core's types causes.
pub fn encode<T: Serialize>(data: &T) -> Result<String, StoredError> {
    serde_json::to_string(&Envelope { v: VERSION, data }).map_err(|_| StoredError::Broken(Misfit))
}

/// Reads a slice of state.
///
/// # Errors
/// When it was written by a later version or is broken; the caller keeps the text and counts a gap.
pub fn decode<T: DeserializeOwned>(text: &str) -> Result<T, StoredError> {
    let mut envelope: Value = json::read(text).map_err(StoredError::Broken)?;
    let found = envelope["v"].as_u64().and_then(|v| u32::try_from(v).ok());
    let found = found.ok_or(StoredError::Broken(Misfit))?;
    if found > VERSION {
        return Err(StoredError::TooNew { found });
    }
    json::of(envelope["data"].take()).map_err(StoredError::Broken)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memory::{Brand, Settings, Tab, Totals};

    #[test]
    fn every_slice_returns_as_it_was() {
        fn check<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(value: &T) {
            assert_eq!(decode::<T>(&encode(value).expect("encodes")).as_ref(), Ok(value));
        }
        check(&Settings::default());
        check(&Totals::default());
        check(&Brand::default());
        let mut tab = Tab::default();
        tab.frames.insert(crate::id::FrameId(1 << 40), crate::memory::Frame::default());
        check(&tab);
    }

    #[test]
    fn refuses_what_it_cannot_read() {
        assert_eq!(decode::<Settings>(r#"{"v":99,"data":{}}"#), Err(StoredError::TooNew { found: 99 }));
        assert!(matches!(decode::<Settings>("{"), Err(StoredError::Broken(_))));
    }
}
