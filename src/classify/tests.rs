//! Rows of requests with what is to be known of them, on the sample pack.

use super::{Action, Job, Request, classify};
use crate::fact::RequestKind::{self, Image, MainFrame, Media, Object, Ping, Script, SubFrame, Xhr};
use crate::knowledge::compile::sample;
use crate::knowledge::{Function, Knowledge};
use crate::site::Party;

const SHOP: &str = "https://www.shop.example/shoes";

#[test]
fn knows_who_and_what_for() {
    use Function::{Advertising, Analytics, Consent, Fraud, Identity, Retargeting, SessionReplay, Social};
    let knowledge = Knowledge::for_tests();
    let rows: &[(&str, RequestKind, &str, Option<Function>, Job)] = &[
        ("https://sslwidget.criteo.com/event?a=1", Image, "Criteo", Some(Retargeting), Job::Event),
        ("https://gum.criteo.com/sync?c=1", Image, "Criteo", Some(Identity), Job::Sync),
        ("https://www.google.com/pagead/1p-user-list/9/?x", Image, "Google", Some(Retargeting), Job::Event),
        ("https://www.google.com/rmkt/collect/9/", Image, "Google", Some(Retargeting), Job::Event),
        ("https://www.google.com/ccm/collect?en=page_view", Ping, "Google", Some(Advertising), Job::Event),
        ("https://www.google.com/recaptcha/api.js", Script, "Google", Some(Fraud), Job::Script),
        ("https://www.facebook.com/tr/?id=1&ev=PageView", Image, "Meta", Some(Retargeting), Job::Event),
        ("https://www.facebook.com/tr?id=1&ev=PageView", Image, "Meta", Some(Retargeting), Job::Event),
        ("https://www.facebook.com/plugins/like.php", SubFrame, "Meta", Some(Social), Job::Other),
        ("https://connect.facebook.net/en_US/fbevents.js", Script, "Meta", Some(Retargeting), Job::Script),
        ("https://connect.facebook.net/en_US/sdk.js", Script, "Meta", Some(Social), Job::Script),
        ("https://bat.bing.com/action/0?ti=1", Image, "Microsoft", Some(Retargeting), Job::Event),
        ("https://analytics.tiktok.com/api/v2/pixel", Xhr, "TikTok", Some(Retargeting), Job::Event),
        ("https://ct.pinterest.com/v3/?event=pagevisit", Image, "Pinterest", Some(Retargeting), Job::Event),
        ("https://in.hotjar.com/api/v2/client", Xhr, "Hotjar", Some(SessionReplay), Job::Event),
        ("https://cdn.cookielaw.org/consent/x.js", Script, "OneTrust", Some(Consent), Job::Script),
        ("https://www.google-analytics.com/g/collect?v=2", Ping, "Google", Some(Analytics), Job::Event),
        ("https://insight.adsrvr.org/track/pxl/", Image, "The Trade Desk", Some(Retargeting), Job::Event),
        ("https://ib.adnxs.com/getuid?https://x", Image, "Xandr", Some(Identity), Job::Sync),
        ("https://data.shop.example/g/collect?v=2&tid=G-1", Xhr, "Google", Some(Analytics), Job::Event),
        ("https://metrics.shop.example/b/ss/x/1/", Image, "Adobe", Some(Analytics), Job::Event),
        ("https://metrics.etsy.com/b/ss/x/1/", Image, "Adobe", Some(Analytics), Job::Event),
        (
            "https://sst.shop.example/gtm.js?id=GTM-1",
            Script,
            "Google",
            Some(Function::TagManager),
            Job::Script,
        ),
        (
            "https://sst.shop.example/gtag/js?id=G-1",
            Script,
            "Google",
            Some(Function::TagManager),
            Job::Script,
        ),
        ("https://t.shop.example/ee/v1/interact?configId=1", Xhr, "Adobe", Some(Analytics), Job::Event),
        ("https://x.shop.example/hit.xiti?s=1", Image, "Piano", Some(Analytics), Job::Event),
        ("https://c.seznam.cz/retargeting?id=1", Image, "Seznam", Some(Retargeting), Job::Event),
        ("https://shop.piwik.pro/ppms.php?idsite=1", Image, "Piwik PRO", Some(Analytics), Job::Other),
        ("https://new.eyeota.net/cookie_sync", Image, "Eyeota", Some(Identity), Job::Sync),
    ];
    for (url, kind, company, function, job) in rows {
        let verdict = classify(&knowledge, &Request { url, source: SHOP, kind: *kind, method: "GET" });
        let name = verdict.company.and_then(|id| knowledge.company(id)).map(|company| company.name);
        assert_eq!((name, verdict.function, verdict.job), (Some(*company), *function, *job), "{url}");
    }
}

