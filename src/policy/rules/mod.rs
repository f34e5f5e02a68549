//! The person's word as declarativeNetRequest rules: few, shared, with ids that stay.
//!
//! One rule holds many brands that are quiet, so a thousand brands cost a few rules; only companies and
//! mixed hosts take one each. Brands lie in [`Id::SHARES`] shares, so that one more word changes the rules of
//! one share: the browser is told some hundred names, not all of a thousand brands anew.
//!
//! What rules cannot reach: a request of a frame inside
//! the page names that frame as its initiator, not the page. So *quiet* also stops the ad
//! companies' own frames on the brand's pages, and what can still leak is what a frame of an
//! unknown company sends on; a *pause* and *allow* use `allowAllRequests`, which reaches nested
//! frames. The quiet hour speaks of every initiator, nested frames too, but not of pages and frames
//! that are an ad company's own: what those send on can still leak.

use serde::{Deserialize, Serialize};

use super::{Because, quiet_hour};
use crate::fact::{Choice, Mode, Scope};
use crate::id::Millis;
use crate::knowledge::Knowledge;
use crate::memory::Settings;
use crate::order::Order;
use crate::site::Site;
use crate::sorted::{SortedMap, SortedSet};

mod dnr;

pub use dnr::{ActionKind, Change, Condition, DomainType, ResourceType, Rule, RuleAction, diff};

/// All that the browser's rules should be.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct RuleSet {
    /// Static rulesets to enable, by id; all others are off.
    pub enabled_rulesets: Vec<&'static str>,
    /// Dynamic rules, by rising id.
    pub dynamic: Vec<Rule>,
}

/// A level of the precedence as priorities: static rulesets stay below [`Level::Trust`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[repr(u32)]
pub enum Level {
    /// Policy from trust. Priorities below are the static rulesets'.
    Trust = 1_000_000,
    /// The person's word for a company.
    Company = 2_000_000,
    /// The person's word for a brand.
    Brand = 3_000_000,
    /// The person's word for a brand on a site.
    BrandOnSite = 4_000_000,
    /// The hour in which no site tells any ad company anything.
    QuietHour = 4_500_000,
    /// A pause.
    Pause = 5_000_000,
}

/// What the pack knows that rules need, for the words that were said.
#[derive(Debug, Clone, Default)]
struct Reach<'a> {
    /// Hosts of companies that follow people.
    hosts: Vec<&'a str>,
    /// Address patterns of such companies on hosts that also do other things.
    paths: Vec<&'a str>,
    /// Hosts of the companies that the person spoke of.
    companies: SortedMap<&'a str, Vec<&'a str>>,
    /// Sites of the brands that the person spoke of, or that earned something.
    sites: SortedMap<&'a Site, Vec<Site>>,
}

/// Sites of one share that rules speak of: those that all passes on, and those that tell nobody.
#[derive(Default)]
struct Share<'a> {
    open: Vec<&'a Site>,
    quiet: Vec<&'a Site>,
}

/// Compiles settings to rules.
#[must_use]
pub fn rules(settings: &Settings, knowledge: &Knowledge, now: Millis) -> RuleSet {
    let scopes = || settings.choices.iter().map(|(scope, ..)| scope);
    let companies = scopes().filter_map(|scope| match scope {
        Scope::Company { company } => Some((company.as_str(), knowledge.company_hosts(company))),
        Scope::Brand { .. } | Scope::BrandOnSite { .. } => None,
    });
    let brands = scopes().filter_map(|scope| match scope {
        Scope::Brand { brand } | Scope::BrandOnSite { brand, .. } => Some(brand),
        Scope::Company { .. } => None,
    });
    let reach = Reach {
        hosts: knowledge.following_hosts(),
        paths: knowledge.following_paths(),
        companies: companies.collect(),
        sites: knowledge.sites_of(brands.chain(settings.earned.keys())),
    };
    compile(settings, &reach, now)
}

