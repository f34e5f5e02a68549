//! The manifest asks for what the README says, and for nothing else.

use std::collections::BTreeMap;
use std::fs;

use serde_json::Value;

/// The rows of README's permission table: name → (when it is asked for, reason).
fn documented() -> BTreeMap<String, (String, String)> {
    let readme = fs::read_to_string("README.md").expect("README.md");
    let (_, rest) = readme.split_once("## Permissions").expect("a chapter on permissions");
    let chapter = rest.split("\n## ").next().unwrap_or(rest);
    let rows = chapter.lines().filter_map(|line| {
        let cells: Vec<&str> = line.trim().trim_matches('|').split('|').map(str::trim).collect();
        match cells[..] {
            [name, when, reason] if name.starts_with('`') => {
                Some((name.trim_matches('`').to_owned(), (when.to_owned(), reason.to_owned())))
            }
            _ => None,
        }
    });
    rows.collect()
}

fn manifest() -> Value {
    serde_json::from_slice(&fs::read("manifest.json").expect("manifest.json")).expect("JSON")
}

fn texts(value: &Value) -> impl Iterator<Item = String> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned)
}

#[test]
fn asks_for_what_the_readme_says() {
    let manifest = manifest();
    let asked: BTreeMap<String, &str> =
        [("permissions", "always"), ("host_permissions", "always"), ("optional_permissions", "when used")]
            .into_iter()
            .flat_map(|(key, when)| texts(&manifest[key]).map(move |name| (name, when)))
            .collect();
    let documented = documented();
    for (name, (when, reason)) in &documented {
        assert_eq!(asked.get(name), Some(&when.as_str()), "{name} in the README");
        assert!(reason.split_whitespace().count() >= 5, "{name} needs a reason: {reason}");
    }
    for name in asked.keys() {
        assert!(documented.contains_key(name), "{name} has no reason in the README");
    }
}

#[test]
fn lets_nothing_out_and_nothing_in() {
    let manifest = manifest();
    let policy = manifest["content_security_policy"]["extension_pages"].as_str().expect("a policy");
    // One file of each site, for "check its statement"; only the worker's statement module asks for it.
    let statement = format!("https://*{}", candor::gpc::PATH);
    // The lists, at their own server; only extension/lists.js asks for them.
    let lists = candor::fresh::sources().iter().map(|source| source.address).collect::<Vec<_>>();
    assert_eq!(lists.len(), 4);
    for source in policy.split(';').flat_map(|directive| directive.split_whitespace().skip(1)) {
        let known = matches!(source, "'none'" | "'self'" | "'wasm-unsafe-eval'");
        assert!(known || source == statement || lists.contains(&source), "{source}");
    }
    assert!(policy.contains("default-src 'none'"));
    let connects = format!("connect-src 'self' {statement} {};", lists.join(" "));
    assert!(
        policy.contains(&connects) && policy.matches(&statement).count() == 1,
        "nobody else can be reached"
    );
    assert_eq!(manifest["incognito"], "not_allowed");
    let gecko = &manifest["browser_specific_settings"]["gecko"];
    assert_eq!(texts(&gecko["data_collection_permissions"]["required"]).collect::<Vec<_>>(), ["none"]);
    assert_eq!(manifest["version"], env!("CARGO_PKG_VERSION"));
}
