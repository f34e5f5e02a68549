//! Finding: whether a candidate is an ad, and whose, without a single request.

use super::Advertiser;
use super::states::declared;
use super::whose::{advertiser, feed_image};
use crate::click::{self, Click};
use crate::fact::{AdCandidate, Detail, FoundBy};
use crate::knowledge::Knowledge;
use crate::order::Order;
use crate::percent;
use crate::product::Product;
use crate::site::{Site, Url};

/// What a candidate turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// How it was found.
    pub found_by: FoundBy,
    /// Its click link, taken apart; a plain link has no system.
    pub click: Option<Click>,
    /// Whose it is.
    pub advertiser: Option<Advertiser>,
    /// What it shows.
    pub product: Option<Product>,
    /// What it says of itself.
    pub states: Vec<(String, String)>,
}

/// Judges a candidate on a page of `page_site`. `frame_is_ad` is the company that filled its frame,
/// where that is an ad company's doing; `details` is what the page's ad tools say of its slot. None where nothing but a link between sites is to be seen.
#[must_use]
pub fn judge(
    knowledge: &Knowledge,
    page_site: &Site,
    candidate: &AdCandidate,
    frame_is_ad: Option<&str>,
    details: &[&Detail],
) -> Option<Finding> {
    let declared = declared(candidate, details);
    let marked = frame_is_ad.is_some()
        || candidate.markup.is_some()
        || matches!(candidate.found_by, FoundBy::Selector | FoundBy::Markup)
        || candidate.metadata.is_some()
        || says_ad(&candidate.text);
    let link = best_link(knowledge, page_site, candidate, marked);
    // Marked, and leading to several sites: an ad, but whose is not to be told.
    let leads = || marked && candidate.links.iter().any(|link| leaves(knowledge, page_site, &link.href));
    if link.is_none() && frame_is_ad.is_none() && candidate.markup.is_none() && !leads() {
        return None;
    }
    let landing = link.as_ref().and_then(|link| link.landing.as_deref()).and_then(Url::split);
    let advertiser = advertiser(knowledge, page_site, candidate, landing.as_ref(), &declared);
    let by_link = link.as_ref().is_some_and(|link| link.system.is_some());
    Some(Finding {
        found_by: if by_link { candidate.found_by.min(FoundBy::ClickLink) } else { candidate.found_by },
        product: advertiser.as_ref().and_then(|_| product(candidate, landing.as_ref())),
        click: link,
        advertiser,
        states: declared.states,
    })
}

/// The link that tells most: one that leads through a click system to a landing page; then an opaque
/// one, which may have its landing page beside it in the open (Outbrain's `data-redirect`); then, only
/// beside a second sign, a plain link to another site.
fn best_link(
    knowledge: &Knowledge,
    page_site: &Site,
    candidate: &AdCandidate,
    marked: bool,
) -> Option<Click> {
    let links = || candidate.links.iter().map(|l| l.href.as_str()).filter(|href| !click::is_about_ads(href));
    let clicks = || links().filter_map(click::unwrap).filter(|click| click::is_paid(&click.hops));
    let through = clicks().max_by_key(|click| click.landing.is_some());
    if through.as_ref().is_some_and(|click| click.landing.is_some()) {
        return through;
    }
    let mut plain: Vec<(Site, String)> = Vec::new();
    for href in links() {
        // A link that only counts who leaves is the link that it leads to.
        let target = match click::unwrap(href) {
            None => Some(href.to_owned()),
            Some(click) if click::is_paid(&click.hops) => None,
            Some(click) => click.landing,
        };
        let Some(target) = target.filter(|target| click::is_landing(target)) else { continue };
        let site = Url::split(&target).map(|url| knowledge.site(url.host)).unwrap_or_default();
        if site != *page_site && (marked || through.is_some() || paid(&target)) {
            plain.push((site, target));
        }
    }
    // Several sites (a widget's own, a second ad's) do not say which is the advertiser's, unless just
    // one of them was paid for.
    let landing = only(&plain, |_| true).or_else(|| only(&plain, paid));
    match through {
        None => landing.map(|landing| Click { landing: Some(landing), ..Click::default() }),
        Some(opaque) => Some(Click { landing, ..opaque }),
    }
}

/// The first of the links that `fits`, where all that do lead to one site.
fn only(links: &[(Site, String)], fits: impl Fn(&str) -> bool) -> Option<String> {
    let mut fitting = links.iter().filter(|(_, href)| fits(href));
    let (site, href) = fitting.next()?;
    fitting.all(|(other, _)| other == site).then(|| href.clone())
}

