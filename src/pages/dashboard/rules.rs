//! Rules by record: chosen, shown with the brands that they are about, and only then made to act.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::fact::{Choice, Grade, Setting, What};
use crate::memory::Settings;
use crate::pages::ask::ask;
use crate::pages::desk::desk;
use crate::pages::words::{arg, count, fill, name, say, text, word};
use crate::view::{Answer, Ask, EarnedRow, Extent};

/// The rules that are offered: the choice, and the grades from which on it may hold.
const RULES: [(Choice, &[Grade]); 3] = [
    (Choice::Hide, &[Grade::Broke, Grade::Pushy, Grade::Mixed]),
    (Choice::Ask, &[Grade::Broke, Grade::Pushy, Grade::Mixed]),
    (Choice::Allow, &[Grade::Careful, Grade::Mixed]),
];

/// Rules that are not in force yet, and what they would do.
#[derive(Clone, Copy)]
pub(super) struct Draft {
    rules: RwSignal<Option<Vec<(Choice, Grade)>>>,
    would: RwSignal<Option<Answer>>,
}

impl Draft {
    pub(super) fn new() -> Self {
        Self { rules: RwSignal::new(None), would: RwSignal::new(None) }
    }

    /// Changes one rule and asks what all of them would do.
    fn set(self, in_force: &[(Choice, Grade)], choice: Choice, grade: Option<Grade>) {
        let mut rules = self.rules.get_untracked().unwrap_or_else(|| in_force.to_vec());
        rules.retain(|(known, _)| *known != choice);
        rules.extend(grade.map(|grade| (choice, grade)));
        self.rules.set(Some(rules.clone()));
        spawn_local(async move {
            let answer = ask(&Ask::Rules { rules: rules.clone() }).await;
            // A later change overtakes.
            if self.rules.try_get_untracked().flatten() == Some(rules) {
                self.would.try_set(Some(answer));
            }
        });
    }

    fn clear(self) {
        self.rules.set(None);
        self.would.set(None);
    }
}

/// The section.
pub(super) fn rules(settings: &Settings, draft: Draft) -> AnyView {
    let in_force: Vec<(Choice, Grade)> = settings.rules.iter().map(|(c, g)| (*c, *g)).collect();
    let rows = RULES.map(|(choice, grades)| rule(choice, grades, in_force.clone(), draft));
    let earned = settings.earned.len();
    let now = (earned > 0).then(|| {
        view! {
            <p data-test="rules-now">
                {fill("rules_now", [count(earned as u32)])}" "<a href="#/brands">{text("see_it")}</a>
            </p>
        }
    });
    let would = move || match draft.would.get() {
        Some(Answer::Rules { rows, would, extent }) => Some(preview(&rows, &would, extent, &in_force, draft)),
        Some(Answer::Failed { why }) => Some(view! { <p class="note warn">{say(&why)}</p> }.into_any()),
        _ => None,
    };
    view! {
        <section>
            <h2>{text("rules_title")}</h2>
            <p class="lead">{text("rules_lead")}</p>
            <div class="stack">{rows.into_iter().collect_view()}</div>
            {now}
            {would}
        </section>
    }
    .into_any()
}

fn rule(choice: Choice, grades: &'static [Grade], in_force: Vec<(Choice, Grade)>, draft: Draft) -> AnyView {
    let id = name(choice);
    let before = in_force.clone();
    let value = move || {
        let draft = draft.rules.get();
        let rules = draft.as_ref().unwrap_or(&before);
        rules.iter().find(|(known, _)| *known == choice).map(|(_, grade)| name(*grade)).unwrap_or_default()
    };
    let options = grades.iter().map(|grade| {
        let kind = if choice == Choice::Allow { "rule_better" } else { "rule_worse" };
        let words = if *grade == Grade::Broke || *grade == Grade::Careful {
            word("grade", *grade)
        } else {
            fill(kind, [arg(word("grade", *grade))])
        };
        view! { <option value=name(*grade)>{words}</option> }
    });
    let changed = move |event| {
        let value = event_target_value(&event);
        let grade = grades.iter().copied().find(|grade| name(*grade) == value);
        draft.set(&in_force, choice, grade);
    };
    view! {
        <label class="row">
            {text(&format!("rule_{id}"))}
            <select data-test=format!("rule-{id}") on:change=changed prop:value=value>
                <option value="">{text("rule_none")}</option>
                {options.collect_view()}
            </select>
        </label>
    }
    .into_any()
}

/// What the draft would do, brand by brand, and the button that makes it act.
fn preview(
    rows: &[EarnedRow],
    would: &[(Choice, u32)],
    extent: Extent,
    in_force: &[(Choice, Grade)],
    draft: Draft,
) -> AnyView {
    let desk = desk();
    let counts = RULES.map(|(choice, _)| {
        let of = would.iter().find(|(of, _)| *of == choice).map_or(0, |(_, brands)| *brands);
        fill(&format!("rules_would_{}", name(choice)), [count(of)])
    });
    let lines = rows.iter().map(|row| {
        let yours = row.yours.map(|yours| {
            let words = fill("rules_yours", [arg(word("choice", yours))]);
            view! { <span class="band">{words}</span> }
        });
        view! { <li><b>{row.brand.name.clone()}</b>": "{say(&row.why)}" "{yours}</li> }
    });
    let more = extent.found.saturating_sub(rows.len() as u32);
    let more = (more > 0).then(|| view! { <li class="soft">{fill("backup_more", [count(more)])}</li> });
    let unread = (extent.unread > 0).then(|| view! { <p>{fill("list_unread", [count(extent.unread)])}</p> });
    let before = in_force.to_vec();
    let set = move |_| {
        let rules = draft.rules.get_untracked().unwrap_or_default();
        let grade = |rules: &[(Choice, Grade)], choice| {
            rules.iter().find(|(known, _)| *known == choice).map(|(_, grade)| *grade)
        };
        let changed = RULES.iter().map(|(choice, _)| *choice);
        let said = changed
            .filter(|choice| grade(&rules, *choice) != grade(&before, *choice))
            .map(|choice| What::Set(Setting::Rule { choice, grade: grade(&rules, choice) }))
            .collect();
        desk.tell(What::Together { said }, text("setting_saved"));
        draft.clear();
    };
    view! {
        <div class="note stack" role="status" data-test="rules-preview">
            <p>{counts.join(" ")}</p>
            {unread}
            <details data-test="rules-which">
                <summary>{text("rules_which")}</summary>
                <ul class="changes">{lines.collect_view()} {more}</ul>
            </details>
            <div class="row">
                <button class="main" data-test="rules-do" on:click=set>{text("rules_do")}</button>
                <button class="plain" on:click=move |_| draft.clear()>{text("cancel")}</button>
            </div>
        </div>
    }
    .into_any()
}
