//! What a prompt at the door wants.

use serde::{Deserialize, Serialize};

use crate::fact::{Permission, Prompt};

/// What a prompt on arrival wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Prompted {
    /// An e-mail address.
    Newsletter,
    /// That an app is installed.
    App,
    /// Notifications.
    Notifications,
    /// The same, asked by the browser for the page.
    ToNotify,
    /// To know where somebody is, asked by the browser for the page.
    ToLocate,
}

/// What a prompt wants, where it is one that a considerate page would not open at the door. A consent
/// banner has to ask, and so has an age gate or the choice of a country: those are not judged.
#[must_use]
pub fn prompted(prompt: &Prompt) -> Option<Prompted> {
    const CONSENT: [&str; 6] =
        ["cookie", "consent", "einwilligung", "datenschutzeinstellung", "tracking", "gdpr"];
    const ABOUT: [(&str, Prompted); 16] = [
        ("notification", Prompted::Notifications),
        ("benachrichtigung", Prompted::Notifications),
        ("our app", Prompted::App),
        ("the app", Prompted::App),
        ("unsere app", Prompted::App),
        ("zur app", Prompted::App),
        ("newsletter", Prompted::Newsletter),
        ("subscribe", Prompted::Newsletter),
        ("abonnier", Prompted::Newsletter),
        ("% off", Prompted::Newsletter),
        ("discount", Prompted::Newsletter),
        ("% rabatt", Prompted::Newsletter),
        ("gutschein", Prompted::Newsletter),
        ("join our", Prompted::Newsletter),
        ("sign up", Prompted::Newsletter),
        ("mailing list", Prompted::Newsletter),
    ];
    if let Some(permission) = prompt.permission {
        return Some(match permission {
            Permission::Notifications => Prompted::ToNotify,
            Permission::Geolocation => Prompted::ToLocate,
        });
    }
    let text = prompt.text.to_lowercase();
    let says = |word: &str| text.contains(word);
    if prompt.covers < 333 || CONSENT.iter().any(|word| says(word)) {
        return None;
    }
    let about = ABOUT.iter().find(|(word, _)| says(word)).map(|(_, about)| *about);
    about.or_else(|| prompt.asks_email.then_some(Prompted::Newsletter))
}

#[cfg(test)]
mod tests {
    use super::{Prompted, prompted};
    use crate::fact::{Permission, Prompt};

    #[test]
    fn asked_at_the_door() {
        let of = |covers, text: &str, asks_email| {
            prompted(&Prompt { covers, text: text.into(), asks_email, permission: None })
        };
        for (covers, text, asks_email, expected) in [
            (900, "Get 10% off! Join our newsletter", true, Some(Prompted::Newsletter)),
            (500, "Never miss a thing", true, Some(Prompted::Newsletter)),
            (400, "Better in our app", false, Some(Prompted::App)),
            (400, "Turn on notifications?", false, Some(Prompted::Notifications)),
            (200, "Join our newsletter", true, None),
            (900, "We use cookies. Sign up for less", true, None),
            (900, "Are you 18 or older?", false, None),
            (900, "Choose your country", false, None),
            (900, "", false, None),
        ] {
            assert_eq!(of(covers, text, asks_email), expected, "{text}");
        }
        let asked = |permission| prompted(&Prompt { permission: Some(permission), ..Prompt::default() });
        assert_eq!(asked(Permission::Notifications), Some(Prompted::ToNotify));
        assert_eq!(asked(Permission::Geolocation), Some(Prompted::ToLocate));
    }
}
