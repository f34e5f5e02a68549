//! How what is remembered grows, on the disk and in time: `cargo bench --bench state`.
//!
//! A row for 100, 1,000 and 10,000 brands of a hundred pieces of evidence each, the last a million in
//! all. Times are medians of turns in one run; trust their ratio to the first row, not the time.
//! `./build.sh measure` measures the same in the browser.

use std::hint::black_box;
use std::io::Write;
use std::time::Instant;

use candor::command::Command;
use candor::engine::{Slices, needs, step};
use candor::fact::{Choice, Fact, Regime, Scope, What};
use candor::gist::Gist;
use candor::id::{DocumentId, FrameId, Millis, Seq, TabId};
use candor::knowledge::Knowledge;
use candor::memory::Brand;
use candor::site::Site;
use candor::view::{Ask, Stored, answer};
use candor::{policy, stored};
use flate2::Compression;
use flate2::write::ZlibEncoder;

use brands::{NOW, brand, decided, site};

mod brands;

const TURNS: usize = 11;
const BRANDS: [usize; 3] = [100, 1_000, 10_000];
/// Of each of four kinds.
const PIECES: usize = 25;

fn main() {
    let knowledge = Knowledge::for_tests();
    let rows = BRANDS.map(|brands| measure(&knowledge, brands));
    println!(
        "| | {} |\n|---|{}",
        BRANDS.map(|n| format!("{n} brands")).join(" | "),
        "---|".repeat(BRANDS.len())
    );
    for (at, (name, unit, _)) in rows[0].iter().enumerate() {
        let cells =
            rows.iter().map(|row| format!("{:.2} {unit} ({:.2})", row[at].2, row[at].2 / rows[0][at].2));
        println!("| {name} | {} |", cells.collect::<Vec<_>>().join(" | "));
    }
}

/// What a state of so many brands costs: what, in which unit, how much.
fn measure(knowledge: &Knowledge, brands: usize) -> Vec<(&'static str, &'static str, f64)> {
    let (mut plain, mut packed) = (0, 0);
    let mut gists = Vec::with_capacity(brands);
    for at in 0..brands {
        let brand = brand(PIECES, at, NOW);
        let text = stored::encode(&brand).expect("encodes");
        let gist = Gist::of(&brand).expect("remembered");
        let lesser = stored::encode(&gist).expect("encodes").len();
        plain += text.len() + lesser;
        packed += deflated(&text) + lesser;
        gists.push((gist.site.clone(), gist));
    }
    let of_the_page = site(brands / 2);
    let mut slices =
        Slices { settings: decided(brands), browser: "Chromium 156".to_owned(), ..Slices::default() };
    slices.gists = Some(gists.into_iter().collect());
    slices.totals.expired = NOW;
    open_page(knowledge, &mut slices, &of_the_page);
    let popup = micros(|| {
        black_box(answer(knowledge, &slices, &Stored::default(), &Ask::Popup { tab: TabId(1) }, NOW));
    });
    let told = policy::rules(&slices.settings, knowledge, NOW).dynamic;
    let mut turn = 0;
    let decide = micros(|| {
        turn += 1;
        let scope = Scope::Brand { brand: of_the_page.clone() };
        let choice = Some(Choice::ALL[turn % Choice::ALL.len()]);
        let commands = step(knowledge, &mut slices, fact(NOW, What::Decided { scope, choice, since: None }));
        assert!(commands.contains(&Command::Rules));
        black_box(stored::encode(&slices.settings).expect("encodes"));
    });
    let rules = micros(|| {
        let now = policy::rules(black_box(&slices.settings), knowledge, NOW).dynamic;
        black_box(policy::rules::diff(&told, &now));
    });
    // An hour in which nothing is old enough, and a tick that finds a portion that is.
    let idle = fact(NOW.plus(Millis::HOUR), What::Tick);
    let quiet = micros(|| {
        black_box(needs(knowledge, &slices, &idle));
    });
    let kib = |bytes: usize| bytes as f64 / 1024.0;
    let pieces = (brands * PIECES * 4) as f64;
    vec![
        ("state as text", "KB", kib(plain)),
        ("state on the disk, packed", "KB", kib(packed)),
        ("of that, per piece of evidence", "bytes", packed as f64 / pieces),
        ("the popup's answer", "µs", popup),
        ("a decision, written", "µs", decide),
        ("the browser's rules and what changes of them", "µs", rules),
        ("an hour's look for what is too old", "µs", quiet),
    ]
}

/// A page of the brand in tab 1, with calls, and the brand at hand as the shell would load it.
fn open_page(knowledge: &Knowledge, slices: &mut Slices, site: &Site) {
    let at: usize = site
        .as_str()
        .bytes()
        .filter(u8::is_ascii_digit)
        .fold(0, |n, digit| n * 10 + usize::from(digit - b'0'));
    let known: Brand = brand(PIECES, at, NOW);
    slices.brands.insert(site.clone(), known);
    let url = format!("https://www.{site}/p/1");
    let on_page = |what| Fact { tab: Some(TabId(1)), ..fact(NOW, what) };
    step(knowledge, slices, on_page(What::Navigated { url: url.clone(), parent: None, from_here_on: false }));
    for n in 0..100 {
        let request = serde_json::json!({
            "type": "request", "request": n.to_string(), "url": format!("https://dis.criteo.com/dis/rtb?n={n}"),
            "method": "GET", "kind": "image", "initiator": url,
        });
        step(knowledge, slices, on_page(serde_json::from_value(request).expect("a fact")));
    }
}

fn fact(time: Millis, what: What) -> Fact {
    Fact {
        seq: Seq(0),
        time,
        tz: 0,
        tab: None,
        frame: FrameId(0),
        document: DocumentId::default(),
        regime: Regime::default(),
        what,
    }
}

/// The bytes of a text as the browser packs it.
fn deflated(text: &str) -> usize {
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::default());
    packed.write_all(text.as_bytes()).expect("memory");
    packed.finish().expect("memory").len()
}

/// The median of some turns, in microseconds.
#[expect(clippy::disallowed_methods, reason = "a bench is there to read the clock")]
fn micros(mut turn: impl FnMut()) -> f64 {
    let mut times = [0.0; TURNS];
    for time in &mut times {
        let start = Instant::now();
        turn();
        *time = start.elapsed().as_secs_f64() * 1e6;
    }
    times.sort_by(f64::total_cmp);
    times[TURNS / 2]
}
