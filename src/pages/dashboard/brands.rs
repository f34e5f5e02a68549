//! All brands met: search, filter, sort, and a choice in every row.

use leptos::prelude::*;

use super::bulk::Bulk;
use super::{empty, title};
use crate::fact::Grade;
use crate::pages::choices::{Subject, choice_field};
use crate::pages::desk::{absent, live};
use crate::pages::when;
use crate::pages::words::{count, fill, say, text};
use crate::view::{Answer, Ask, BrandRow, BrandsShown, Extent, SHOWN, Sieve, SortedBy};

/// Records to look for, the worst first.
const GRADES: [&str; 6] = ["all", "broke", "pushy", "mixed", "careful", "unknown"];

/// What the person looks for, as its fields have it.
#[derive(Clone, Copy)]
struct Wanted {
    search: RwSignal<String>,
    only: RwSignal<String>,
    grade: RwSignal<String>,
    order: RwSignal<String>,
    most: RwSignal<u32>,
}

impl Wanted {
    fn new() -> Self {
        let field = |value: &str| RwSignal::new(value.to_owned());
        let [search, only, grade, order] = ["", "all", "all", "last"].map(field);
        Self { search, only, grade, order, most: RwSignal::new(SHOWN) }
    }

    /// As the worker is asked for it.
    fn sieve(self) -> Sieve {
        Sieve {
            search: self.search.get(),
            only: match self.only.get().as_str() {
                "ads" => BrandsShown::Ads,
                "visited" => BrandsShown::Visited,
                "decided" => BrandsShown::Decided,
                _ => BrandsShown::All,
            },
            grade: match self.grade.get().as_str() {
                "broke" => Some(Grade::Broke),
                "pushy" => Some(Grade::Pushy),
                "mixed" => Some(Grade::Mixed),
                "careful" => Some(Grade::Careful),
                "unknown" => Some(Grade::Unknown),
                _ => None,
            },
            order: match self.order.get().as_str() {
                "name" => SortedBy::Name,
                "ads" => SortedBy::Ads,
                "visits" => SortedBy::Visits,
                _ => SortedBy::Last,
            },
            most: self.most.get(),
        }
    }
}

/// The section.
pub(super) fn section() -> AnyView {
    let wanted = Wanted::new();
    let answer = live(5000, move || Some(Ask::Brands { sieve: wanted.sieve() }));
    let bulk = Bulk::new();
    let list = move || match answer.get() {
        Some(Answer::Brands { extent, .. }) if extent == Extent::default() => {
            empty("brands_none", "brands_none_what")
        }
        Some(Answer::Brands { rows, extent }) => {
            let bar = bulk.bar(rows.clone());
            let more = more(extent, rows.len(), move |most| wanted.most.set(most));
            view! { {bar} {table(&rows, extent, wanted, bulk)} {more} }.into_any()
        }
        other => absent(other.as_ref()),
    };
    view! {
        {title("nav_brands", "brands_lead")}
        <search class="tools">
            <label>
                {text("search")}
                <input type="search" data-test="search" bind:value=wanted.search />
            </label>
            <label>{text("show")}{menu("only", &["all", "ads", "visited", "decided"], wanted.only)}</label>
            <label>{text("record")}{menu("grade", &GRADES, wanted.grade)}</label>
            <label>{text("sort_by")}{menu("order", &["last", "name", "ads", "visits"], wanted.order)}</label>
        </search>
        {list}
    }
    .into_any()
}

/// What a list does not show: the rows beyond the first ones, and the brands that are still to be read.
pub(super) fn more(extent: Extent, shown: usize, ask: impl Fn(u32) + Copy + 'static) -> AnyView {
    let shown = shown as u32;
    let rest = (extent.found > shown).then(|| {
        view! {
            <p class="row" data-test="more">
                {fill("list_first", [count(shown), count(extent.found)])}" "
                <button class="plain" on:click=move |_| ask(shown + SHOWN)>{text("list_more")}</button>
            </p>
        }
    });
    let unread = (extent.unread > 0).then(|| {
        view! { <p class="note" role="status" data-test="unread">{fill("list_unread", [count(extent.unread)])}</p> }
    });
    view! { {rest} {unread} }.into_any()
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

fn table(rows: &[BrandRow], extent: Extent, wanted: Wanted, bulk: Bulk) -> AnyView {
    if rows.is_empty() {
        return view! { <p class="soft" data-test="no-match">{text("no_match")}</p> }.into_any();
    }
    view! {
        <p class="unseen" role="status">{fill("brands_count", [count(extent.found)])}</p>
        {bulk.pick_all(rows, extent.found, move || wanted.sieve())}
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
