//! The person's settings and choices; always at hand.

use serde::{Deserialize, Serialize};

use crate::fact::{Choice, Grade, Group, Matters, Mode, Pause, Scope};
use crate::id::Millis;
use crate::site::Site;
use crate::sorted::SortedMap;

/// The person's settings and all that they decided; always at hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(default)]
pub struct Settings {
    /// The first page was answered.
    pub welcomed: bool,
    /// The mode.
    pub mode: Mode,
    /// Products and shops are remembered.
    pub remember: bool,
    /// For how many days.
    pub keep_days: u16,
    /// Ads seen are logged with the facts behind them.
    pub research_log: bool,
    /// The badge counts what follows the person.
    pub badge: bool,
    /// Labels are shown on ads.
    pub labels: bool,
    /// A hidden ad leaves a note; else its place closes up.
    pub notes: bool,
    /// Sites are told not to sell or share (Global Privacy Control).
    pub gpc: bool,
    /// A typed e-mail address is looked for in what leaves the page.
    pub typed: bool,
    /// A page's own ad tools are read for what they say of its ads.
    pub detail: bool,
    /// Newer filter lists are asked for.
    pub lists: bool,
    /// The person's choices, with when they were made.
    pub choices: Vec<(Scope, Choice, Millis)>,
    /// Pauses by site.
    #[cfg_attr(feature = "types", ts(as = "std::collections::BTreeMap<Site, Pause>"))]
    pub pauses: SortedMap<Site, Pause>,
    /// Until when no site tells any ad company about the person.
    pub quiet_until: Option<Millis>,
    /// Rules by record: for which grade and worse a choice holds; for *allow*: and better.
    #[cfg_attr(feature = "types", ts(as = "std::collections::BTreeMap<Choice, Grade>"))]
    pub rules: SortedMap<Choice, Grade>,
    /// How much each group of principles counts for the person; as usual where nothing is said.
    #[cfg_attr(feature = "types", ts(as = "std::collections::BTreeMap<Group, Matters>"))]
    pub matters: SortedMap<Group, Matters>,
    /// What the rules make of the brands that are known, worked out by the engine: never the
    /// person's own word, which stands above.
    #[cfg_attr(feature = "types", ts(as = "std::collections::BTreeMap<Site, Earned>"))]
    pub earned: SortedMap<Site, Earned>,
    /// "Wrong brand": the brand that ads leading to a site are really of; none where nobody knows.
    #[cfg_attr(feature = "types", ts(as = "std::collections::BTreeMap<Site, Option<Site>>"))]
    pub rebranded: SortedMap<Site, Option<Site>>,
}

/// What a brand earned by its record, with the reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Earned {
    /// The choice of the rule.
    pub choice: Choice,
    /// The record.
    pub grade: Grade,
    /// Id of the principle that says most about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub principle: Option<String>,
}

impl Settings {
    /// How much a group of principles counts for the person.
    #[must_use]
    pub fn matters(&self, group: Group) -> Matters {
        self.matters.get(&group).copied().unwrap_or_default()
    }

    /// Whether facts are logged: only with memory on, for a fact log is history too.
    #[must_use]
    pub const fn logs_facts(&self) -> bool {
        self.remember && self.research_log
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            welcomed: false,
            mode: Mode::ShowMe,
            remember: false,
            keep_days: 14,
            research_log: false,
            badge: true,
            labels: true,
            notes: false,
            gpc: false,
            typed: false,
            detail: false,
            lists: true,
            choices: Vec::new(),
            pauses: SortedMap::new(),
            quiet_until: None,
            rules: SortedMap::new(),
            matters: SortedMap::new(),
            earned: SortedMap::new(),
            rebranded: SortedMap::new(),
        }
    }
}
