//! Signed names: what a page hands back is believed only where this session's key signed it.
//!
//! Nothing is remembered about what was signed, so a killed worker still knows its own signatures.

use std::fmt::Write;
use std::hash::Hasher;

use siphasher::sip128::{Hasher128, SipHasher24};

use crate::id::{AdId, FrameId, TabId};

/// What every nonce begins with, so that a page's own messages are told apart cheaply.
const PREFIX: &str = "candor:";

/// The key of this browser session.
#[derive(Debug, Clone, Copy)]
pub struct Signer([u8; 16]);

impl Signer {
    /// A signer with this session's random key.
    #[must_use]
    pub const fn new(key: [u8; 16]) -> Self {
        Self(key)
    }

    /// The name by which a frame makes itself known to the frame that holds it.
    #[must_use]
    pub fn nonce(&self, tab: TabId, frame: FrameId) -> String {
        let mut nonce = format!("{PREFIX}{}:", frame.0);
        self.sign(&mut nonce, "frame", tab, &frame.0.to_le_bytes());
        nonce
    }

    /// The frame that a nonce names, where it was signed for this tab.
    #[must_use]
    pub fn frame(&self, tab: TabId, nonce: &str) -> Option<FrameId> {
        let (frame, _) = nonce.strip_prefix(PREFIX)?.split_once(':')?;
        let frame = FrameId(frame.parse().ok()?);
        (self.nonce(tab, frame) == nonce).then_some(frame)
    }

    /// Lets the panel in this tab ask about this ad: the ad's id with a signature.
    #[must_use]
    pub fn token(&self, tab: TabId, ad: &AdId) -> String {
        let mut token = format!("{}.", ad.0);
        self.sign(&mut token, "ad", tab, ad.0.as_bytes());
        token
    }

    /// The ad that a token was given for, where it was given to this tab.
    #[must_use]
    pub fn ad(&self, tab: TabId, token: &str) -> Option<AdId> {
        let (ad, _) = token.split_once('.')?;
        let ad = AdId(ad.to_owned());
        (self.token(tab, &ad) == token).then_some(ad)
    }

    fn sign(&self, to: &mut String, purpose: &str, tab: TabId, what: &[u8]) {
        let mut hasher = SipHasher24::new_with_key(&self.0);
        hasher.write(purpose.as_bytes());
        hasher.write(&[0]);
        hasher.write(&tab.0.to_le_bytes());
        hasher.write(what);
        let hash = hasher.finish128();
        // Writing to a text cannot fail.
        let _ = write!(to, "{:016x}{:016x}", hash.h1, hash.h2);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OURS: Signer = Signer([7; 16]);

    #[test]
    fn a_nonce_names_its_frame_in_its_tab_only() {
        // Firefox's frame ids exceed 32 bits.
        for frame in [FrameId(0), FrameId(12), FrameId(1 << 40)] {
            let nonce = OURS.nonce(TabId(3), frame);
            assert_eq!(OURS.frame(TabId(3), &nonce), Some(frame));
            assert_eq!(OURS.frame(TabId(4), &nonce), None, "another tab");
            assert_eq!(Signer([8; 16]).frame(TabId(3), &nonce), None, "another session");
            assert_eq!(OURS.frame(TabId(3), &nonce.replace("candor:", "candor:1")), None, "another frame");
        }
    }

    #[test]
    fn what_a_page_makes_up_names_nothing() {
        for forged in ["", "candor:", "candor:5", "candor:5:", "candor:x:y", "candor:5:00000000", "5:5"] {
            assert_eq!(OURS.frame(TabId(3), forged), None, "{forged}");
        }
    }

    #[test]
    fn a_token_is_good_for_one_ad_in_one_tab() {
        let token = OURS.token(TabId(3), &AdId("a1".into()));
        assert_eq!(OURS.ad(TabId(3), &token), Some(AdId("a1".into())));
        assert_eq!(OURS.ad(TabId(4), &token), None, "another tab");
        for forged in ["", ".", "a1", "a1.", &token.replace("a1", "a2")] {
            assert_eq!(OURS.ad(TabId(3), forged), None, "{forged}");
        }
    }
}
