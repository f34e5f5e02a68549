//! "Did it work?": a brand before and after the person's choice about it.

use leptos::prelude::*;

use crate::explain::Arg;
use crate::pages::when;
use crate::pages::words::{arg, fill, say, text, word};
use crate::view::{EffectRow, EffectView};

/// The section.
pub(super) fn effect(view: &EffectView) -> AnyView {
    let since = fill("effect_since", [arg(word("choice", view.choice)), Arg::Time(view.since)]);
    let table = (!view.rows.is_empty()).then(|| {
        view! {
            <table>
                <thead>
                    <tr>
                        <td></td>
                        <th scope="col" class="figure">{text("effect_before")}</th>
                        <th scope="col" class="figure">{text("effect_after")}</th>
                    </tr>
                </thead>
                <tbody>{view.rows.iter().map(row).collect_view()}</tbody>
            </table>
            <p class="small soft">{text("effect_caution")}</p>
        }
    });
    view! {
        <section data-test="effect">
            <h2>{text("effect_title")}</h2>
            <p>{since}" "{say(&view.what)}</p>
            {table}
        </section>
    }
    .into_any()
}

fn row(row: &EffectRow) -> AnyView {
    view! {
        <tr>
            <th scope="row">{say(&row.what)}</th>
            <td class="figure">{when::number(row.before.into())}</td>
            <td class="figure">{when::number(row.after.into())}</td>
        </tr>
    }
    .into_any()
}