#[test]
fn lists_decide() {
    use Action::{Allow, Block, None};
    let compiled = sample();
    let knowledge = compiled.open().expect("opens");
    let rows: &[(&str, &str, RequestKind, Action, &str)] = &[
        ("https://doubleclick.net/x", SHOP, Script, Block, "||doubleclick.net^"),
        ("https://ad.doubleclick.net./x", SHOP, Script, Block, "||doubleclick.net^"),
        ("https://ad.doubleclick.net/instream/x", SHOP, Media, Allow, "@@||doubleclick.net/instream/$media"),
        ("https://ad.doubleclick.net/instream/x", SHOP, Script, Block, "||doubleclick.net^"),
        ("https://notdoubleclick.net/x", SHOP, Script, None, ""),
        ("https://dis.criteo.com/x", SHOP, Script, Block, "||criteo.com^$third-party"),
        ("https://dis.criteo.com/x", "https://www.criteo.com/", Script, None, ""),
        ("https://www.facebook.com/tr/?id=1", SHOP, Image, Block, "||facebook.com/tr^"),
        ("https://www.facebook.com/tr?id=1", SHOP, Image, Block, "||facebook.com/tr^"),
        ("https://www.facebook.com/trx", SHOP, Image, None, ""),
        ("https://x.example/AdServer/1/banner", SHOP, Image, Block, "/adserver/*/banner^"),
        ("https://x.example/adserver/1/bannerx", SHOP, Image, None, ""),
        ("https://x.example/my-ad-banner.png", SHOP, Image, Block, "-ad-banner.$image"),
        ("https://x.example/my-ad-banner.png", SHOP, Script, None, ""),
        ("https://ads.x.example/", SHOP, SubFrame, Block, "|https://ads.$subdocument"),
        ("https://x.example/https://ads.", SHOP, SubFrame, None, ""),
        ("https://x.example/a.swf", SHOP, Object, Block, ".swf|$object"),
        ("https://x.example/a.swf?", SHOP, Object, None, ""),
        (
            "https://pixel.example/",
            SHOP,
            Image,
            Block,
            "||pixel.example^$domain=shop.example|~quiet.shop.example",
        ),
        ("https://pixel.example/", "https://quiet.shop.example", Image, None, ""),
        ("https://pixel.example/", "https://other.example", Image, None, ""),
        ("https://always.example/ok.js", SHOP, Script, Block, "||always.example^$important"),
        (
            "https://www.googletagmanager.com/gtm.js",
            "https://allowed.example/",
            Script,
            Allow,
            "@@||googletagmanager.com/gtm.js$domain=allowed.example",
        ),
        ("https://badly.example/", SHOP, Script, None, ""),
        ("https://cased.example/Ad/1", SHOP, Image, Block, "||cased.example/Ad/$match-case"),
        ("https://cased.example/ad/1", SHOP, Image, None, ""),
        (
            "https://any.example/x.js",
            "https://scripts.example/",
            Script,
            Block,
            "*$script,domain=scripts.example,denyallow=cdn.example",
        ),
        ("https://a.cdn.example/x.js", "https://scripts.example/", Script, None, ""),
        ("https://only-popup.example/", SHOP, Script, None, ""),
        ("https://posted.example/", SHOP, Xhr, None, ""),
        ("https://doubleclick.net/", "", MainFrame, Block, "||doubleclick.net^"),
        ("not an address", SHOP, Image, None, ""),
        (
            "https://abcdefgh.xyz/tag-12.js",
            SHOP,
            Script,
            Block,
            r"/^https:\/\/[a-z]{8,15}\.xyz\/tag-\d+\.js$/$script,third-party",
        ),
        (
            "https://ABCDEFGH.xyz/Tag-12.js",
            SHOP,
            Script,
            Block,
            r"/^https:\/\/[a-z]{8,15}\.xyz\/tag-\d+\.js$/$script,third-party",
        ),
        ("https://abcdefgh.xyz/tag-12.jsx", SHOP, Script, None, ""),
        ("https://abcdefg.xyz/tag-12.js", SHOP, Script, None, ""),
        (
            "https://x.example/a/pixel-00FF.gif?x",
            SHOP,
            Image,
            Block,
            r"/\/pixel-[0-9A-F]{4}\.gif/$match-case",
        ),
        ("https://x.example/a/pixel-00ff.gif", SHOP, Image, None, ""),
        (
            "https://a.b.club/track/loud",
            "https://scripts.example/",
            Image,
            Block,
            r"/^https?:\/\/.*\.(club|bid)\/track/$domain=scripts.example",
        ),
        (
            "https://a.b.club/track/quiet",
            "https://scripts.example/",
            Image,
            Allow,
            r"@@/\/track\/(quiet|still)$/$domain=scripts.example",
        ),
        ("https://a.b.club/track/loud", SHOP, Image, None, ""),
        ("https://noop.example/", SHOP, Script, Block, "||noop.example^$script,_____"),
        ("https://ford.example/x", SHOP, Image, Block, "||ford.example^$important"),
        ("https://ford.example/dealers/x", SHOP, Image, Allow, "@@||ford.example/dealers/$important"),
        (
            "https://everywhere.example/",
            "https://www.kind.co.uk/",
            Image,
            Block,
            "||everywhere.example^$domain=kind.*|~kind.example",
        ),
        ("https://everywhere.example/", "https://kind.example/", Image, None, ""),
    ];
    for (url, source, kind, action, rule) in rows {
        let verdict = classify(&knowledge, &Request { url, source, kind: *kind, method: "GET" });
        let text =
            verdict.rule.and_then(|id| knowledge.rule_text(&compiled.rules, id)).map_or("", |rule| rule.text);
        assert_eq!((verdict.action, text), (*action, *rule), "{url} on {source}");
    }
    let posted = Request { url: "https://posted.example/", source: SHOP, kind: Xhr, method: "POST" };
    assert_eq!(classify(&knowledge, &posted).action, Block);
}

