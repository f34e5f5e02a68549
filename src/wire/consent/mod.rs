//! Consent flags that go along with requests: which there are, and what they say of being followed.
//!
//! Sources: Google, "Consent mode reference" (`gcs`, `gcd`, `npa`, `dma_cps`); IAB, "Consent string and
//! vendor list formats v2" (`gdpr_consent`) and "US Privacy String"; Microsoft's UET reference (`asc`).

mod bits;
mod gpp;
mod kept;
mod settle;
mod tc;

use gpp::GppString;
pub use kept::name;
pub use settle::settle;
pub use tc::{TcString, Vendors};

use super::signal::{Identity, IdentityKind, Signal};

/// Names of consent flags, as the frameworks define them (TCF, GPP, US Privacy, Google's consent
/// mode, Microsoft's `asc`, Meta's limited data use, restricted data processing).
pub(crate) const FLAGS: &[&str] = &[
    "gdpr",
    "gdpr_consent",
    "gdpr_applies",
    "us_privacy",
    "usp",
    "ccpa",
    "gpp",
    "gpp_sid",
    "gcs",
    "gcd",
    "npa",
    "dma",
    "dma_cps",
    "tcfd",
    "asc",
    "dpo",
    "rdp",
    "ltd",
    "addtl_consent",
];

/// What a flag says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Says {
    /// Consent to everything that the flag speaks of.
    Granted,
    /// Consent to part of it.
    Partly,
    /// No consent, or an objection.
    Refused,
    /// That no choice was needed or none was made.
    Nothing,
}

/// What the flag `name` with this value says; none where it is of another kind or cannot be read.
#[must_use]
pub fn says(name: &str, value: &str) -> Option<Says> {
    match name {
        "gcs" => Some(all(value.strip_prefix("G1")?.chars().filter_map(bit))),
        // One letter a signal; between them digits that say where it came from.
        "gcd" => Some(all(value.chars().filter_map(|c| match c {
            't' | 'r' | 'n' | 'v' => Some(true),
            'p' | 'q' | 'm' | 'u' => Some(false),
            _ => None,
        }))),
        "npa" | "rdp" | "ltd" => match value {
            "1" => Some(Says::Refused),
            "0" => Some(Says::Nothing),
            _ => None,
        },
        "dpo" if value.contains("LDU") => Some(Says::Refused),
        "asc" => match value {
            "G" => Some(Says::Granted),
            "D" => Some(Says::Refused),
            _ => None,
        },
        "gdpr" | "gdpr_applies" => matches!(value, "0" | "false").then_some(Says::Nothing),
        "us_privacy" | "usp" | "ccpa" => match *value.as_bytes() {
            [b'1', _, b'Y', _] => Some(Says::Refused),
            [b'1', _, b'N', _] => Some(Says::Granted),
            [b'1', ..] if value.len() == 4 => Some(Says::Nothing),
            _ => None,
        },
        "gdpr_consent" | "tcfd" => TcString::read(value).map(|tc| tc.says()),
        _ => None,
    }
}

/// Whether a request says itself that nothing may be kept of the person for advertising, and carries
/// nothing to know them by: the cookieless pings of Google's consent mode (`gcs=G100`) and of
/// Microsoft's (`asc=D`).
#[must_use]
pub fn anonymous(signal: &Signal) -> bool {
    let denied = |(name, value): &(String, String)| match name.as_str() {
        "gcs" => value.starts_with("G10"),
        "asc" => value == "D",
        _ => false,
    };
    // Where statistics were refused too, Analytics makes up a number for each page and keeps none.
    let made_up = |identity: &Identity| {
        identity.kind == IdentityKind::Cookie
            && signal.system == "ga4"
            && signal.consent.iter().any(|(name, value)| name == "gcs" && value == "G100")
    };
    signal.sync.is_none() && signal.consent.iter().any(denied) && signal.identity.iter().all(made_up)
}

/// Whether a request says that the person did not object to the sale or sharing of what is known of
/// them, by US Privacy or by GPP's sections of the United States; none where it does not say.
#[must_use]
pub fn objected(signal: &Signal) -> Option<bool> {
    let said = |(name, value): &(String, String)| match name.as_str() {
        "us_privacy" | "usp" | "ccpa" => match says(name, value)? {
            Says::Refused => Some(true),
            Says::Granted => Some(false),
            _ => None,
        },
        "gpp" => {
            let gpp = GppString::read(value)?;
            if gpp.not_opted_out() { Some(false) } else { gpp.opted_out().then_some(true) }
        }
        _ => None,
    };
    // One that says no is enough: whoever reads it acts on it.
    let said: Vec<bool> = signal.consent.iter().filter_map(said).collect();
    (!said.is_empty()).then(|| !said.contains(&false))
}