fn compile(settings: &Settings, reach: &Reach<'_>, now: Millis) -> RuleSet {
    let mut dynamic = Vec::new();
    let paused = settings.pauses.iter().filter(|(_, pause)| pause.holds(now)).map(|(site, _)| site);
    dynamic.extend(let_through(Id::PAUSE, Level::Pause, &domains(paused)));

    if quiet_hour(settings, now) {
        // On its own pages an ad company is the site itself, and would lose its pictures and its sign-in.
        let own = domains(reach.hosts.iter());
        let everywhere = Condition { excluded_initiator_domains: own, ..Condition::default() };
        dynamic.extend(silence(Id::QUIET_HOUR, Level::QuietHour, everywhere, reach));
    }

    let mut shares: SortedMap<(Level, u32), Share<'_>> = SortedMap::new();
    for (site, (level, choice)) in words(settings, reach) {
        let Share { open, quiet } = shares.entry((level, hash(site.as_str()) % Id::SHARES)).or_default();
        match choice {
            Choice::Allow => open.push(site),
            Choice::Quiet | Choice::Block => quiet.push(site),
            Choice::Hide | Choice::Ask => {}
        }
    }
    for ((level, share), Share { open, quiet }) in shares {
        let id = Id::of(level) + share * Id::SHARE;
        dynamic.extend(let_through(id, level, &domains(open.into_iter())));
        let quiet = domains(quiet.into_iter());
        if !quiet.is_empty() {
            let there = Condition { initiator_domains: quiet, ..Condition::default() };
            dynamic.extend(silence(id, level, there, reach));
        }
    }
    dynamic.extend(companies(settings, reach));
    dynamic.order_by_key(|rule| rule.id);
    RuleSet {
        enabled_rulesets: by_mode(settings.mode).into_iter().chain(settings.gpc.then_some(GPC)).collect(),
        dynamic,
    }
}

/// The static ruleset whose one rule adds `Sec-GPC: 1` to every request. Its priority is above a pause's:
/// Chromium changes no headers where a rule of the same or a higher one lets the request through.
pub const GPC: &str = "gpc";

/// The static ruleset that a mode stops by.
const fn by_mode(mode: Mode) -> Option<&'static str> {
    match mode {
        Mode::ShowMe => None,
        Mode::Balanced => Some("balanced"),
        Mode::Strict => Some("strict"),
    }
}

/// Where rules get their ids: blocks that never touch, so that a rule keeps its id.
struct Id;

impl Id {
    const PAUSE: u32 = 1;
    const BRAND_ON_SITE: u32 = 10_000;
    const BRAND: u32 = 20_000;
    const TRUST: u32 = 30_000;
    const QUIET_HOUR: u32 = 40_000;
    /// Into how many shares the brands of a level are dealt. Each repeats the ad companies' hosts (1,600), and the browser
    /// writes and reads all rules at each change: with sixteen shares a decision took twice as long as with four, with one
    /// the names to be told take over.
    const SHARES: u32 = 4;
    /// The ids of a share.
    const SHARE: u32 = 600;
    /// Address patterns of a share: as many as fit.
    const MOST_PATHS: usize = 500;
    const COMPANY: u32 = 1_000_000_000;
    const COMPANIES: u32 = 1_000_000_000;

    /// Where a level of brands begins.
    const fn of(level: Level) -> u32 {
        match level {
            Level::BrandOnSite => Self::BRAND_ON_SITE,
            Level::Brand => Self::BRAND,
            _ => Self::TRUST,
        }
    }
}

/// Ids of the dynamic rules that came with newer lists: of each version its own, so that which version is
/// in force shows from one id.
#[derive(Debug)]
pub struct ListIds;

impl ListIds {
    const FIRST: u32 = 100_000_000;
    const VERSIONS: u32 = 1_000;
    const OF_ONE: u32 = 10_000;

    /// The ids of a version.
    #[must_use]
    pub fn of(version: &str) -> std::ops::Range<u32> {
        let first = Self::FIRST + hash(version) % Self::VERSIONS * Self::OF_ONE;
        first..first + Self::OF_ONE
    }

    /// Whether an id is of lists at all.
    #[must_use]
    pub const fn has(id: u32) -> bool {
        id >= Self::FIRST && id < Self::FIRST + Self::VERSIONS * Self::OF_ONE
    }
}

/// The word that holds on each site of a brand, with its level.
fn words<'a>(settings: &Settings, reach: &'a Reach<'_>) -> SortedMap<&'a Site, (Level, Choice)> {
    let general = settings.choices.iter().filter_map(|(scope, choice, _)| match scope {
        Scope::Brand { brand } => Some((brand, *choice)),
        _ => None,
    });
    let sites = |brand: &Site| reach.sites.get(brand).into_iter().flatten();
    let earned = settings
        .earned
        .iter()
        .flat_map(|(brand, earned)| sites(brand).map(|site| (site, (Level::Trust, earned.choice))));
    let general =
        general.flat_map(|(brand, choice)| sites(brand).map(move |site| (site, (Level::Brand, choice))));
    let here = settings.choices.iter().filter_map(|(scope, choice, _)| match scope {
        // A word for a brand on somebody else's site speaks of its ads there, not of requests.
        Scope::BrandOnSite { brand, site } => {
            Some((sites(brand).find(|own| *own == site)?, (Level::BrandOnSite, *choice)))
        }
        _ => None,
    });
    // What comes last replaces what came before: the person's own words what a brand earned.
    earned.chain(general).chain(here).collect()
}

