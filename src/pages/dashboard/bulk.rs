//! One choice for many brands: picked from the list, shown before it acts, taken back by one click.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::fact::{Choice, What};
use crate::pages::ask::ask;
use crate::pages::choices::{ALL, Subject};
use crate::pages::desk::desk;
use crate::pages::words::{arg, count, fill, name, text, word};
use crate::site::Site;
use crate::sorted::SortedMap;
use crate::view::{Answer, Ask, BrandRow, Sieve};

/// Most changes that are listed; the others are counted.
const LISTED: usize = 100;

/// The brands that are picked, and the word that is about to be theirs.
#[derive(Clone, Copy)]
pub(super) struct Bulk {
    picked: RwSignal<SortedMap<Site, BrandRow>>,
    /// The value of the field: a choice, `none` to take words back, empty for nothing yet.
    word: RwSignal<String>,
}

impl Bulk {
    pub(super) fn new() -> Self {
        Self { picked: RwSignal::new(SortedMap::new()), word: RwSignal::new(String::new()) }
    }

    /// The box that picks a row.
    pub(super) fn pick(self, row: &BrandRow) -> AnyView {
        let (picked, here) = (row.clone(), row.brand.site.clone());
        let pick = move |event| self.set([picked.clone()], event_target_checked(&event));
        view! {
            <label class="pick">
                <input
                    type="checkbox"
                    data-test="pick"
                    aria-label=fill("pick", [arg(row.brand.name.clone())])
                    prop:checked=move || self.picked.with(|picked| picked.contains_key(&here))
                    on:change=pick
                />
            </label>
        }
        .into_any()
    }

    /// The box that picks all brands that a search found, those beyond the rows that are shown, too; and lets go of
    /// these alone.
    pub(super) fn pick_all(
        self,
        shown: &[BrandRow],
        found: u32,
        sieve: impl Fn() -> Sieve + Copy + 'static,
    ) -> AnyView {
        let sites: Vec<Site> = shown.iter().map(|row| row.brand.site.clone()).collect();
        let rows = shown.to_vec();
        let pick = move |event| {
            let on = event_target_checked(&event);
            if found <= rows.len() as u32 {
                return self.set(rows.clone(), on);
            }
            spawn_local(async move {
                let sieve = Sieve { most: u32::MAX, ..untrack(sieve) };
                if let Answer::Brands { rows, .. } = ask(&Ask::Brands { sieve }).await {
                    self.set(rows, on);
                }
            });
        };
        let whole = move || self.picked.with(|picked| sites.iter().all(|site| picked.contains_key(site)));
        view! {
            <label class="field">
                <input type="checkbox" data-test="pick-all" prop:checked=whole on:change=pick />
                <span>{fill("pick_all", [count(found)])}</span>
            </label>
        }
        .into_any()
    }

    fn set(self, rows: impl IntoIterator<Item = BrandRow>, on: bool) {
        self.picked.update(|picked| {
            for row in rows {
                if on {
                    picked.insert(row.brand.site.clone(), row);
                } else {
                    picked.remove(&row.brand.site);
                }
            }
        });
    }

    /// What to do with those that are picked; nothing where none is. What is shown is newer than what was picked.
    pub(super) fn bar(self, shown: Vec<BrandRow>) -> impl Fn() -> Option<AnyView> {
        move || {
            let mut picked = self.picked.get();
            for row in &shown {
                if let Some(known) = picked.get_mut(&row.brand.site) {
                    *known = row.clone();
                }
            }
            (!picked.is_empty()).then(|| self.choose(picked.into_values().collect()))
        }
    }

    fn choose(self, picked: Vec<BrandRow>) -> AnyView {
        let options =
            ALL.map(|choice| view! { <option value=name(choice)>{word("choice", choice)}</option> });
        let many = count(picked.len() as u32);
        let preview = move || {
            let word = self.word.get();
            let choice = ALL.into_iter().find(|choice| name(choice) == word);
            (!word.is_empty()).then(|| self.preview(&picked, choice))
        };
        view! {
            <div class="note stack" data-test="bulk">
                <div class="row">
                    <label class="row">
                        {fill("bulk_choice", [many])}
                        <select
                            data-test="bulk-choice"
                            prop:value=self.word
                            on:change=move |event| self.word.set(event_target_value(&event))
                        >
                            <option value="">"…"</option>
                            {options.into_iter().collect_view()}
                            <option value="none">{text("choice_none")}</option>
                        </select>
                    </label>
                    <button class="plain" on:click=move |_| self.clear()>{text("cancel")}</button>
                </div>
                {preview}
            </div>
        }
        .into_any()
    }

    /// What would change, brand by brand, and the button that does it.
    fn preview(self, picked: &[BrandRow], choice: Option<Choice>) -> AnyView {
        let desk = desk();
        let changes: Vec<&BrandRow> = picked.iter().filter(|row| row.choice != choice).collect();
        if changes.is_empty() {
            return view! { <p role="status" data-test="bulk-same">{text("bulk_same")}</p> }.into_any();
        }
        let new = choice.map_or_else(|| text("choice_none"), |choice| word("choice", choice));
        let lines = changes.iter().take(LISTED).map(|row| {
            let brand = arg(row.brand.name.clone());
            let line = match row.choice {
                None => fill("change_new", [brand, arg(new.clone())]),
                Some(old) => fill("change_from", [brand, arg(new.clone()), arg(word("choice", old))]),
            };
            view! { <li>{line}</li> }
        });
        let more = changes.len().saturating_sub(LISTED);
        let more =
            (more > 0).then(|| view! { <li class="soft">{fill("backup_more", [count(more as u32)])}</li> });
        let list = view! { <ul class="changes" data-test="bulk-preview">{lines.collect_view()} {more}</ul> };
        let many = count(changes.len() as u32);
        let said: Vec<What> = changes.iter().map(|row| Subject::brand(&row.brand).decide(choice).0).collect();
        let done = fill("backup_done", [many.clone()]);
        let change = move |_| {
            desk.tell(What::Together { said: said.clone() }, done.clone());
            self.clear();
        };
        view! {
            <p role="status">{fill("bulk_would", [many])}</p>
            {list}
            <button class="main" data-test="bulk-do" on:click=change>{text("backup_do")}</button>
        }
        .into_any()
    }

    fn clear(self) {
        self.picked.set(SortedMap::new());
        self.word.set(String::new());
    }
}
