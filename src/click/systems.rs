//! The click systems, one row each: on which hosts and paths, and where the landing page stands.
//!
//! Sources, by row: [R] captures of real ads, [D] the vendor's documentation of its click tracker,
//! [C] the rules of open-source link cleaners (checked as facts, written anew).

use super::place::Place;
use super::place::Place::{Base64, Between, Domain, Own, Packed, Param, Query, Rest, Tail};

/// A click system: owns its id, its hosts, and the way its links carry the landing page.
pub(super) struct System {
    /// Stable id.
    pub(super) id: &'static str,
    /// What its links are for.
    pub(super) sells: Sells,
    /// Domains with their subdomains; `name.*` is `name` under any ending, with or without `www.`.
    /// None at all: any host, as long as the link carries a landing page.
    pub(super) hosts: &'static [&'static str],
    /// Beginnings of the path, where `#` is a number; after `*`, any part of it. Empty for any path.
    pub(super) paths: &'static [&'static str],
    /// Where the landing page may stand, tried in order; empty for links that only the system can read.
    pub(super) landing: &'static [Place],
    /// The parameter that marks a link that is the landing page itself.
    pub(super) mark: Option<&'static str>,
}

/// What the links of a system are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sells {
    /// An ad was clicked.
    Ad,
    /// Whoever set the link is paid for a sale.
    Affiliate,
    /// Nothing: the link checks or counts those who leave.
    Nothing,
}

type Texts = &'static [&'static str];

const fn ad(id: &'static str, hosts: Texts, paths: Texts, landing: &'static [Place]) -> System {
    System { id, sells: Sells::Ad, hosts, paths, landing, mark: None }
}

const fn affiliate(id: &'static str, hosts: Texts, paths: Texts, landing: &'static [Place]) -> System {
    System { id, sells: Sells::Affiliate, hosts, paths, landing, mark: None }
}

const fn redirect(id: &'static str, hosts: Texts, paths: Texts, landing: &'static [Place]) -> System {
    System { id, sells: Sells::Nothing, hosts, paths, landing, mark: None }
}

const fn direct(id: &'static str, sells: Sells, hosts: Texts, mark: &'static str) -> System {
    System { id, sells, hosts, paths: &[], landing: &[], mark: Some(mark) }
}

