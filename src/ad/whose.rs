//! Whose an ad is: by where it leads, by what it declares, by the domain it names, by a shop's own picture,
//! and at last by what the page's ad tools say.

use super::own::{agrees, is_own};
use super::states::Declared;
use super::{Advertiser, name_of};
use crate::click;
use crate::fact::AdCandidate;
use crate::knowledge::Knowledge;
use crate::percent;
use crate::site::{Site, Url, host_is};

/// Whose ad it is: by the landing page, else by what the ad declares, else by the shop's own picture.
pub(super) fn advertiser(
    knowledge: &Knowledge,
    page_site: &Site,
    candidate: &AdCandidate,
    landing: Option<&Url<'_>>,
    declared: &Declared,
) -> Option<Advertiser> {
    let counted = |url: &Url<'_>| knowledge.site(url.host) == *page_site && sends_on(knowledge, url);
    let own =
        landing.filter(|url| is_own(knowledge, url) && agrees(knowledge, candidate, url) && !counted(url));
    let by_landing = own.map(|url| knowledge.site(url.host));
    let by_metadata = declared.domain.as_deref().map(|host| knowledge.site(host));
    let images: Vec<Site> = candidate.images.iter().filter_map(|src| image_site(knowledge, src)).collect();
    let texts = || candidate.links.iter().map(|l| l.text.as_str()).chain([candidate.text.as_str()]);
    let by_text = named_site(knowledge, page_site, texts()).filter(|_| !leads_to_itself(candidate));
    let by_image = || match images.as_slice() {
        // A picture of the page's own says nothing of whose ad stands around it, and one from anywhere
        // may lie with a host for pictures: a feed's is the shop's, others need a second sign.
        [one, rest @ ..] if one != page_site && rest.iter().all(|other| other == one) => {
            let known = candidate.images.iter().any(|src| feed_image(src).is_some())
                || knowledge.brand_name(one).is_some();
            known.then(|| one.clone())
        }
        _ => None,
    };
    let by_said = || declared.said.as_deref().map(|host| knowledge.site(host));
    let site = by_landing.clone().or_else(|| by_metadata.clone()).or(by_text).or_else(by_image);
    let site = site.or_else(by_said)?;
    let named = texts().any(|text| names_domain(text, &site));
    let signs = [
        ("landing", by_landing.as_ref() == Some(&site)),
        ("text", named),
        ("image_host", images.contains(&site)),
        ("metadata", by_metadata.as_ref() == Some(&site)),
    ];
    let mut signs: Vec<String> =
        signs.iter().filter(|(_, seen)| *seen).map(|(sign, _)| (*sign).to_owned()).collect();
    // What the page's tools say is never a second sign: a page could give its own lie a witness.
    if signs.is_empty() {
        signs.push("said".to_owned());
    }
    let brand = knowledge.brand(&site);
    Some(Advertiser { name: name_of(knowledge, &brand), site: brand, signs })
}

/// Whether an address carries one of another site: a publisher's own page that counts a click before it sends on.
fn sends_on(knowledge: &Knowledge, url: &Url<'_>) -> bool {
    let whole = percent::fixpoint(url.text);
    let inner = whole.match_indices("://").skip(1).filter_map(|(at, _)| {
        let scheme = ["https", "http"]
            .into_iter()
            .find(|scheme| whole.get(..at).is_some_and(|before| before.ends_with(scheme)))?;
        Url::split(whole.get(at - scheme.len()..)?)
    });
    inner.map(|inner| knowledge.site(inner.host)).any(|site| site != knowledge.site(url.host))
}

/// Whether a click leads to a page of the network's own first, whatever site the words beside it name.
fn leads_to_itself(candidate: &AdCandidate) -> bool {
    candidate.markup.as_deref() == Some("zergnet")
}

