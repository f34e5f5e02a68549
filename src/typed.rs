//! A typed e-mail address, and whether it leaves: only where the person switched this on.
//!
//! The address stays in the worker's memory, for minutes; nothing of it is written, logged or shown.
//! Ad systems are sent it hashed (MD5, SHA-1 or SHA-256 of the trimmed text in lower case, sometimes in
//! upper case or as typed), so the same hashes are made here and looked for in what requests carry. A
//! request can be told before the address (the page hears the keyboard, too): what looks like a hash or
//! an address in recent requests is kept aside for a moment. A worker that dies forgets all of it.

use md5::{Digest, Md5};
use sha1::Sha1;
use sha2::Sha256;

use crate::fact::RequestFact;
use crate::id::{FrameId, Millis, RequestId, TabId};
use crate::percent;
use crate::wire::Encoding;

/// For how long an address is looked for.
const KEPT: i64 = 10 * Millis::MINUTE;
/// For how long a request waits for an address.
const RACE: i64 = 10_000;
const MOST_ADDRESSES: usize = 12;
const MOST_REQUESTS: usize = 200;
const MOST_VALUES: usize = 40;
/// No more of a text is looked at.
const LONGEST: usize = 32 << 10;

/// What is watched for.
#[derive(Default)]
pub struct Watch {
    addresses: Vec<Address>,
    requests: Vec<Carried>,
}

/// A typed address as it may be written on the way.
struct Address {
    tab: TabId,
    time: Millis,
    /// When the person sent the form that it stands in.
    sent: Option<Millis>,
    forms: Vec<(String, Encoding)>,
    /// Where it was found so far.
    found: Vec<Found>,
}

/// What a request carries that could be an address.
struct Carried {
    tab: TabId,
    frame: FrameId,
    time: Millis,
    request: RequestId,
    values: Vec<String>,
}

/// A request that carried a typed address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Its frame.
    pub frame: FrameId,
    /// When it left.
    pub time: Millis,
    /// The request.
    pub request: RequestId,
    /// How the address was written.
    pub encoding: Encoding,
    /// The person had not sent it.
    pub before: bool,
}

impl Watch {
    /// The person typed an address.
    pub fn typed(&mut self, tab: TabId, value: &str, time: Millis) -> Vec<Found> {
        self.expire(time);
        let value = value.trim();
        if value.len() > 254 || !value.contains('@') {
            return Vec::new();
        }
        let forms = forms(value);
        if self.addresses.iter().any(|known| known.tab == tab && known.forms == forms) {
            return Vec::new();
        }
        if self.addresses.len() >= MOST_ADDRESSES {
            self.addresses.remove(0);
        }
        let mut address = Address { tab, time, sent: None, forms, found: Vec::new() };
        let found = self.requests.iter().filter_map(|carried| address.met(carried)).collect();
        self.addresses.push(address);
        found
    }

    /// The person sent a form, or pressed something that may have done so. What left in the same moment
    /// was told before this: it is told anew.
    pub fn sent(&mut self, tab: TabId, time: Millis) -> Vec<Found> {
        let mut mended = Vec::new();
        for address in
            self.addresses.iter_mut().filter(|address| address.tab == tab && address.sent.is_none())
        {
            address.sent = Some(time);
            for found in address.found.iter_mut().filter(|found| found.before && found.time >= time) {
                found.before = false;
                mended.push(found.clone());
            }
        }
        mended
    }

    /// A request left.
    pub fn request(&mut self, tab: TabId, frame: FrameId, sent: &RequestFact, time: Millis) -> Vec<Found> {
        self.expire(time);
        let mut values = Vec::new();
        for text in [Some(sent.url.as_str()), sent.body.as_deref()].into_iter().flatten() {
            look(text, &mut values);
        }
        if values.is_empty() {
            return Vec::new();
        }
        let carried = Carried { tab, frame, time, request: sent.request.clone(), values };
        let found = self.addresses.iter_mut().filter_map(|address| address.met(&carried)).take(1).collect();
        if self.requests.len() >= MOST_REQUESTS {
            self.requests.remove(0);
        }
        self.requests.push(carried);
        found
    }

    fn expire(&mut self, now: Millis) {
        self.addresses.retain(|address| now.since(address.time) < KEPT);
        self.requests.retain(|carried| now.since(carried.time) < RACE);
    }
}

impl Address {
    fn met(&mut self, carried: &Carried) -> Option<Found> {
        let known = self.found.iter().any(|found| found.request == carried.request);
        if carried.tab != self.tab || known {
            return None;
        }
        let (_, encoding) = self.forms.iter().find(|(form, _)| carried.values.contains(form))?;
        let before = self.sent.is_none_or(|sent| carried.time < sent);
        let Carried { frame, time, request, .. } = carried;
        let found =
            Found { frame: *frame, time: *time, request: request.clone(), encoding: *encoding, before };
        self.found.push(found.clone());
        Some(found)
    }
}

/// An address as it may be written.
fn forms(value: &str) -> Vec<(String, Encoding)> {
    let mut forms = vec![(value.to_lowercase(), Encoding::Plain)];
    for text in [value.to_lowercase(), value.to_ascii_uppercase(), value.to_owned()] {
        let sha256 = Sha256::digest(&text);
        forms.push((hex(&Md5::digest(&text)), Encoding::Md5));
        forms.push((hex(&Sha1::digest(&text)), Encoding::Sha1));
        forms.push((hex(&sha256), Encoding::Sha256));
        forms.push((crate::base64::encode(&sha256), Encoding::Sha256));
    }
    forms
}