/// Every click system, once. The first row that owns a link takes it.
pub(super) const SYSTEMS: &[System] = &[
    // Google [R]: `adurl` is the last parameter and mostly not encoded.
    ad(
        "google_ads",
        &[
            "googleads.g.doubleclick.net",
            "googleadservices.com",
            "adclick.g.doubleclick.net",
            "syndicatedsearch.goog",
            "google.*",
        ],
        &["/aclk", "/pagead/aclk", "/pagead/iclk"],
        &[Rest("adurl")],
    ),
    ad("dv360", &["googleads.g.doubleclick.net"], &["/dbm/clk"], &[Rest("adurl")]), // [R]
    ad(
        "google_ad_manager",
        &["doubleclick.net"],
        &["/pcs/click", "/gampad/clk", "/gampad/jump"],
        &[Rest("adurl")],
    ),
    ad(
        "cm360",
        &["doubleclick.net"],
        &["/ddm/clk/", "/ddm/trackclk/", "/ddm/jump/", "/ddm/click", "/clk;", "/click;", "/click%3"],
        &[Query, Tail],
    ),
    ad(
        "search_ads_360",
        &["clickserve.dartsearch.net", "clickserve.cc-dt.com"],
        &[],
        &[Rest("ds_dest_url"), Param("red")],
    ),
    // Retargeting and exchanges.
    ad("criteo", &["criteo.com"], &["/delivery/ck", "/m/delivery/ck"], &[Param("maxdest"), Param("dest")]), // [R]
    ad("xandr", &["adnxs.com"], &["/click", "/clktrb"], &[Rest("clickenc")]), // [R]
    ad("ttd", &["adsrvr.org"], &["/track/clk"], &[Rest("r")]),                // [R]
    ad("amazon_ads", &["amazon-adsystem.com"], &["/x/c/"], &[Tail]),          // [R]
    ad("bing", &["bing.com"], &["/aclick", "/aclk", "/alink"], &[Base64("u")]), // [R]
    ad("duckduckgo", &["duckduckgo.com"], &["/y.js"], &[Param("u3"), Domain("ad_domain")]), // [C]
    ad("adobe", &["everesttech.net"], &["*/c"], &[Rest("url")]), // [D] Adobe, "Click-tracking formats"
    ad("kenshoo", &["xg4ken.com"], &["/media/redir.php"], &[Rest("url"), Rest("url[]"), Rest("url%5B%5D")]), // [R]
    ad("marin", &["marinsm.com"], &["/rd"], &[Rest("lp"), Rest("url")]), // [D]
    ad("mediaplex", &["mediaplex.com"], &["/ad/ck/"], &[Rest("mpre")]),  // [C]
    ad("visual_iq", &["myvisualiq.net"], &[], &[Rest("red")]),           // [C]
    ad("audience_manager", &["demdex.net"], &["/event"], &[Rest("d_rd")]), // [C]
    ad("atlas", &["atdmt.com"], &["/s/", "/c/", "/go/"], &[Rest("h"), Tail]), // [C]
    ad("adition", &["adition.com"], &["/redi"], &[Rest("clickurl")]),    // [R]
    ad("kevel", &["adzerk.net"], &["/r"], &[Packed("e", "ur")]),         // [R]
    ad("openx", &["openx.net"], &["/w/1.0/rc"], &[Rest("r")]),           // [R]
    ad("vdx", &["tribalfusion.com"], &["/h.click/"], &[Tail]),           // [R]
    ad("nativo", &["postrelease.com"], &["/trk"], &[Rest("ntv_r")]),     // [R]
    ad("dianomi", &["dianomi.com"], &["/click"], &[]),                   // [R] opaque
    ad("amazon_sponsored", &["amazon.*"], &["/sspa/click", "/gp/slredirect/"], &[Own("url")]), // [R]
    // Any host's own Revive server [D].
    ad("revive", &[], &["*/delivery/ck.php", "*/delivery/cl.php"], &[Between("oadest=", '\n'), Rest("dest")]),
    // Hosts that only check or count a visitor who leaves; what is paid for may lie behind them.
    redirect("bing_redirect", &["bing.com"], &["/ck/a"], &[Base64("u")]), // [R]
    redirect("google_redirect", &["google.*"], &["/url"], &[Param("url"), Param("q")]), // [C]
    redirect("youtube", &["youtube.com"], &["/redirect"], &[Param("q")]), // [C]
    redirect("reddit", &["out.reddit.com"], &[], &[Param("url")]),        // [C]
    redirect("pinterest", &["pinterest.com"], &["/offsite/"], &[Param("url")]), // [C]
    redirect("linkedin", &["linkedin.com"], &["/redir/redirect", "/safety/go"], &[Param("url")]), // [C]
    redirect("yahoo", &["r.search.yahoo.com"], &[], &[Between("/RU=", '/')]), // [C]
    ad("taboola", &["taboola.com"], &["*/click"], &[Param("redir"), Param("url")]),
    ad("outbrain", &["paid.outbrain.com", "traffic.outbrain.com"], &["/network/redir"], &[]), // [R] opaque
    ad("revcontent", &["revcontent.com"], &["/click.php"], &[]),                              // [R] opaque
    ad("zergnet", &["zergnet.com"], &["/i/", "/out"], &[]),                                   // [R] opaque
    ad("mgid", &["mgid.com"], &["/ghits/", "/clck"], &[]),
    ad("rtb_house", &["creativecdn.com"], &["/clicks"], &[Param("redirectUrl")]), // [R] opaque
    ad("adroll", &["d.adroll.com"], &["/click/"], &[]),                           // [R] opaque
    ad("improve_digital", &["360yield.com"], &["/click/"], &[Tail]),              // [R]
    ad("adform", &["adform.net"], &["/C/", "/adfscript/click"], &[Rest("ckurl"), Rest("cpdir")]), // [C]
    ad("sizmek", &["serving-sys.com"], &[], &[Between("ncu=$$", '$'), Rest("ncu")]), // [C]
    ad("flashtalking", &["servedby.flashtalking.com"], &["/click/"], &[Rest("url")]), // [D]
    ad("smart", &["smartadserver.com"], &["/click", "/h/cmp", "/track/action"], &[Rest("go")]), // [D]
    ad("mediamath", &["mathtag.com"], &["/click"], &[Param("redirect")]),         // [D]
    ad("pubmatic", &["clicktrack.pubmatic.com"], &[], &[Rest("url")]),            // [D]
    ad("quantcast", &["exch.quantserve.com"], &["/r"], &[Between("redirecturl2=", ';')]), // [D]
    redirect(
        "meta",
        &["l.facebook.com", "lm.facebook.com", "l.instagram.com"],
        &["/l.php", "/"],
        &[Param("u")],
    ), // [C]
    redirect("x", &["t.co"], &[], &[]),
    ad("yandex", &["an.yandex.ru", "yabs.yandex.ru"], &["/count/"], &[]),
    ad("seznam", &["c.imedia.cz", "c.seznam.cz"], &["/click"], &[]),
    // Affiliate networks [C][D].
    affiliate(
        "awin",
        &["awin1.com", "zenaps.com"],
        &["/cread.php", "/awclick.php", "/rclick.php"],
        &[Param("ued"), Param("p")],
    ),
    affiliate("rakuten", &["click.linksynergy.com"], &[], &[Param("murl"), Param("RD_PARM1")]),
    affiliate(
        "tradedoubler",
        &["tradedoubler.com"],
        &["/click"],
        &[Param("_td_deeplink"), Param("url"), Between("url(", ')')],
    ),
    affiliate("skimlinks", &["skimresources.com", "redirectingat.com"], &[], &[Param("url")]),
    affiliate("admitad", &["admitad.com", "alitems.com", "alitems.site"], &["/g/"], &[Param("ulp")]),
    affiliate(
        "cj",
        &[
            "anrdoezrs.net",
            "dpbolvw.net",
            "jdoqocy.com",
            "kqzyfj.com",
            "tkqlhce.com",
            "emjcd.com",
            "qksrv.net",
            "apmebf.com",
            "ftjcfx.com",
            "lduhtrp.net",
            "tqlkg.com",
            "awltovhc.com",
            "yceml.net",
        ],
        &[],
        &[Param("url"), Tail],
    ),
    affiliate(
        "impact",
        &["pxf.io", "sjv.io", "evyy.net", "ojrq.net", "7eer.net", "vdgb.net"],
        &["/c/"],
        &[Param("u")],
    ),
    // Shops give it hosts of their own: publisher, ad and campaign stand in the path.
    affiliate("impact", &[], &["/c/#/#/#"], &[Param("u")]),
    affiliate("partnerize", &["prf.hn"], &["/click/"], &[Between("destination:", '/'), Tail]),
    affiliate(
        "shareasale",
        &["shareasale.com", "shareasale-analytics.com"],
        &["/r.cfm", "/m-pr.cfm"],
        &[Param("urllink")],
    ),
    affiliate("sovrn", &["viglink.com", "sovrn.co"], &[], &[Param("u"), Param("out")]),
    affiliate("digidip", &["digidip.net"], &["/visit"], &[Param("url")]),
    affiliate("webgains", &["track.webgains.com"], &["/click.html"], &[Param("wgtarget")]),
    affiliate("zanox", &["ad.zanox.com"], &["/ppc/"], &[Between("ulp=[[", ']'), Param("ulp")]),
    affiliate("effiliation", &["track.effiliation.com"], &["/servlet/"], &[Param("url")]),
    affiliate(
        "pepperjam",
        &["pntra.com", "pntrac.com", "pntrs.com", "pjatr.com", "pjtra.com", "gopjn.com"],
        &["/t/"],
        &[Param("url")],
    ),
    affiliate("ebay_partner", &["rover.ebay.com"], &["/rover/"], &[Param("mpre")]),
    affiliate(
        "daisycon",
        &["ds1.nl", "dt51.net", "jf79.net", "lt45.net", "rkn3.net", "bdt9.net", "glp8.net"],
        &["/c/"],
        &[Param("dl")],
    ),
    affiliate("commission_factory", &["t.cfjump.com"], &["/"], &[Param("Url"), Param("url")]),
    affiliate(
        "optimise",
        &["omgt1.com", "omgt3.com", "omgt4.com", "omgt5.com", "omgt6.com"],
        &[],
        &[Param("r")],
    ),
    affiliate("adtraction", &["adtraction.com"], &["/t/"], &[Param("url")]),
    affiliate("tradetracker", &["tradetracker.net"], &[], &[Param("u"), Param("r")]),
    affiliate("adcell", &["adcell.com", "adcell.de"], &["/p/click", "/promotion/click/"], &[Param("param0")]),
    affiliate("affilinet", &["webmasterplan.com"], &["/click.asp"], &[Param("diurl")]),
    affiliate("kwanko", &["metaffiliation.com"], &["/trk.php", "/suivi.php"], &[Param("redir")]),
    affiliate("two_performant", &["2performant.com"], &["/events/click"], &[Param("redirect_to")]),
    affiliate("partner_ads", &["partner-ads.com"], &["*klikbanner.php"], &[Param("htmlurl")]),
    affiliate(
        "flexoffers",
        &["flexlinkspro.com", "flexlinks.com"],
        &["/g.ashx", "/link.ashx"],
        &[Param("url")],
    ),
    affiliate(
        "linkconnector",
        &["linkconnector.com"],
        &["/ta.php", "/traffic_affiliate.php"],
        &[Param("url")],
    ),
    affiliate("avantlink", &["avantlink.com"], &["/click.php"], &[Param("url")]),
    affiliate("aliexpress", &["s.click.aliexpress.com"], &[], &[Param("dl_target_url")]),
    affiliate("bol", &["partner.bol.com"], &["/click/"], &[Param("url")]),
    affiliate("geniuslink", &["georiot.com", "geni.us"], &[], &[Param("GR_URL")]),
    affiliate("narrativ", &["shop-links.co", "narrativ.com", "howl.me"], &[], &[Param("url")]),
    affiliate(
        "amazon_associates",
        &["assoc-redirect.amazon.com", "amzn.to"],
        &[],
        &[Param("r"), Param("asc_refurl")],
    ),
    // Systems whose links are the landing page, marked [R].
    direct("taboola", Sells::Ad, &[], "tblci"),
    direct("outbrain", Sells::Ad, &[], "dicbo"),
    direct("outbrain", Sells::Ad, &[], "obOrigUrl"),
    direct("amazon_associates", Sells::Affiliate, &["amazon.*"], "tag"),
    direct("ebay_partner", Sells::Affiliate, &["ebay.*"], "campid"),
];
