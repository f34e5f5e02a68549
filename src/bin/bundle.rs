//! Puts the unpacked extensions together: `dist/chromium` and `dist/firefox`.
//!
//! wasm-bindgen's own library writes the glue, so `Cargo.lock` pins both sides of it.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use wasm_bindgen_cli_support::Bindgen;

type Outcome<T> = Result<T, Box<dyn Error>>;

const WASM: &str = "target/wasm32-unknown-unknown/release";
const TYPES: &str = "dist/types";

/// The browsers, each with what its form of the manifest leaves out. The other browser's keys are
/// only warned about, but a warning is the first thing that a reviewer of a store sees.
const BROWSERS: [(&str, &[&str]); 2] = [
    ("chromium", &["/background/scripts", "/browser_specific_settings"]),
    (
        "firefox",
        &[
            "/background/service_worker",
            "/minimum_chrome_version",
            "/web_accessible_resources/0/use_dynamic_url",
        ],
    ),
];

/// Optional permissions that only Chromium has.
const CHROMIUM_ONLY: [&str; 1] = ["sidePanel"];

fn main() -> Outcome<()> {
    let source: Value = serde_json::from_slice(&fs::read("manifest.json")?)?;
    for (browser, absent) in BROWSERS {
        let out = Path::new("dist").join(browser);
        if out.exists() {
            fs::remove_dir_all(&out)?;
        }
        copy(Path::new("extension"), &out)?;
        for module in ["worker", "pages"] {
            if let Err(error) = glue(module, &out.join(module)) {
                eprintln!("{module}: {error}");
            }
        }
        knowledge(&out)?;
        candor::locales::write(&out.join("_locales"))?;
        let manifest = manifest(&source, browser, absent);
        stand_in(&manifest, &out)?;
        complete(&manifest, &out)?;
        fs::write(out.join("manifest.json"), serde_json::to_string_pretty(&manifest)?)?;
        println!("{}", out.display());
    }
    Ok(())
}

/// The manifest as one browser wants it.
fn manifest(source: &Value, browser: &str, absent: &[&str]) -> Value {
    let mut manifest = source.clone();
    for path in absent {
        let Some((parent, key)) = path.rsplit_once('/') else { continue };
        if let Some(object) = manifest.pointer_mut(parent).and_then(Value::as_object_mut) {
            object.remove(key);
        }
    }
    if browser != "chromium"
        && let Some(optional) = manifest.pointer_mut("/optional_permissions").and_then(Value::as_array_mut)
    {
        optional.retain(|permission| !CHROMIUM_ONLY.iter().any(|only| permission == only));
    }
    manifest
}

/// Until every part has landed: an empty file in place of each missing one, said aloud.
fn stand_in(manifest: &Value, out: &Path) -> Outcome<()> {
    let mut named = vec!["knowledge/pack.bin"];
    files(manifest, &mut named);
    for name in named {
        let path = out.join(name);
        if path.is_file() {
            continue;
        }
        eprintln!("missing, stood in for: {name}");
        fs::create_dir_all(path.parent().unwrap_or(out))?;
        let text = match name {
            _ if name.ends_with(".json") => "[]",
            _ => "",
        };
        fs::write(path, text)?;
    }
    Ok(())
}

/// Fails with the list of files that the manifest names and that are not there: a browser says
/// only that the extension cannot be loaded.
fn complete(manifest: &Value, out: &Path) -> Outcome<()> {
    let mut named = Vec::new();
    files(manifest, &mut named);
    let missing: Vec<&str> = named.into_iter().filter(|name| !out.join(name).is_file()).collect();
    if missing.is_empty() {
        Ok(())
    } else {
        Err(format!("the manifest names files that are missing: {missing:?}").into())
    }
}

/// Every text of a manifest that names a file of the extension.
fn files<'m>(value: &'m Value, named: &mut Vec<&'m str>) {
    match value {
        Value::String(text) if [".js", ".html", ".json", ".png"].iter().any(|end| text.ends_with(end)) => {
            named.push(text)
        }
        Value::Array(values) => values.iter().for_each(|value| files(value, named)),
        Value::Object(object) => object.values().for_each(|value| files(value, named)),
        _ => {}
    }
}

/// Runs wasm-bindgen: `worker/candor-worker.js` and its wasm from `candor-worker.wasm`.
fn glue(module: &str, out: &Path) -> Outcome<()> {
    Bindgen::new()
        .input_path(Path::new(WASM).join(format!("candor-{module}.wasm")))
        .web(true)?
        .typescript(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(out)?;
    // Types are for the compiler of the JavaScript edge, not for the browser.
    let types = Path::new(TYPES).join(module);
    fs::create_dir_all(&types)?;
    for name in [format!("candor-{module}.d.ts"), format!("candor-{module}_bg.wasm.d.ts")] {
        fs::rename(out.join(&name), types.join(&name))?;
    }
    Ok(())
}

fn knowledge(out: &Path) -> Outcome<()> {
    let compiled = Path::new("dist/knowledge");
    if compiled.is_dir() { copy(compiled, &out.join("knowledge")) } else { Ok(()) }
}

/// Copies a folder with all that is in it.
fn copy(from: &Path, to: &Path) -> Outcome<()> {
    fs::create_dir_all(to)?;
    let mut entries: Vec<PathBuf> =
        fs::read_dir(from)?.map(|entry| entry.map(|e| e.path())).collect::<Result<_, _>>()?;
    entries.sort();
    for entry in entries {
        let target = to.join(entry.file_name().unwrap_or_default());
        if entry.is_dir() { copy(&entry, &target)? } else { fs::copy(&entry, &target).map(drop)? }
    }
    Ok(())
}
