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
    ("choices.trustarc.com", ""),
    ("choices.truste.com", ""),
    ("preferences-mgr.trustarc.com", ""),
    ("preferences-mgr.truste.com", ""),
    ("youradchoices.com", ""),
    ("youradchoices.ca", ""),
    ("aboutads.info", ""),
    ("youronlinechoices.com", ""),
    ("youronlinechoices.eu", ""),
    ("edaa.eu", ""),
    ("networkadvertising.org", ""),
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
    ("info.yahoo.com", "/privacy"),
    ("legal.yahoo.com", ""),
    ("privacy.yahoo.com", ""),
    ("adsettings.snapchat.com", ""),
];

/// Networks of native ads: beside the ads, their widgets link to themselves ("Ads by …").
const NETWORKS: &[&str] = &[
    "adblade.com",
    "content.ad",
    "dianomi.com",
    "engageya.com",
    "ligatus.com",
    "mgid.com",
    "outbrain.com",
    "plista.com",
    "revcontent.com",
    "strossle.com",
    "taboola.com",
    "zergnet.com",
];

/// Whether `url` is a page of a network of native ads.
pub(super) fn is_network(url: &str) -> bool {
    let host = Url::split(url.trim()).map(|url| url.host.to_ascii_lowercase());
    host.is_some_and(|host| NETWORKS.iter().any(|network| host_is(&host, network)))
}

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
