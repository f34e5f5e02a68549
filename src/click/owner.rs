//! Whose a click link is, and which hosts only stand between an ad and its advertiser.

use super::place::{Place, after, cut};
use super::systems::System;
use crate::percent;
use crate::site::{Url, host_is};

/// Domains that only pass visitors on or serve ads: no advertiser's page stands there.
pub(super) const BETWEEN: &[&str] = &[
    "doubleclick.net",
    "googleadservices.com",
    "googlesyndication.com",
    "dartsearch.net",
    "adnxs.com",
    "adsrvr.org",
    "amazon-adsystem.com",
    "paid.outbrain.com",
    "traffic.outbrain.com",
    "trc.taboola.com",
    "trends.revcontent.com",
    "zergnet.com",
    "creativecdn.com",
    "d.adroll.com",
    "360yield.com",
    "adform.net",
    "serving-sys.com",
    "servedby.flashtalking.com",
    "smartadserver.com",
    "mathtag.com",
    "pubmatic.com",
    "quantserve.com",
    "t.co",
    "awin1.com",
    "zenaps.com",
    "linksynergy.com",
    "skimresources.com",
    "redirectingat.com",
    "alitems.com",
    "alitems.site",
    "anrdoezrs.net",
    "dpbolvw.net",
    "jdoqocy.com",
    "kqzyfj.com",
    "tkqlhce.com",
    "emjcd.com",
    "qksrv.net",
    "pxf.io",
    "sjv.io",
    "evyy.net",
    "ojrq.net",
    "7eer.net",
    "vdgb.net",
    "prf.hn",
    "redirect.viglink.com",
    "sovrn.co",
    "digidip.net",
    "zanox.com",
    "effiliation.com",
    "pntra.com",
    "pntrac.com",
    "pntrs.com",
    "pjatr.com",
    "pjtra.com",
    "gopjn.com",
    "ds1.nl",
    "dt51.net",
    "jf79.net",
    "lt45.net",
    "cfjump.com",
    "bat.bing.com",
    "clk.tradedoubler.com",
    "criteo.net",
    "everesttech.net",
    "xg4ken.com",
    "marinsm.com",
    "mediaplex.com",
    "myvisualiq.net",
    "demdex.net",
    "atdmt.com",
    "adition.com",
    "adzerk.net",
    "openx.net",
    "tribalfusion.com",
    "postrelease.com",
    "viglink.com",
    "omgt1.com",
    "omgt3.com",
    "omgt4.com",
    "omgt5.com",
    "omgt6.com",
    "tradetracker.net",
    "track.adtraction.com",
    "t.adcell.com",
    "webmasterplan.com",
    "metaffiliation.com",
    "event.2performant.com",
    "flexlinkspro.com",
    "flexlinks.com",
    "s.click.aliexpress.com",
    "partner.bol.com",
    "georiot.com",
    "geni.us",
    "shop-links.co",
    "howl.me",
    "amzn.to",
    "assoc-redirect.amazon.com",
    "apmebf.com",
    "ftjcfx.com",
    "lduhtrp.net",
    "tqlkg.com",
    "awltovhc.com",
    "yceml.net",
    "rkn3.net",
    "bdt9.net",
    "glp8.net",
];

impl System {
    /// Whether `url`, whose host in lower case is `host`, is a click link of this system.
    pub(super) fn owns(&self, url: &Url<'_>, host: &str) -> bool {
        let on_host = |pattern: &&str| match pattern.strip_suffix(".*") {
            Some(name) => is_under_any_ending(host, name),
            None => host_is(host, pattern),
        };
        let here = self.hosts.is_empty() || self.hosts.iter().any(on_host);
        let there = || self.paths.is_empty() || self.paths.iter().any(|start| leads(url.path, start));
        if !here || !there() {
            return false;
        }
        match self.mark {
            Some(mark) => after(url.text, mark).is_some(),
            None => !self.hosts.is_empty() || self.next(url.text).is_some(),
        }
    }

    /// The next address of the chain.
    pub(super) fn next(&self, link: &str) -> Option<String> {
        self.landing.iter().find_map(|place| place.read(link))
    }

    /// The advertiser's domain as an address, where the link tells no more.
    pub(super) fn domain(&self, link: &str) -> Option<String> {
        let name = self.landing.iter().find_map(|place| match place {
            Place::Domain(name) => after(link, name),
            _ => None,
        })?;
        let domain = percent::fixpoint(cut(name, &['&', '#'])).into_owned();
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
        (domain.contains('.') && domain.chars().all(plain)).then(|| ["https://", &domain, "/"].concat())
    }
}

/// Whether a path begins as a pattern says.
fn leads(path: &str, start: &str) -> bool {
    if let Some(part) = start.strip_prefix('*') {
        return path.contains(part);
    }
    if !start.contains('#') {
        return path.starts_with(start);
    }
    let mut parts = path.split('/');
    start.split('/').all(|wanted| {
        let part = parts.next().unwrap_or("");
        let number = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        part == wanted || wanted == "#" && number
    })
}

/// Whether `host` is `name.de`, `www.name.co.uk` …
fn is_under_any_ending(host: &str, name: &str) -> bool {
    let bare = host.strip_prefix("www.").unwrap_or(host);
    let ending = bare.strip_prefix(name).and_then(|rest| rest.strip_prefix('.'));
    ending.is_some_and(|ending| {
        ending.len() <= 6 && ending.split('.').all(|label| (2..=3).contains(&label.len()))
    })
}
