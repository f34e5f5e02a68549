//! All ads seen, newest first.

use leptos::prelude::*;

use super::brands::menu;
use super::{empty, title};
use crate::pages::ads;
use crate::pages::desk::{absent, live};
use crate::pages::why::whose;
use crate::pages::words::text;
use crate::view::{Answer, Ask};

/// The section.
pub(super) fn section() -> AnyView {
    let answer = live(5000, || Some(Ask::Ads));
    let search = RwSignal::new(String::new());
    let only = RwSignal::new("all".to_owned());
    let list = move || match answer.get() {
        Some(Answer::Ads { rows }) if rows.is_empty() => empty("ads_none", "ads_none_what"),
        Some(Answer::Ads { mut rows }) => {
            let search = search.get().trim().to_lowercase();
            let only = only.get();
            rows.retain(|row| {
                let named =
                    whose(row).to_lowercase().contains(&search) || row.page.as_str().contains(&search);
                let kind = match only.as_str() {
                    "follow" => row.follows,
                    "other" => !row.follows,
                    _ => true,
                };
                named && kind
            });
            if rows.is_empty() {
                return view! { <p class="soft" data-test="no-match">{text("no_match")}</p> }.into_any();
            }
            view! { <ul class="ads">{rows.iter().map(ads::long).collect_view()}</ul> }.into_any()
        }
        other => absent(other.as_ref()),
    };
    view! {
        {title("nav_ads", "ads_lead")}
        <search class="tools">
            <label>{text("search")}<input type="search" data-test="search" bind:value=search /></label>
            <label>{text("show")}{menu("only", &["all", "follow", "other"], only)}</label>
        </search>
        {list}
    }
    .into_any()
}
