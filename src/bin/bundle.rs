//! Puts the unpacked extensions together, `dist/chromium` and `dist/firefox`; with `--package` the
//! zips for the stores too.
//!
//! wasm-bindgen's own library writes the glue, so `Cargo.lock` pins both sides of it.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use candor::knowledge::Knowledge;
use candor::knowledge::hash::checksum;
use serde_json::Value;
use wasm_bindgen_cli_support::Bindgen;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

type Outcome<T> = Result<T, Box<dyn Error>>;

const WASM: &str = "target/wasm32-unknown-unknown/release";
/// The same, of the profile whose wasms are fast rather than small.
const FAST: &str = "target/wasm32-unknown-unknown/classifier";
const KNOWLEDGE: &str = "dist/knowledge";
const TYPES: &str = "dist/types";
/// What the content scripts of each of the manifest's entries become, and whether all of it runs in every page that it
/// comes to.
const IN_PAGES: [(&str, bool); 3] =
    [("content/first.js", true), ("content/page.js", true), ("content/more.js", false)];
/// Chromium (136 and later) compiles a script that begins so at once; function by function it reads each twice, and a
/// page's first look took 0.7 ms of 7 more (by traces, side by side). Others read a comment.
const AT_ONCE: &str = "//# allFunctionsCalledOnLoad\n";
const LICENCES: [&str; 2] = ["LICENSE", "LICENSE-GPL-3.0"];

/// A browser, and what its form of the one manifest leaves out. The other browser's keys are only
/// warned about, but a warning is the first thing that a reviewer of a store sees.
struct Browser {
    name: &'static str,
    absent: &'static [&'static str],
    /// Optional permissions that it does not know.
    unknown: &'static [&'static str],
}

const BROWSERS: [Browser; 2] = [
    Browser {
        name: "chromium",
        absent: &["/background/scripts", "/browser_specific_settings"],
        unknown: &[],
    },
    Browser {
        name: "firefox",
        absent: &[
            "/background/service_worker",
            "/minimum_chrome_version",
            "/version_name",
            "/web_accessible_resources/0/use_dynamic_url",
        ],
        unknown: &["sidePanel"],
    },
];

fn main() -> Outcome<()> {
    let package = std::env::args().any(|argument| argument == "--package");
    let mut source: Value = serde_json::from_slice(&fs::read("manifest.json")?)?;
    // Names the pack and the worker's code, too: extension/pack.js keeps their bytes by it.
    let knowledge = Knowledge::open(fs::read(Path::new(KNOWLEDGE).join("pack.bin"))?)?;
    let code = checksum(&fs::read(Path::new(WASM).join("candor-worker.wasm"))?);
    let version = source["version"].as_str().unwrap_or_default();
    let named = format!("{version} ({}, {:08x})", knowledge.version(), code >> 32);
    source["version_name"] = named.into();
    classifier(Path::new("dist/classifier"))?;
    let scripts = in_pages(&mut source)?;
    for browser in &BROWSERS {
        let out = Path::new("dist").join(browser.name);
        assemble(&out)?;
        for script in scripts.iter().flatten() {
            fs::remove_file(out.join(script))?;
        }
        for (scripts, (name, at_once)) in scripts.iter().zip(IN_PAGES) {
            fs::write(out.join(name), joined(scripts, at_once)?)?;
        }
        let manifest = manifest(&source, browser);
        complete(&manifest, &out)?;
        shipped(&out)?;
        fs::write(out.join("manifest.json"), serde_json::to_string_pretty(&manifest)?)?;
        println!("{}", out.display());
        if package {
            let version = source["version"].as_str().unwrap_or_default();
            let target = format!("dist/candor-{}-{version}.zip", browser.name);
            pack(&out, Path::new(&target))?;
            unpacks_to(Path::new(&target), &out)?;
            println!("{target}");
        }
    }
    Ok(())
}

/// Everything but the manifest.
fn assemble(out: &Path) -> Outcome<()> {
    if out.exists() {
        fs::remove_dir_all(out)?;
    }
    copy(Path::new("extension"), out)?;
    for module in ["worker", "pages"] {
        glue(module, &out.join(module))?;
    }
    copy(Path::new(KNOWLEDGE), &out.join("knowledge"))?;
    fs::create_dir_all(out.join("lists"))?;
    bare("lists", &out.join("lists/candor-lists.wasm"))?;
    candor::locales::write(&out.join("_locales"))?;
    for licence in LICENCES {
        fs::copy(licence, out.join(licence))?;
    }
    Ok(())
}

