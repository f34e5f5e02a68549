//! The browser's rules brought in line with the person's settings: the difference only, so that a
//! wake without changes costs three questions, and a decision none.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::browser::{self, BrowserError};
use super::list_rules::{self, OfLists};
use crate::fact::Mode;
use crate::id::Millis;
use crate::json;
use crate::knowledge::Knowledge;
use crate::memory::Settings;
use crate::policy;
use crate::policy::rules::{ActionKind, Change, ListIds, Rule, diff};

/// The name of the alarm that ends a pause.
const PAUSE: &str = "pause";

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Rulesets {
    enable_ruleset_ids: Vec<String>,
    disable_ruleset_ids: Vec<String>,
}

/// A script that the browser puts into the pages' own world; it outlives the worker and the browser.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct PageScript {
    id: &'static str,
    js: [&'static str; 1],
    matches: [&'static str; 1],
    run_at: &'static str,
    world: &'static str,
    all_frames: bool,
    match_origin_as_fallback: bool,
}

impl PageScript {
    const GPC: Self = Self {
        id: "gpc",
        js: ["content/gpc.js"],
        matches: ["<all_urls>"],
        run_at: "document_start",
        world: "MAIN",
        all_frames: true,
        match_origin_as_fallback: true,
    };
}

/// What the browser was last seen, or told, to hold. To ask it again at each decision takes longer than
/// all else that a decision costs, and nobody else changes it.
#[derive(Debug)]
pub(super) struct InForce {
    dynamic: Vec<Rule>,
    rulesets: Vec<String>,
    gpc: bool,
    lists: OfLists,
}

impl InForce {
    /// Asks the browser; gives the ids of rules that are not of Candor's form, too: an earlier version's.
    async fn ask() -> Result<(Self, Vec<u32>), BrowserError> {
        let present: Vec<Value> = browser::rust(browser::dynamic_rules().await?)?;
        let id = |rule: &Value| u32::try_from(rule["id"].as_u64()?).ok();
        let (of_lists, present): (Vec<_>, Vec<_>) =
            present.into_iter().partition(|rule| id(rule).is_some_and(ListIds::has));
        let (known, strays): (Vec<_>, Vec<_>) = present
            .iter()
            .map(|rule| json::of::<Rule>(rule.clone()).map_err(|_| id(rule)))
            .partition(Result::is_ok);
        let strays = strays.into_iter().filter_map(|id| id.err()?);
        let scripts: Vec<Value> = browser::rust(browser::page_scripts().await?)?;
        let in_force = Self {
            dynamic: known.into_iter().flatten().collect(),
            rulesets: browser::rust(browser::enabled_rulesets().await?)?,
            gpc: !scripts.is_empty(),
            lists: OfLists { ids: of_lists.iter().filter_map(id).collect(), version: None },
        };
        Ok((in_force, strays.collect()))
    }
}

/// Brings the rules in line, and sets the alarm for the next change that comes by itself. What is in force
/// is forgotten where anything fails on the way, and asked for the next time.
pub(super) async fn apply(
    settings: &Settings,
    knowledge: &Knowledge,
    now: Millis,
    in_force: &mut Option<InForce>,
) -> Result<(), BrowserError> {
    let wanted = policy::rules(settings, knowledge, now);
    let (mut present, strays) = match in_force.take() {
        Some(present) => (present, Vec::new()),
        None => InForce::ask().await?,
    };
    let mut change = diff(&present.dynamic, &wanted.dynamic);
    change.remove.extend(strays);
    if change != Change::default() {
        browser::update_dynamic_rules(&browser::js(&change)?).await?;
    }
    let missing = |from: &[String], of: &[String]| -> Vec<String> {
        of.iter().filter(|id| !from.contains(id)).cloned().collect()
    };
    let enabled: Vec<String> = wanted.enabled_rulesets.iter().map(|id| (*id).to_owned()).collect();
    let rulesets = Rulesets {
        enable_ruleset_ids: missing(&present.rulesets, &enabled),
        disable_ruleset_ids: missing(&enabled, &present.rulesets),
    };
    if !rulesets.enable_ruleset_ids.is_empty() || !rulesets.disable_ruleset_ids.is_empty() {
        browser::update_enabled_rulesets(&browser::js(&rulesets)?).await?;
    }
    list_rules::follow(settings.mode, knowledge.version(), &mut present.lists).await?;
    // The script that speaks Global Privacy Control in the page's own world.
    match (present.gpc, settings.gpc) {
        (false, true) => browser::add_page_scripts(&browser::js(&[PageScript::GPC])?).await?,
        (true, false) => browser::remove_page_scripts().await?,
        _ => {}
    }
    let InForce { lists, .. } = present;
    *in_force = Some(InForce { dynamic: wanted.dynamic, rulesets: enabled, gpc: settings.gpc, lists });
    if let Some(until) = policy::next_change(settings, now) {
        browser::create_alarm(PAUSE, until).await?;
    }
    Ok(())
}

/// Whether Candor itself stops requests; where it does not, another blocker did.
pub(super) fn any(settings: &Settings, knowledge: &Knowledge, now: Millis) -> bool {
    let rules = policy::rules(settings, knowledge, now);
    let blocks = |rule: &Rule| rule.action.kind == ActionKind::Block;
    settings.mode != Mode::ShowMe || rules.dynamic.iter().any(blocks)
}
