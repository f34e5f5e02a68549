//! What the pages show: every word as a [`Phrase`], every number with what it counts; pages only draw.

use serde::{Deserialize, Serialize};

use crate::explain::{Explanation, Forecast, Phrase};
use crate::fact::{About, Choice, ConsentState, Correction, Forget, Pause};
use crate::id::{Millis, TabId};
use crate::incident::{BrandRef, Denominators, Sighting};
use crate::memory::Settings;
use crate::site::Site;

mod ads;
mod answer;
mod ask;
mod brand;
mod brands;
pub mod calls;
mod companies;
mod company;
mod declared;
mod effect;
mod log;
mod popup;
mod rows;
mod rules;
mod settings;
mod site;
mod stopped;
mod suspects;
mod why;

pub use ads::ads;
pub use answer::{answer, needs, undo, wants_rows};
pub use ask::{Answer, Ask, BrandsShown, Export, Extent, SHOWN, Sieve, SortedBy, Stored};
pub use brand::stated;
pub use declared::Declared;
pub use rows::{
    AdRow, BrandRow, CallRow, CompanyRow, CoursePoint, DisclosedView, EarnedRow, EffectRow, FindingView,
    Group, PrincipleView, Remembered, StoppedRow, SuspectRow, ThingRow, ToldBy,
};

/// The popup.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct PopupView {
    /// The tab.
    pub tab: TabId,
    /// The page's brand: site and name.
    pub brand: BrandRef,
    /// The page's own site: what a pause is about.
    pub site: Site,
    /// Its record in a few words.
    pub grade: Phrase,
    /// Candor is paused here.
    pub pause: Option<Pause>,
    /// Until when no site tells any ad company about the person.
    #[serde(default)]
    pub quiet_until: Option<Millis>,
    /// The first page was answered.
    pub welcomed: bool,
    /// Products and shops are remembered.
    pub remember: bool,
    /// What happened before Candor came was not seen.
    pub from_here_on: bool,
    /// The browser did not take the newest rules: what is stopped may not be what was chosen.
    #[serde(default)]
    pub refused: bool,
    /// The truest short thing about this page.
    pub headline: Phrase,
    /// Companies by what they are for; the most telling group first.
    pub groups: Vec<Group>,
    /// Companies told before the person chose about cookies, where a banner asked.
    pub before_choice: u32,
    /// Third parties that nobody names and that behave like trackers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub suspects: Vec<SuspectRow>,
    /// What may follow from what this page told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forecast: Option<Forecast>,
    /// Ads on this page.
    pub ads: Vec<AdRow>,
    /// How many of them follow the person.
    pub following: u32,
    /// Requests in all, and those to the site itself.
    pub requests: u32,
    /// Requests to the site itself.
    pub own_requests: u32,
    /// Requests stopped on this device.
    pub blocked: u32,
    /// What Candor stops here, or would stop without the pause.
    pub stopped: Vec<StoppedRow>,
    /// The person's choice about this brand.
    pub choice: Option<Choice>,
    /// What a rule by record makes of it, in words, where the person said nothing of it.
    pub earned: Option<Phrase>,
}

/// The answer to "why this ad?", with what can be done about it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct WhyView {
    /// The ad.
    pub row: AdRow,
    /// Why.
    pub explanation: Explanation,
    /// That it had to be expected, where a message on its path said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub foretold: Option<Phrase>,
    /// How often this brand's ads came, where this is not the first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pressure: Vec<Phrase>,
    /// The person's choice about the brand.
    pub choice: Option<Choice>,
    /// What the person said before that holds for it, too, each word with what it was about.
    pub corrections: Vec<(Correction, About)>,
    /// Products and shops are remembered.
    pub remember: bool,
}

/// A brand's page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct BrandView {
    /// The brand and its counts.
    pub row: BrandRow,
    /// Where its name is from.
    pub name_origin: String,
    /// Who owns it, and the source that says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<(String, String)>,
    /// Its sites: where "make them forget me" reaches.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sites: Vec<Site>,
    /// Whether enough is known for a grade.
    pub enough: bool,
    /// Where not: what would tell.
    pub would_tell: Vec<Phrase>,
    /// The principles that say something, by group.
    pub principles: Vec<PrincipleView>,
    /// How the record changed, in order of time; the last point is today.
    pub course: Vec<CoursePoint>,
    /// What is remembered, newest first, each row with why it is there.
    pub remembered: Vec<Remembered>,
    /// The products in it, by name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub things: Vec<ThingRow>,
    /// Its ads, newest first.
    pub ads: Vec<AdRow>,
    /// Companies its site told.
    pub told: Vec<CompanyRow>,
    /// What changed with the person's choice.
    pub effect: Option<EffectView>,
    /// What its site says of Global Privacy Control, where the person had it asked, and when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statement: Option<(Millis, Phrase)>,
}