/// The content scripts that each entry of the source manifest names; from now on it names one file for each.
fn in_pages(source: &mut Value) -> Outcome<Vec<Vec<String>>> {
    let entries = source["content_scripts"].as_array_mut().ok_or("no content scripts")?;
    if entries.len() != IN_PAGES.len() {
        return Err("content scripts without a file of their own".into());
    }
    let named = entries.iter_mut().zip(IN_PAGES);
    named
        .map(|(entry, (name, _))| {
            Ok(serde_json::from_value(std::mem::replace(&mut entry["js"], [name].into()))?)
        })
        .collect()
}

/// Content scripts as one file, without comments and margins: a browser reads them anew in every page, and a
/// file more costs every frame.
fn joined(scripts: &[String], at_once: bool) -> Outcome<String> {
    let mut code = if at_once { AT_ONCE } else { "" }.to_owned();
    for name in scripts {
        code.push_str(&uncommented(&fs::read_to_string(Path::new("extension").join(name))?));
    }
    Ok(code)
}

/// A script without margins and without the comments that begin a line. What stands behind one stays.
fn uncommented(source: &str) -> String {
    let mut code = String::new();
    let mut commented = false;
    for line in source.lines() {
        let mut rest = line.trim();
        while commented || rest.starts_with("/*") {
            let end = rest.split_once("*/");
            commented = end.is_none();
            rest = end.map_or("", |(_, after)| after.trim_start());
            if commented {
                break;
            }
        }
        if !rest.is_empty() && !rest.starts_with("//") {
            code.push_str(rest);
            code.push('\n');
        }
    }
    code
}

/// The manifest as one browser wants it.
fn manifest(source: &Value, browser: &Browser) -> Value {
    let mut manifest = source.clone();
    for path in browser.absent {
        let Some((parent, key)) = path.rsplit_once('/') else { continue };
        if let Some(object) = manifest.pointer_mut(parent).and_then(Value::as_object_mut) {
            object.remove(key);
        }
    }
    if let Some(optional) = manifest["optional_permissions"].as_array_mut() {
        optional.retain(|name| !browser.unknown.iter().any(|unknown| name == unknown));
    }
    manifest
}

/// Fails with the files that the manifest names and that are not there: a browser says only that
/// the extension cannot be loaded.
fn complete(manifest: &Value, out: &Path) -> Outcome<()> {
    let mut named = Vec::new();
    files(manifest, &mut named);
    named.retain(|name| !out.join(name).is_file());
    if named.is_empty() { Ok(()) } else { Err(format!("the manifest names missing files: {named:?}").into()) }
}

/// Every text of a manifest that names a file of the extension.
fn files<'m>(value: &'m Value, named: &mut Vec<&'m str>) {
    match value {
        Value::String(text) if [".js", ".html", ".json", ".png"].iter().any(|end| text.ends_with(end)) => {
            named.push(text);
        }
        Value::Array(values) => values.iter().for_each(|value| files(value, named)),
        Value::Object(object) => object.values().for_each(|value| files(value, named)),
        _ => {}
    }
}

/// Runs wasm-bindgen: `worker/candor-worker.js` and its wasm from `candor-worker.wasm`. The types
/// are for the compiler of the JavaScript edge, not for the browser.
fn glue(module: &str, out: &Path) -> Outcome<()> {
    Bindgen::new()
        .input_path(Path::new(WASM).join(format!("candor-{module}.wasm")))
        .web(true)?
        .typescript(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(out)?;
    let types = Path::new(TYPES).join(module);
    fs::create_dir_all(&types)?;
    for name in [format!("candor-{module}.d.ts"), format!("candor-{module}_bg.wasm.d.ts")] {
        fs::rename(out.join(&name), types.join(&name))?;
    }
    Ok(())
}

/// The classifier by itself, `candor-classifier.wasm` and its edge, for other programs and for the
/// bench; the extensions do without it (extension/worker.js says why).
fn classifier(out: &Path) -> Outcome<()> {
    fs::create_dir_all(out)?;
    fs::copy("src/bin/classifier.js", out.join("classifier.js"))?;
    bare("classifier", &out.join("candor-classifier.wasm"))
}

/// A wasm of which only integers cross the boundary, so that it needs no glue: all that wasm-bindgen
/// adds for it goes again.
fn bare(module: &str, out: &Path) -> Outcome<()> {
    let mut output = Bindgen::new()
        .input_path(Path::new(FAST).join(format!("candor-{module}.wasm")))
        .web(true)?
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate_output()?;
    let module = output.wasm_mut();
    let glue = module.exports.iter().filter(|export| export.name.starts_with("__") || export.name == "main");
    for id in glue.map(|export| export.id()).collect::<Vec<_>>() {
        module.exports.delete(id);
    }
    walrus::passes::gc::run(module);
    Ok(fs::write(out, module.emit_wasm())?)
}

/// Copies a folder with all that is in it; types stay behind.
fn copy(from: &Path, to: &Path) -> Outcome<()> {
    fs::create_dir_all(to)?;
    for entry in entries(from)? {
        let target = to.join(entry.file_name().unwrap_or_default());
        if entry.is_dir() {
            copy(&entry, &target)?;
        } else if !entry.to_string_lossy().ends_with(".d.ts") {
            fs::copy(&entry, &target)?;
        }
    }
    Ok(())
}

/// A zip that is the same for the same files: fixed order, fixed times.
fn pack(folder: &Path, target: &Path) -> Outcome<()> {
    let mut zip = ZipWriter::new(File::create(target)?);
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(9))
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    for file in all(folder)? {
        zip.start_file(name_in(folder, &file)?, options)?;
        zip.write_all(&fs::read(&file)?)?;
    }
    zip.finish()?;
    Ok(())
}

