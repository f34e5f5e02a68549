//! The choice about a brand or company: one row of buttons, the one in force pressed.

use leptos::prelude::*;

use super::desk::desk;
use super::words::{arg, fill, name, say, text, word};
use crate::explain::Phrase;
use crate::fact::{Choice, Scope, What};
use crate::incident::BrandRef;

/// All choices, in the order in which they stand everywhere.
pub(super) const ALL: [Choice; 5] = [Choice::Allow, Choice::Quiet, Choice::Hide, Choice::Block, Choice::Ask];

/// What a choice is about, with its name.
#[derive(Clone)]
pub(super) struct Subject {
    /// The scope of the decision.
    pub(super) scope: Scope,
    /// Its name, as people know it.
    pub(super) name: String,
}

impl Subject {
    /// A brand, everywhere.
    pub(super) fn brand(brand: &BrandRef) -> Self {
        Self { scope: Scope::Brand { brand: brand.site.clone() }, name: brand.name.clone() }
    }

    /// A company, everywhere.
    pub(super) fn company(name: &str) -> Self {
        Self { scope: Scope::Company { company: name.to_owned() }, name: name.to_owned() }
    }

    /// The fact that makes `choice` the word about it, and what to say once it holds.
    pub(super) fn decide(&self, choice: Option<Choice>) -> (What, String) {
        let done = choice.map_or("done_none".to_owned(), |choice| format!("done_{}", name(choice)));
        let what = What::Decided { scope: self.scope.clone(), choice, since: None };
        (what, fill(&done, [arg(self.name.clone())]))
    }
}

/// The row of buttons. Pressing the one in force takes the word back. Where a rule by record decides
/// (`earned`), that is said instead, with the way out for this brand.
pub(super) fn choices(subject: &Subject, current: Option<Choice>, earned: Option<&Phrase>) -> AnyView {
    let desk = desk();
    let buttons = ALL.map(|choice| {
        let pressed = current == Some(choice);
        let (what, done) = subject.decide(if pressed { None } else { Some(choice) });
        let decide = move |_| desk.tell(what.clone(), done.clone());
        view! {
            <button
                data-test=format!("choice-{}", name(choice))
                aria-pressed=pressed.to_string()
                title=text(&format!("choice_{}_what", name(choice)))
                on:click=decide
            >
                {word("choice", choice)}
            </button>
        }
    });
    let group = fill("choice_about", [arg(subject.name.clone())]);
    let meaning = current
        .map_or_else(|| text("choice_what_none"), |choice| text(&format!("choice_{}_what", name(choice))));
    let meaning = earned.map_or(meaning, say);
    let except = earned.map(|_| {
        let (what, done) = subject.decide(Some(Choice::Ask));
        view! {
            <button class="plain" data-test="not-by-rule" on:click=move |_| desk.tell(what.clone(), done.clone())>
                {text("earned_not")}
            </button>
        }
    });
    view! {
        <div class="choices" role="group" aria-label=group>{buttons.into_iter().collect_view()}</div>
        <p class="small soft"><span data-test="choice-meaning">{meaning}</span>" "{except}</p>
    }
    .into_any()
}

/// The same as one field, for long lists.
pub(super) fn choice_field(subject: Subject, current: Option<Choice>) -> AnyView {
    let desk = desk();
    let label = fill("choice_about", [arg(subject.name.clone())]);
    let options = ALL.map(|choice| {
        let here = current == Some(choice);
        view! { <option value=name(choice) selected=here>{word("choice", choice)}</option> }
    });
    let changed = move |event| {
        let value = event_target_value(&event);
        let (what, done) = subject.decide(ALL.into_iter().find(|choice| name(choice) == value));
        desk.tell(what, done);
    };
    view! {
        <select data-test="choice" aria-label=label on:change=changed prop:value=current.map(name).unwrap_or_default()>
            <option value="" selected=current.is_none()>{text("choice_none")}</option>
            {options.into_iter().collect_view()}
        </select>
    }
    .into_any()
}