/// A company's page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct CompanyView {
    /// The company and its counts.
    pub row: CompanyRow,
    /// What kinds of things it was told, each with how often; the most frequent first.
    pub kinds: Vec<(Phrase, u32)>,
    /// The brands that told it, the one that told most first.
    pub brands: Vec<ToldBy>,
    /// Its hosts, with their subdomains: where "make them forget me" reaches.
    pub hosts: Vec<String>,
    /// What it says of itself, where the pack knows that.
    pub declared: Option<Declared>,
}

/// What a brand did before and after the person's choice about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct EffectView {
    /// The choice.
    pub choice: Choice,
    /// When it was made.
    pub since: Millis,
    /// Over how long it was counted, or why it was not.
    pub what: Phrase,
    /// The counts.
    pub rows: Vec<EffectRow>,
}

/// The research log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct LogView {
    /// The log is kept.
    pub on: bool,
    /// Rows, newest first, at most 500.
    pub rows: Vec<Sighting>,
    /// How many there are in all.
    pub total: u32,
    /// Facts behind them.
    pub facts: u32,
    /// What the rows are counted against.
    pub denominators: Denominators,
    /// A row as it is and as redaction leaves it, as JSON, for the preview.
    pub preview: Option<(String, String)>,
}

/// A site's visit as its makers should see it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct SiteView {
    /// Open tabs to choose from: tab, site, title.
    pub tabs: Vec<(TabId, Site, String)>,
    /// The chosen visit.
    pub visit: Option<VisitView>,
}

/// One visit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct VisitView {
    /// The tab.
    pub tab: TabId,
    /// The site's brand.
    pub brand: BrandRef,
    /// The page, scrubbed.
    pub url: String,
    /// When it opened.
    pub opened: Millis,
    /// What happened before was not seen.
    pub from_here_on: bool,
    /// Consent states, with milliseconds after opening.
    pub consent: Vec<(i64, ConsentState)>,
    /// The first of them is of an earlier visit.
    #[serde(default)]
    pub chosen_earlier: bool,
    /// Whom the banner's list names, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disclosed: Option<DisclosedView>,
    /// Clicks that the choice took, where it was made here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clicks: Option<u8>,
    /// The banner's product.
    pub consent_product: Option<String>,
    /// Who was called, in order.
    pub calls: Vec<CallRow>,
    /// Findings by principle: the same evidence that the brand's record uses.
    pub findings: Vec<(String, FindingView)>,
}

/// How fresh the filter lists are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ListsView {
    /// The day of the newest of them: its first moment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<Millis>,
    /// When newer ones were last asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tried: Option<Millis>,
    /// Why that brought nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trouble: Option<Phrase>,
    /// Where they are newer than Candor: rules about requests, those that Candor cannot read, and what does not fit
    /// into the browser's own rules.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub newer: Option<[u32; 3]>,
}

/// Settings and what is stored.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct SettingsView {
    /// The settings.
    pub settings: Settings,
    /// Version of the knowledge pack.
    pub knowledge: String,
    /// How fresh the lists are.
    #[serde(default)]
    pub lists: ListsView,
    /// Candor's version.
    pub candor: String,
    /// Brands remembered.
    pub brands: u32,
    /// Ads logged.
    pub ads: u32,
    /// Facts logged.
    pub facts: u32,
    /// Pages on sensitive subjects of which a company that follows people was told.
    #[serde(default)]
    pub sensitive_told: u64,
    /// What went for want of room: brands, pieces of evidence, and when the last of these brands had been met.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub made_room: Option<(u64, u64, Millis)>,
    /// What can be forgotten at once, with its words.
    pub forget: Vec<(Forget, Phrase)>,
}

/// Counts shown to a person fit 32 bits; a page with more shows the most there is.
fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
