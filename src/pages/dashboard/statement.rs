//! "Check its statement": what a brand's site says of Global Privacy Control, asked only on a click.

use leptos::prelude::*;

use crate::pages::desk::desk;
use crate::pages::when;
use crate::pages::words::{arg, fill, say, text};
use crate::view::{Ask, BrandView};

/// The section.
pub(super) fn statement(view: &BrandView) -> AnyView {
    let (desk, site) = (desk(), view.row.brand.site.clone());
    let waits = RwSignal::new(false);
    let check = move |_| desk.check(Ask::Statement { site: site.clone() }, waits);
    let said = view.statement.as_ref().map(|(time, said)| {
        let when = fill("statement_when", [arg(when::moment(*time))]);
        view! { <p data-test="statement">{say(said)}" "<span class="small soft">{when}</span></p> }
    });
    view! {
        <section>
            <h2>{text("statement_title")}</h2>
            {said}
            <p class="soft small">{text("statement_lead")}</p>
            <button data-test="check-statement" disabled=move || waits.get() on:click=check>
                {text("statement_check")}
            </button>
        </section>
    }
    .into_any()
}