/// The one site that the visible text names as a domain: `Northtrail.example`, `www.boots.example/sale`.
/// Neither the page's own nor that of a company in between.
fn named_site<'c>(
    knowledge: &Knowledge,
    page_site: &Site,
    texts: impl Iterator<Item = &'c str>,
) -> Option<Site> {
    let mut named: Option<Site> = None;
    for word in texts.flat_map(str::split_whitespace) {
        let Some(host) = domain_in(word).filter(|host| knowledge.company_of(host).is_none()) else {
            continue;
        };
        let site = knowledge.site(&host);
        if site == *page_site || named.as_ref() == Some(&site) {
            continue;
        }
        if named.is_some() {
            return None;
        }
        named = Some(site);
    }
    named
}

/// A word that is a domain as people write one.
fn domain_in(word: &str) -> Option<String> {
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric()).to_ascii_lowercase();
    let bare = bare.split_once("://").map_or(bare.as_str(), |(_, rest)| rest);
    let host = bare.split(['/', '?', '#', ':']).next()?;
    let (name, ending) = host.rsplit_once('.')?;
    let plain =
        |label: &str| !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    let said = name.split('.').all(plain) && name.len() >= 2 && ENDINGS.contains(&ending);
    (said && click::is_landing(&["https://", host].concat())).then(|| host.to_owned())
}

/// Endings under which shops stand; a word with another one (`Node.js`, `Dr.med`) is no domain.
const ENDINGS: &[&str] = &[
    "app", "at", "au", "be", "biz", "br", "ca", "ch", "co", "com", "cz", "de", "dk", "es", "eu", "fi", "fr",
    "ie", "info", "io", "it", "jp", "net", "nl", "no", "org", "pl", "pt", "ro", "ru", "se", "shop", "sk",
    "store", "uk", "us",
];

/// The site that a picture comes from; product feeds carry the shop's own address of it inside.
fn image_site(knowledge: &Knowledge, src: &str) -> Option<Site> {
    let original = feed_image(src);
    let url =
        Url::split(original.as_deref().unwrap_or(src)).filter(|u| matches!(u.scheme, "http" | "https"))?;
    let company = knowledge.company_of(url.host).is_some();
    (!company || original.is_some()).then(|| knowledge.site(url.host))
}

/// The shop's picture inside a feed picture: Criteo's `pix.*.criteo.net/img/img?…&u=<original>`.
pub(super) fn feed_image(src: &str) -> Option<String> {
    let url = Url::split(src)
        .filter(|url| host_is(url.host, "criteo.net") || host_is(url.host, "creativecdn.com"))?;
    let (_, original) = url.params().find(|(key, _)| *key == "u")?;
    let original = percent::fixpoint(original).into_owned();
    original.starts_with("http").then_some(original)
}

/// Whether a text names a site by its domain, as a word of its own.
fn names_domain(text: &str, site: &Site) -> bool {
    let text = text.to_lowercase();
    text.match_indices(site.as_str()).any(|(at, found)| {
        let before = text.get(..at).and_then(|t| t.chars().next_back());
        let after = text.get(at + found.len()..).and_then(|t| t.chars().next());
        before.is_none_or(|c| !c.is_alphanumeric() && c != '-')
            && after.is_none_or(|c| !c.is_alphanumeric() && c != '-')
    })
}

#[cfg(test)]
mod tests {
    use super::super::find::judge;
    use super::*;
    use crate::fact::{AdLink, Detail};

