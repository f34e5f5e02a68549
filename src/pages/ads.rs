//! Ads in a list: whose, why, how sure, and what can be done about them.

use leptos::prelude::*;

use super::choices::Subject;
use super::desk::desk;
use super::when;
use super::why::{self, whose};
use super::words::{arg, count, fill, say, text, word};
use crate::fact::Choice;
use crate::id::AdId;
use crate::view::AdRow;

/// How sure, in words and shape.
pub(super) fn band(row: &AdRow) -> AnyView {
    let follows = row.follows.then(|| view! { " · " {text("follows_you")} });
    view! { <span class="band" class:follows=row.follows>{word("sure", row.band)}{follows}</span> }.into_any()
}

/// Hides the brand's ads, or shows them again; nothing where the brand is not known.
pub(super) fn hide(row: &AdRow) -> Option<AnyView> {
    let desk = desk();
    let subject = Subject::brand(row.brand.as_ref()?);
    // What a rule hides, only a word about the brand shows again.
    let shown = row.earned.as_ref().map(|_| Choice::Ask);
    let (label, choice) = if row.hidden { ("show_again", shown) } else { ("hide", Some(Choice::Hide)) };
    let label_long = fill(if row.hidden { "show_brand" } else { "hide_brand" }, [arg(subject.name.clone())]);
    let (what, done) = subject.decide(choice);
    let act = move |_| desk.tell(what.clone(), done.clone());
    Some(
        view! { <button class="plain" data-test="hide" aria-label=label_long on:click=act>{text(label)}</button> }
            .into_any(),
    )
}

/// The rule by record that hides it, where one does.
fn ruled(row: &AdRow) -> Option<AnyView> {
    let why = row.earned.as_ref().filter(|_| row.hidden)?;
    Some(view! { <p class="small soft" data-test="earned">{say(why)}</p> }.into_any())
}

/// A row of the popup; `open` shows why.
pub(super) fn short(row: &AdRow, open: RwSignal<Option<AdId>>) -> AnyView {
    let ad = row.ad.clone();
    let label = fill("why_ad_of", [arg(whose(row))]);
    let product = row.product.as_ref().and_then(|product| product.name.clone());
    view! {
        <li data-test="ad-row">
            <span>
                <span class="who">{whose(row)}</span>
                {product.map(|name| view! { <span class="soft">" · "{name}</span> })}
            </span>
            <span class="does">
                <button class="plain" data-test="why" aria-label=label on:click=move |_| open.set(Some(ad.clone()))>
                    {text("why")}
                </button>
                {hide(row)}
            </span>
            <p class="small" data-test="sentence">{say(&row.sentence)}</p>
            {row.hidden.then(|| view! { <p class="small soft">{text("ad_hidden")}</p> })}
            {ruled(row)}
        </li>
    }
    .into_any()
}

/// A row of the dashboard; why opens below it.
pub(super) fn long(row: &AdRow) -> AnyView {
    let open = RwSignal::new(false);
    let ad = row.ad.clone();
    let label = fill("why_ad_of", [arg(whose(row))]);
    let brand = row.brand.as_ref().map_or_else(
        || whose(row).into_any(),
        |brand| view! { <a href=format!("#/brand/{}", brand.site)>{brand.name.clone()}</a> }.into_any(),
    );
    let product = row.product.as_ref().and_then(|product| product.name.clone());
    let often = (row.count > 1).then(|| fill("seen_times", [count(row.count)]));
    view! {
        <li data-test="ad-row">
            <div class="apart">
                <div class="grow">
                    <p>
                        <span class="who">{brand}</span>
                        {product.map(|name| view! { " · "{name} })}" "{band(row)}
                        {row.hidden.then(|| view! { " "<span class="tag">{text("ad_hidden_tag")}</span> })}
                    </p>
                    <p data-test="sentence">{say(&row.sentence)}</p>
                    {ruled(row)}
                    <p class="small soft">
                        <time datetime=when::iso(row.time)>{when::moment(row.time)}</time>
                        " · "{fill("on_site", [arg(row.page.as_str())])}
                        {often.map(|often| view! { " · "{often} })}
                    </p>
                </div>
                <div class="row">
                    <button
                        class="plain"
                        data-test="why"
                        aria-label=label
                        aria-expanded=move || open.get().to_string()
                        on:click=move |_| open.update(|open| *open = !*open)
                    >
                        {text("why")}
                    </button>
                    {hide(row)}
                </div>
            </div>
            {move || open.get().then(|| view! { <div class="why">{why::inline(ad.clone())}</div> })}
        </li>
    }
    .into_any()
}
