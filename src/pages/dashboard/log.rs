//! The research log: every ad seen with its explanation, what it is counted against, and its exports.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::redaction::twins;
use super::switch::switch;
use super::{empty, title};
use crate::fact::Setting;
use crate::incident::{Denominators, Sighting};
use crate::pages::desk::{Desk, absent, desk, live};
use crate::pages::words::{arg, count, fill, name, say, text, word};
use crate::pages::{ask, browser, when};
use crate::view::{Answer, Ask, Export, LogView};

/// A column: its id (its words are `column_<id>`) and what stands in it.
type Column = (&'static str, fn(&Sighting) -> String);

/// Columns to choose from.
const COLUMNS: [Column; 10] = [
    ("page", |row| row.page.site.to_string()),
    ("brand", |row| row.advertiser.as_ref().map(|brand| brand.name.clone()).unwrap_or_default()),
    ("product", |row| {
        row.product
            .as_ref()
            .and_then(|product| product.name.clone().or(product.id.clone()))
            .unwrap_or_default()
    }),
    ("reason", |row| word("reason", row.reason)),
    ("band", |row| word("sure", row.band)),
    ("served_by", |row| row.served_by.join(", ")),
    ("click_system", |row| row.click_system.clone().unwrap_or_default()),
    ("consent", |row| word("consent", row.consent.state)),
    ("slot", |row| format!("{} × {}", row.slot.width, row.slot.height)),
    ("decision", |row| row.decision.map(|choice| word("choice", choice)).unwrap_or_default()),
];

/// Columns shown until the person chooses.
const FIRST: [&str; 5] = ["page", "brand", "product", "reason", "band"];

/// The section.
pub(super) fn section() -> AnyView {
    let answer = live(5000, || Some(Ask::Log));
    let shown = RwSignal::new(FIRST.map(str::to_owned).to_vec());
    let draw = move || match answer.get() {
        Some(Answer::Log(view)) => whole(&view, shown),
        other => absent(other.as_ref()),
    };
    view! { {title("nav_log", "log_lead")} {draw} }.into_any()
}

fn whole(view: &LogView, shown: RwSignal<Vec<String>>) -> AnyView {
    let switch = switch("research_log", view.on, Setting::ResearchLog);
    if view.rows.is_empty() {
        let (title, what) =
            if view.on { ("log_empty", "log_empty_what") } else { ("log_off", "log_off_what") };
        return view! { {switch} {empty(title, what)} {counted(&view.denominators)} }.into_any();
    }
    let head = move || {
        let names = COLUMNS.iter().filter(|(id, _)| shown.with(|shown| shown.iter().any(|name| name == id)));
        names.map(|(id, _)| view! { <th scope="col">{text(&format!("column_{id}"))}</th> }).collect_view()
    };
    view! {
        {switch}
        {counted(&view.denominators)}
        <section>
            <h2>{fill("log_rows", [count(view.total), count(view.facts)])}</h2>
            {chooser(shown)}
            <div class="wide" tabindex="0" role="region" aria-label=text("nav_log")>
                <table data-test="log">
                    <thead>
                        <tr>
                            <th scope="col">{text("time")}</th>
                            {head}
                            <th scope="col">{text("evidence")}</th>
                        </tr>
                    </thead>
                    <tbody>{view.rows.iter().map(|line| row(line, shown)).collect_view()}</tbody>
                </table>
            </div>
        </section>
        {exports(view)}
    }
    .into_any()
}

/// What the rows are counted against.
fn counted(counts: &Denominators) -> AnyView {
    let figure = |label: &str, value: String| {
        view! { <div><dt>{text(label)}</dt><dd data-test=format!("count-{label}")>{value}</dd></div> }
    };
    let number = |value: u64| when::number(value as f64);
    view! {
        <section>
            <h2>{text("counted_against")}</h2>
            <dl class="figures">
                {figure("page_views", number(counts.page_views))}
                {figure("active_time", when::span(counts.active_ms))}
                {figure("slots", number(counts.slots))}
                {figure("unexplained", number(counts.unexplained))}
                {figure("lost", number(counts.gaps))}
            </dl>
        </section>
    }
    .into_any()
}

fn chooser(shown: RwSignal<Vec<String>>) -> AnyView {
    let boxes = COLUMNS.iter().map(|(id, _)| {
        let toggle = move |event| {
            let on = event_target_checked(&event);
            shown.update(|shown| {
                shown.retain(|name| name != id);
                if on {
                    shown.push((*id).to_owned());
                }
            });
        };
        view! {
            <label class="field">
                <input type="checkbox" checked=FIRST.contains(id) on:change=toggle />
                <span>{text(&format!("column_{id}"))}</span>
            </label>
        }
    });
    view! {
        <details data-test="columns">
            <summary>{text("columns")}</summary>
            <div class="row">{boxes.collect_view()}</div>
        </details>
    }
    .into_any()
}

fn row(row: &Sighting, shown: RwSignal<Vec<String>>) -> AnyView {
    let cells: Vec<(&str, String)> = COLUMNS.iter().map(|(id, cell)| (*id, cell(row))).collect();
    let cells = move || {
        let here = |id: &str| shown.with(|shown| shown.iter().any(|name| name == id));
        let cells = cells.iter().filter(|(id, _)| here(id));
        cells.map(|(_, cell)| view! { <td>{cell.clone()}</td> }).collect_view()
    };
    view! {
        <tr data-test="log-row">
            <th scope="row"><time datetime=when::iso(row.time)>{when::moment(row.time)}</time></th>
            {cells}
            <td>{tree(row)}</td>
        </tr>
    }
    .into_any()
}

/// The evidence of a row as a tree.
fn tree(row: &Sighting) -> AnyView {
    let branch = |title: &str, rows: Vec<String>| {
        (!rows.is_empty()).then(|| {
            let rows = rows.into_iter().map(|row| view! { <li>{row}</li> }).collect_view();
            view! { <li><details open><summary>{text(title)}</summary><ul>{rows}</ul></details></li> }
        })
    };
    let steps = row.evidence.iter().map(|step| {
        format!("{} · {} ({})", when::iso(step.time), say(&step.what), word("basis", step.basis))
    });
    let reasons = row.reasons.iter().map(|row| format!("{} · {} ‰", name(row.reason), row.probability));
    let facts = [
        format!("id · {}", row.id.0),
        format!("schema · {}", row.schema),
        format!("found_by · {}", name(row.found_by)),
        format!("page · {}", row.page.url),
        format!("regime · {} · {}", name(row.regime.mode), row.regime.rules),
        format!("versions · {} · {} · {}", row.versions.candor, row.versions.knowledge, row.versions.browser),
    ];
    view! {
        <details class="tree small" data-test="evidence">
            <summary>{fill("evidence_count", [count(row.evidence.len() as u32)])}</summary>
            <ul>
                {branch("steps", steps.collect())}
                {branch("reasons_weighed", reasons.collect())}
                {branch("against_title", row.against.iter().map(say).collect())}
                {branch("gaps_title", row.gaps.iter().map(say).collect())}
                {branch("record_title", facts.into())}
            </ul>
        </details>
    }
    .into_any()
}

fn exports(view: &LogView) -> AnyView {
    let desk = desk();
    let button = |what: Export, main: bool| {
        let id = name(what);
        view! {
            <button class:main=main data-test=format!("export-{id}") on:click=move |_| save(what, desk)>
                {word("export", what)}
            </button>
        }
    };
    let preview = view.preview.as_ref().map(|(whole, redacted)| {
        view! {
            <h3>{text("preview_title")}</h3>
            <p class="soft">{text("preview_what")}</p>
            {twins(whole, redacted)}
        }
    });
    view! {
        <section>
            <h2>{text("export_title")}</h2>
            <p class="lead">{text("export_lead")}</p>
            <div class="row">{button(Export::Sightings, true)} {button(Export::Csv, false)}</div>
            {preview}
            <details data-test="export-more">
                <summary>{text("export_more")}</summary>
                <p class="note warn">{text("export_warning")}</p>
                <div class="row">
                    {button(Export::SightingsFull, false)} {button(Export::CsvFull, false)} {button(Export::Facts, false)}
                </div>
            </details>
            <p><a href="schema/sighting.json" target="_blank">{text("schema")}</a></p>
        </section>
    }
    .into_any()
}

/// Asks for the file and hands it to the browser's own saving.
fn save(what: Export, desk: Desk) {
    spawn_local(async move {
        match ask::ask(&Ask::Export { what }).await {
            Answer::File { name, mime, text } => {
                if browser::save_file(&name, &mime, &text).is_some() {
                    desk.note(fill("saved_file", [arg(name)]));
                } else {
                    desk.note(self::text("failed_save"));
                }
            }
            Answer::Failed { why } => desk.note(say(&why)),
            _ => desk.note(self::text("failed_worker")),
        }
    });
}
