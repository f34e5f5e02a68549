//! Documents as they are written, and what is found in them.

use proptest::prelude::*;

use super::*;
use crate::fact::{FoundBy, MicrodataValue};

const URL: &str = "https://daily.example/news/";

fn page(html: &str) -> PageFacts {
    Document::parse(html.as_bytes(), Some(URL)).page()
}

fn ads(html: &str) -> Vec<AdCandidate> {
    Document::parse(html.as_bytes(), Some(URL)).ads()
}

#[test]
fn what_a_page_says() {
    let facts = page(
        "<html lang=de><base href=/de/><title> A\n b </title><meta property=og:title content='c &amp; d'><meta name=x>
         <link rel='alternate Canonical' href=p#x><script type=Application/LD+json>{}</script>
         <a href='javascript:privacy'>no</a><a href=/datenschutz>Recht</a><template><meta name=y content=z></template>",
    );
    assert_eq!((facts.title.as_str(), facts.lang.as_str()), ("A b", "de"));
    assert_eq!(facts.json_ld, ["{}"]);
    assert_eq!(facts.meta, [("og:title".to_owned(), "c & d".to_owned())]);
    assert_eq!(facts.canonical.as_deref(), Some("https://daily.example/de/p#x"));
    assert_eq!(facts.privacy_links, [("Recht".to_owned(), "https://daily.example/datenschutz".to_owned())]);
    assert!(!facts.truncated);
}

#[test]
fn items_nest_and_refer() {
    let facts = page(
        "<div itemscope itemtype=https://schema.org/Product itemref=far><b itemprop=name>A <i>b</i></b>
         <p itemprop=offers itemscope><meta itemprop=price content=9></p></div><img id=far itemprop=image src=/a.png>",
    );
    let item = facts.microdata.first().expect("an item");
    let names: Vec<&str> = item.props.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["name", "offers", "image"]);
    assert_eq!(item.props[0].1, MicrodataValue::Text("A b".to_owned()));
    assert!(matches!(&item.props[1].1, MicrodataValue::Item(offer) if offer.props.len() == 1));
    assert_eq!(item.props[2].1, MicrodataValue::Text("https://daily.example/a.png".to_owned()));
}

#[test]
fn candidates() {
    let shop = "<a href=https://shop.example/p><img src=a.png></a>";
    // A document; then how each candidate was found and in whose markup.
    type Row<'a> = (String, &'a [(FoundBy, Option<&'a str>)]);
    let rows: &[Row<'_>] = &[
        (format!("<body>{shop}"), &[(FoundBy::CrossSiteLink, None)]),
        (format!("<body>{shop}{shop}"), &[(FoundBy::CrossSiteLink, None); 2]),
        ("<body><a href=/own><img src=a.png></a>".into(), &[]),
        ("<body><a href=https://www.daily.example/><img src=a.png></a>".into(), &[]),
        ("<body><a href=https://shop.example/p><img src=a.png width=1 height=1></a>".into(), &[]),
        (format!("<body><div style='color:red;display:none'>{shop}</div>"), &[]),
        (
            format!("<body><div class='rc-item x'><i class=rc-item>{shop}</i></div>"),
            &[(FoundBy::Markup, Some("revcontent"))],
        ),
        ("<body><ins class=adsbygoogle></ins>".into(), &[]),
        // Frames with their documents written into them: one ad each.
        (
            format!("<body><div id=div-gpt-ad-1><iframe srcdoc=\"{shop}{shop}\"></iframe></div>"),
            &[(FoundBy::CrossSiteLink, Some("google"))],
        ),
        ("<body><iframe srcdoc=\"<a href=/own>own</a>\"></iframe>".into(), &[]),
        // A piece of a page.
        ("<div><a href=https://shop.example/>Boots</a></div>".into(), &[(FoundBy::CrossSiteLink, None)]),
        ("<body><a href=https://shop.example/>Boots</a>".into(), &[]),
    ];
    for (html, expected) in rows {
        let found = ads(html);
        let found: Vec<_> = found.iter().map(|ad| (ad.found_by, ad.markup.as_deref())).collect();
        assert_eq!(found, *expected, "{html}");
    }
}

#[test]
fn bytes_of_every_kind() {
    let utf16: Vec<u8> = "\u{feff}<title>Grüße</title>".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let title = |bytes: &[u8]| Document::parse(bytes, None).page().title;
    assert_eq!(title(&utf16), "Grüße");
    assert_eq!(title("\u{feff}<title>Grüße</title>".as_bytes()), "Grüße");
    assert_eq!(title(b"<title>Gr\xfc\xdfe</title>"), "Gr\u{fffd}\u{fffd}e");
    assert_eq!(title(b""), "");
}

#[test]
fn deep_documents_are_read() {
    let deep = format!("{}<a href=https://shop.example/><img src=a.png></a>", "<i>".repeat(3_000));
    assert_eq!(ads(&format!("<body>{deep}")).len(), 1);
    let endless = format!("<title>x</title>{}", "<div itemscope itemprop=a>".repeat(50_000));
    assert_eq!((page(&endless).title.as_str(), page(&endless).truncated), ("x", true));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes_read(bytes in proptest::collection::vec(any::<u8>(), 0..400), url in any::<String>()) {
        let document = Document::parse(&bytes, Some(&url));
        let _ = (document.page(), document.ads());
    }

    #[test]
    fn any_markup_reads(html in r#"(<(/?(div|a|img|iframe|table|template|svg|script|title|base)( (href|src|srcdoc|style|itemscope|itemprop|id)="[a-z:/<>#&]{0,8}")*)>|x| ){0,30}"#) {
        let document = Document::parse(html.as_bytes(), Some(URL));
        let _ = (document.page(), document.ads());
    }
}
