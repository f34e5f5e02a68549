//! Why an ad likely appeared: the sentence, the chain, what speaks against it, what can't be seen,
//! and what can be done. The same in the panel, the popup and the dashboard.

use leptos::prelude::*;

use super::choices::Subject;
use super::desk::{absent, desk, live};
use super::when;
use super::words::{arg, fill, name, say, text, word};
use crate::explain::{Basis, Explanation, Phrase, Step};
use crate::fact::{About, Choice, Correction, What};
use crate::id::{AdId, Millis};
use crate::site::Site;
use crate::view::{AdRow, Answer, Ask, WhyView};

/// Reasons less likely than this are not worth a line.
const WORTH: u16 = 50;

/// The brand's name, or that it is not known.
pub(super) fn whose(row: &AdRow) -> String {
    row.brand.as_ref().map_or_else(|| text("brand_unknown"), |brand| brand.name.clone())
}

/// Asks why and draws the answer in place.
pub(super) fn inline(ad: AdId) -> AnyView {
    let answer = live(0, move || Some(Ask::Why { ad: ad.clone() }));
    let asking = RwSignal::new(false);
    let draw = move || match answer.get() {
        Some(Answer::Why(why)) => view! {
            <p class="sentence" data-test="sentence">{say(&why.explanation.sentence)}</p>
            {body(&why, asking)}
            {decide(&why)}
        }
        .into_any(),
        other => absent(other.as_ref()),
    };
    draw.into_any()
}

/// The chain and all that belongs to it. `asking`: the field for the right brand is open.
pub(super) fn body(why: &WhyView, asking: RwSignal<bool>) -> AnyView {
    let Explanation { against, gaps, .. } = &why.explanation;
    let against = (!against.is_empty()).then(|| {
        let rows = against.iter().map(|row| view! { <li data-test="against">{say(row)}</li> }).collect_view();
        view! { <div><h2>{text("against_title")}</h2><ul class="against">{rows}</ul></div> }
    });
    let lacks = (!why.remember).then(|| {
        view! {
            <p class="note" data-test="lacks">
                {text("lacks_memory")}" "<a href="dashboard.html#/settings" target="_blank">{text("open_settings")}</a>
            </p>
        }
    });
    view! {
        <ol class="chain">
            {why.explanation.evidence.iter().map(|row| step(row, why.row.time)).collect_view()}
            {gaps
                .iter()
                .map(|gap| {
                    view! {
                        <li data-test="gap">
                            <span class="sign" aria-hidden="true">"?"</span>
                            <span></span>
                            <span>{say(gap)}</span>
                            <span class="unseen">{text("basis_gap")}</span>
                        </li>
                    }
                })
                .collect_view()}
        </ol>
        {why.foretold.as_ref().map(|words| view! { <p class="small" data-test="foretold">{say(words)}</p> })}
        {pressure(&why.pressure)}
        {against}
        {lacks}
        {correct(why, asking)}
        {details(&why.explanation)}
    }
    .into_any()
}

/// How often the brand's ads came.
fn pressure(words: &[Phrase]) -> Option<AnyView> {
    let words: Vec<String> = words.iter().map(say).collect();
    (!words.is_empty())
        .then(|| view! { <p class="small" data-test="pressure">{words.join(" ")}</p> }.into_any())
}

fn step(step: &Step, shown: Millis) -> AnyView {
    let sign = match step.basis {
        Basis::Seen => "●",
        Basis::Inferred => "○",
    };
    let time = match step.basis {
        Basis::Seen if when::days_ago(step.time) == when::days_ago(shown) => when::clock(step.time),
        Basis::Seen => format!("{} {}", when::day(step.time), when::clock(step.time)),
        Basis::Inferred => String::new(),
    };
    view! {
        <li data-test="step" data-basis=name(step.basis)>
            <span class="sign" aria-hidden="true">{sign}</span>
            <time datetime=when::iso(step.time)>{time}</time>
            <span>{say(&step.what)}</span>
            <span class="basis">{word("basis", step.basis)}</span>
        </li>
    }
    .into_any()
}

/// Who told whom at which second, and which other reasons were weighed.
fn details(explanation: &Explanation) -> AnyView {
    let steps = explanation.evidence.iter().map(|step| {
        let to = step.to.as_ref().map(|to| format!(" → {}", party(to)));
        view! { <li><code>{when::iso(step.time)}</code>" "{party(&step.from)}{to}</li> }
    });
    let reasons = explanation.reasons.iter().filter(|(_, probability)| *probability >= WORTH);
    let reasons = reasons.map(|(reason, probability)| {
        view! {
            <li class="row">
                <meter min="0" max="1000" value=*probability aria-label=word("reason", *reason)></meter>
                {word("reason", *reason)}
            </li>
        }
    });
    view! {
        <details data-test="details">
            <summary>{text("details")}</summary>
            <div class="stack small">
                <ul>{steps.collect_view()}</ul>
                <h2>{text("reasons_weighed")}</h2>
                <ul>{reasons.collect_view()}</ul>
            </div>
        </details>
    }
    .into_any()
}

