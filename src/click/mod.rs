//! Click links: which system stands in the link, and where it leads, without loading it.
//!
//! [`systems::SYSTEMS`] lists the systems once, [`about`] the links that are about ads as such.

use serde::{Deserialize, Serialize};

use crate::site::{Url, host_is};

mod about;
mod owner;
mod place;
mod systems;

use systems::{SYSTEMS, Sells, System};

/// Chains longer than this are no honest ones.
const HOPS: usize = 12;
/// Longer addresses are not read.
const BYTES: usize = 32 << 10;

/// A click link, taken apart.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Click {
    /// The outermost system that was recognised: `google_ads`, `criteo`, `xandr` …; none for a plain link.
    pub system: Option<String>,
    /// Every system in the chain, outermost first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hops: Vec<String>,
    /// The first affiliate network in the chain: whoever set the link is paid for a sale.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub affiliate: Option<String>,
    /// Where it leads; none where the link is opaque or empty. Never an intermediary.
    pub landing: Option<String>,
}

/// Takes a click link apart, nested ones to the end. `None` where `url` is no web address or no
/// known click system's; a known system with an opaque link gives `landing: None`.
#[must_use]
pub fn unwrap(url: &str) -> Option<Click> {
    let url = url.trim();
    if url.len() > BYTES {
        return None;
    }
    let mut next = Some(url.to_owned());
    let mut hops: Vec<String> = Vec::new();
    let (mut domain, mut affiliate) = (None, None);
    while let Some(link) = next.take() {
        let Some(system) = system_of(&link) else {
            next = Some(link).filter(|link| !hops.is_empty() && is_landing(link));
            break;
        };
        if hops.len() == HOPS {
            break;
        }
        hops.push(system.id.to_owned());
        affiliate = affiliate.or_else(|| (system.sells == Sells::Affiliate).then(|| system.id.to_owned()));
        if system.mark.is_some() {
            next = Some(link).filter(|link| is_landing(link));
            break;
        }
        domain = domain.or_else(|| system.domain(&link)).filter(|link| is_landing(link));
        next = system.next(&link);
    }
    let system = hops.first()?.clone();
    Some(Click { system: Some(system), hops, affiliate, landing: next.or(domain) })
}

/// Whether a link is about ads as such ("why this ad", AdChoices, opt-out, "ads by …"), so never an advertiser's.
#[must_use]
pub fn is_about_ads(url: &str) -> bool {
    let click = unwrap(url);
    let network = click.is_none() && about::is_network(url);
    about::is(url) || network || click.and_then(|c| c.landing).is_some_and(|landing| about::is(&landing))
}

/// Whether somebody is paid for a click through one of these systems: others only pass visitors on.
#[must_use]
pub fn is_paid(hops: &[String]) -> bool {
    let sells = |hop: &String| {
        SYSTEMS.iter().any(|system| system.id == hop.as_str() && system.sells != Sells::Nothing)
    };
    hops.iter().any(sells)
}

/// The system that `link` is a click link of.
fn system_of(link: &str) -> Option<&'static System> {
    let url = web(link)?;
    let host = url.host.to_ascii_lowercase();
    SYSTEMS.iter().find(|system| system.owns(&url, &host))
}

/// An address of the web: `http` or `https`, with a host that can be one.
fn web(link: &str) -> Option<Url<'_>> {
    let url = Url::split(link)?;
    let scheme = url.scheme.eq_ignore_ascii_case("https") || url.scheme.eq_ignore_ascii_case("http");
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ':') || !c.is_ascii();
    let host =
        url.host.len() <= 253 && url.host.starts_with(|c: char| c != '.') && url.host.chars().all(plain);
    (scheme && host && !link.contains(char::is_control)).then_some(url)
}

/// Whether an advertiser's page may stand at `link`: not on a host that only passes visitors on.
#[must_use]
pub fn is_landing(link: &str) -> bool {
    let Some(url) = web(link) else { return false };
    let host = url.host.to_ascii_lowercase();
    !owner::BETWEEN.iter().any(|domain| host_is(&host, domain))
}

#[cfg(test)]
mod tests;