    /// What a marked ad shows beside an opaque link, and whose it is by that, if anybody's.
    #[test]
    fn whose_without_a_landing_page() {
        let knowledge = Knowledge::for_tests();
        let opaque = "https://googleads.g.doubleclick.net/aclk?sa=l&ai=x&adurl=javascript:alert(1)";
        let feed = "https://pix.eu.criteo.net/img/img?partner=1&u=https%3A%2F%2Fimg.boots.example%2F118.jpg";
        for (pictures, text, expected) in [
            (&[][..], "", None),
            (&["https://www.daily.example/x.png"], "", None),
            (&["https://pictures.example/x.png"], "", None),
            (&[feed], "", Some("boots.example: image_host")),
            (&[feed, "https://www.daily.example/x.png"], "", None),
            (&[], "Trail boots, now at www.boots.com/sale", Some("boots.com: text")),
            (&["https://img.boots.com/1.png"], "Boots.com", Some("boots.com: text image_host")),
            (&[], "boots.com or tents.com?", None),
            (&[], "Boots.com. (boots.com)", Some("boots.com: text")),
            (&[], "Node.js 2.0, by Dr.med Boot", None),
            (&[], "Mail an boots@boots.com", None),
        ] {
            let images = pictures.iter().map(|picture| (*picture).to_owned()).collect();
            let candidate = AdCandidate {
                images,
                links: vec![AdLink { href: opaque.into(), text: text.into() }],
                text: text.into(),
                ..AdCandidate::default()
            };
            let found =
                judge(&knowledge, &Site("daily.example".into()), &candidate, None, &[]).expect("an ad");
            let found = found.advertiser.map(|a| format!("{}: {}", a.site, a.signs.join(" ")));
            assert_eq!(found.as_deref(), expected, "{pictures:?} {text}");
        }
    }

    /// The page's ad tools name somebody: alone, or beside other signs, of which they are none.
    #[test]
    fn what_the_page_says_is_no_second_sign() {
        let knowledge = Knowledge::for_tests();
        let detail = |domains: &[&str]| Detail {
            domains: domains.iter().map(|&domain| domain.into()).collect(),
            ..Detail::default()
        };
        let boots = "https://www.boots.com/p";
        for (href, domains, expected) in [
            ("", &["www.boots.com"][..], Some("boots.com: said")),
            ("", &["boots.com", "tents.com"], None),
            ("", &["boots"], None),
            (boots, &["boots.com"], Some("boots.com: landing")),
            (boots, &["tents.com"], Some("boots.com: landing")),
        ] {
            let links = vec![AdLink { href: href.into(), text: "".into() }];
            let candidate = AdCandidate { links, ..AdCandidate::default() };
            let found = judge(
                &knowledge,
                &Site("daily.example".into()),
                &candidate,
                Some("Criteo"),
                &[&detail(domains)],
            );
            let found =
                found.expect("an ad").advertiser.map(|a| format!("{}: {}", a.site, a.signs.join(" ")));
            assert_eq!(found.as_deref(), expected, "{href} {domains:?}");
        }
    }

    /// A plain link in a marked piece, and whether it may be the advertiser's own.
    #[test]
    fn links_that_count_for_somebody_name_nobody() {
        let knowledge = Knowledge::for_tests();
        for (href, expected) in [
            ("https://www.boots.com/?utm_source=x", Some("boots.com")),
            ("https://go.boots.com/sale", Some("boots.com")),
            ("https://soundtrack.boots.com/", Some("boots.com")),
            ("https://track.boots.com/?cid=1", None),
            ("https://boots-trk.com/?cid=1", None),
            ("https://bit.ly/3abc", None),
            ("https://boots.app.link/x", None),
            ("https://play.google.com/store/apps/details?id=boots", None),
            ("https://ads.serverofads.com/c/1", None),
            ("https://www.ad.nl/abo", Some("ad.nl")),
            ("https://rtb.adgrx.com/click/abc", None),
            ("https://192.0.2.1/", None),
            ("https://[2001:db8::1]/", None),
        ] {
            let links = vec![AdLink { href: href.into(), text: "".into() }];
            let candidate = AdCandidate { links, text: "Sponsored".into(), ..AdCandidate::default() };
            let found =
                judge(&knowledge, &Site("daily.example".into()), &candidate, None, &[]).expect("an ad");
            assert_eq!(found.advertiser.map(|a| a.site.0).as_deref(), expected, "{href}");
        }
    }
}
