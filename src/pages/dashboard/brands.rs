//! All brands met: search, filter, sort, and a choice in every row.

use leptos::prelude::*;

use super::bulk::Bulk;
use super::{empty, title};
use crate::order::Order;
use crate::pages::choices::{Subject, choice_field};
use crate::pages::desk::{absent, live};
use crate::pages::when;
use crate::pages::words::{count, fill, say, text};
use crate::view::{Answer, Ask, BrandRow};

/// Records to look for, the worst first.
const GRADES: [&str; 6] = ["all", "broke", "pushy", "mixed", "careful", "unknown"];

/// The rows that a search leaves, in order.
#[derive(Clone, Copy)]
struct Sieve {
    search: RwSignal<String>,
    only: RwSignal<String>,
    grade: RwSignal<String>,
    order: RwSignal<String>,
}

impl Sieve {
    fn rows(self, mut rows: Vec<BrandRow>) -> Vec<BrandRow> {
        let search = self.search.get().trim().to_lowercase();
        let (only, grade) = (self.only.get(), self.grade.get());
        rows.retain(|row| {
            let found =
                row.brand.name.to_lowercase().contains(&search) || row.brand.site.as_str().contains(&search);
            let graded = grade == "all" || row.grade.id.strip_prefix("grade_") == Some(grade.as_str());
            found
                && graded
                && match only.as_str() {
                    "decided" => row.choice.is_some(),
                    "ads" => row.ads > 0,
                    "visited" => row.visits > 0,
                    _ => true,
                }
        });
        match self.order.get().as_str() {
            "name" => rows.order_by_key(|row| row.brand.name.to_lowercase()),
            "ads" => rows.order_by_key(|row| std::cmp::Reverse((row.ads, row.last))),
            "visits" => rows.order_by_key(|row| std::cmp::Reverse((row.visits, row.last))),
            _ => rows.order_by_key(|row| std::cmp::Reverse(row.last)),
        }
        rows
    }
}

/// The section.
pub(super) fn section() -> AnyView {
    let answer = live(5000, || Some(Ask::Brands));
    let sieve = Sieve {
        search: RwSignal::new(String::new()),
        only: RwSignal::new("all".to_owned()),
        grade: RwSignal::new("all".to_owned()),
        order: RwSignal::new("last".to_owned()),
    };
    let bulk = Bulk::new();
    let list = move || match answer.get() {
        Some(Answer::Brands { rows }) if rows.is_empty() => empty("brands_none", "brands_none_what"),
        Some(Answer::Brands { rows }) => {
            let bar = bulk.bar(rows.clone());
            view! { {bar} {table(&sieve.rows(rows), bulk)} }.into_any()
        }
        other => absent(other.as_ref()),
    };
    view! {
        {title("nav_brands", "brands_lead")}
        <search class="tools">
            <label>
                {text("search")}
                <input type="search" data-test="search" bind:value=sieve.search />
            </label>
            <label>{text("show")}{menu("only", &["all", "ads", "visited", "decided"], sieve.only)}</label>
            <label>{text("record")}{menu("grade", &GRADES, sieve.grade)}</label>
            <label>{text("sort_by")}{menu("order", &["last", "name", "ads", "visits"], sieve.order)}</label>
        </search>
        {list}
    }
    .into_any()
}

/// A list to choose from, its words being `<name>_<value>`.
pub(super) fn menu(name: &'static str, values: &'static [&'static str], chosen: RwSignal<String>) -> AnyView {
    let options = values.iter().map(|value| {
        view! { <option value=*value>{text(&format!("{name}_{value}"))}</option> }
    });
    view! {
        <select data-test=name on:change=move |event| chosen.set(event_target_value(&event))>
            {options.collect_view()}
        </select>
    }
    .into_any()
}

fn table(rows: &[BrandRow], bulk: Bulk) -> AnyView {
    if rows.is_empty() {
        return view! { <p class="soft" data-test="no-match">{text("no_match")}</p> }.into_any();
    }
    view! {
        <p class="unseen" role="status">{fill("brands_count", [count(rows.len() as u32)])}</p>
        {bulk.pick_all(rows)}
        <table class="stacks">
            <thead>
                <tr>
                    <td></td>
                    <th scope="col">{text("brand")}</th>
                    <th scope="col">{text("record")}</th>
                    <th scope="col" class="figure">{text("ads_seen")}</th>
                    <th scope="col" class="figure">{text("visits")}</th>
                    <th scope="col">{text("last_met")}</th>
                    <th scope="col">{text("your_choice")}</th>
                </tr>
            </thead>
            <tbody>{rows.iter().map(|line| row(line, bulk)).collect_view()}</tbody>
        </table>
    }
    .into_any()
}

fn row(row: &BrandRow, bulk: Bulk) -> AnyView {
    let site = (row.brand.name != row.brand.site.as_str()).then(|| row.brand.site.to_string());
    view! {
        <tr data-test="brand-row">
            <td>{bulk.pick(row)}</td>
            <th scope="row">
                <a href=format!("#/brand/{}", row.brand.site)>{row.brand.name.clone()}</a>
                {site.map(|site| view! { <br /><span class="small soft">{site}</span> })}
            </th>
            <td data-test="grade">{say(&row.grade)}</td>
            <td class="figure" data-name=text("ads_seen")>{when::number(row.ads.into())}</td>
            <td class="figure" data-name=text("visits")>{when::number(row.visits.into())}</td>
            <td><time datetime=when::iso(row.last)>{when::moment(row.last)}</time></td>
            <td>
                {choice_field(Subject::brand(&row.brand), row.choice)}
                {row.earned.as_ref().map(|why| view! { <p class="small soft" data-test="earned">{say(why)}</p> })}
            </td>
        </tr>
    }
    .into_any()
}
