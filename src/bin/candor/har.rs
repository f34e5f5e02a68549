//! `candor har`: what the page loads of a HAR file told whom, as rows or in plain words.

use std::collections::BTreeMap;

use candor::classify::{self, Action, classify};
use candor::fact::RequestKind;
use candor::knowledge::{Function, Knowledge};
use candor::site::{Party, Url};
use candor::wire::{self, Sent, Signal};
use serde::Serialize;

use crate::arguments::Arguments;
use crate::lines::{self, Output};
use crate::{Stop, Subcommand, input};

mod log;
mod summary;

use log::{Entry, Log};

pub(crate) const HAR: Subcommand = Subcommand {
    name: "har",
    usage: "[--summary] [--knowledge FILE] FILE…",
    about: "a HAR file's pages and requests: company, function, what the lists say, what was told",
    options: &["--knowledge"],
    flags: &["--summary"],
    run,
};

/// A page load of the file.
#[derive(Serialize)]
struct Page {
    record: &'static str,
    file: String,
    page: String,
    url: String,
    title: String,
    time: String,
}

/// A request, with everything that is known of it.
#[derive(Serialize)]
struct Row {
    record: &'static str,
    page: String,
    time: String,
    url: String,
    method: String,
    r#type: RequestKind,
    status: Option<u64>,
    party: Party,
    company: Option<String>,
    parent: Option<String>,
    function: Option<Function>,
    action: Action,
    told: Option<Signal>,
}

fn run(arguments: &Arguments) -> Result<usize, Stop> {
    if arguments.files.is_empty() {
        return Err(Stop::Usage("name at least one HAR file (- is standard input)".to_owned()));
    }
    let knowledge = arguments.knowledge()?;
    let bar = input::progress(&arguments.files);
    let mut output = Output::new();
    let mut bad = 0;
    for file in &arguments.files {
        let log =
            input::whole(file, &bar).map_err(|why| (0, why.to_string())).and_then(|bytes| Log::read(&bytes));
        match log {
            Ok(log) if arguments.has("--summary") => {
                for (page, rows) in rows_by_page(&knowledge, file, &log) {
                    output.text(&summary::page(&page, &rows))?;
                }
            }
            Ok(log) => write(&knowledge, file, &log, &mut output)?,
            Err((line, why)) => {
                lines::complain(&bar, file, line, &why);
                bad += 1;
            }
        }
    }
    bar.finish_and_clear();
    output.finish()?;
    Ok(bad)
}

/// Rows in the order of the file, each page before its first request.
fn write(knowledge: &Knowledge, file: &str, log: &Log, output: &mut Output) -> Result<(), Stop> {
    let pages = pages(file, log);
    let mut written: Vec<&str> = Vec::new();
    for entry in &log.entries {
        let Some(page) = pages.get(&entry.page) else { continue };
        if !written.contains(&entry.page.as_str()) {
            written.push(&entry.page);
            output.row(page)?;
        }
        output.row(&row(knowledge, &page.url, entry))?;
    }
    Ok(())
}

fn rows_by_page(knowledge: &Knowledge, file: &str, log: &Log) -> Vec<(Page, Vec<Row>)> {
    let of_page = |id: &str, url: &str| {
        let entries = log.entries.iter().filter(|entry| entry.page == id);
        entries.map(|entry| row(knowledge, url, entry)).collect()
    };
    pages(file, log)
        .into_iter()
        .map(|(id, page)| {
            let rows = of_page(&id, &page.url);
            (page, rows)
        })
        .collect()
}

/// The page loads by their id, each with the address of its document.
fn pages(file: &str, log: &Log) -> BTreeMap<String, Page> {
    let mut pages = BTreeMap::new();
    for entry in &log.entries {
        if pages.contains_key(&entry.page) {
            continue;
        }
        let own = || log.entries.iter().filter(|other| other.page == entry.page);
        let document = own().find(|entry| entry.is_document()).unwrap_or(entry);
        let named = log.pages.iter().find(|page| page.id == entry.page);
        let page = Page {
            record: "page",
            file: file.to_owned(),
            page: entry.page.clone(),
            url: document.url.clone(),
            title: named.map(|page| page.title.clone()).unwrap_or_default(),
            time: named.map_or_else(|| entry.time.clone(), |page| page.time.clone()),
        };
        pages.insert(entry.page.clone(), page);
    }
    pages
}

fn row(knowledge: &Knowledge, page: &str, entry: &Entry) -> Row {
    let kind = if entry.url == page { RequestKind::MainFrame } else { entry.kind() };
    let request = classify::Request { url: &entry.url, source: page, kind, method: &entry.method };
    let verdict = classify(knowledge, &request);
    let company = verdict.company.and_then(|company| knowledge.company(company));
    let sent =
        Url::split(&entry.url).map(|url| Sent { url, method: &entry.method, body: entry.body.as_deref() });
    Row {
        record: "request",
        page: entry.page.clone(),
        time: entry.time.clone(),
        url: entry.url.clone(),
        method: entry.method.clone(),
        r#type: kind,
        status: entry.status,
        party: verdict.party,
        company: company.map(|company| company.name.to_owned()),
        parent: company.and_then(|company| company.parent).map(str::to_owned),
        function: verdict.function,
        action: verdict.action,
        told: sent.and_then(|sent| wire::decode(&sent)),
    }
}
