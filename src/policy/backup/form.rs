//! The rows of a back-up, each refused where it says something that Candor could not hold.

use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use crate::fact::{Choice, Grade, Group, Matters, Mode, Scope};
use crate::id::Millis;
use crate::memory::Settings;
use crate::site::Site;
use crate::sorted::SortedMap;

/// Longest name of a site or company that is read, in bytes: a host has at most 253.
const LONGEST: usize = 253;

/// Settings that are not about one brand or company.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Set {
    /// The mode.
    pub mode: Mode,
    /// Products and shops are remembered.
    pub remember: bool,
    /// For how many days: 1 to 365.
    #[serde(deserialize_with = "days")]
    pub keep_days: u16,
    /// Ads seen are logged.
    pub research_log: bool,
    /// The badge counts what follows the person.
    pub badge: bool,
    /// Labels are shown on ads.
    pub labels: bool,
    /// A hidden ad leaves a note.
    #[serde(default)]
    pub notes: bool,
    /// Sites are told not to sell or share (Global Privacy Control).
    pub gpc: bool,
    /// A typed e-mail address is looked for in what leaves the page.
    #[serde(default)]
    pub typed: bool,
    /// A page's own ad tools are read for what they say of its ads.
    #[serde(default)]
    pub detail: bool,
    /// Newer filter lists are asked for.
    #[serde(default = "yes")]
    pub lists: bool,
    /// Rules by record: for which grade and worse a choice holds; for *allow*: and better.
    #[serde(default)]
    pub rules: SortedMap<Choice, Grade>,
    /// How much each group of principles counts; as usual where nothing is said.
    #[serde(default, skip_serializing_if = "SortedMap::is_empty")]
    pub matters: SortedMap<Group, Matters>,
}

/// A word about a brand (on one site or everywhere) or a company.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(into = "Row")]
pub struct Chosen {
    /// About what.
    pub scope: Scope,
    /// What.
    pub choice: Choice,
    /// When it was said.
    pub since: Millis,
}

/// A pause on a site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paused {
    /// The site.
    #[serde(deserialize_with = "site")]
    pub site: Site,
    /// When it ends; null: when the person ends it.
    pub until: Option<Millis>,
}

/// "Wrong brand": whose the ads are that lead to a site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Corrected {
    /// The site that they lead to.
    #[serde(deserialize_with = "site")]
    pub ads_to: Site,
    /// Whose they are; null: nobody knows.
    #[serde(deserialize_with = "no_or_site")]
    pub are_of: Option<Site>,
}

/// A choice as it is written: flat, for people to read.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    brand: Option<Site>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    on: Option<Site>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    company: Option<String>,
    choice: Choice,
    #[serde(default)]
    since: Millis,
}

/// What was not said in earlier back-ups was so.
const fn yes() -> bool {
    true
}

impl Set {
    /// As settings have them.
    pub(super) fn of(settings: &Settings) -> Self {
        Self {
            mode: settings.mode,
            remember: settings.remember,
            keep_days: settings.keep_days,
            research_log: settings.research_log,
            badge: settings.badge,
            labels: settings.labels,
            notes: settings.notes,
            gpc: settings.gpc,
            typed: settings.typed,
            detail: settings.detail,
            lists: settings.lists,
            rules: settings.rules.clone(),
            matters: settings.matters.clone(),
        }
    }
}

impl Chosen {
    pub(super) fn new(scope: &Scope, choice: Choice, since: Millis) -> Self {
        Self { scope: scope.clone(), choice, since }
    }
}

impl From<Chosen> for Row {
    fn from(Chosen { scope, choice, since }: Chosen) -> Self {
        let (brand, on, company) = match scope {
            Scope::Brand { brand } => (Some(brand), None, None),
            Scope::BrandOnSite { brand, site } => (Some(brand), Some(site), None),
            Scope::Company { company } => (None, None, Some(company)),
        };
        Self { brand, on, company, choice, since }
    }
}

impl TryFrom<Row> for Chosen {
    type Error = &'static str;

    fn try_from(Row { brand, on, company, choice, since }: Row) -> Result<Self, Self::Error> {
        let sites = brand.iter().chain(&on).all(is_site);
        let scope = match (brand, on, company) {
            (Some(brand), None, None) => Scope::Brand { brand },
            (Some(brand), Some(site), None) => Scope::BrandOnSite { brand, site },
            (None, None, Some(company)) if is_name(&company) => Scope::Company { company },
            _ => return Err("about what"),
        };
        if sites { Ok(Self { scope, choice, since }) } else { Err("no site") }
    }
}

/// By hand, so that a fault is found inside the row: serde's `try_from` finds it behind it, which
/// may be another line.
impl<'de> Deserialize<'de> for Chosen {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Whole;
        impl<'de> Visitor<'de> for Whole {
            type Value = Chosen;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a choice")
            }

            fn visit_map<A: MapAccess<'de>>(self, row: A) -> Result<Chosen, A::Error> {
                let row = Row::deserialize(MapAccessDeserializer::new(row))?;
                Chosen::try_from(row).map_err(A::Error::custom)
            }
        }
        from.deserialize_map(Whole)
    }
}

/// Sites are kept in lower case; in another form a word would never be found.
fn is_site(site: &Site) -> bool {
    let fits = |c: char| !c.is_whitespace() && !c.is_control() && !c.is_uppercase() && !"/?#@".contains(c);
    !site.0.is_empty() && site.0.len() <= LONGEST && site.0.chars().all(fits)
}

fn is_name(name: &str) -> bool {
    !name.trim().is_empty() && name.len() <= LONGEST && !name.chars().any(char::is_control)
}

fn site<'de, D: Deserializer<'de>>(from: D) -> Result<Site, D::Error> {
    let site = Site::deserialize(from)?;
    if is_site(&site) { Ok(site) } else { Err(D::Error::custom("no site")) }
}

fn no_or_site<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Site>, D::Error> {
    let site = Option::<Site>::deserialize(from)?;
    if site.iter().all(is_site) { Ok(site) } else { Err(D::Error::custom("no site")) }
}

fn days<'de, D: Deserializer<'de>>(from: D) -> Result<u16, D::Error> {
    let days = u16::deserialize(from)?;
    if (1..=365).contains(&days) { Ok(days) } else { Err(D::Error::custom("1 to 365")) }
}
