//! A page load in plain words: who was there, what for, and what each was told.

use std::collections::{BTreeMap, BTreeSet};

use candor::classify::Action;
use candor::knowledge::Function;
use candor::locales::Locales;
use candor::phrase::{Arg, Phrase};
use candor::site::Party;
use candor::wire;

use super::{Page, Row};

/// Texts of functions and of what was told; the same that the extension shows.
const TABLES: [&str; 2] =
    [include_str!("../../../pages/phrases.tsv"), include_str!("../../../wire/phrases.tsv")];

/// Companies listed by function at most, before "and more".
const COMPANIES: usize = 40;

/// What one company got.
#[derive(Default)]
struct Got {
    requests: usize,
    told: Vec<(u8, String)>,
}

/// The summary of one page load.
pub(super) fn page(page: &Page, rows: &[Row]) -> String {
    let texts = texts();
    let third: Vec<&Row> = rows.iter().filter(|row| row.party == Party::Third).collect();
    let listed: Vec<&Row> = rows.iter().filter(|row| row.action != Action::None).collect();
    let named = listed.iter().filter(|row| row.company.is_some()).count();
    let companies: BTreeSet<&str> = third.iter().filter_map(|row| row.company.as_deref()).collect();
    let mut out = format!("{}\n", page.url);
    if !page.title.is_empty() && page.title != page.url {
        out += &format!("  {} ({})\n", page.title, page.file);
    }
    out += &format!(
        "  {} requests, {} of them to other sites; {} companies by name.\n",
        rows.len(),
        third.len(),
        companies.len()
    );
    if listed.is_empty() {
        out += "  The lists speak of none of them.\n";
    } else {
        let share = named as f64 * 100.0 / listed.len() as f64;
        let (all, blocked) = (listed.len(), listed.iter().filter(|row| row.action == Action::Block).count());
        out += &format!(
            "  The lists speak of {all} ({blocked} to block); {named} of these ({share:.1} %) have a company.\n"
        );
    }
    for (function, companies) in by_function(&third, &texts) {
        let id =
            function.map_or("function_none".to_owned(), |function| format!("function_{}", id_of(function)));
        out += &format!("\n  {}\n", text(&texts, &id));
        let more = companies.len().saturating_sub(COMPANIES);
        for (company, mut got) in companies.into_iter().take(COMPANIES) {
            let requests =
                if got.requests == 1 { "1 request".to_owned() } else { format!("{} requests", got.requests) };
            out += &format!("    {company} ({requests})\n");
            got.told.sort();
            got.told.dedup();
            for (_, told) in got.told {
                out += &format!("      was told {told}\n");
            }
        }
        if more > 0 {
            out += &format!("    and {more} more\n");
        }
    }
    out
}

/// Companies by what they are for, those that got most first.
fn by_function<'r>(rows: &[&'r Row], texts: &Locales) -> BTreeMap<Option<Function>, Vec<(&'r str, Got)>> {
    let mut found: BTreeMap<Option<Function>, BTreeMap<&str, Got>> = BTreeMap::new();
    for row in rows {
        let Some(company) = row.company.as_deref() else { continue };
        let got = found.entry(row.function).or_default().entry(company).or_default();
        got.requests += 1;
        if let Some(signal) = &row.told {
            for event in &signal.events {
                let first = 20 - wire::weight(event.event);
                got.told.push((first, sentence(&wire::event_phrase(event), texts)));
            }
            let unnamed = wire::Signal { events: Vec::new(), ..signal.clone() };
            got.told.extend(wire::phrase(&unnamed).iter().map(|phrase| (30, sentence(phrase, texts))));
        }
    }
    let sorted = |companies: BTreeMap<&'r str, Got>| {
        let mut companies: Vec<_> = companies.into_iter().collect();
        companies.sort_by_key(|(_, got)| std::cmp::Reverse(got.requests));
        companies
    };
    found.into_iter().map(|(function, companies)| (function, sorted(companies))).collect()
}

fn texts() -> Locales {
    let mut texts = Locales::default();
    // The tables are checked by the tests of `locales`; a row that is none is left out here.
    for table in TABLES {
        let _ = texts.add(table);
    }
    texts
}

fn id_of(function: Function) -> String {
    serde_json::to_value(function).ok().and_then(|id| id.as_str().map(str::to_owned)).unwrap_or_default()
}

fn text(texts: &Locales, id: &str) -> String {
    texts.0.get(id).map_or_else(|| id.to_owned(), |[english, ..]| english.clone())
}

/// A phrase in English.
fn sentence(phrase: &Phrase, texts: &Locales) -> String {
    let mut out = text(texts, &phrase.id);
    for (place, arg) in phrase.args.iter().enumerate() {
        let value = match arg {
            Arg::Text(text) => text.clone(),
            Arg::Phrase(inner) => sentence(inner, texts),
            Arg::Count(count) => count.to_string(),
            Arg::Time(time) => time.0.to_string(),
            Arg::Span(span) => span.to_string(),
        };
        out = out.replace(&format!("${}", place + 1), &value);
    }
    out
}

#[cfg(test)]
mod tests {
    use candor::wire::{Event, EventKind, Item};

    use super::*;

    #[test]
    fn says_what_was_told() {
        let item = Item { name: Some("Trail Boots".to_owned()), ..Item::default() };
        let event = Event { event: EventKind::View, items: vec![item], ..Event::default() };
        assert_eq!(sentence(&wire::event_phrase(&event), &texts()), "that you looked at Trail Boots");
    }
}
