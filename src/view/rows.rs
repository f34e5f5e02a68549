//! What the views' lists are made of: one row each for a company, an ad, a brand, a call, a finding.

use serde::{Deserialize, Serialize};

use crate::classify::{Action, Job};
use crate::explain::{Band, Phrase, ReasonId};
use crate::fact::{Choice, ConsentState, Matters, Rect, Scope};
use crate::id::{AdId, Millis};
use crate::incident::{BrandRef, ProductRef};
use crate::knowledge::Function;
use crate::site::Site;

/// Companies of one function.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Group {
    /// The function.
    pub function: Function,
    /// The companies; the one told most first.
    pub companies: Vec<CompanyRow>,
}

/// A company on a page, or over all.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct CompanyRow {
    /// Its name.
    pub name: String,
    /// Its owner.
    pub owner: Option<String>,
    /// Its function.
    pub function: Option<Function>,
    /// What it was told, the most telling first ("you viewed Trail Boots").
    pub told: Vec<Phrase>,
    /// Requests to it.
    pub requests: u32,
    /// Of these stopped on this device.
    pub blocked: u32,
    /// It was told something before the person chose, where a banner asked.
    pub before_choice: bool,
    /// How many brands told it about this person (over all; 0 in the popup).
    pub brands: u32,
    /// The person's choice about it.
    pub choice: Option<Choice>,
}

/// A brand that told a company about this person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ToldBy {
    /// The brand.
    pub brand: BrandRef,
    /// How often it told, or tried to.
    pub messages: u32,
    /// Of these stopped on this device.
    pub stopped: u32,
    /// When last.
    pub last: Millis,
}

/// What Candor stops on a page: the requests to one company.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct StoppedRow {
    /// The company; a host where nobody knows whose it is.
    pub company: String,
    /// Requests.
    pub requests: u32,
    /// What to allow to let exactly these through; none where no single word does.
    pub alone: Option<Scope>,
}

/// A third party that no list names and that behaves like a tracker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct SuspectRow {
    /// Its registrable domain: whose it is, nobody says.
    pub site: Site,
    /// The evidence.
    pub why: Vec<Phrase>,
}

/// An ad in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct AdRow {
    /// The ad.
    pub ad: AdId,
    /// When it was first seen.
    pub time: Millis,
    /// Site of the page.
    pub page: Site,
    /// Whose it is.
    pub brand: Option<BrandRef>,
    /// What it shows.
    pub product: Option<ProductRef>,
    /// Why.
    pub reason: ReasonId,
    /// How sure.
    pub band: Band,
    /// The sentence.
    pub sentence: Phrase,
    /// It follows the person (a retargeting reason, likely or above).
    pub follows: bool,
    /// It is hidden by the person's choice.
    pub hidden: bool,
    /// The rule by record that hides it, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub earned: Option<Phrase>,
    /// How often the same ad was seen.
    pub count: u32,
    /// Where it stands.
    pub rect: Rect,
}

/// A brand in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct BrandRow {
    /// The brand.
    pub brand: BrandRef,
    /// Its record in a few words.
    pub grade: Phrase,
    /// Ads of it seen.
    pub ads: u32,
    /// Visits to its site.
    pub visits: u32,
    /// When it was last met.
    pub last: Millis,
    /// The person's choice.
    pub choice: Option<Choice>,
    /// What a rule by record makes of it, in words, where the person said nothing of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub earned: Option<Phrase>,
}

/// What rules by record make of a brand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct EarnedRow {
    /// The brand.
    pub brand: BrandRef,
    /// The choice of the rule.
    pub choice: Choice,
    /// Why, in words.
    pub why: Phrase,
    /// The person's own word, which stands above.
    pub yours: Option<Choice>,
}

/// Something counted before and after a choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct EffectRow {
    /// What.
    pub what: Phrase,
    /// Before.
    pub before: u32,
    /// After, over as long a time.
    pub after: u32,
}

/// One principle of a brand's record. Its words are the messages `principle_<id>` (title) and
/// `principle_<id>_what` (what it asks of a brand).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct PrincipleView {
    /// Its id: `restraint`, `listening` …
    pub id: String,
    /// Its group, a message id: `group_before`, `group_tells`, `group_ads`, `group_open`, `group_said`.
    pub group: String,
    /// How much its group counts for the person.
    #[serde(default)]
    pub matters: Matters,
    /// The belief, in ‰ (500 is even).
    pub belief: u16,
    /// How sure, in ‰.
    pub sure: u16,
    /// The same in words.
    pub words: Phrase,
    /// The evidence, newest first.
    pub findings: Vec<FindingView>,
    /// The belief at each point of [`super::BrandView::course`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub course: Vec<u16>,
}

/// A record as it stood at the end of a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct CoursePoint {
    /// Noon of the day.
    pub time: Millis,
    /// The belief over all, in ‰.
    pub belief: u16,
    /// Enough was known for a grade.
    pub enough: bool,
    /// The record in words.
    pub grade: Phrase,
    /// What moved it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moved_by: Option<FindingView>,
}

/// One piece of evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct FindingView {
    /// When.
    pub time: Millis,
    /// Who did it: a site or a company.
    pub actor: String,
    /// What.
    pub what: Phrase,
    /// It speaks against the brand.
    pub against: bool,
    /// What would mend it, for the people who run the site.
    pub mend: Option<Phrase>,
    /// Address of the request that shows it, scrubbed; only in a site view.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<String>,
}

/// A product in a brand's record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ThingRow {
    /// Its name, else a number.
    pub name: String,
    /// All that it goes by: what a deletion reaches.
    pub called: Vec<String>,
    /// How often something was done with it.
    pub visits: u32,
}

/// A remembered record and why it is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Remembered {
    /// When it happened.
    pub time: Millis,
    /// When it will be forgotten.
    pub until: Millis,
    /// What.
    pub what: Phrase,
}

/// One call of a visit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct CallRow {
    /// Milliseconds after the page opened.
    pub after: i64,
    /// Its host.
    pub host: String,
    /// Its address, scrubbed.
    pub url: String,
    /// Who got it.
    pub company: Option<String>,
    /// What the company is for here.
    pub function: Option<Function>,
    /// What it does.
    pub job: Job,
    /// What it told.
    pub told: Vec<Phrase>,
    /// What the lists say.
    pub action: Action,
    /// It was stopped on this device.
    pub blocked: bool,
    /// Consent at that time.
    pub consent: ConsentState,
    /// It says itself that nothing may be kept, and carries nothing to know anybody by.
    #[serde(default)]
    pub anonymous: bool,
}

/// Whom a banner's list names, beside who was told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct DisclosedView {
    /// How many it names in all.
    pub all: u32,
    /// Companies told something that it can name.
    pub told: u32,
    /// Those of them that it names.
    pub named: u32,
}
