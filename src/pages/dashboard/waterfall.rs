//! The waterfall of a visit: time runs down, the consent choice is a line across.

use leptos::prelude::*;

use crate::classify::Action;
use crate::fact::ConsentState;
use crate::order::Order;
use crate::pages::companies::purpose;
use crate::pages::when;
use crate::pages::words::{count, fill, name, say, text, word};
use crate::view::{CallRow, VisitView};

/// At most this many rows are drawn.
const ROWS: usize = 500;

/// A row: a call, or a moment in which consent changed.
enum Row<'a> {
    Call(&'a CallRow),
    Consent(i64, ConsentState),
}

impl Row<'_> {
    const fn after(&self) -> i64 {
        match self {
            Self::Call(call) => call.after,
            Self::Consent(after, _) => *after,
        }
    }
}

/// The table. `every`: also calls that went to nobody else and told nothing.
pub(super) fn waterfall(visit: &VisitView, every: RwSignal<bool>) -> AnyView {
    let all = every.get();
    let calls = visit.calls.iter().filter(|call| all || call.company.is_some() || !call.told.is_empty());
    let consent = visit.consent.iter().filter(|(_, state)| *state != ConsentState::Unknown);
    let mut rows: Vec<Row<'_>> = consent.map(|(after, state)| Row::Consent(*after, *state)).collect();
    rows.extend(calls.map(Row::Call));
    rows.order_by_key(Row::after);
    let left_out = rows.len().saturating_sub(ROWS);
    rows.truncate(ROWS);
    let span = rows.iter().map(Row::after).max().unwrap_or_default().max(1);
    let choice = visit
        .consent
        .iter()
        .find(|(_, state)| {
            matches!(state, ConsentState::Accepted | ConsentState::Rejected | ConsentState::Partly)
        })
        .map(|(after, _)| percent(*after, span));
    let lines = rows.iter().map(|row| match row {
        Row::Call(call) => line(call, span, choice),
        Row::Consent(after, state) => across(*after, *state, visit.chosen_earlier && *after <= 0),
    });
    view! {
        <label class="field">
            <input type="checkbox" data-test="every-call" bind:checked=every />
            <span>{text("every_call")}</span>
        </label>
        <div class="wide" tabindex="0" role="region" aria-label=text("time_line")>
            <table class="waterfall">
                <thead>
                    <tr>
                        <th scope="col" class="figure">{text("after")}</th>
                        <th scope="col">{text("company")}</th>
                        <th scope="col">{text("told")}</th>
                        <th scope="col">{text("lists_say")}</th>
                        <th scope="col"><span class="unseen">{text("time_line")}</span></th>
                    </tr>
                </thead>
                <tbody>{lines.collect_view()}</tbody>
            </table>
        </div>
        {(left_out > 0).then(|| view! { <p class="soft">{fill("rows_left_out", [count(left_out as u32)])}</p> })}
    }
    .into_any()
}

fn across(after: i64, state: ConsentState, earlier: bool) -> AnyView {
    view! {
        <tr class="consent-line" data-test="consent-line" data-state=name(state) data-earlier=earlier.to_string()>
            <td class="figure">{when::seconds(after)}</td>
            <td colspan="4">{word("consent", state)}{earlier.then(|| view! { " "{text("consent_earlier")} })}</td>
        </tr>
    }
    .into_any()
}

fn line(call: &CallRow, span: i64, choice: Option<i64>) -> AnyView {
    let class = match (call.blocked, call.told.is_empty()) {
        (true, _) => "blocked",
        (false, false) => "told",
        (false, true) => "",
    };
    let who = call.company.clone().unwrap_or_else(|| call.host.clone());
    let told = call.told.iter().map(|told| view! { <li>{say(told)}</li> }).collect_view();
    let nothing = call.told.is_empty().then(|| view! { <span class="soft">{word("job", call.job)}</span> });
    let at = format!("left:{}%", percent(call.after, span));
    view! {
        <tr class=class data-test="timeline-row" data-company=call.company.clone() data-consent=name(call.consent)>
            <td class="figure">{when::seconds(call.after)}</td>
            <th scope="row">
                {who}
                <br />
                <span class="small soft">{purpose(call.function)}</span>
            </th>
            <td>
                <ul>{told}</ul>
                {nothing}
                <details class="small">
                    <summary>{text("address")}</summary>
                    <code>{call.url.clone()}</code>
                </details>
            </td>
            <td>
                {(call.action != Action::None).then(|| view! { <span class="tag">{word("lists", call.action)}</span> })}
                {call.anonymous.then(|| view! { " "<span class="tag" data-test="anonymous">{text("anonymous_tag")}</span> })}
                {call.blocked.then(|| view! { " "<span class="tag stopped" data-test="stopped">{text("stopped_tag")}</span> })}
            </td>
            <td class="track">
                {choice.map(|choice| view! { <b style=format!("left:{choice}%")></b> })}
                <i style=at></i>
            </td>
        </tr>
    }
    .into_any()
}

fn percent(after: i64, span: i64) -> i64 {
    // Two per cent on each side, so that the first and the last mark are whole.
    2 + after.clamp(0, span).saturating_mul(96) / span
}
