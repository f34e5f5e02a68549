//! The click systems, one row each: on which hosts and paths, and where the landing page stands.
//!
//! Sources, by row: [R] captures of real ads, [D] the vendor's documentation of its click tracker,
//! [C] the rules of open-source link cleaners (checked as facts, written anew).

use crate::base64;
use crate::percent;
use crate::site::{Url, host_is};

/// A click system: owns its id, its hosts, and the way its links carry the landing page.
pub(super) struct System {
    /// Stable id.
    pub(super) id: &'static str,
    /// Domains with their subdomains; `name.*` is `name` under any ending, with or without `www.`.
    hosts: &'static [&'static str],
    /// Beginnings of the path; empty for any.
    paths: &'static [&'static str],
    /// Where the landing page may stand, tried in order; empty for links that only the system can read.
    landing: &'static [Place],
    /// The link is the landing page itself, known by a parameter.
    pub(super) direct: bool,
}

/// Where in a link the next address stands.
enum Place {
    /// In this parameter. Where it is not encoded, it is the whole rest of the link.
    Rest(&'static str),
    /// In this parameter, up to the next `&`.
    Param(&'static str),
    /// In this parameter, in base64.
    Base64(&'static str),
    /// After the first `?`.
    Query,
    /// In the path, from the first address in it to the end.
    Tail,
    /// After this text, up to that character.
    Between(&'static str, char),
    /// Only the advertiser's domain, in this parameter.
    Domain(&'static str),
    /// This parameter marks a link that is the landing page itself.
    Mark(&'static str),
}

use Place::{Base64, Between, Domain, Mark, Param, Query, Rest, Tail};

const fn row(
    id: &'static str,
    hosts: &'static [&'static str],
    paths: &'static [&'static str],
    landing: &'static [Place],
) -> System {
    System { id, hosts, paths, landing, direct: false }
}

const fn direct(id: &'static str, landing: &'static [Place]) -> System {
    System { id, hosts: &[], paths: &[], landing, direct: true }
}

/// Every click system, once. The first row that owns a link takes it.
pub(super) const SYSTEMS: &[System] = &[
    // Google [R]: `adurl` is the last parameter and mostly not encoded.
    row(
        "google_ads",
        &["googleads.g.doubleclick.net", "googleadservices.com", "adclick.g.doubleclick.net", "google.*"],
        &["/aclk", "/pagead/aclk"],
        &[Rest("adurl")],
    ),
    row("google_ad_manager", &["doubleclick.net"], &["/pcs/click"], &[Rest("adurl")]),
    row(
        "cm360",
        &["ad.doubleclick.net"],
        &["/ddm/clk/", "/ddm/trackclk/", "/ddm/jump/", "/ddm/click", "/clk;", "/click;", "/click%3"],
        &[Query, Tail],
    ),
    row(
        "search_ads_360",
        &["clickserve.dartsearch.net", "clickserve.cc-dt.com"],
        &[],
        &[Rest("ds_dest_url")],
    ),
    // Retargeting and exchanges.
    row("criteo", &["criteo.com"], &["/delivery/ck", "/m/delivery/ck"], &[Param("maxdest"), Param("dest")]), // [R]
    row("xandr", &["adnxs.com"], &["/click", "/clktrb"], &[Rest("clickenc")]), // [R]
    row("ttd", &["adsrvr.org"], &["/track/clk"], &[Rest("r")]),                // [R]
    row("amazon_ads", &["amazon-adsystem.com"], &["/x/c/"], &[Tail]),          // [R]
    row("bing", &["bing.com"], &["/aclick", "/aclk", "/alink"], &[Base64("u")]), // [R]
    row("duckduckgo", &["duckduckgo.com"], &["/y.js"], &[Param("u3"), Domain("ad_domain")]), // [C]
    row("yahoo", &["r.search.yahoo.com"], &[], &[Between("/RU=", '/')]),       // [C]
    row("taboola", &["taboola.com"], &["/click"], &[Param("redir"), Param("url")]),
    row("outbrain", &["paid.outbrain.com", "traffic.outbrain.com"], &["/network/redir"], &[]), // [R] opaque
    row("revcontent", &["revcontent.com"], &["/click.php"], &[]),                              // [R] opaque
    row("zergnet", &["zergnet.com"], &["/i/", "/out"], &[]),                                   // [R] opaque
    row("mgid", &["mgid.com"], &["/ghits/", "/clck"], &[]),
    row("rtb_house", &["creativecdn.com"], &["/clicks"], &[Param("redirectUrl")]), // [R] opaque
    row("adroll", &["d.adroll.com"], &["/click/"], &[]),                           // [R] opaque
    row("improve_digital", &["360yield.com"], &["/click/"], &[Tail]),              // [R]
    row("adform", &["adform.net"], &["/C/", "/adfscript/click"], &[Rest("ckurl"), Rest("cpdir")]), // [C]
    row("sizmek", &["serving-sys.com"], &[], &[Between("ncu=$$", '$'), Rest("ncu")]), // [C]
    row("flashtalking", &["servedby.flashtalking.com"], &["/click/"], &[Rest("url")]), // [D]
    row("smart", &["smartadserver.com"], &["/click", "/h/cmp", "/track/action"], &[Rest("go")]), // [D]
    row("mediamath", &["mathtag.com"], &["/click"], &[Param("redirect")]),         // [D]
    row("pubmatic", &["clicktrack.pubmatic.com"], &[], &[Rest("url")]),            // [D]
    row("quantcast", &["exch.quantserve.com"], &["/r"], &[Between("redirecturl2=", ';')]), // [D]
    row("meta", &["l.facebook.com", "lm.facebook.com", "l.instagram.com"], &["/l.php", "/"], &[Param("u")]), // [C]
    row("x", &["t.co"], &[], &[]),
    row("yandex", &["an.yandex.ru", "yabs.yandex.ru"], &["/count/"], &[]),
    row("seznam", &["c.imedia.cz", "c.seznam.cz"], &["/click"], &[]),
    // Affiliate networks [C][D].
    row(
        "awin",
        &["awin1.com", "zenaps.com"],
        &["/cread.php", "/awclick.php", "/rclick.php"],
        &[Param("ued"), Param("p")],
    ),
    row("rakuten", &["click.linksynergy.com"], &[], &[Param("murl"), Param("RD_PARM1")]),
    row(
        "tradedoubler",
        &["tradedoubler.com"],
        &["/click"],
        &[Param("_td_deeplink"), Param("url"), Between("url(", ')')],
    ),
    row("skimlinks", &["skimresources.com", "redirectingat.com"], &[], &[Param("url")]),
    row("admitad", &["admitad.com", "alitems.com", "alitems.site"], &["/g/"], &[Param("ulp")]),
    row(
        "cj",
        &[
            "anrdoezrs.net",
            "dpbolvw.net",
            "jdoqocy.com",
            "kqzyfj.com",
            "tkqlhce.com",
            "emjcd.com",
            "qksrv.net",
        ],
        &[],
        &[Param("url"), Tail],
    ),
    row(
        "impact",
        &["pxf.io", "sjv.io", "evyy.net", "ojrq.net", "7eer.net", "vdgb.net"],
        &["/c/"],
        &[Param("u")],
    ),
    row("partnerize", &["prf.hn"], &["/click/"], &[Between("destination:", '/'), Tail]),
    row("shareasale", &["shareasale.com"], &["/r.cfm", "/m-pr.cfm"], &[Param("urllink")]),
    row("sovrn", &["redirect.viglink.com", "sovrn.co"], &[], &[Param("u"), Param("out")]),
    row("digidip", &["digidip.net"], &["/visit"], &[Param("url")]),
    row("webgains", &["track.webgains.com"], &["/click.html"], &[Param("wgtarget")]),
    row("zanox", &["ad.zanox.com"], &["/ppc/"], &[Between("ulp=[[", ']'), Param("ulp")]),
    row("effiliation", &["track.effiliation.com"], &["/servlet/"], &[Param("url")]),
    row(
        "pepperjam",
        &["pntra.com", "pntrac.com", "pntrs.com", "pjatr.com", "pjtra.com", "gopjn.com"],
        &["/t/"],
        &[Param("url")],
    ),
    row("ebay_partner", &["rover.ebay.com"], &["/rover/"], &[Param("mpre")]),
    row("daisycon", &["ds1.nl", "dt51.net", "jf79.net", "lt45.net"], &["/c/"], &[Param("dl")]),
    row("commission_factory", &["t.cfjump.com"], &["/"], &[Param("Url"), Param("url")]),
    // Systems whose links are the landing page, marked [R].
    direct("taboola", &[Mark("tblci")]),
    direct("outbrain", &[Mark("dicbo"), Mark("obOrigUrl")]),
];

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
];

impl System {
    /// Whether `url`, whose host in lower case is `host`, is a click link of this system.
    pub(super) fn owns(&self, url: &Url<'_>, host: &str) -> bool {
        if self.direct {
            let marked = |place: &Place| matches!(place, Mark(name) if after(url.text, name).is_some());
            return self.landing.iter().any(marked);
        }
        let on_host = |pattern: &&str| match pattern.strip_suffix(".*") {
            Some(name) => is_under_any_ending(host, name),
            None => host_is(host, pattern),
        };
        // Taboola puts the publisher's account before `/log/3/click`.
        let on_path =
            |start: &&str| url.path.starts_with(start) || self.id == "taboola" && url.path.ends_with(start);
        self.hosts.iter().any(on_host) && (self.paths.is_empty() || self.paths.iter().any(on_path))
    }

    /// The next address of the chain.
    pub(super) fn next(&self, link: &str) -> Option<String> {
        self.landing.iter().find_map(|place| place.read(link))
    }

    /// The advertiser's domain as an address, where the link tells no more.
    pub(super) fn domain(&self, link: &str) -> Option<String> {
        let name = self.landing.iter().find_map(|place| match place {
            Domain(name) => after(link, name),
            _ => None,
        })?;
        let domain = percent::fixpoint(cut(name, &['&', '#'])).into_owned();
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
        (domain.contains('.') && domain.chars().all(plain)).then(|| ["https://", &domain, "/"].concat())
    }
}

impl Place {
    fn read(&self, link: &str) -> Option<String> {
        match self {
            Rest(name) => address(after(link, name)?, true),
            Param(name) => address(after(link, name)?, false),
            Query => address(link.split_once('?')?.1, true),
            Between(start, end) => {
                let (_, rest) = link.split_once(start)?;
                address(cut(rest, &[*end]), true)
            }
            Tail => {
                let path = link.split_once("://")?.1.split_once('/')?.1;
                let starts = [
                    "http://", "https://", "http%3A", "https%3A", "http%3a", "https%3a", "http%25",
                    "https%25",
                ];
                let start = starts.iter().filter_map(|start| path.find(start)).min()?;
                address(path.get(start..)?, true)
            }
            Base64(name) => {
                let text = percent::fixpoint(cut(after(link, name)?, &['&', '#'])).into_owned();
                address(&unbase64(&text)?, true)
            }
            Domain(_) | Mark(_) => None,
        }
    }
}

/// An address at the start of `text`, its layers of encoding undone; one that is not encoded ends
/// at the next `&` unless it is the `whole` rest.
fn address(text: &str, whole: bool) -> Option<String> {
    let text = text.trim_start_matches('?');
    if is_web(text) {
        return Some(if whole { text } else { cut(text, &['&']) }.trim().to_owned());
    }
    // An encoded address has no bare separator in it.
    let mut text = cut(text, &['&', ';', '/', '?', '#']).to_owned();
    if text.is_empty() && !whole {
        return None;
    }
    for _ in 0..percent::LAYERS {
        text = percent::decode(&text).into_owned();
        if let Some(rest) = text.strip_prefix("//") {
            return Some(["https://", rest].concat());
        }
        if is_web(&text) {
            return Some(text.trim().to_owned());
        }
    }
    None
}

fn is_web(text: &str) -> bool {
    let starts =
        |scheme: &str| text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    starts("https://") || starts("http://")
}

/// What follows `name=` where that begins a parameter.
fn after<'a>(link: &'a str, name: &str) -> Option<&'a str> {
    link.match_indices(name).find_map(|(at, _)| {
        let begins = link[..at].ends_with(['?', '&', ';', '/']);
        link[at + name.len()..].strip_prefix('=').filter(|_| begins)
    })
}

fn cut<'a>(text: &'a str, ends: &[char]) -> &'a str {
    text.split(ends).next().unwrap_or("")
}

/// Base64 of either alphabet, padded or not; some senders put two letters before it.
fn unbase64(text: &str) -> Option<String> {
    let bare = text.trim_end_matches('=');
    let decode = |text: &str| {
        String::from_utf8(base64::decode(text)?)
            .ok()
            .filter(|text| text.starts_with("http") || text.starts_with("//"))
    };
    decode(bare).or_else(|| decode(bare.get(2..)?))
}

/// Whether `host` is `name.de`, `www.name.co.uk` …
fn is_under_any_ending(host: &str, name: &str) -> bool {
    let bare = host.strip_prefix("www.").unwrap_or(host);
    let ending = bare.strip_prefix(name).and_then(|rest| rest.strip_prefix('.'));
    ending.is_some_and(|ending| {
        ending.len() <= 6 && ending.split('.').all(|label| (2..=3).contains(&label.len()))
    })
}