fn hex(bytes: &[u8]) -> String {
    let digit = |half: u8| char::from_digit(u32::from(half), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// What in a text looks like a hash or an address.
fn look(text: &str, values: &mut Vec<String>) {
    let mut end = text.len().min(LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let plain = percent::fixpoint(text.get(..end).unwrap_or_default());
    let hashes =
        plain.split(|c: char| !c.is_ascii_hexdigit()).filter(|run| matches!(run.len(), 32 | 40 | 64));
    let base64 = plain.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '-' | '_')));
    let base64 = base64.filter(|run| run.len() == 43).map(|run| run.replace('+', "-").replace('/', "_"));
    let addresses = plain.split(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '+' | '@')));
    let addresses = addresses.filter(|run| run.contains('@') && run.len() <= 254).map(str::to_lowercase);
    let room = MOST_VALUES.saturating_sub(values.len());
    values.extend(hashes.map(str::to_ascii_lowercase).chain(base64).chain(addresses).take(room));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::RequestKind;
    use proptest::prelude::*;

    /// SHA-256, SHA-1 and MD5 of `anna@example.org`, by `printf %s anna@example.org | sha256sum` and its kin.
    const SHA256: &str = "a3bf86238a1c59bd2f0a648af9293620f90d18dad133d8fe2341cf9664a5d6d0";
    const SHA1: &str = "0d21b9f610440a3774db33a4019c4ce53b971eea";
    const MD5: &str = "7771093713556e85d7a876c08cb5bb63";
    /// SHA-256 in base64.
    const BASE64: &str = "o7+GI4ocWb0vCmSK+Sk2IPkNGNrRM9j+I0HPlmSl1tA";
    const TAB: TabId = TabId(1);

    fn request(id: &str, url: &str, body: Option<&str>) -> RequestFact {
        RequestFact {
            request: RequestId(id.into()),
            url: url.into(),
            method: "POST".into(),
            kind: RequestKind::Xhr,
            initiator: None,
            body: body.map(str::to_owned),
        }
    }

    fn at(watch: &mut Watch, time: i64, url: &str) -> Vec<(Encoding, bool)> {
        let found = watch.request(TAB, FrameId(0), &request(&time.to_string(), url, None), Millis(time));
        found.into_iter().map(|found| (found.encoding, found.before)).collect()
    }

    #[test]
    fn every_way_to_write_it() {
        for (text, encoding) in [
            (format!("https://t.example/?em={SHA256}"), Encoding::Sha256),
            (format!("https://t.example/?em={}", SHA256.to_uppercase()), Encoding::Sha256),
            (format!("https://t.example/?udff%5Bem%5D=sha256_{SHA256}"), Encoding::Sha256),
            (format!("https://t.example/?em={}", crate::percent::encode(BASE64)), Encoding::Sha256),
            (format!("https://t.example/{SHA1}/x"), Encoding::Sha1),
            (format!("https://t.example/?h=a,{MD5}"), Encoding::Md5),
            (
                "https://t.example/?u=https%253A%252F%252Fa.example%252F%253Fe%253DAnna%252540Example.org"
                    .into(),
                Encoding::Plain,
            ),
        ] {
            let mut watch = Watch::default();
            watch.typed(TAB, " Anna@Example.org ", Millis(0));
            assert_eq!(at(&mut watch, 5, &text), [(encoding, true)], "{text}");
            assert_eq!(at(&mut watch, 6, "https://t.example/?em=other@example.org"), []);
            assert_eq!(at(&mut watch, KEPT + 1, &text), [], "minutes later nothing is left of it");
        }
        let mut watch = Watch::default();
        watch.typed(TAB, "anna@example.org", Millis(0));
        let body = format!(r#"{{"user":{{"email_hash":"{SHA1}"}}}}"#);
        let found =
            watch.request(TAB, FrameId(0), &request("1", "https://t.example/", Some(&body)), Millis(1));
        assert_eq!(found.len(), 1);
        let found =
            watch.request(TabId(2), FrameId(0), &request("2", "https://t.example/", Some(&body)), Millis(1));
        assert!(found.is_empty(), "another tab's");
    }

    #[test]
    fn before_it_was_sent() {
        let url = format!("https://t.example/?em={SHA256}");
        let mut watch = Watch::default();
        assert_eq!(at(&mut watch, 0, &url), [], "nothing was typed yet");
        let raced = watch.typed(TAB, "anna@example.org", Millis(400));
        assert_eq!(
            raced.iter().map(|found| (found.time, found.before)).collect::<Vec<_>>(),
            [(Millis(0), true)]
        );
        assert!(watch.typed(TAB, "anna@example.org", Millis(500)).is_empty(), "told once");
        // The request that the press itself caused can be told before the press.
        assert_eq!(at(&mut watch, 1000, &url), [(Encoding::Sha256, true)]);
        let mended = watch.sent(TAB, Millis(990));
        assert_eq!(
            mended.iter().map(|found| (found.time, found.before)).collect::<Vec<_>>(),
            [(Millis(1000), false)]
        );
        assert_eq!(at(&mut watch, 1200, &url), [(Encoding::Sha256, false)]);
    }

    proptest! {
        #[test]
        fn any_text(value: String, url: String, body: String) {
            let mut watch = Watch::default();
            for time in 0..20 {
                let _ = watch.typed(TAB, &value, Millis(time));
                let _ = watch.request(TAB, FrameId(0), &request("1", &url, Some(&body)), Millis(time));
                let _ = watch.sent(TAB, Millis(time));
            }
            prop_assert!(watch.addresses.len() <= MOST_ADDRESSES);
        }
    }
}
