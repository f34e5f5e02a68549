//! Links about ads as such: "why this ad", AdChoices, opting out, ad settings. Never an advertiser's.

use crate::site::{Url, host_is};

/// Host and beginning of the path. `*` in a host stands for any label.
const LINKS: &[(&str, &str)] = &[
    ("adssettings.google.com", ""),
    ("myadcenter.google.com", ""),
    ("adcenter.google.com", ""),
    ("google.com", "/ads/preferences"),
    ("google.com", "/settings/ads"),
    ("google.com", "/policies/technologies/ads"),
    ("policies.google.com", "/technologies/ads"),
    ("support.google.com", "/ads"),
    ("support.google.com", "/adsense"),
    ("support.google.com", "/displayspecs"),
    ("privacy.*.criteo.com", ""),
    ("privacy.criteo.com", ""),
    ("criteo.com", "/privacy"),
    ("popup.taboola.com", ""),
    ("taboola.com", "/policies"),
    ("outbrain.com", "/what-is"),
    ("my.outbrain.com", "/recommendations-settings"),
    ("preferences-mgr.trustarc.com", ""),
    ("preferences-mgr.truste.com", ""),
    ("youradchoices.com", ""),
    ("youradchoices.ca", ""),
    ("aboutads.info", ""),
    ("youronlinechoices.com", ""),
    ("youronlinechoices.eu", ""),
    ("edaa.eu", ""),
    ("optout.networkadvertising.org", ""),
    ("thenai.org", "/opt-out"),
    ("info.evidon.com", ""),
    ("privacy.evidon.com", ""),
    ("l.betrad.com", ""),
    ("app.adroll.com", "/optout"),
    ("account.microsoft.com", "/privacy/ad-settings"),
    ("choice.microsoft.com", ""),
    ("about.ads.microsoft.com", "/en-us/resources/policies"),
    ("amazon.com", "/adprefs"),
    ("amazon.de", "/adprefs"),
    ("amazon.co.uk", "/adprefs"),
    ("amazon.com", "/privacyprefs"),
    ("dianomi.com", "/whatsthis"),
    ("rtbhouse.com", "/privacy"),
    ("quantcast.com", "/opt-out"),
    ("mgid.com", "/privacy"),
    ("adobe.com", "/privacy/opt-out"),
    ("facebook.com", "/ads/about"),
    ("adsettings.snapchat.com", ""),
];

/// Whether `url` is one of them.
pub(super) fn is(url: &str) -> bool {
    let Some(url) = Url::split(url.trim()) else { return false };
    let host = url.host.to_ascii_lowercase();
    LINKS.iter().any(|(pattern, path)| on(&host, pattern) && url.path.starts_with(path))
}

fn on(host: &str, pattern: &str) -> bool {
    match pattern.split_once("*.") {
        None => host_is(host, pattern),
        Some((start, end)) => {
            let label = host.strip_prefix(start).and_then(|rest| rest.strip_suffix(end)?.strip_suffix('.'));
            label.is_some_and(|label| !label.is_empty() && !label.contains('.'))
        }
    }
}
