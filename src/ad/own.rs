//! Whether an address may be an advertiser's own, or only one that counts a click and sends it on.

use super::shows_ads;
use crate::fact::AdCandidate;
use crate::knowledge::Knowledge;
use crate::site::{Site, Url, host_is};

/// Whether an address may be an advertiser's own: not a shop for apps (whose the app is, its address
/// does not say), not one that counts clicks for somebody and sends them on, not a company's that
/// delivers ads (unless a brand is known there: Google advertises, too), and not a mere number.
pub(super) fn is_own(knowledge: &Knowledge, url: &Url<'_>) -> bool {
    let host = url.host.to_ascii_lowercase();
    let between = |label: &str| COUNTERS.contains(&label) || label.contains("trk");
    let server =
        host.split_once('.').is_some_and(|(first, rest)| rest.contains('.') && SERVERS.contains(&first));
    let number = host.starts_with('[') || host.ends_with(|c: char| c.is_ascii_digit());
    let delivers = || {
        let brand = knowledge.brand(&knowledge.site(&host));
        knowledge.function_of(&host).is_some_and(shows_ads) && knowledge.brand_name(&brand).is_none()
    };
    let sends_on =
        STORES.iter().chain(SHORT).any(|domain| host_is(&host, domain)) || host.split('.').any(between);
    !(sends_on || server || number || passes_on(url) || delivers())
}

/// Whether the path is a counter's: it says so (`/click`, `/aff_c`), is for programs (`/api/…`), holds the number of
/// a campaign where people read words (a UUID, long hex digits), or is nothing but `/rd` or a script that takes a
/// click's number.
fn passes_on(url: &Url<'_>) -> bool {
    let path = url.path.to_ascii_lowercase();
    let parts = || path.split('/').filter(|part| !part.is_empty());
    let (stem, ending) = parts().next_back().and_then(|last| last.rsplit_once('.')).unwrap_or_default();
    let takes_click = || {
        url.params().any(|(key, _)| {
            let key = key.to_ascii_lowercase();
            CLICK_NUMBERS.iter().any(|number| key.ends_with(number))
        })
    };
    let script = SCRIPTS.contains(&ending) && (SENDERS.contains(&stem) || takes_click());
    let sender = parts().next().is_some_and(|only| SENDERS.contains(&only)) && parts().count() == 1;
    let counts = |part: &str| {
        let stem = part.split('.').next().unwrap_or(part);
        COUNTERS.contains(&stem) || stem.starts_with("aff_") || is_number_of_a_campaign(part)
    };
    script || sender || parts().next() == Some("api") || parts().any(counts)
}

/// A UUID, or at least twenty hex digits.
fn is_number_of_a_campaign(part: &str) -> bool {
    let joints = part.bytes().filter(|byte| *byte == b'-').count();
    let digits = part.bytes().filter(u8::is_ascii_hexdigit).count();
    digits + joints == part.len() && (joints == 0 && digits >= 20 || joints == 4 && digits == 32)
}

/// Whether an ad may be of whoever has the address, as far as its words say. A network of recommendations writes
/// beside each whose it is; where that and the address have nothing in common, the address counts for somebody.
pub(super) fn agrees(knowledge: &Knowledge, candidate: &AdCandidate, url: &Url<'_>) -> bool {
    let names_its_advertisers =
        candidate.markup.as_deref().is_some_and(|markup| RECOMMENDERS.contains(&markup));
    if !names_its_advertisers {
        return true;
    }
    let site = knowledge.site(url.host);
    let texts = candidate.links.iter().map(|link| link.text.as_str()).chain([candidate.text.as_str()]);
    knowledge.brand_name(&knowledge.brand(&site)).is_some() || is_named(&site, texts)
}

/// Whether words of `texts` make up at least half of a site's name: "Trail & Boots" of `trailboots.example`. A host's
/// further labels are no name: who counts for many has one for each campaign.
fn is_named<'t>(site: &Site, texts: impl Iterator<Item = &'t str>) -> bool {
    let name = site.as_str().split('.').next().unwrap_or_default();
    let mut said = vec![false; name.len()];
    for word in texts.flat_map(|text| text.split(|c: char| !c.is_alphanumeric())) {
        let word = word.to_lowercase();
        if word.len() >= SHORTEST_WORD {
            name.match_indices(&word).for_each(|(at, found)| said[at..at + found.len()].fill(true));
        }
    }
    let letters = name.bytes().filter(|byte| *byte != b'-').count();
    said.iter().filter(|said| **said).count() * 2 >= letters.max(1)
}

/// Shorter words are in every name.
const SHORTEST_WORD: usize = 3;

/// Markup of networks that write beside each ad whose it is.
const RECOMMENDERS: &[&str] =
    &["taboola", "outbrain", "revcontent", "mgid", "contentad", "adblade", "feednetwork"];

/// First labels under which ad servers stand, of whoever rents them.
const SERVERS: &[&str] = &["ad", "ads", "adserver", "adx", "bid", "dsp", "rtb"];

