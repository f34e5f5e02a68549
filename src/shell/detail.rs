//! Reading a page's own ad tools, where the person wants the detail: one script for one moment in the page's
//! own world. Nothing of it stays there, and nothing is there while the setting is off.

use serde::{Deserialize, Serialize};
use wasm_bindgen_futures::spawn_local;

use super::browser::{self, BrowserError};
use super::edge;
use super::job::{Job, Seen};
use crate::ad::detail;
use crate::fact::What;
use crate::id::{DocumentId, FrameId, TabId};
use crate::memory::Settings;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Injection {
    target: Target,
    files: [&'static str; 1],
    world: &'static str,
    inject_immediately: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Target {
    tab_id: TabId,
    frame_ids: [FrameId; 1],
}

/// What came of it: the last value of the script, and where it ran, as the browser says.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Injected {
    #[serde(default)]
    result: Option<String>,
    #[serde(default)]
    document_id: Option<DocumentId>,
}

/// The document whose ad tools are to be asked after a fact: one that showed an ad's place, or something new of it.
pub(super) fn to_ask(settings: &Settings, seen: &Seen) -> Option<(TabId, FrameId, DocumentId)> {
    let shows = matches!(seen.what, What::Slots { .. }) && settings.detail;
    shows.then_some((seen.tab?, seen.frame, seen.document.clone()))
}

/// Asks them; the answer comes as a fact. Nothing waits for it, and a page gone by now is no matter.
pub(super) fn ask((tab, frame, document): (TabId, FrameId, DocumentId)) {
    spawn_local(async move {
        let Ok(Some(said)) = answer(tab, frame, &document).await else { return };
        let what = What::Detail { said: detail::read(&said) };
        let _ = edge::send(Job::Fact(Seen { tab: Some(tab), frame, document, ..Seen::now(what) }));
    });
}

async fn answer(tab: TabId, frame: FrameId, document: &DocumentId) -> Result<Option<String>, BrowserError> {
    let injection = Injection {
        target: Target { tab_id: tab, frame_ids: [frame] },
        files: ["content/detail.js"],
        world: "MAIN",
        inject_immediately: true,
    };
    let results: Vec<Injected> = browser::rust(browser::run_script(&browser::js(&injection)?).await?)?;
    let same =
        |one: &Injected| one.document_id.as_ref().is_none_or(|id| document.0.is_empty() || id == document);
    Ok(results.into_iter().find(same).and_then(|one| one.result))
}