/// Lets everything through on these sites. The second rule speaks for pages that were open before:
/// a browser works out `allowAllRequests` when a page loads.
fn let_through(id: u32, level: Level, sites: &[String]) -> Vec<Rule> {
    if sites.is_empty() {
        return Vec::new();
    }
    let pages = Condition {
        request_domains: sites.to_vec(),
        resource_types: vec![ResourceType::MainFrame],
        ..Condition::default()
    };
    let open = Condition { initiator_domains: sites.to_vec(), ..Condition::default() };
    vec![rule(id, level, ActionKind::AllowAllRequests, pages), rule(id + 1, level, ActionKind::Allow, open)]
}

/// Stops what is told to companies that follow people from where `from` says: by host, and by
/// address on hosts that also do other things.
fn silence(id: u32, level: Level, from: Condition, reach: &Reach<'_>) -> Vec<Rule> {
    let to = Condition { domain_type: Some(DomainType::ThirdParty), ..from };
    let mut rules = Vec::new();
    let hosts = domains(reach.hosts.iter());
    if !hosts.is_empty() {
        rules.push(rule(
            id + 2,
            level,
            ActionKind::Block,
            Condition { request_domains: hosts, ..to.clone() },
        ));
    }
    for (id, path) in (id + 100..).zip(reach.paths.iter().take(Id::MOST_PATHS)) {
        let at = Condition { url_filter: Some((*path).to_owned()), ..to.clone() };
        rules.push(rule(id, level, ActionKind::Block, at));
    }
    rules
}

/// One rule per company that is let through or stopped. On its own sites a company is the site
/// itself, so it is not stopped there.
fn companies(settings: &Settings, reach: &Reach<'_>) -> Vec<Rule> {
    let mut taken = SortedSet::new();
    let mut rules = Vec::new();
    for (scope, choice, _) in &settings.choices {
        let Scope::Company { company } = scope else { continue };
        let mut id = Id::COMPANY + hash(company) % Id::COMPANIES;
        while !taken.insert(id) {
            id = Id::COMPANY + (id - Id::COMPANY + 1) % Id::COMPANIES;
        }
        let hosts = domains(reach.companies.get(company.as_str()).into_iter().flatten());
        let to = Condition { request_domains: hosts, ..Condition::default() };
        match choice {
            _ if to.request_domains.is_empty() => {}
            Choice::Allow => rules.push(rule(id, Level::Company, ActionKind::Allow, to)),
            Choice::Quiet | Choice::Block => {
                let own = to.request_domains.clone();
                let to = Condition { excluded_initiator_domains: own, ..to };
                rules.push(rule(id, Level::Company, ActionKind::Block, to));
            }
            Choice::Hide | Choice::Ask => {}
        }
    }
    rules
}

fn rule(id: u32, level: Level, kind: ActionKind, condition: Condition) -> Rule {
    Rule { id, priority: level as u32, action: RuleAction { kind }, condition }
}

/// Hosts as rules take them, sorted, without repeats. One that is not lower-case ASCII would have
/// the browser refuse the whole update, so it is left out.
fn domains<T: AsRef<str>>(hosts: impl Iterator<Item = T>) -> Vec<String> {
    let plain = |b: u8| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'-' | b'_');
    let hosts: SortedSet<String> = hosts
        .map(|host| host.as_ref().to_owned())
        .filter(|host| !host.is_empty() && host.bytes().all(plain))
        .collect();
    hosts.into_iter().collect()
}

/// FNV-1a, so that a company's rule keeps its id while others come and go.
fn hash(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

impl AsRef<str> for Site {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl Because {
    /// The level as priorities; none for the mode, which the static rulesets carry.
    #[must_use]
    pub const fn level(self) -> Option<Level> {
        Some(match self {
            Self::Paused => Level::Pause,
            Self::QuietHour => Level::QuietHour,
            Self::BrandOnSite(_) => Level::BrandOnSite,
            Self::Brand(_) => Level::Brand,
            Self::Company(_) => Level::Company,
            Self::Trust(_) => Level::Trust,
            Self::Mode(_) => return None,
        })
    }
}

#[cfg(test)]
mod tests;
