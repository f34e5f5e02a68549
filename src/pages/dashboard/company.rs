//! A company's page: its record with this person, the choice about it, and the way to be forgotten by it.

use leptos::prelude::*;

use super::forget_me::forget_me;
use crate::explain::Phrase;
use crate::pages::choices::{Subject, choices};
use crate::pages::companies::{counts, owner, purpose};
use crate::pages::desk::{absent, live};
use crate::pages::when;
use crate::pages::words::{count, fill, say, text};
use crate::view::{Answer, Ask, CompanyView, Declared, ToldBy};

/// The section.
pub(super) fn section(name: String) -> AnyView {
    let answer = live(5000, move || Some(Ask::Company { name: name.clone() }));
    let draw = move || match answer.get() {
        Some(Answer::Company(view)) => whole(&view),
        other => absent(other.as_ref()),
    };
    view! { <p><a href="#/companies">"← "{text("nav_companies")}</a></p> {draw} }.into_any()
}

fn whole(view: &CompanyView) -> AnyView {
    let row = &view.row;
    let told = (row.requests > 0).then(|| {
        view! { <p data-test="told-by">{fill("company_told_by", [count(row.brands)])}" "{counts(row)}"."</p> }
    });
    view! {
        <h1 data-test="company">{row.name.clone()}</h1>
        <p class="soft small">
            {purpose(row.function)}{owner(row).map(|owner| view! { " · "{owner} })}
        </p>
        {told}
        {view.brands.is_empty().then(|| view! { <p class="soft" data-test="told-nothing">{text("company_told_nothing")}</p> })}
        <section>
            <h2>{text("your_choice")}</h2>
            {choices(&Subject::company(&row.name), row.choice, None)}
        </section>
        {kinds(view)}
        {view.declared.as_ref().map(declared)}
        {brands(&view.brands)}
        {forget_me(&row.name, view.hosts.clone())}
    }
    .into_any()
}

/// What kinds of things it was told, with how often.
fn kinds(view: &CompanyView) -> Option<AnyView> {
    let rows = view.kinds.iter().map(|(kind, times)| {
        let times = fill("company_times", [count(*times)]);
        view! { <li>{say(kind)}" · "<span class="small soft">{times}</span></li> }
    });
    (!view.kinds.is_empty()).then(|| {
        view! {
            <section>
                <h2>{text("company_kinds")}</h2>
                <ul data-test="kinds">{rows.collect_view()}</ul>
            </section>
        }
        .into_any()
    })
}

/// What it says of itself, beside what was seen.
fn declared(declared: &Declared) -> AnyView {
    let list = |title: &str, rows: &[Phrase]| {
        (!rows.is_empty()).then(|| {
            let rows = rows.iter().map(|row| view! { <li>{say(row)}</li> }).collect_view();
            view! { <h3>{text(title)}</h3><ul>{rows}</ul> }
        })
    };
    view! {
        <section data-test="declared">
            <h2>{text("declared_title")}</h2>
            <p class="small soft">{text("declared_where")}</p>
            {list("declared_consent", &declared.consent)}
            {list("declared_interest", &declared.interest)}
            {declared.stays.as_ref().map(|stays| view! { <p data-test="stays">{say(stays)}</p> })}
        </section>
    }
    .into_any()
}

fn brands(rows: &[ToldBy]) -> Option<AnyView> {
    let lines = rows.iter().map(|row| {
        view! {
            <tr data-test="told-row">
                <th scope="row"><a href=format!("#/brand/{}", row.brand.site)>{row.brand.name.clone()}</a></th>
                <td class="figure" data-name=text("company_messages")>{when::number(row.messages.into())}</td>
                <td class="figure" data-name=text("calls_stopped")>{when::number(row.stopped.into())}</td>
                <td><time datetime=when::iso(row.last)>{when::moment(row.last)}</time></td>
            </tr>
        }
    });
    (!rows.is_empty()).then(|| {
        view! {
            <section>
                <h2>{text("company_brands")}</h2>
                <table class="stacks">
                    <thead>
                        <tr>
                            <th scope="col">{text("brand")}</th>
                            <th scope="col" class="figure">{text("company_messages")}</th>
                            <th scope="col" class="figure">{text("calls_stopped")}</th>
                            <th scope="col">{text("company_last")}</th>
                        </tr>
                    </thead>
                    <tbody>{lines.collect_view()}</tbody>
                </table>
            </section>
        }
        .into_any()
    })
}

/// The address of a company's page.
pub(super) fn address(name: &str) -> String {
    format!("#/company/{}", String::from(js_sys::encode_uri_component(name)))
}

/// The name in such an address.
pub(super) fn name_in(address: &str) -> String {
    js_sys::decode_uri_component(address).map_or_else(|_| address.to_owned(), String::from)
}
