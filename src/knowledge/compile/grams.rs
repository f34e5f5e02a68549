//! Runs of four characters: how often each stands in addresses, and which of a pattern's is the rarest.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Pace;
use super::rule::Rule;
use crate::knowledge::format::GRAM;

/// Pieces of very many addresses, whatever these are for: scheme, suffixes, and how sites lay out their files.
const COMMON: &[&str] = &[
    "https://www.",
    "http://www.",
    "https://cdn.",
    "https://static.",
    "https://api.",
    "https://img.",
    "https://m.",
    ".com/",
    ".net/",
    ".org/",
    ".co.uk/",
    ".de/",
    ".fr/",
    ".jp/",
    ".ru/",
    ".io/",
    ".it/",
    ".nl/",
    ".es/",
    ".com.br/",
    ".cloudfront.net/",
    ".amazonaws.com/",
    ".akamaihd.net/",
    ".googleapis.com/",
    ".google.com/",
    "cdn.",
    ".js?",
    ".min.js",
    ".css?",
    ".min.css",
    ".png?",
    ".jpg?",
    ".jpeg",
    ".gif?",
    ".svg?",
    ".webp",
    ".woff2",
    ".php?",
    ".html",
    ".htm?",
    ".json?",
    ".aspx",
    ".xml",
    "/wp-content/uploads/",
    "/wp-content/plugins/",
    "/wp-content/themes/",
    "/wp-includes/js/",
    "/wp-json/",
    "/static/js/",
    "/static/css/",
    "/assets/js/",
    "/assets/css/",
    "/assets/images/",
    "/scripts/",
    "/images/",
    "/image/",
    "/media/",
    "/files/",
    "/content/",
    "/resources/",
    "/themes/",
    "/plugins/",
    "/modules/",
    "/includes/",
    "/common/",
    "/public/",
    "/dist/",
    "/src/",
    "/lib/",
    "/libs/",
    "/js/",
    "/css/",
    "/img/",
    "/api/",
    "/v1/",
    "/v2/",
    "/v3/",
    "/jquery.min.js",
    "/jquery-",
    "/bootstrap",
    "/main.",
    "/index.",
    "/app.",
    "/bundle.",
    "/common.",
    "/vendor",
    "/style.css",
    "/styles",
    "/script.js",
    "/scripts.",
    "/fonts/",
    "/icons/",
    "/logo.",
    "/sites/default/files/",
    "/_next/static/chunks/",
    "/product",
    "/news/",
    "/video",
    "/page",
    "?v=1",
    "?ver=",
    "&ver=",
    "?url=http",
    "&url=http",
    "%3a%2f%2f",
    "&type=",
    "&width=",
    "&height=",
    "&size=",
    "&name=",
    "?id=",
    "&id=",
    "=true",
    "=false",
    "=null",
    "undefined",
    "&lang=en",
    "en-us",
    "en_us",
    "utf-8",
    "version=",
    "timestamp",
    "session",
    "default",
    "http%3a",
    "https%3a%2f%2fwww.",
    "%2c%22",
    "%7b%22",
    "%22%3a%22",
    "0000",
    "2020",
    "2021",
    "2022",
    "2023",
    "2024",
    "2025",
    "2026",
];

/// How often those count as standing in rules.
const COMMONLY: u32 = 10_000;

/// A rule of a whole host counts for one character in this many of other rules: there are very many
/// of them, each about a host that few sites call.
const HOSTS: u32 = 4;

/// How often a run counts that stands in two dozen patterns.
const CROWDED: u32 = 24 * HOSTS;

/// How often runs stand in addresses. Nobody's browsing is looked at: the lists are made of pieces of
/// real addresses, so what stands often in them stands often in addresses, roughly.
pub(super) struct Grams {
    fours: BTreeMap<[u8; GRAM], u32>,
    threes: BTreeMap<[u8; GRAM - 1], u32>,
}

impl Grams {
    /// Counts the runs of all rules.
    pub(super) async fn of(rules: &[Rule], pace: &Pace) -> Self {
        let mut grams = Self { fours: BTreeMap::new(), threes: BTreeMap::new() };
        for rule in rules {
            pace.step(4).await;
            let weight = if rule.pattern.whole_host().is_some() { 1 } else { HOSTS };
            grams.add(&rule.filed_as().body, weight);
        }
        COMMON.iter().for_each(|piece| grams.add(piece, COMMONLY));
        grams
    }

    fn add(&mut self, text: &str, weight: u32) {
        let lowered = text.to_ascii_lowercase();
        for four in lowered.as_bytes().windows(GRAM).filter_map(|four| four.first_chunk()) {
            *self.fours.entry(*four).or_default() += weight;
        }
        for three in lowered.as_bytes().windows(GRAM - 1).filter_map(|three| three.first_chunk()) {
            *self.threes.entry(*three).or_default() += weight;
        }
    }

    /// How often a run stands in addresses; where that ties, how often its halves do.
    fn often(&self, four: [u8; GRAM]) -> (u32, u32) {
        let [a, b, c, d] = four;
        let three = |three| self.threes.get(&three).copied().unwrap_or_default();
        (
            self.fours.get(&four).copied().unwrap_or_default(),
            three([a, b, c]).saturating_add(three([b, c, d])),
        )
    }

    /// Whether it stands in very many addresses.
    pub(super) fn is_common(&self, four: [u8; GRAM]) -> bool {
        self.often(four).0 >= COMMONLY
    }

    /// Whether it stands in many patterns.
    pub(super) fn is_crowded(&self, four: [u8; GRAM]) -> bool {
        self.often(four).0 >= CROWDED
    }

    /// The rarest run of literal characters of `body` that begins inside `range`, and where.
    pub(super) fn rarest(
        &self,
        body: &[u8],
        range: Range<usize>,
        may: impl Fn(usize) -> bool,
    ) -> Option<(usize, [u8; GRAM])> {
        let literal = |four: &[u8; GRAM]| !four.contains(&b'*') && !four.contains(&b'^');
        let four = |place: usize| body.get(place..)?.first_chunk::<GRAM>().copied().filter(literal);
        let found = range
            .filter(|place| may(*place))
            .filter_map(|place| Some((place, four(place)?.map(|byte| byte.to_ascii_lowercase()))));
        found.min_by_key(|(_, four)| self.often(*four))
    }
}
