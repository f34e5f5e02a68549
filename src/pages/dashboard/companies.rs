//! All companies that were told something, by how many brands told them.

use leptos::prelude::*;

use super::brands::more;
use super::{company, empty, title};
use crate::pages::choices::{Subject, choice_field};
use crate::pages::companies::{counts, owner, purpose};
use crate::pages::desk::{absent, live};
use crate::pages::when;
use crate::pages::words::{say, text};
use crate::view::{Answer, Ask, CompanyRow, Extent, SHOWN};

/// Which columns a table of companies has.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Columns {
    /// Over all brands: how many told it, and the choice about it.
    OfAll,
    /// Of one brand.
    OfBrand,
}

/// At most this many things told stand in a row before it is opened.
const TOLD: usize = 2;

/// The section.
pub(super) fn section() -> AnyView {
    let (search, most) = (RwSignal::new(String::new()), RwSignal::new(SHOWN));
    let answer = live(5000, move || Some(Ask::Companies { search: search.get(), most: most.get() }));
    let list = move || match answer.get() {
        Some(Answer::Companies { extent, .. }) if extent == Extent::default() => {
            empty("companies_none", "companies_none_what")
        }
        Some(Answer::Companies { rows, extent }) => {
            let more = more(extent, rows.len(), move |rows| most.set(rows));
            view! { {table(&rows, Columns::OfAll)} {more} }.into_any()
        }
        other => absent(other.as_ref()),
    };
    view! {
        {title("nav_companies", "companies_lead")}
        <search class="tools">
            <label>{text("search")}<input type="search" data-test="search" bind:value=search /></label>
        </search>
        {list}
    }
    .into_any()
}

/// The table.
pub(super) fn table(rows: &[CompanyRow], columns: Columns) -> AnyView {
    if rows.is_empty() {
        return view! { <p class="soft" data-test="no-match">{text("no_match")}</p> }.into_any();
    }
    let all = columns == Columns::OfAll;
    view! {
        <table class="stacks">
            <thead>
                <tr>
                    <th scope="col">{text("company")}</th>
                    <th scope="col">{text("what_for")}</th>
                    <th scope="col">{text("told_about_you")}</th>
                    {all.then(|| view! { <th scope="col" class="figure">{text("brands_that_told")}</th> })}
                    {all.then(|| view! { <th scope="col">{text("your_choice")}</th> })}
                </tr>
            </thead>
            <tbody>{rows.iter().map(|line| row(line, all)).collect_view()}</tbody>
        </table>
    }
    .into_any()
}

fn row(row: &CompanyRow, all: bool) -> AnyView {
    let told = |rows: &[crate::explain::Phrase]| {
        rows.iter().map(|told| view! { <li>{say(told)}</li> }).collect_view()
    };
    let (first, rest) = row.told.split_at(row.told.len().min(TOLD));
    let rest = (!rest.is_empty()).then(|| {
        view! { <details><summary>{text("more")}</summary><ul>{told(rest)}</ul></details> }
    });
    view! {
        <tr data-test="company-row">
            <th scope="row">
                <a href=company::address(&row.name)>{row.name.clone()}</a>
                {owner(row).map(|owner| view! { <br /><span class="small soft">{owner}</span> })}
            </th>
            <td>{purpose(row.function)}</td>
            <td>
                <ul>{told(first)}</ul>
                {rest}
                <p class="small soft">
                    {counts(row)}{row.before_choice.then(|| view! { " · "{text("before_you_chose")} })}
                </p>
            </td>
            {all.then(|| view! { <td class="figure" data-name=text("brands_that_told")>{when::number(row.brands.into())}</td> })}
            {all.then(|| view! { <td>{choice_field(Subject::company(&row.name), row.choice)}</td> })}
        </tr>
    }
    .into_any()
}