fn bit(c: char) -> Option<bool> {
    matches!(c, '0' | '1').then_some(c == '1')
}

fn all(choices: impl Iterator<Item = bool>) -> Says {
    let (yes, no) = choices.fold((false, false), |(yes, no), choice| (yes | choice, no | !choice));
    match (yes, no) {
        (true, true) => Says::Partly,
        (true, false) => Says::Granted,
        (false, true) => Says::Refused,
        (false, false) => Says::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base64;
    use crate::wire::Encoding;

    #[test]
    fn flags_are_read() {
        use Says::{Granted, Nothing, Partly, Refused};
        // Version 2, no purpose; purposes 1 to 10; purposes 2 and 7 (made bit by bit for this table).
        let bits = |purposes: u32| {
            let mut bytes = [0_u8; 29];
            bytes[0] = 2 << 2;
            bytes[19..23].copy_from_slice(&purposes.to_be_bytes());
            base64::encode(&bytes)
        };
        let (none, ten, two) = (bits(0), bits(0xffc0_0000), bits(0x4200_0000));
        for (name, value, expected) in [
            ("gcs", "G111", Some(Granted)),
            ("gcs", "G100", Some(Refused)),
            ("gcs", "G101", Some(Partly)),
            ("gcs", "G1--", Some(Nothing)),
            ("gcs", "x", None),
            ("gcd", "13r3r3r3r5l1", Some(Granted)),
            ("gcd", "13p3p3p3p5l1", Some(Refused)),
            ("gcd", "13p3r3p3p5l1", Some(Partly)),
            ("gcd", "13l3l3l3l1l1", Some(Nothing)),
            ("npa", "1", Some(Refused)),
            ("npa", "0", Some(Nothing)),
            ("asc", "D", Some(Refused)),
            ("gdpr", "0", Some(Nothing)),
            ("gdpr", "1", None),
            ("us_privacy", "1YYN", Some(Refused)),
            ("us_privacy", "1YNN", Some(Granted)),
            ("us_privacy", "1---", Some(Nothing)),
            ("us_privacy", "1", None),
            ("dpo", "LDU", Some(Refused)),
            ("gdpr_consent", &none, Some(Refused)),
            ("gdpr_consent", &ten, Some(Granted)),
            ("gdpr_consent", &two, Some(Partly)),
            ("gdpr_consent", "C", None),
            ("gdpr_consent", "not a consent string at all, is it?", None),
            ("page", "1", None),
        ] {
            assert_eq!(says(name, value), expected, "{name}={value}");
        }
    }

    /// Pings that carry nothing to know anybody by, and what was said of an objection.
    #[test]
    fn requests_speak_for_themselves() {
        let signal = |system: &str, consent: &[(&str, &str)], kinds: &[IdentityKind]| Signal {
            system: system.to_owned(),
            consent: consent.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
            identity: kinds.iter().map(|kind| Identity { kind: *kind, encoding: Encoding::Opaque }).collect(),
            ..Signal::default()
        };
        let cookie = &[IdentityKind::Cookie][..];
        for (signal, expected) in [
            (signal("google_ads", &[("gcs", "G100")], &[]), true),
            (signal("google_ads", &[("gcs", "G101")], &[]), true),
            (signal("google_ads", &[("gcs", "G100")], cookie), false),
            (signal("google_ads", &[("gcs", "G110")], &[]), false),
            (signal("google_ads", &[], &[]), false),
            (signal("ga4", &[("gcs", "G100")], cookie), true),
            (signal("ga4", &[("gcs", "G101")], cookie), false),
            (signal("ga4", &[("gcs", "G100")], &[IdentityKind::Email]), false),
            (signal("microsoft_uet", &[("asc", "D")], &[]), true),
            (Signal { sync: Some("x".to_owned()), ..signal("google_ads", &[("gcs", "G100")], &[]) }, false),
        ] {
            assert_eq!(anonymous(&signal), expected, "{signal:?}");
        }
        for (flags, expected) in [
            (&[("us_privacy", "1YYN")][..], Some(true)),
            (&[("us_privacy", "1YNN")], Some(false)),
            (&[("us_privacy", "1---")], None),
            (&[("gpp", "DBABLA~BVVVVVVVVWA.YA")], Some(true)),
            (&[("gpp", "DBABLA~BVVqAAAAAAA")], Some(false)),
            (&[("gpp", "DBABLA~BVVVVVVVVWA.YA"), ("us_privacy", "1YNN")], Some(false)),
            (&[("gdpr", "1")], None),
        ] {
            assert_eq!(objected(&signal("criteo", flags, &[])), expected, "{flags:?}");
        }
    }
}
