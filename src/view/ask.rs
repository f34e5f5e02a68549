//! What the pages ask the worker, and what it answers.

use serde::{Deserialize, Serialize};

use super::{
    AdRow, BrandRow, BrandView, CompanyRow, CompanyView, EarnedRow, LogView, PopupView, SettingsView,
    SiteView, WhyView,
};
use crate::explain::Phrase;
use crate::fact::{Choice, Grade, What};
use crate::fresh::Freshness;
use crate::id::{AdId, TabId};
use crate::incident::Sighting;
use crate::site::Site;
use crate::tagged::tagged;

/// What lies on disk beside the slices, as far as a question wants it.
#[derive(Debug, Clone, Default)]
pub struct Stored {
    /// Rows of the log in order of time, where [`wants_rows`]: for [`Ask::Why`] the one of its ad, for
    /// [`Ask::Settings`], which only counts them, none.
    pub rows: Vec<Sighting>,
    /// How many rows there are.
    pub ads: u32,
    /// How many facts are logged.
    pub facts: u32,
    /// How many brands are remembered.
    pub brands: u32,
    /// The browser did not take the newest rules.
    pub refused: bool,
    /// What is known of newer lists, for [`Ask::Settings`].
    pub freshness: Freshness,
    /// The fact log as text, its first line included, for [`Export::Facts`].
    pub facts_text: Option<String>,
}

/// What a page asks the worker.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(tag = "ask"))]
#[serde(remote = "Self")]
#[serde(rename_all = "snake_case")]
pub enum Ask {
    /// The popup of a tab.
    Popup {
        /// The tab.
        tab: TabId,
    },
    /// Why an ad appeared.
    Why {
        /// The ad.
        ad: AdId,
    },
    /// Brands in a list.
    Brands {
        /// Which of them, and in which order.
        #[serde(default)]
        sieve: Sieve,
    },
    /// One brand.
    Brand {
        /// Which.
        site: Site,
    },
    /// What a brand's site says of Global Privacy Control: a question that goes out to that site.
    Statement {
        /// Which brand.
        site: Site,
    },
    /// To ask the lists' own server for newer lists now; answered like `Statement`.
    Lists,
    /// What rules by record would make of the brands; nothing is changed.
    Rules {
        /// The rules.
        rules: Vec<(Choice, Grade)>,
    },
    /// Companies in a list, the one that most brands told first.
    Companies {
        /// What their names hold.
        #[serde(default)]
        search: String,
        /// Most rows of the answer.
        #[serde(default = "shown")]
        most: u32,
    },
    /// One company.
    Company {
        /// Its name.
        name: String,
    },
    /// Ads seen, newest first.
    Ads,
    /// The research log.
    Log,
    /// A visit to a site as its makers should see it: the open tabs' and, where remembered, earlier ones.
    SiteView {
        /// The tab; none lists the tabs there are.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        tab: Option<TabId>,
    },
    /// Settings and what is stored.
    Settings,
    /// An export, as the text of a file.
    Export {
        /// What.
        what: Export,
    },
    /// The person decides, corrects, sets, pauses or forgets: becomes a fact.
    Tell {
        /// What happened; only the person's own kinds are taken.
        what: What,
    },
}

tagged!(Ask, "ask");

/// Most rows that a list shows at first, and how many more each time it is asked for more.
pub const SHOWN: u32 = 100;

const fn shown() -> u32 {
    SHOWN
}

/// Which brands a list shows, and in which order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(default)]
pub struct Sieve {
    /// What their names or sites hold.
    pub search: String,
    /// Which kind.
    pub only: BrandsShown,
    /// Which record.
    pub grade: Option<Grade>,
    /// In which order.
    pub order: SortedBy,
    /// Most rows of the answer.
    pub most: u32,
}

impl Default for Sieve {
    fn default() -> Self {
        Self {
            search: String::new(),
            only: BrandsShown::All,
            grade: None,
            order: SortedBy::Last,
            most: SHOWN,
        }
    }
}

/// Which kind of brands a list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum BrandsShown {
    /// All.
    All,
    /// Those whose ads were seen.
    Ads,
    /// Those whose sites were visited.
    Visited,
    /// Those that the person decided about.
    Decided,
}

/// What a list of brands is sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum SortedBy {
    /// The last met first.
    Last,
    /// By name.
    Name,
    /// The most ads first.
    Ads,
    /// The most visits first.
    Visits,
}

/// How much there is of a list of which an answer holds the first rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(default)]
pub struct Extent {
    /// Rows that the search leaves.
    pub found: u32,
    /// Rows in all.
    pub all: u32,
    /// Brands that still have to be read for it: an earlier Candor kept less beside them.
    pub unread: u32,
}

/// What can be exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Export {
    /// Sightings as NDJSON, redacted.
    Sightings,
    /// Sightings as NDJSON, complete.
    SightingsFull,
    /// Sightings as CSV, redacted.
    Csv,
    /// Sightings as CSV, complete.
    CsvFull,
    /// The fact log as NDJSON; replays to the same sightings.
    Facts,
}

/// What the worker answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(tag = "answer"))]
#[serde(remote = "Self")]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// To `Popup`.
    Popup(Box<PopupView>),
    /// To `Why`.
    Why(Box<WhyView>),
    /// To `Brands`.
    Brands {
        /// Rows.
        rows: Vec<BrandRow>,
        /// How many there are.
        #[serde(default)]
        extent: Extent,
    },
    /// To `Brand`.
    Brand(Box<BrandView>),
    /// To `Statement` and `Lists`.
    Statement {
        /// What it says.
        said: Phrase,
    },
    /// To `Rules`.
    Rules {
        /// The brands that they are about, the strongest choice first.
        rows: Vec<EarnedRow>,
        /// How many would follow each choice: those of which the person said nothing.
        #[serde(default)]
        would: Vec<(Choice, u32)>,
        /// How many there are.
        #[serde(default)]
        extent: Extent,
    },
    /// To `Companies`.
    Companies {
        /// Rows.
        rows: Vec<CompanyRow>,
        /// How many there are.
        #[serde(default)]
        extent: Extent,
    },
    /// To `Company`.
    Company(Box<CompanyView>),
    /// To `Ads`.
    Ads {
        /// Rows, newest first.
        rows: Vec<AdRow>,
    },
    /// To `Log`.
    Log(Box<LogView>),
    /// To `SiteView`.
    SiteView(Box<SiteView>),
    /// To `Settings`.
    Settings(Box<SettingsView>),
    /// To `Export`.
    File {
        /// A name for it.
        name: String,
        /// Its media type.
        mime: String,
        /// Its text.
        text: String,
    },
    /// To `Tell`: done and on disk; `undo` is the fact that takes it back.
    Done {
        /// The way back.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        undo: Option<What>,
    },
    /// It could not be done; nothing was saved.
    Failed {
        /// Why.
        why: Phrase,
    },
    /// Nothing is known of what was asked for (a closed tab, a forgotten ad).
    Gone,
}

tagged!(Answer, "answer");
