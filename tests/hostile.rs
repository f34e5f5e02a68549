//! The bodies of the fuzz targets as ordinary tests: on bytes, on what resembles the real thing, on pieces of it.

use proptest::prelude::*;

#[path = "../fuzz/bodies.rs"]
mod bodies;

const RULES: &str = include_str!("knowledge/rules.txt");

/// Lines of the sample list with something put in.
fn spoiled_rules() -> impl Strategy<Value = String> {
    let lines = RULES.lines().collect::<Vec<_>>();
    let line = (
        prop::sample::select(lines),
        any::<prop::sample::Index>(),
        "[|@*^$/~a-zß.=,\\\\(){}\\[\\]?+0-9]{0,6}",
    );
    let spoil = line.prop_map(|(line, at, put)| {
        let at = at.index(line.len() + 1);
        format!("{}{put}{}", &line[..at], &line[at..])
    });
    prop::collection::vec(spoil, 1..5).prop_map(|lines| lines.join("\n"))
}

/// What looks like an address, more or less.
fn addressish() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "https",
        "://",
        ":",
        "//",
        "@",
        "[",
        "]",
        "::1",
        "a.b.co.uk",
        "ä.example",
        "..",
        ":80",
        "/",
        "\\",
        "?",
        "#",
        "a=b",
        "&",
        "%",
        "127.0.0.1",
        ".",
        "",
    ]);
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_text_is_a_list(bytes in prop::collection::vec(any::<u8>(), 0..300)) { bodies::rules(&bytes); }

    #[test]
    fn any_lines_are_a_list(text in prop_oneof![spoiled_rules(), "[|@*^$/~a-z.=,]{0,40}", "\\PC{0,200}"]) { bodies::rules(text.as_bytes()); }

    #[test]
    fn any_text_is_or_is_no_address(text in prop_oneof![addressish(), "\\PC{0,80}", "https?://\\PC{0,60}"]) { bodies::address(text.as_bytes()); }

    #[test]
    fn any_bytes_are_or_are_no_pack(bytes in prop::collection::vec(any::<u8>(), 0..400)) { bodies::pack(&bytes); }
}
