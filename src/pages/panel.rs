//! The panel that a label opens beside its ad, in a frame of the extension's own origin.

use leptos::prelude::*;

use super::desk::{absent, live};
use super::words::{say, text};
use super::{ask, show, why};
use crate::id::AdId;
use crate::view::{Answer, Ask};

/// Draws the panel once the answer is there. What its address says after the `#` names the ad and
/// shows that a person's click opened it; the worker signed it and reads it.
pub(super) async fn open() {
    let signed = window().location().hash().unwrap_or_default();
    let ad = AdId(signed.trim_start_matches('#').to_owned());
    let (_, first) = ask::first().await;
    show(move || page(ad, first));
}

fn page(ad: AdId, first: Answer) -> AnyView {
    let answer = live(0, move || Some(Ask::Why { ad: ad.clone() }));
    answer.set(Some(first));
    let asking = RwSignal::new(false);
    let draw = move || match answer.get() {
        Some(Answer::Why(view)) => view! {
            <main>
                <section class="stack">
                    <h1 data-test="sentence">{say(&view.explanation.sentence)}</h1>
                    {why::body(&view, asking)}
                </section>
            </main>
            <div class="dock"><section aria-label=text("choice_title")>{why::decide(&view)}</section></div>
        }
        .into_any(),
        other => view! {
            <main>
                <section class="stack">
                    <h1>{text("label_why")}</h1>
                    {absent(other.as_ref())}
                </section>
            </main>
        }
        .into_any(),
    };
    // What it does stands in extension/pages/panel.js: it works before this is drawn, too.
    view! {
        <button class="close" aria-label=text("label_close")>"×"</button>
        {draw}
        <footer class="foot">
            <span>{text("nothing_leaves")}</span>
            <a href="dashboard.html#/ads" target="_blank">{text("open_dashboard")}</a>
        </footer>
    }
    .into_any()
}
