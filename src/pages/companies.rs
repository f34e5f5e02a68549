//! Companies by what they are for, with what each was told.

use leptos::prelude::*;

use super::words::{arg, count, fill, name, say, text, word};
use crate::knowledge::Function;
use crate::view::{CompanyRow, Group, SuspectRow};

/// At most this many names stand in a group's first line; the rest are counted.
const NAMED: usize = 3;

/// What companies are for, in words.
pub(super) fn purpose(function: Option<Function>) -> String {
    function.map_or_else(|| text("function_none"), |function| word("function", function))
}

/// Requests to a company, and how many of them were stopped here.
pub(super) fn counts(row: &CompanyRow) -> String {
    let requests = fill("requests", [count(row.requests)]);
    if row.blocked == 0 {
        return requests;
    }
    format!("{requests} · {}", fill("stopped", [count(row.blocked)]))
}

/// A group, closed: purpose, names, the most telling fact. Open: each company.
pub(super) fn group(group: &Group) -> AnyView {
    let named: Vec<String> = group.companies.iter().take(NAMED).map(|row| row.name.clone()).collect();
    let more = group.companies.len().saturating_sub(NAMED);
    let mut names = named.join(" · ");
    if more > 0 {
        names = fill("and_more", [arg(names), count(more as u32)]);
    }
    let told = group.companies.iter().find_map(|row| row.told.first());
    let told = told.map(|told| {
        let words = if group.companies.len() == 1 { "was_told" } else { "were_told" };
        view! { <span class="told" data-test="told">{fill(words, [arg(say(told))])}</span> }
    });
    view! {
        <details class="group" data-test=format!("group-{}", name(group.function))>
            <summary>
                <span><span class="for">{word("function", group.function)}</span>" "<span>{names}</span></span>
                {told}
            </summary>
            <ul class="companies">{group.companies.iter().map(company).collect_view()}</ul>
        </details>
    }
    .into_any()
}

/// Third parties that nobody names, closed like a group: what they do tells what they are.
pub(super) fn suspects(rows: &[SuspectRow]) -> AnyView {
    let named: Vec<String> = rows.iter().take(NAMED).map(|row| row.site.0.clone()).collect();
    let row = |row: &SuspectRow| {
        let why = row.why.iter().map(|why| view! { <li>{say(why)}</li> }).collect_view();
        view! { <li data-test="suspect"><span class="name">{row.site.0.clone()}</span><ul class="small">{why}</ul></li> }
    };
    view! {
        <details class="group" data-test="suspects">
            <summary><span><span class="for">{text("suspects_title")}</span>" "<span>{named.join(" · ")}</span></span></summary>
            <ul class="companies">{rows.iter().map(row).collect_view()}</ul>
        </details>
    }
    .into_any()
}

fn company(row: &CompanyRow) -> AnyView {
    let told = row.told.iter().map(|told| view! { <li>{say(told)}</li> }).collect_view();
    view! {
        <li data-test="company">
            <span class="name">{row.name.clone()}</span>
            {owner(row).map(|owner| view! { " "<span class="soft small">{owner}</span> })}
            <ul class="small">{told}</ul>
            <p class="small soft">
                {counts(row)}
                {row.before_choice.then(|| view! { " · "{text("before_you_chose")} })}
            </p>
        </li>
    }
    .into_any()
}

/// Whose the company is, where that is another one.
pub(super) fn owner(row: &CompanyRow) -> Option<String> {
    let owner = row.owner.as_ref().filter(|owner| **owner != row.name)?;
    Some(fill("belongs_to", [arg(owner.clone())]))
}