/// What the ad shows, by the landing page's own numbers and the feed's picture.
fn product(candidate: &AdCandidate, landing: Option<&Url<'_>>) -> Option<Product> {
    let mut ids: Vec<String> = Vec::new();
    if let Some(url) = landing {
        let named = url.params().filter(|(key, _)| ID_PARAMS.contains(key)).map(|(_, value)| value);
        let last =
            url.path.rsplit('/').find(|part| !part.is_empty()).map(|part| part.trim_end_matches(".html"));
        let numbered = last.filter(|part| part.len() <= 40 && part.chars().any(|c| c.is_ascii_digit()));
        ids.extend(
            named.chain(numbered).filter(|id| !id.is_empty()).map(|id| percent::fixpoint(id).into_owned()),
        );
    }
    ids.order();
    ids.dedup();
    let image = candidate.images.iter().find_map(|src| feed_image(src));
    if ids.is_empty() && image.is_none() {
        return None;
    }
    let url = landing.map(|url| url.text.split(['?', '#']).next().unwrap_or_default().to_owned());
    Some(Product { ids, image, url, ..Product::default() })
}

/// Parameters of landing pages that carry a product's number.
const ID_PARAMS: &[&str] = &[
    "sku",
    "pid",
    "product_id",
    "productId",
    "productid",
    "item",
    "item_id",
    "itemId",
    "variant",
    "artikel",
    "art",
];

/// Words that mark an ad, English and German, as a whole line or at its beginning.
fn says_ad(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "sponsored",
        "advertisement",
        "ad",
        "ads",
        "promoted",
        "paid content",
        "anzeige",
        "werbung",
        "gesponsert",
    ];
    let lower: String = text.chars().take(40).flat_map(char::to_lowercase).collect();
    let lower = lower.trim_start_matches(|c: char| !c.is_alphanumeric());
    WORDS.iter().any(|word| {
        lower.strip_prefix(word).is_some_and(|rest| rest.chars().next().is_none_or(|c| !c.is_alphanumeric()))
    })
}

/// A link that says it was paid for.
fn paid(href: &str) -> bool {
    const MEDIA: &[&str] =
        &["cpc", "ppc", "cpm", "display", "banner", "paid", "retargeting", "remarketing", "native"];
    const CLICK_IDS: &[&str] = &["gclid", "gbraid", "wbraid", "msclkid", "dclid", "tblci", "obclid"];
    Url::split(href).is_some_and(|url| {
        url.params()
            .any(|(key, value)| CLICK_IDS.contains(&key) || (key == "utm_medium" && MEDIA.contains(&value)))
    })
}