/// Lists name companies whose machines sites call by names of their own; shapes need more than a path.
#[test]
fn disguised_hosts_are_their_companies() {
    let knowledge = Knowledge::for_tests();
    for (url, company) in [
        ("https://disguised.shop.example/any", Some("Eulerian")),
        ("https://data.shop.example/g/collect?v=2", None),
        ("https://data.shop.example/g/collector?tid=UA-1", None),
        ("https://data.shop.example/gtm.js?id=1", None),
    ] {
        let verdict = classify(&knowledge, &Request { url, source: SHOP, kind: Xhr, method: "POST" });
        let name = verdict.company.and_then(|id| knowledge.company(id)).map(|company| company.name);
        assert_eq!(name, company, "{url}");
    }
}

#[test]
fn party_is_told_by_site() {
    let knowledge = Knowledge::for_tests();
    let party = |url, source| classify(&knowledge, &Request { url, source, kind: Image, method: "" }).party;
    assert_eq!(party("https://cdn.shop.example/", "https://www.shop.example/"), Party::First);
    assert_eq!(party("https://a.co.uk/", "https://b.co.uk/"), Party::Third);
    assert_eq!(party("https://a.myshopify.com/", "https://b.myshopify.com/"), Party::Third);
    assert_eq!(party("https://x.a.co.uk/", "https://a.co.uk/"), Party::First);
}
