//! What the fuzz targets do with their bytes. tests/hostile.rs does the same on stable Rust.

use candor::classify::{Request, classify};
use candor::fact::RequestKind;
use candor::knowledge::compile::{List, Tables, compile, sample};
use candor::knowledge::{Knowledge, hash};
use candor::site::Url;

/// Any text as a filter list: it compiles, and every rule that is read keeps its text and line.
pub(crate) fn rules(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let list = List { name: "list".to_owned(), text: text.clone() };
    let tables = Tables { suffixes: "com\nco.uk\n".to_owned(), lists: vec![list], ..Tables::default() };
    let compiled = compile(&tables);
    let knowledge = compiled.open().expect("the compiler's own pack opens");
    let lines = text.lines().collect::<Vec<_>>();
    for (id, rule) in (0..).zip(&compiled.parsed) {
        let kept = knowledge.rule_text(&compiled.rules, candor::classify::RuleId(id)).expect("a text");
        let written = lines.get(kept.line as usize - 1).map(|line| line.trim());
        assert_eq!((kept.text, kept.line), (rule.text.as_str(), rule.line));
        assert_eq!(Some(kept.text), written);
    }
    read(&knowledge, &text);
}

/// Any text as an address: its parts are pieces of it, in their places.
pub(crate) fn address(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let Some(url) = Url::split(&text) else { return };
    assert!(text.starts_with(&format!("{}://", url.scheme)));
    assert!(!url.host.is_empty() && text[url.host_start()..].starts_with(url.host));
    assert!([url.path, url.query, url.fragment].iter().all(|part| text.contains(part)));
    let site = sample_knowledge().site(url.host);
    let host = url.host.to_ascii_lowercase();
    assert!(host.strip_suffix('.').unwrap_or(&host).ends_with(site.as_str()));
    read(sample_knowledge(), &text);
}

/// Any bytes as a pack and as texts of rules: refused with a reason, or read without harm. Bytes are
/// taken as they are, as what lies behind a good header, and as words written over the sample pack,
/// four of place and four of value each; the last two with the checksum that a hostile pack would have.
pub(crate) fn pack(bytes: &[u8]) {
    if let Err(why) = Knowledge::open(bytes.to_vec()) {
        assert!(!why.to_string().is_empty());
    }
    let mut written = sample().pack.clone();
    for eight in bytes.chunks_exact(8) {
        let (place, value) = eight.split_at(4);
        let place = place.iter().fold(0_usize, |all, byte| all << 8 | usize::from(*byte));
        let at = 16 + place % (written.len() - 20);
        written[at..at + 4].copy_from_slice(value);
    }
    let behind = [&sample().pack[..16], bytes].concat();
    for pack in [written, behind] {
        match Knowledge::open(sealed(pack)) {
            Ok(knowledge) => {
                read(&knowledge, &String::from_utf8_lossy(bytes));
                let _ = knowledge.rule_text(bytes, candor::classify::RuleId(bytes.len() as u32 % 4));
            }
            Err(why) => assert!(!why.to_string().is_empty()),
        }
    }
}

/// With the checksum of what it holds.
fn sealed(mut pack: Vec<u8>) -> Vec<u8> {
    let sum = hash::checksum(&pack[16..]);
    pack[8..16].copy_from_slice(&sum.to_le_bytes());
    pack
}

fn sample_knowledge() -> &'static Knowledge {
    static KNOWLEDGE: std::sync::LazyLock<Knowledge> = std::sync::LazyLock::new(Knowledge::for_tests);
    &KNOWLEDGE
}

/// Asks a pack everything it can be asked.
fn read(knowledge: &Knowledge, text: &str) {
    let texts =
        [text, "https://www.google.com/pagead/1p-user-list/1", "https://dis.criteo.com/a-ad-banner.png"];
    for url in texts {
        for source in ["https://shop.example/", "https://scripts.example/", text] {
            for kind in [RequestKind::Image, RequestKind::Script] {
                let verdict = classify(knowledge, &Request { url, source, kind, method: "GET" });
                let _ = verdict.company.and_then(|id| knowledge.company(id));
            }
        }
        let site = knowledge.site(url);
        let _ = (knowledge.brand(&site), knowledge.brand_name(&site), knowledge.brand_sites(&site));
    }
    let _ = (knowledge.following_hosts(), knowledge.following_paths(), knowledge.company_hosts("Criteo"));
    let _ = knowledge.version();
}
