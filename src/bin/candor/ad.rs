//! `candor ad`: saved pages, or pieces of them, to the ads in them and whose they are.

use candor::ad::find::{Finding, judge};
use candor::fact::FoundBy;
use candor::html::Document;
use candor::knowledge::Knowledge;
use candor::product::Product;
use candor::site::{Site, Url};
use serde::Serialize;

use crate::arguments::Arguments;
use crate::landings::{self, Tally};
use crate::lines::Output;
use crate::{Stop, Subcommand, documents};

pub(crate) const AD: Subcommand = Subcommand {
    name: "ad",
    usage: "[--url URL] [--knowledge PACK] [--candidates | --landing TABLE] [FILE…|FOLDER…]",
    about: "finds the ads in saved pages (HTML), one per line: {found_by, click_system, landing, advertiser, \
            product}; without --url a page's address is the one it calls canonical; --candidates writes what may be an ad; \
            --landing says how many are right by a table: name of the file, page, landing page, system, by tabs",
    options: &["--url", "--knowledge", "--landing"],
    flags: &["--candidates"],
    run,
};

#[derive(Serialize)]
struct Row {
    found_by: FoundBy,
    click_system: Option<String>,
    landing: Option<String>,
    advertiser: Option<Advertiser>,
    product: Option<Product>,
}

#[derive(Serialize)]
struct Advertiser {
    site: Site,
    name: String,
}

/// A page at its address: the one that is given, else the one that it calls its own.
fn placed(bytes: &[u8], url: Option<&str>) -> (Document, Option<String>) {
    let document = Document::parse(bytes, url);
    if let Some(url) = url {
        return (document, Some(url.to_owned()));
    }
    let page = document.page();
    let named = page.meta.into_iter().find(|(name, _)| name == "og:url").map(|(_, url)| url);
    match page.canonical.or(named).filter(|url| Url::split(url).is_some()) {
        Some(own) => (Document::parse(bytes, Some(&own)), Some(own)),
        None => (document, None),
    }
}

/// The ads in a page, and the page's address.
fn ads(knowledge: &Knowledge, bytes: &[u8], url: Option<&str>) -> Vec<Finding> {
    let (document, url) = placed(bytes, url);
    let host = url.as_deref().and_then(Url::split).map(|url| url.host);
    let site = host.map(|host| knowledge.site(host)).unwrap_or_default();
    let candidates = document.ads();
    candidates.iter().filter_map(|candidate| judge(knowledge, &site, candidate, None, &[])).collect()
}

/// The sites that the ads in a page are said to be of.
pub(crate) fn said(knowledge: &Knowledge, bytes: &[u8], url: Option<&str>) -> Vec<Site> {
    ads(knowledge, bytes, url).into_iter().filter_map(|ad| ad.advertiser).map(|whose| whose.site).collect()
}

fn run(arguments: &Arguments) -> Result<usize, Stop> {
    let url = documents::url(arguments)?;
    let mut output = Output::new();
    if arguments.has("--candidates") {
        let bad = documents::each(&arguments.files, |_, bytes| {
            let (document, _) = placed(bytes, url);
            document.ads().iter().try_for_each(|candidate| output.row(candidate))
        })?;
        output.finish()?;
        return Ok(bad);
    }
    let knowledge = arguments.knowledge()?;
    if let Some(file) = arguments.value("--landing") {
        return held_against(&knowledge, file, arguments);
    }
    let bad = documents::each(&arguments.files, |_, bytes| {
        for ad in ads(&knowledge, bytes, url) {
            let (click_system, landing) =
                ad.click.map_or((None, None), |click| (click.system, click.landing));
            let advertiser = ad.advertiser.map(|whose| Advertiser { site: whose.site, name: whose.name });
            output.row(&Row {
                found_by: ad.found_by,
                click_system,
                landing,
                advertiser,
                product: ad.product,
            })?;
        }
        Ok(())
    })?;
    output.finish()?;
    Ok(bad)
}

/// Holds the documents that a table notes against it.
fn held_against(knowledge: &Knowledge, file: &str, arguments: &Arguments) -> Result<usize, Stop> {
    let table = landings::table(knowledge, file)?;
    let mut tally = Tally::default();
    let bad = documents::each(&arguments.files, |path, bytes| {
        let name = landings::name(path);
        if let Some(noted) = table.get(name) {
            tally.count(name, noted, &said(knowledge, bytes, Some(&noted.page)));
        }
        Ok(())
    })?;
    let mut output = Output::new();
    output.text(&tally.to_string())?;
    output.finish()?;
    let missing = table.len().saturating_sub(tally.ads());
    if missing > 0 {
        eprintln!("candor: {file}: {missing} of the noted ads are in no file");
    }
    Ok(bad + missing)
}