fn party(who: &str) -> String {
    if who == "you" { text("you") } else { who.to_owned() }
}

/// What can be done about the brand.
pub(super) fn decide(why: &WhyView) -> AnyView {
    let desk = desk();
    let subject = why.row.brand.as_ref().map(Subject::brand);
    let named = whose(&why.row);
    let button = |choice: Choice, label: &str| {
        let pressed = why.choice == Some(choice);
        let act = subject.as_ref().map(|subject| subject.decide(if pressed { None } else { Some(choice) }));
        let known = act.is_some();
        let press = move |_| {
            if let Some((what, done)) = act.clone() {
                desk.tell(what, done);
            }
        };
        let label = if known { fill(label, [arg(named.clone())]) } else { text(&format!("{label}_unknown")) };
        let test = format!("choice-{}", name(choice));
        view! {
            <button data-test=test class:main=pressed aria-pressed=pressed.to_string() disabled=!known on:click=press>
                {label}
            </button>
        }
    };
    view! {
        <div class="answers" role="group" aria-label=fill("choice_about", [arg(whose(&why.row))])>
            {button(Choice::Hide, "hide_brand")}
            {button(Choice::Quiet, "quiet_brand")}
            {button(Choice::Allow, "allow_brand")}
        </div>
        {why.row.brand.is_none().then(|| view! { <p class="small soft">{text("brand_unknown_why")}</p> })}
    }
    .into_any()
}

/// What the person can say about the explanation.
fn correct(why: &WhyView, asking: RwSignal<bool>) -> AnyView {
    let desk = desk();
    let said = why.corrections.clone();
    let row = why.row.clone();
    let button = |correction: Correction, label: &'static str| {
        let before = said.iter().rev().find(|(said, _)| same_kind(said, &correction));
        let pressed = before.is_some();
        let what = corrected(&row, correction.clone(), before.map(|(_, about)| about));
        let press = move |_| {
            asking.set(!pressed && matches!(correction, Correction::WrongBrand { .. }));
            desk.tell(what.clone(), text(if pressed { "undone" } else { "corrected" }));
        };
        view! {
            <button class="plain" data-test=format!("correct-{label}") aria-pressed=pressed.to_string() on:click=press>
                {pressed.then_some("✓ ")}{word("correct", label)}
            </button>
        }
    };
    view! {
        <div class="quiet" role="group" aria-label=text("correct_title")>
            {button(Correction::NotWhy, "not_why")}
            {button(Correction::AlreadyBought, "already_bought")}
            {button(Correction::WrongBrand { right: None }, "wrong_brand")}
            {button(Correction::Useful, "useful")}
            {button(Correction::NotForMe, "not_for_me")}
            {button(Correction::WrongGuess, "wrong_guess")}
            {button(Correction::Stop, "stop")}
        </div>
        {right_brand(&why.row, asking)}
    }
    .into_any()
}

/// The small field that asks whose ad it really is.
fn right_brand(row: &AdRow, asking: RwSignal<bool>) -> AnyView {
    let desk = desk();
    let site = RwSignal::new(String::new());
    let row = StoredValue::new(row.clone());
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let written = site.get().trim().trim_start_matches("https://").trim_end_matches('/').to_lowercase();
        if written.is_empty() {
            return;
        }
        let right = Some(Site(written));
        desk.tell(corrected(&row.get_value(), Correction::WrongBrand { right }, None), text("corrected"));
        asking.set(false);
    };
    let form = move || {
        asking.get().then(|| {
            view! {
                <form class="row" on:submit=send>
                    <label class="row grow">
                        <span class="small">{text("right_site")}</span>
                        <input class="grow" data-test="right-site" placeholder="shop.example" bind:value=site />
                    </label>
                    <button type="submit">{text("save")}</button>
                </form>
            }
        })
    };
    form.into_any()
}

/// A word about what the person reads here: a word taken back has to say the same.
fn corrected(row: &AdRow, correction: Correction, before: Option<&About>) -> What {
    let brand = row.brand.as_ref().map(|brand| brand.site.clone());
    let product =
        row.product.as_ref().and_then(|product| product.id.clone().or_else(|| product.name.clone()));
    let read = || About { reason: Some(row.reason), product, shown: Some(row.time) };
    let about = before.cloned().unwrap_or_else(read);
    What::Corrected { ad: row.ad.clone(), brand, correction, about, undo: before.is_some() }
}

fn same_kind(a: &Correction, b: &Correction) -> bool {
    std::mem::discriminant(a) == std::mem::discriminant(b)
}
