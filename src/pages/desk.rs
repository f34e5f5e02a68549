//! What all pages share: asking again when something changed, telling what the person decides, and
//! the line that says what was done and takes it back.

use gloo::timers::callback::Interval;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::ask::{Undo, ask, take_back, tell};
use super::words::{say, text};
use crate::explain::Phrase;
use crate::fact::What;
use crate::view::{Answer, Ask};

/// The shared state, held as a context of every page.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    notice: RwSignal<Option<Notice>>,
    changes: RwSignal<u32>,
    /// How often something was not saved: what was drawn as if it were goes back.
    refusals: RwSignal<u32>,
}

/// What was just done.
#[derive(Clone)]
struct Notice {
    words: String,
    undo: Option<Undo>,
}

/// Makes the shared state known to everything below.
pub(super) fn set_up() {
    provide_context(Desk {
        notice: RwSignal::new(None),
        changes: RwSignal::new(0),
        refusals: RwSignal::new(0),
    });
}

/// The shared state. Taken while drawing, not inside an event.
pub(super) fn desk() -> Desk {
    expect_context()
}

impl Desk {
    /// Tells the worker what the person did; says `done` once it is on disk.
    pub(super) fn tell(self, what: What, done: String) {
        spawn_local(async move { self.answer(tell(what).await, done) });
    }

    /// Asks something that goes out to a site, and says what came of it.
    pub(super) fn check(self, question: Ask, waits: RwSignal<bool>) {
        waits.set(true);
        spawn_local(async move {
            let (Answer::Statement { said: words } | Answer::Failed { why: words }) = ask(&question).await
            else {
                return;
            };
            waits.try_set(false);
            self.note(say(&words));
        });
    }

    /// Tells several things in order; `all` becomes true once every one is on disk.
    pub(super) fn tell_all(self, facts: Vec<What>, done: String, all: RwSignal<bool>) {
        spawn_local(async move {
            for what in facts {
                if let Err(why) = tell(what).await {
                    return self.note(say(&why));
                }
            }
            all.try_set(true);
            self.note(done);
        });
    }

    fn take_back(self, undo: Undo) {
        spawn_local(async move { self.answer(take_back(&undo).await, text("undone")) });
    }

    fn answer(self, told: Result<Option<Undo>, Phrase>, done: String) {
        self.say(match told {
            Ok(undo) => Notice { words: done, undo },
            Err(why) => {
                self.refusals.try_update(|refusals| *refusals += 1);
                Notice { words: say(&why), undo: None }
            }
        });
    }

    /// Shows a line without a way back.
    pub(super) fn note(self, words: String) {
        self.say(Notice { words, undo: None });
    }

    fn say(self, notice: Notice) {
        self.notice.try_set(Some(notice));
        self.changes.try_update(|changes| *changes += 1);
    }
}

/// The answer to a question, asked again after each change and every `pace` milliseconds (0: never).
pub(super) fn live(pace: u32, question: impl Fn() -> Option<Ask> + 'static) -> RwSignal<Option<Answer>> {
    let desk = desk();
    let answer = RwSignal::new(None);
    let beat = RwSignal::new(0_u32);
    if pace > 0 {
        let interval = Interval::new(pace, move || {
            if !document().hidden() {
                beat.try_update(|beat| *beat += 1);
            }
        });
        // Kept as long as the part of the page that asks.
        StoredValue::new_local(interval);
    }
    let asked = StoredValue::new(0_u32);
    let refusals = StoredValue::new(desk.refusals.get_untracked());
    Effect::new(move |_| {
        desk.changes.track();
        beat.track();
        let Some(question) = question() else { return };
        let turn = asked.get_value() + 1;
        asked.set_value(turn);
        let refused = refusals.get_value() != desk.refusals.get_untracked();
        refusals.set_value(desk.refusals.get_untracked());
        spawn_local(async move {
            let new = Some(ask(&question).await);
            if refused {
                // A control shows what was clicked, though nothing was saved: it is made anew.
                answer.try_set(None);
                leptos::task::tick().await;
            }
            // A later question overtakes; an unchanged answer redraws nothing.
            if asked.try_get_value() == Some(turn)
                && answer.try_with_untracked(|old| *old != new) == Some(true)
            {
                answer.try_set(new);
            }
        });
    });
    answer
}

/// The line that says what was done, with the way back.
pub(super) fn toast() -> AnyView {
    let desk = desk();
    let line = move || {
        desk.notice.get().map(|Notice { words, undo }| {
            let undo = undo.map(|undo| {
                let back = move |_| desk.take_back(undo.clone());
                view! { <button data-test="undo" on:click=back>{text("undo")}</button> }
            });
            view! {
                <div data-test="notice">
                    <span>{words}</span>
                    <span class="row">
                        {undo}
                        <button on:click=move |_| desk.notice.set(None) aria-label=text("dismiss")>"✕"</button>
                    </span>
                </div>
            }
        })
    };
    view! { <div class="toast" role="status" aria-live="polite">{line}</div> }.into_any()
}

/// What stands where there is no view: still asking, failed, or gone.
pub(super) fn absent(answer: Option<&Answer>) -> AnyView {
    match answer {
        None => view! { <div class="bare" aria-hidden="true"><span></span><span></span><span></span></div> }
            .into_any(),
        Some(Answer::Failed { why }) => {
            view! { <p class="note warn" role="alert" data-test="failed">{say(why)}</p> }.into_any()
        }
        Some(_) => view! { <p class="note" data-test="gone">{text("gone")}</p> }.into_any(),
    }
}
