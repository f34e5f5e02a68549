//! Policy: what happens to a request or an ad, and why; the precedence, written once.
//!
//! | level | who says it | speaks of |
//! |---|---|---|
//! | 1 | a pause on this site | everything on the site |
//! | 2 | the person, of this hour ("shop quietly") | requests to companies that follow people |
//! | 3 | the person, of this brand on this site | the brand's site, or its ads there |
//! | 4 | the person, of this brand | the brand's sites and ads |
//! | 5 | the person, of this company | requests to it, ads it delivers |
//! | 6 | policy from trust | the brand, where the person said nothing of it |
//! | 7 | the mode | what the lists know |
//!
//! The first level that has something to say about the question answers it. The hour stands above
//! every lasting word, an *allow* too: it is the newest word, says "no site", and ends by itself. It
//! stands below a pause, which is how a person mends a site that it breaks. [`decide`] is that
//! walk; [`rules`] compiles the same levels to declarativeNetRequest, and a test holds the two
//! together over all combinations.

use serde::{Deserialize, Serialize};

use crate::classify::{Action, Job};
use crate::explain::{Arg, Phrase};
use crate::fact::{Choice, Mode};
use crate::id::Millis;
use crate::knowledge::Function;
use crate::memory::Settings;
use crate::site::{Party, Site};

pub mod backup;
mod choices;
mod earned;
#[cfg(test)]
mod law;
mod modes;
mod remedy;
pub mod rules;

pub use choices::{apply, brand_word, company_word, next_change, paused, quiet_hour};
pub use earned::{by_rules, earned};
pub use modes::{BALANCED, balanced, stops};
pub use remedy::remedy;
pub use rules::{RuleSet, rules};

/// What is asked: may this request leave, may this ad be seen?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Question<'a> {
    /// Site of the top page.
    pub page_site: &'a Site,
    /// For a request: the brand that the page belongs to. For an ad: whose ad it is.
    pub brand: Option<&'a Site>,
    /// For a request: who gets it. For an ad: who delivered it.
    pub company: Option<&'a str>,
    /// What the question is about.
    pub about: About,
}

/// What a question is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// A request.
    Request {
        /// First where the page and the company's host are of one site or one company.
        party: Party,
        /// What the company is for here.
        function: Option<Function>,
        /// What it does.
        job: Job,
        /// What the lists say.
        action: Action,
    },
    /// An ad.
    Ad,
}

/// The answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Decision {
    /// The request is stopped, or the ad hidden.
    pub stop: bool,
    /// The level that said so.
    pub because: Because,
}

/// The level that answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(tag = "level", content = "says", rename_all = "snake_case")]
pub enum Because {
    /// Candor is paused on this site.
    Paused,
    /// No site tells any ad company anything, for an hour.
    QuietHour,
    /// The person's word for this brand on this site.
    BrandOnSite(Choice),
    /// The person's word for this brand.
    Brand(Choice),
    /// The person's word for this company.
    Company(Choice),
    /// Policy from trust, which the person asked for.
    Trust(Choice),
    /// The mode.
    Mode(Mode),
}

/// Answers `question`: the precedence, from the top.
///
/// A word about the brand on this site replaces the brand's general word as a whole, and either
/// replaces policy from trust: *hide* on one site of a *quiet* brand is not quiet there. A word
/// that is silent on the question (*hide* says nothing of requests, *ask* says nothing at all)
/// leaves it to the levels that speak of something else: the company and the mode.
#[must_use]
pub fn decide(settings: &Settings, question: &Question<'_>, now: Millis) -> Decision {
    if paused(settings, question.page_site, now) {
        return Decision { stop: false, because: Because::Paused };
    }
    let word = question.brand.and_then(|brand| brand_word(settings, brand, question.page_site));
    let earned = question.brand.filter(|_| word.is_none()).and_then(|brand| settings.earned.get(brand));
    let said = [
        quiet_hour(settings, now).then_some(Because::QuietHour),
        word,
        question.company.and_then(|company| company_word(settings, company)).map(Because::Company),
        earned.map(|earned| Because::Trust(earned.choice)),
    ];
    said.into_iter()
        .flatten()
        .find_map(|because| because.stops(question.about).map(|stop| Decision { stop, because }))
        .unwrap_or_else(|| Decision {
            stop: stops(settings.mode, question.about),
            because: Because::Mode(settings.mode),
        })
}

