//! Commands: all that the core can ask of the browser.

use serde::{Deserialize, Serialize};

use crate::id::{ElementId, FrameId, TabId};
use crate::incident::Sighting;
use crate::site::Site;
use crate::tagged::tagged;

/// One thing for the shell to do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(tag = "type"))]
#[serde(remote = "Self")]
#[serde(rename_all = "snake_case")]
pub enum Command {
    /// Write a slice of state; `durable` ones before anything else of this batch takes effect.
    Save {
        /// Which slice.
        key: Key,
        /// A decision: on disk before rules are applied.
        durable: bool,
    },
    /// Remove a slice of state.
    Remove {
        /// Which slice.
        key: Key,
    },
    /// Append or replace a row of the log, by its id.
    Log {
        /// The row.
        row: Box<Sighting>,
    },
    /// Take a row of the log back: later facts showed that it was no ad of its own.
    Retract {
        /// Which.
        ad: crate::id::AdId,
    },
    /// Remove rows and facts of the log.
    Unlog {
        /// What to remove.
        forget: crate::fact::Forget,
    },
    /// Bring the browser's rules in line with the settings ([`crate::policy`] compiles them).
    Rules,
    /// Show a text on the badge of a tab; empty clears it.
    Badge {
        /// The tab.
        tab: TabId,
        /// The text.
        text: String,
    },
    /// Mark elements of a frame; the same markup for every ad.
    Mark {
        /// The tab.
        tab: TabId,
        /// The frame.
        frame: FrameId,
        /// What to do with which element.
        marks: Vec<Mark>,
    },
}

tagged!(Command, "type");

/// What to do with an element that holds an ad.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Mark {
    /// The element.
    pub element: ElementId,
    /// The ad, as the label's frame will ask for it.
    pub ad: crate::id::AdId,
    /// Show the label.
    pub label: bool,
    /// Hide the ad.
    pub hide: bool,
    /// Leave a note where it is hidden.
    pub note: bool,
}

/// A slice of state.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(tag = "type"))]
#[serde(remote = "Self")]
#[serde(rename_all = "snake_case")]
pub enum Key {
    /// Settings and choices.
    Settings,
    /// Totals.
    Totals,
    /// An open tab (session storage).
    Tab {
        /// Which.
        id: TabId,
    },
    /// A brand.
    Brand {
        /// Which.
        site: Site,
    },
    /// Every open tab, where a choice has to show everywhere at once. Only asked for, never saved.
    Tabs,
    /// Every brand, for deletion and rules by record. Only asked for, never saved.
    Brands,
    /// The gist of every brand, for expiry. Only asked for; saved with its brand.
    Gists,
}

tagged!(Key, "type");
