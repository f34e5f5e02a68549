//! What the person says: choices, pauses, corrections, settings, deletions.

use serde::{Deserialize, Serialize};

use crate::id::Millis;
use crate::site::Site;
use crate::tagged::tagged;

/// How Candor acts where the person said nothing: a set of (function, job).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// Nothing is blocked.
    #[default]
    ShowMe,
    /// Events, syncs, identity and replay of companies that follow people are blocked; ads show.
    Balanced,
    /// Ad delivery is blocked too, by the lists.
    Strict,
}

/// What the person said about a brand, a company or a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    /// Its ads are shown and its own measurement works.
    Allow,
    /// Its ads are shown, but its site tells no ad company about the person.
    Quiet,
    /// Its ads are hidden wherever they appear.
    Hide,
    /// Both.
    Block,
    /// Ask each time: nothing special happens, the question is shown.
    Ask,
}

/// A record in words, from the best to the worst; the unknown stands apart. The person may name
/// one in a rule, so it is a fact's word; [`crate::trust`] gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// Not enough known yet.
    Unknown,
    /// Careful so far.
    Careful,
    /// Mixed so far.
    Mixed,
    /// Pushy so far.
    Pushy,
    /// Broke a promise.
    Broke,
}

/// Principles as the record groups them, and as the person says what matters to them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[cfg_attr(feature = "types", ts(rename = "PrincipleGroup"))]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// Before you agreed.
    Before,
    /// What it tells others.
    Tells,
    /// How its ads behave.
    Ads,
    /// How open it is.
    Open,
    /// What you said.
    Said,
}

/// How much something counts for the person.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Matters {
    /// Not at all.
    Not,
    /// As usual.
    #[default]
    Usual,
    /// A lot.
    Lot,
}

/// What a choice is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(tag = "type"))]
#[serde(remote = "Self")]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// A brand on one site.
    BrandOnSite {
        /// The brand.
        brand: Site,
        /// The site.
        site: Site,
    },
    /// A brand everywhere.
    Brand {
        /// The brand.
        brand: Site,
    },
    /// A company, by its name, everywhere.
    Company {
        /// Its name.
        company: String,
    },
}

tagged!(Scope, "type");

/// A pause on a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Pause {
    /// When it ends; none: when the person ends it.
    pub until: Option<Millis>,
}

/// What the person said of an explanation.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(tag = "type"))]
#[serde(remote = "Self")]
#[serde(rename_all = "snake_case")]
pub enum Correction {
    /// "This is not why."
    NotWhy,
    /// "I already bought it."
    AlreadyBought,
    /// "Wrong brand", with the right one where they say it.
    WrongBrand {
        /// The brand's site.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        right: Option<Site>,
    },
    /// "This ad was useful."
    Useful,
    /// "Wrong guess about me."
    WrongGuess,
    /// "Not for me."
    NotForMe,
    /// "Stop", said to Candor: the brand cannot hear it.
    Stop,
}

tagged!(Correction, "type");

/// What an explanation said when the person corrected it: the word is about what they read, whatever else
/// comes to be known of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(default)]
pub struct About {
    /// The reason; none in logs of an earlier Candor: any that says that the ad follows.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub reason: Option<ReasonId>,
    /// The product, by an id or its name; none: the brand.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub product: Option<String>,
    /// When the ad was there; none in logs of an earlier Candor: the word holds for all of the brand's ads.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub shown: Option<Millis>,
}

/// Why an ad appeared; the ids of the exports. The person may deny one, so it is a fact's word; [`crate::explain`]
/// gives it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum ReasonId {
    /// The person looked at this product.
    ProductRetargeting,
    /// The person visited this brand's site.
    BrandRetargeting,
    /// Something was left in a cart.
    CartAbandonment,
    /// The person already bought there.
    AfterPurchase,
    /// An interest that a platform declares.
    Interest,
    /// A search.
    SearchIntent,
    /// The page's own subject.
    Contextual,
    /// Place, time or language.
    GeoTime,
    /// A campaign shown to everybody.
    RunOfNetwork,
    /// The publisher's own.
    House,
    /// Not known.
    #[default]
    Unknown,
}

impl ReasonId {
    /// Whether it says that the ad follows the person.
    #[must_use]
    pub const fn follows(self) -> bool {
        matches!(
            self,
            Self::ProductRetargeting | Self::BrandRetargeting | Self::CartAbandonment | Self::AfterPurchase
        )
    }
}

/// A changed setting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(tag = "name", content = "value", rename_all = "snake_case")]
pub enum Setting {
    /// The first page was answered: nothing is remembered before.
    Welcomed(bool),
    /// The mode.
    Mode(Mode),
    /// Whether products and shops are remembered.
    Remember(bool),
    /// For how many days: 1 to 365.
    KeepDays(u16),
    /// Whether ads seen are kept in the research log, with the facts behind them.
    ResearchLog(bool),
    /// Whether the badge counts what follows the person.
    Badge(bool),
    /// Whether labels are shown on ads.
    Labels(bool),
    /// Whether a hidden ad leaves a note.
    Notes(bool),
    /// Whether sites are told not to sell or share (Global Privacy Control).
    Gpc(bool),
    /// Whether a typed e-mail address is looked for in what leaves the page.
    Typed(bool),
    /// Whether a page's own ad tools are read for what they say of its ads.
    Detail(bool),
    /// Whether newer filter lists are asked for.
    Lists(bool),
    /// A rule by record: for which grade and worse a choice holds (for *allow*: and better).
    Rule {
        /// The choice.
        choice: Choice,
        /// The grade; none takes the rule back.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        grade: Option<Grade>,
    },
    /// Until when no site tells any ad company about the person ("shop quietly"); none ends it.
    QuietUntil(Option<Millis>),
    /// How much a group of principles counts in every record.
    Matters {
        /// The group.
        group: Group,
        /// How much.
        matters: Matters,
    },
    /// Whose the ads are that lead to a site ("wrong brand", from a back-up).
    AdsOf {
        /// The site.
        site: Site,
        /// Whose they are.
        whose: Whose,
    },
}

/// Whose ads are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Whose {
    /// Those of the site that they lead to.
    Own,
    /// Nobody knows.
    Unknown,
    /// A brand's.
    Brand(Site),
}

/// Something to forget. Its tag is not `type`: inside [`super::What`] that one is taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(tag = "forget"))]
#[serde(remote = "Self")]
#[serde(rename_all = "snake_case")]
pub enum Forget {
    /// Everything since a moment ("the last hour").
    Since {
        /// The moment.
        time: Millis,
    },
    /// Everything between two moments ("this day").
    Between {
        /// From, included.
        from: Millis,
        /// To, excluded.
        to: Millis,
    },
    /// Everything seen on or about a site or brand.
    Site {
        /// The site.
        site: Site,
    },
    /// All about one product of a brand.
    Product {
        /// The brand.
        brand: Site,
        /// Ids and names that it goes by; the brand's record knows the others.
        called: Vec<String>,
    },
    /// Everything. Decisions and settings stay.
    Everything,
}

tagged!(Forget, "forget");

#[cfg(test)]
mod tests {
    use super::Forget;
    use crate::fact::What;
    use crate::id::Millis;

    #[test]
    fn a_deletion_survives_being_written() {
        let what = What::Forget(Forget::Since { time: Millis(5) });
        let text = serde_json::to_string(&what).expect("json");
        assert_eq!(serde_json::from_str::<What>(&text).expect("the same"), what);
    }
}