/// Whether what a page of `site` tells a company that follows people is stopped: then that nobody
/// was told is no merit of the site's.
#[must_use]
pub fn silenced(settings: &Settings, brand: &Site, site: &Site, now: Millis) -> bool {
    let (party, function) = (Party::Third, Some(Function::Retargeting));
    let about = About::Request { party, function, job: Job::Event, action: Action::None };
    decide(settings, &Question { page_site: site, brand: Some(brand), company: None, about }, now).stop
}

impl Because {
    /// The person's word at this level, where it is one.
    #[must_use]
    pub const fn choice(self) -> Option<Choice> {
        match self {
            Self::BrandOnSite(choice) | Self::Brand(choice) | Self::Company(choice) | Self::Trust(choice) => {
                Some(choice)
            }
            Self::Paused | Self::QuietHour | Self::Mode(_) => None,
        }
    }

    /// What this level makes of the question; `None` where it has nothing to say.
    fn stops(self, about: About) -> Option<bool> {
        match (self, about) {
            (Self::Paused, _) => Some(false),
            // Whose ads are shown is not what the hour is about.
            (Self::QuietHour, About::Ad) => None,
            (Self::QuietHour, about) => choice_stops(Choice::Quiet, about),
            (Self::Mode(mode), about) => Some(stops(mode, about)),
            // Fetching anything from a company tells it something, so its quiet is its block.
            (Self::Company(Choice::Quiet | Choice::Block), About::Request { party, .. }) => {
                (party == Party::Third).then_some(true)
            }
            (
                Self::BrandOnSite(choice) | Self::Brand(choice) | Self::Company(choice) | Self::Trust(choice),
                _,
            ) => choice_stops(choice, about),
        }
    }

    /// The reason in words.
    #[must_use]
    pub fn phrase(self) -> Phrase {
        let (id, choice) = match self {
            Self::Paused => return Phrase::new("because_paused", []),
            Self::QuietHour => return Phrase::new("because_quiet_hour", []),
            Self::BrandOnSite(choice) => ("because_brand_on_site", choice.id()),
            Self::Brand(choice) => ("because_brand", choice.id()),
            Self::Company(choice) => ("because_company", choice.id()),
            Self::Trust(choice) => ("because_trust", choice.id()),
            Self::Mode(mode) => ("because_mode", mode.id()),
        };
        Phrase::new(id, [Arg::Phrase(Phrase::new(choice, []))])
    }
}

/// What a choice about a brand means, one row each.
fn choice_stops(choice: Choice, about: About) -> Option<bool> {
    match (choice, about) {
        (Choice::Allow, _) | (Choice::Quiet, About::Ad) => Some(false),
        (Choice::Hide | Choice::Block, About::Ad) => Some(true),
        (Choice::Quiet | Choice::Block, About::Request { party: Party::Third, function: Some(f), .. }) => {
            f.follows_people().then_some(true)
        }
        (Choice::Quiet | Choice::Block | Choice::Hide, About::Request { .. }) | (Choice::Ask, _) => None,
    }
}

impl Choice {
    /// Every choice, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Allow, Self::Quiet, Self::Hide, Self::Block, Self::Ask];

    /// Its word, as a message id.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Allow => "choice_allow",
            Self::Quiet => "choice_quiet",
            Self::Hide => "choice_hide",
            Self::Block => "choice_block",
            Self::Ask => "choice_ask",
        }
    }
}

impl Mode {
    /// Every mode, from the gentlest.
    pub const ALL: [Self; 3] = [Self::ShowMe, Self::Balanced, Self::Strict];

    /// Its word, as a message id.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::ShowMe => "mode_show_me",
            Self::Balanced => "mode_balanced",
            Self::Strict => "mode_strict",
        }
    }
}
