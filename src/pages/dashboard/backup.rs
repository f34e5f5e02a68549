//! The back-up of all choices: saved as a file, and read back after showing what it would change.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::explain::Phrase;
use crate::fact::What;
use crate::memory::Settings;
use crate::pages::desk::{Desk, desk};
use crate::pages::words::{arg, count, fill, say, text};
use crate::pages::{browser, when};
use crate::policy::backup::{Backup, Change, MOST};

/// Most changes that are listed; the others are counted.
const LISTED: usize = 200;

/// What a picked file says, or where it is broken.
pub(super) type Opened = Result<Backup, Phrase>;

/// The section.
pub(super) fn backup(settings: &Settings, opened: RwSignal<Option<Opened>>) -> AnyView {
    let desk = desk();
    let file = Backup::of(settings).text();
    let save = move |_| {
        let name = format!("candor-choices-{}.json", &when::iso(when::now())[..10]);
        let saved = browser::save_file(&name, "application/json", &file);
        desk.note(if saved.is_some() { fill("saved_file", [arg(name)]) } else { text("failed_save") });
    };
    let pick = move |event| {
        let field: web_sys::HtmlInputElement = event_target(&event);
        spawn_local(async move {
            let text = browser::picked_file(&field, MOST).await;
            let read = text.map_or_else(|| Err(Phrase::new("backup_long", [])), |text| Backup::read(&text));
            opened.try_set(Some(read));
            // The same file may be mended and picked again.
            field.set_value("");
        });
    };
    let settings = settings.clone();
    let outcome = move || {
        opened.get().map(|opened_file| match opened_file {
            Ok(backup) => preview(backup.changes(&settings, when::now()), opened, desk),
            Err(why) => view! { <p class="note warn" role="alert" data-test="backup-broken">{say(&why)}</p> }
                .into_any(),
        })
    };
    view! {
        <section>
            <h2>{text("backup_title")}</h2>
            <p class="lead">{text("backup_lead")}</p>
            <div class="row">
                <button data-test="backup-save" on:click=save>{text("backup_save")}</button>
                <label class="row">
                    {text("backup_open")}
                    <input type="file" accept=".json,application/json" data-test="backup-open" on:change=pick />
                </label>
            </div>
            {outcome}
            <p><a href="schema/choices.json" target="_blank">{text("backup_form")}</a></p>
        </section>
    }
    .into_any()
}

/// What the file would change, and the button that does it.
fn preview(changes: Vec<Change>, opened: RwSignal<Option<Opened>>, desk: Desk) -> AnyView {
    if changes.is_empty() {
        return view! { <p class="note" role="status" data-test="backup-same">{text("backup_same")}</p> }
            .into_any();
    }
    let many = changes.len() as u32;
    let rows = changes.iter().take(LISTED).map(|change| view! { <li>{say(&change.words)}</li> });
    let more = changes.len().checked_sub(LISTED).filter(|more| *more > 0);
    let more = more.map(|more| view! { <li class="soft">{fill("backup_more", [count(more as u32)])}</li> });
    let list = view! { <ul class="changes">{rows.collect_view()} {more}</ul> };
    let said: Vec<What> = changes.into_iter().map(|change| change.what).collect();
    let change = move |_| {
        desk.tell(What::Together { said: said.clone() }, fill("backup_done", [count(many)]));
        opened.set(None);
    };
    view! {
        <div class="note stack" role="status" data-test="backup-preview">
            <p>{fill("backup_would", [count(many)])}</p>
            {list}
            <div class="row">
                <button class="main" data-test="backup-do" on:click=change>{text("backup_do")}</button>
                <button class="plain" on:click=move |_| opened.set(None)>{text("cancel")}</button>
            </div>
        </div>
    }
    .into_any()
}