/// Whether a link leads to another site than the page's.
fn leaves(knowledge: &Knowledge, page_site: &Site, href: &str) -> bool {
    let there = Url::split(href).filter(|_| click::is_landing(href) && !click::is_about_ads(href));
    there.is_some_and(|url| knowledge.site(url.host) != *page_site)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::AdLink;

    fn candidate(href: &str, text: &str) -> AdCandidate {
        AdCandidate {
            links: vec![AdLink { href: href.into(), text: text.into() }],
            text: text.into(),
            ..AdCandidate::default()
        }
    }

    #[test]
    fn whose() {
        let knowledge = Knowledge::for_tests();
        let page = Site("daily.example".into());
        let aclk = "https://googleads.g.doubleclick.net/aclk?sa=l&ai=x&adurl=https://www.boots.example/p/118";
        // A link, its text, the frame's company; then the advertiser's site and signs, or no ad.
        type Row<'a> = (&'a str, &'a str, Option<&'a str>, Option<Option<&'a str>>);
        let rows: &[Row<'_>] = &[
            (aclk, "", None, Some(Some("boots.example: landing"))),
            (aclk, "boots.example", None, Some(Some("boots.example: landing text"))),
            ("https://www.boots.example/p/118", "", None, None),
            ("https://www.boots.example/p/118", "Sponsored", None, Some(Some("boots.example: landing"))),
            (
                "https://www.boots.example/p/118?utm_medium=cpc",
                "",
                None,
                Some(Some("boots.example: landing")),
            ),
            ("https://www.boots.example/p/118", "", Some("Criteo"), Some(Some("boots.example: landing"))),
            ("https://www.daily.example/about", "Sponsored", None, None),
            ("https://googleads.g.doubleclick.net/aclk?sa=l&ai=x&adurl=", "", None, Some(None)),
            ("https://adssettings.google.com/whythisad?source=display", "", Some("Google"), Some(None)),
            ("javascript:alert(1)", "Sponsored", None, None),
        ];
        for (href, text, frame, expected) in rows {
            let found = judge(&knowledge, &page, &candidate(href, text), *frame, &[]);
            let found = found.map(|f| f.advertiser.map(|a| format!("{}: {}", a.site, a.signs.join(" "))));
            assert_eq!(found.as_ref().map(Option::as_deref), *expected, "{href} {text} {frame:?}");
        }
    }

    #[test]
    fn an_opaque_link_with_its_landing_beside_it() {
        let knowledge = Knowledge::for_tests();
        let opaque = "https://googleads.g.doubleclick.net/aclk?sa=l&ai=x&adurl=";
        let outbrain = "https://paid.outbrain.com/network/redir?p=x&c=y";
        let boots = "https://www.boots.example/p/118";
        // The opaque link, what stands beside it, and whose ad it is.
        let rows: &[(&str, &[&str], Option<&str>)] = &[
            (outbrain, &[boots], Some("boots.example")),
            (opaque, &[boots], Some("boots.example")),
            (opaque, &["https://shop.boots.example/", boots], Some("boots.example")),
            (opaque, &["https://www.tents.example/", boots], None),
            (opaque, &["https://www.daily.example/about", boots], Some("boots.example")),
            (opaque, &["https://www.daily.example/about"], None),
            (opaque, &["https://adssettings.google.com/whythisad"], None),
            (opaque, &["https://trc.taboola.com/x", boots], Some("boots.example")),
            (opaque, &["javascript:alert(1)"], None),
        ];
        for (href, beside, expected) in rows {
            let mut candidate = candidate(href, "");
            candidate
                .links
                .extend(beside.iter().map(|href| AdLink { href: (*href).into(), text: "".into() }));
            let found =
                judge(&knowledge, &Site("daily.example".into()), &candidate, None, &[]).expect("an ad");
            let system = found.click.as_ref().and_then(|click| click.system.as_deref());
            assert!(system.is_some(), "{href} stays its click system's");
            assert_eq!(found.advertiser.map(|a| a.site.0).as_deref(), *expected, "{href} {beside:?}");
        }
    }

    /// Plain links in a marked piece, and the one that is the advertiser's, if it can be told.
    #[test]
    fn one_of_several_links() {
        let knowledge = Knowledge::for_tests();
        let paid = "https://www.boots.com/p?utm_medium=cpc";
        let behind = "https://l.facebook.com/l.php?u=https%3A%2F%2Fwww.boots.com%2F";
        for (links, expected) in [
            (&["https://www.boots.com/", "https://boots.com/sale"][..], Some(Some("boots.com"))),
            (&["https://www.boots.com/", "https://www.tents.com/"], Some(None)),
            (&["https://www.tents.com/", paid], Some(Some("boots.com"))),
            (&["https://www.tents.com/?gclid=1", paid], Some(None)),
            (&[behind], Some(Some("boots.com"))),
            (&["https://play.google.com/store/apps/details?id=boots"], Some(None)),
            (&["https://adssettings.google.com/whythisad"], None),
        ] {
            let links = links.iter().map(|href| AdLink { href: (*href).into(), text: "".into() }).collect();
            let candidate = AdCandidate { links, text: "Sponsored".into(), ..AdCandidate::default() };
            let found = judge(&knowledge, &Site("daily.example".into()), &candidate, None, &[]);
            let found = found.map(|found| found.advertiser.map(|a| a.site.0));
            assert_eq!(found.as_ref().map(Option::as_deref), expected, "{:?}", candidate.links);
        }
    }

    #[test]
    fn feed_pictures_name_shop_and_product() {
        let knowledge = Knowledge::for_tests();
        let images = vec![
            "https://pix.eu.criteo.net/img/img?h=250&partner=1&u=https%3A%2F%2Fimg.boots.example%2F118.jpg"
                .into(),
        ];
        let found = judge(
            &knowledge,
            &Site("daily.example".into()),
            &AdCandidate { images, ..AdCandidate::default() },
            Some("Criteo"),
            &[],
        );
        let found = found.expect("an ad");
        assert_eq!(found.advertiser.map(|a| a.site.0).as_deref(), Some("boots.example"));
        assert_eq!(found.product.and_then(|p| p.image).as_deref(), Some("https://img.boots.example/118.jpg"));
    }
}