/// Fails where a file is not of a kind that a package is made of: no source map, no package of npm's,
/// no note can get in by lying in a folder that is copied.
fn shipped(out: &Path) -> Outcome<()> {
    const KINDS: [&str; 10] = ["js", "wasm", "html", "css", "json", "png", "svg", "bin", "md", "txt"];
    for file in all(out)? {
        let kind = file.extension().is_some_and(|kind| KINDS.iter().any(|known| kind == *known));
        let licence = file.file_name().is_some_and(|name| LICENCES.iter().any(|licence| name == *licence));
        if !kind && !licence {
            return Err(format!("{} does not belong in a package", file.display()).into());
        }
    }
    Ok(())
}

/// Fails unless a zip holds exactly the files of a folder.
fn unpacks_to(zip: &Path, folder: &Path) -> Outcome<()> {
    let mut archive = ZipArchive::new(File::open(zip)?)?;
    let mut packed = BTreeMap::new();
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at)?;
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes)?;
        packed.insert(entry.name()?.into_owned(), bytes);
    }
    let mut there = BTreeMap::new();
    for file in all(folder)? {
        there.insert(name_in(folder, &file)?, fs::read(&file)?);
    }
    if packed == there {
        Ok(())
    } else {
        Err(format!("{} is not {}", zip.display(), folder.display()).into())
    }
}

/// A file's name in a zip of a folder.
fn name_in(folder: &Path, file: &Path) -> Outcome<String> {
    let parts: Vec<_> = file.strip_prefix(folder)?.iter().map(|part| part.to_string_lossy()).collect();
    Ok(parts.join("/"))
}

/// Every file below a folder, by name.
fn all(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut open = entries(folder)?;
    open.reverse();
    while let Some(entry) = open.pop() {
        if entry.is_dir() {
            open.extend(entries(&entry)?.into_iter().rev());
        } else {
            files.push(entry);
        }
    }
    Ok(files)
}

/// What lies in a folder, by name.
fn entries(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let mut entries = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Outcome<Vec<_>>>()?;
    entries.sort();
    Ok(entries)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_go_and_code_stays() {
        let source = "// @ts-check\n/** One.\n * More */\n(() => {\n  /** @type {A} */ (a).b = 'c // d';\n\n  e(/** @type {F} */ (f));\n  /* g */ /* h */ i();\n})();\n";
        assert_eq!(
            uncommented(source),
            "(() => {\n(a).b = 'c // d';\ne(/** @type {F} */ (f));\ni();\n})();\n"
        );
    }

    #[test]
    fn a_zip_is_its_folder_and_nothing_else() -> Outcome<()> {
        let work = std::env::temp_dir().join(format!("candor-bundle-{}", std::process::id()));
        let (folder, zip) = (work.join("folder"), work.join("zip"));
        fs::create_dir_all(folder.join("content"))?;
        for (name, text) in [("manifest.json", "{}"), ("LICENSE", "words"), ("content/main.js", "1;")] {
            fs::write(folder.join(name), text)?;
        }
        shipped(&folder)?;
        pack(&folder, &zip)?;
        let first = fs::read(&zip)?;
        unpacks_to(&zip, &folder)?;
        pack(&folder, &zip)?;
        assert_eq!(fs::read(&zip)?, first, "the same files give the same zip");
        fs::write(folder.join("content/main.js"), "2;")?;
        assert!(unpacks_to(&zip, &folder).is_err(), "another content");
        fs::write(folder.join("content/main.js.map"), "{}")?;
        assert!(unpacks_to(&zip, &folder).is_err(), "one file more");
        assert!(shipped(&folder).is_err(), "a source map");
        fs::remove_dir_all(work)?;
        Ok(())
    }
}
