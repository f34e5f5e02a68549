//! The pack still names the companies that were checked by hand.

use candor::classify::{Request, classify};
use candor::fact::RequestKind;
use candor::knowledge::Knowledge;

#[test]
fn hosts_checked_by_hand_keep_their_companies() {
    let pack = std::fs::read("dist/knowledge/pack.bin").expect("a pack: ./build.sh makes it");
    let knowledge = Knowledge::open(pack).expect("a pack of this version: ./build.sh makes it");
    let named = |host: &str| {
        let url = format!("https://{host}/");
        let source = "https://page.example/";
        let request = Request { url: &url, source, kind: RequestKind::Image, method: "GET" };
        classify(&knowledge, &request)
            .company
            .and_then(|id| knowledge.company(id))
            .map_or("", |found| found.name)
    };
    let table = include_str!("knowledge/companies.tsv");
    let rows = table.lines().filter(|line| !line.starts_with('#')).skip(1);
    let rows = rows.map(|line| line.split('\t').collect::<Vec<_>>()).collect::<Vec<_>>();
    let right = rows.iter().filter(|row| row[2] == "right");
    let differ = right.clone().filter(|row| named(row[0]) != row[1]);
    let differ = differ.map(|row| format!("{}: {} is said to be {:?}", row[0], row[1], named(row[0])));
    assert_eq!(differ.collect::<Vec<_>>(), [""; 0]);
    let wrong = rows.iter().filter(|row| row[2] == "wrong").count();
    assert!(rows.len() == 200 && 100 * wrong <= rows.len(), "{wrong} wrong of {}", rows.len());
}