/// Shops for apps.
const STORES: &[&str] = &["play.google.com", "apps.apple.com", "itunes.apple.com", "apps.microsoft.com"];

/// Short links, links into apps, and hosts that count clicks for whoever rents them; each says so itself.
const SHORT: &[&str] = &[
    "adj.st",
    "adjust.com",
    "app.link",
    "appsflyer.com",
    "bit.ly",
    "clickbank.net",
    "clickmeter.com",
    "g2afse.com",
    "go2cloud.org",
    "go2jump.org",
    "goo.gl",
    "onelink.me",
    "ow.ly",
    "page.link",
    "rebrand.ly",
    "redtrack.io",
    "tinyurl.com",
];

/// Labels that campaign trackers give their hosts (`track.shop-of-others.com`), and parts of their paths; so does
/// whatever holds `trk`.
const COUNTERS: &[&str] =
    &["click", "clicks", "clk", "rdr", "redir", "redirect", "track", "tracker", "tracking"];

/// Endings of scripts.
const SCRIPTS: &[&str] = &["ashx", "asp", "aspx", "cfm", "cgi", "json", "jsp", "php"];

/// Scripts and whole paths that send on, by their names.
const SENDERS: &[&str] = &[
    "ad",
    "aff",
    "affiliate",
    "cl",
    "cmd",
    "count",
    "exit",
    "go",
    "goto",
    "jump",
    "link",
    "out",
    "r",
    "rd",
    "visit",
];

/// Ends of the parameters that carry a click's number to a script.
const CLICK_NUMBERS: &[&str] = &["clickid", "click_id"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_pass_on() {
        let knowledge = Knowledge::for_tests();
        for (address, own) in [
            ("https://www.tents.example/sale?utm_source=x", true),
            ("https://www.tents.example/blog/how-i-save-c13a8e42b3cd?x=1", true),
            ("https://www.tents.example/lp/tents-5c547f55ef1de51b64bec4ab-5c7f231eaedfb73833994f4f", true),
            ("https://www.tents.example/p/118.php?utm_source=x", true),
            ("https://www.tents.example/tents/?clickid=7", true),
            ("https://www.tents.example/index.php?n=1", true),
            ("https://www.tents.example/0123456789abcdef", true),
            ("https://name-of-nobody.example/1b4e28ba-2fa1-11d2-883f-0016d3cca427?ad=1", false),
            ("https://name-of-nobody.example/go/1B4E28BA-2FA1-11D2-883F-0016D3CCA427", false),
            ("https://name-of-nobody.example/v/57ac89e0a38746122f4af882/in?a=1", false),
            ("https://name-of-nobody.example/api/visits?a=1", false),
            ("https://name-of-nobody.example/click?a=1", false),
            ("https://name-of-nobody.example/rd?a=1", false),
            ("https://name-of-nobody.example/go/tents?a=1", true),
            ("https://name-of-nobody.example/click.php?key=1", false),
            ("https://name-of-nobody.example/aff_c?offer_id=1", false),
            ("https://name-of-nobody.example/cmd.php?ad=1", false),
            ("https://name-of-nobody.example/path/lp.php?x=1&taboolaclickid=C2", false),
        ] {
            let url = Url::split(address).expect("an address");
            assert_eq!(is_own(&knowledge, &url), own, "{address}");
        }
    }

    #[test]
    fn the_words_beside_a_recommendation() {
        for (site, text, named) in [
            ("trailboots.example", "Hikers love this. Trail & Boots", true),
            ("trail-boots.example", "TRAIL BOOTS", true),
            ("trailboots.example", "TrailBoots.example", true),
            ("größe.example", "Größe", true),
            ("comails-sender.example", "Hikers love this. Trail & Boots", false),
            ("trailboots.example", "", false),
            ("trailbootsandmore.example", "a to or ra il", false),
            ("", "", false),
        ] {
            assert_eq!(is_named(&Site(site.into()), [text].into_iter()), named, "{site} {text}");
        }
    }

    #[test]
    fn whose_name_is_looked_for() {
        let knowledge = Knowledge::for_tests();
        let recommended = |markup: Option<&str>, text: &str| AdCandidate {
            markup: markup.map(str::to_owned),
            text: text.into(),
            ..AdCandidate::default()
        };
        for (address, markup, text, expected) in [
            ("https://www.trailboots.example/", Some("taboola"), "Trail Boots", true),
            ("https://trail-boots.sender.example/", Some("taboola"), "Trail Boots", false),
            ("https://sender.example/", Some("outbrain"), "Trail Boots", false),
            ("https://sender.example/", Some("google"), "Trail Boots", true),
            ("https://sender.example/", None, "Trail Boots", true),
            ("https://www.wayfair.com/", Some("taboola"), "Sofas", true),
        ] {
            let url = Url::split(address).expect("an address");
            assert_eq!(agrees(&knowledge, &recommended(markup, text), &url), expected, "{address} {text}");
        }
    }
}
