//! What a page says of consent, settled: kept values, strings and events become one choice.

use super::kept::{TCF, by_maker, choice, of_tc, tc_string};
use super::tc::timeless;
use super::{GppString, TcString};
use crate::fact::{ConsentFact, ConsentState};

/// Longest consent string kept, in bytes.
const STRING: usize = 4 << 10;

/// Reads what the page keeps and what its interfaces said, and leaves of it only the choice, whose
/// banner it was, and the TC string without its times.
pub fn settle(said: &mut ConsentFact) {
    let kept = std::mem::take(&mut said.kept);
    let gpp = said.gpp.take().and_then(|text| GppString::read(&text));
    said.not_opted_out |= gpp.as_ref().is_some_and(GppString::not_opted_out);
    let string = said.string.take().or_else(|| tc_string(&kept).map(str::to_owned));
    said.string = string
        .filter(|text| !text.is_empty() && text.len() <= STRING && text.is_ascii())
        .map(|text| timeless(&text));
    let event = said.event.take();
    if said.state != ConsentState::Unknown {
        return;
    }
    let by_event = said.string.as_deref().and_then(of_tc);
    let (state, found) = match (event.as_deref(), choice(&kept)) {
        (Some("cmpuishown"), _) => (Some(ConsentState::Asked), false),
        (Some("useractioncomplete"), _) => (by_event, false),
        (Some("tcloaded"), _) => (by_event, true),
        (_, Some((product, state))) => {
            said.product.get_or_insert_with(|| product.to_owned());
            (Some(state), true)
        }
        _ => (None, false),
    };
    (said.state, said.found) = (state.unwrap_or_default(), found && state.is_some());
    if said.product.is_none() {
        let tc = said.string.as_deref().and_then(TcString::read);
        said.product = tc.map(|tc| by_maker(tc.cmp).unwrap_or(TCF).to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ConsentState::{Accepted, Asked, Rejected, Unknown};

    /// Written by Sourcepoint (maker 6), all purposes refused.
    const NONE: &str = "CPXxRfAPXxRfAAGABENB-CgAAAAAAAAAAYgAAAAAAAAA";

    #[test]
    fn one_choice_is_left() {
        let kept = |name: &str, value: &str| vec![(name.to_owned(), value.to_owned())];
        let said = |event: Option<&str>, string: Option<&str>, kept: Vec<(String, String)>| {
            let mut said = ConsentFact {
                event: event.map(str::to_owned),
                string: string.map(str::to_owned),
                kept,
                ..ConsentFact::default()
            };
            settle(&mut said);
            assert!(said.kept.is_empty() && said.event.is_none() && said.gpp.is_none());
            (said.state, said.found, said.product)
        };
        let sourcepoint = || Some("sourcepoint".to_owned());
        let cookiebot = || kept("CookieConsent", "{stamp:'zKbmR',marketing:true,method:'explicit'}");
        assert_eq!(said(None, None, vec![]), (Unknown, false, None));
        assert_eq!(said(Some("tcloaded"), Some(NONE), vec![]), (Rejected, true, sourcepoint()));
        assert_eq!(said(Some("useractioncomplete"), Some(NONE), vec![]), (Rejected, false, sourcepoint()));
        assert_eq!(said(Some("cmpuishown"), Some(NONE), vec![]), (Asked, false, sourcepoint()));
        assert_eq!(said(Some("tcloaded"), None, vec![]), (Unknown, false, None));
        assert_eq!(said(Some("invented"), None, vec![]), (Unknown, false, None));
        assert_eq!(said(None, None, cookiebot()), (Accepted, true, Some("cookiebot".to_owned())));
        assert_eq!(said(None, None, kept("euconsent-v2", NONE)), (Unknown, false, sourcepoint()));
    }

    /// Times and ids do not get past the door.
    #[test]
    fn nothing_of_the_person_is_left() {
        let mut said = ConsentFact {
            string: Some(NONE.to_owned()),
            kept: vec![("CookieConsent".to_owned(), "{stamp:'zKbmR',marketing:true}".to_owned())],
            gpp: Some("DBABLA~BVVqAAAAAAA".to_owned()),
            ..ConsentFact::default()
        };
        settle(&mut said);
        let text = serde_json::to_string(&said).expect("JSON");
        assert!(!text.contains("zKbmR") && !text.contains("PXxRf"), "{text}");
        assert!(said.not_opted_out);
    }
}
