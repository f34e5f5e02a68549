//! What README.md repeats is what it repeats from; `UPDATE_EXPECT=1` writes it anew.

use std::fs;

/// The licence table that `compile-knowledge` made.
#[test]
fn licences_are_the_compilers() {
    let made = fs::read_to_string("dist/knowledge/LICENCES.md").expect("the table: ./build.sh makes it");
    let table: String =
        made.lines().filter(|line| line.starts_with('|')).map(|line| format!("{line}\n")).collect();
    assert!(table.lines().count() > 2, "no table in LICENCES.md");
    let readme = fs::read_to_string("README.md").expect("README.md");
    let (before, rest) = readme.split_once("<!-- licences -->\n").expect("a place for the table");
    let after = rest.split_once("<!-- /licences -->\n").expect("its end").1;
    let wanted = format!("{before}<!-- licences -->\n{table}<!-- /licences -->\n{after}");
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write("README.md", wanted).expect("README.md");
    } else {
        assert_eq!(
            readme, wanted,
            "README's licence table; UPDATE_EXPECT=1 cargo test --test readme writes it"
        );
    }
}
