//! Compiles the knowledge pack: `compile-knowledge [OUT]`, from the packages that data/ pins.

use std::path::Path;
use std::process::ExitCode;

use candor::knowledge::compile::relink::Base;
use candor::knowledge::compile::sources::{licence_table, read};
use candor::knowledge::compile::{browser, compile};

fn main() -> ExitCode {
    let out = std::env::args().nth(1).unwrap_or_else(|| "dist/knowledge".to_owned());
    match run(Path::new("data"), Path::new(&out)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("compile-knowledge: {why}");
            ExitCode::FAILURE
        }
    }
}

fn run(data: &Path, out: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let (tables, licences) = read(data)?;
    let compiled = compile(&tables);
    let rulesets = browser::rulesets(&compiled.parsed, &compiled.report.links, &tables.companies);
    std::fs::create_dir_all(out.join("rulesets"))?;
    let write = |name: &str, bytes: &[u8]| {
        println!("{:>10} bytes  {}", bytes.len(), out.join(name).display());
        std::fs::write(out.join(name), bytes)
    };
    write("pack.bin", &compiled.pack)?;
    write("rules.bin", &compiled.rules)?;
    write("rulesets/balanced.json", &serde_json::to_vec(&rulesets.balanced)?)?;
    write("rulesets/strict.json", &lines(&rulesets.strict)?)?;
    write("base.json", &serde_json::to_vec(&Base::of(&tables, &compiled))?)?;
    write("licences.json", &serde_json::to_vec_pretty(&licences)?)?;
    write("LICENCES.md", licence_table(&licences).as_bytes())?;
    write("report.txt", format!("{}{}", compiled.report, rulesets.report()).as_bytes())?;
    Ok(())
}

/// An array with one rule on each line, so that an update can read it in slices.
fn lines(rules: &[browser::StaticRule]) -> serde_json::Result<Vec<u8>> {
    let rules = rules.iter().map(serde_json::to_string).collect::<Result<Vec<_>, _>>()?;
    Ok(format!("[\n{}\n]\n", rules.join(",\n")).into_bytes())
}
