//! "Make them forget me": deletes what a company or a brand keeps in this browser. Said before: what it
//! reaches and what it cannot; said after: what it did.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::pages::browser;
use crate::pages::desk::desk;
use crate::pages::words::{arg, count, fill, text};

/// The section, for what stands on these hosts.
pub(super) fn forget_me(name: &str, hosts: Vec<String>) -> Option<AnyView> {
    if hosts.is_empty() {
        return None;
    }
    let desk = desk();
    let listed = hosts.iter().map(|host| view! { <li>{host.clone()}</li> }).collect_view();
    let many = count(hosts.len() as u32);
    let of = name.to_owned();
    let clear = move |_| {
        // Asked for here and now, by the person's own click: the browser wants it so.
        let allowed = browser::ask_for(&["cookies", "browsingData"]);
        let (hosts, of) = (hosts.clone(), of.clone());
        spawn_local(async move {
            let done = match browser::granted(allowed).await {
                false => text("forget_me_refused"),
                true => match browser::clear_hosts(&hosts).await {
                    Some(cookies) => fill("forget_me_done", [count(cookies), arg(of)]),
                    None => text("forget_me_failed"),
                },
            };
            desk.note(done);
        });
    };
    Some(
        view! {
            <section class="stack" data-test="forget-me">
                <h2>{text("forget_me_title")}</h2>
                <p class="lead">{fill("forget_me_what", [arg(name)])}</p>
                <p class="lead">{fill("forget_me_cannot", [arg(name)])}</p>
                <details>
                    <summary>{fill("forget_me_hosts", [many])}</summary>
                    <ul class="changes">{listed}</ul>
                </details>
                <div>
                    <button data-test="forget-me-do" on:click=clear>
                        {fill("forget_me_do", [arg(name)])}
                    </button>
                </div>
            </section>
        }
        .into_any(),
    )
}
