//! Forecasts: what a page told a company says what may follow, also where Candor cannot look.

use serde::{Deserialize, Serialize};

use super::{Arg, Phrase};
use crate::fact::Outcome;
use crate::memory::{Brand, Tab, Told};
use crate::sorted::{SortedMap, SortedSet};
use crate::wire::EventKind;

/// Where the ads of a system are shown, as a message id: `forecast_<where>`; by the systems' own
/// descriptions of their placements. Measurement and mere id exchange show nothing, so they are not here.
const WHERE: &[(&str, &str)] = &[
    ("meta", "forecast_feed"),
    ("tiktok", "forecast_feed"),
    ("pinterest", "forecast_feed"),
    ("snap", "forecast_feed"),
    ("x", "forecast_feed"),
    ("linkedin", "forecast_feed"),
    ("reddit", "forecast_feed"),
    ("quora", "forecast_feed"),
    ("spotify", "forecast_feed"),
    ("google_ads", "forecast_google"),
    ("floodlight", "forecast_google"),
    ("microsoft_uet", "forecast_microsoft"),
    ("klaviyo", "forecast_mail"),
    ("amazon_ads", "forecast_pages"),
    ("criteo", "forecast_pages"),
    ("rtb_house", "forecast_pages"),
    ("adroll", "forecast_pages"),
    ("ttd", "forecast_pages"),
    ("xandr", "forecast_pages"),
    ("adform", "forecast_pages"),
    ("stackadapt", "forecast_pages"),
    ("teads", "forecast_pages"),
    ("quantcast", "forecast_pages"),
    ("seznam", "forecast_pages"),
    ("taboola", "forecast_pages"),
    ("outbrain", "forecast_pages"),
];

/// Events that say that somebody is interested in a thing.
const OF_INTEREST: [EventKind; 4] =
    [EventKind::View, EventKind::CartAdd, EventKind::CartView, EventKind::Checkout];

/// Companies that one forecast names; the rest are in the list of companies.
const NAMED: usize = 3;

/// What may follow from a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Forecast {
    /// Ads for what may turn up.
    pub of: Phrase,
    /// Where, and who was told; one line per place.
    pub places: Vec<Phrase>,
}

/// What may follow from what the page in a tab told, and nobody stopped. None after a purchase: what
/// comes then, and whether anything should, is another question.
#[must_use]
pub fn forecast(tab: &Tab) -> Option<Forecast> {
    let mut places: SortedMap<&str, SortedSet<&str>> = SortedMap::new();
    let told = tab.calls.iter().filter(|call| call.outcome != Some(Outcome::Blocked));
    for (call, signal) in told.filter_map(|call| Some((call, call.signal.as_ref()?))) {
        let is = |event: EventKind| signal.events.iter().any(|told| told.event == event);
        if is(EventKind::Purchase) {
            return None;
        }
        if let (Some(place), Some(company)) = (place(&signal.system), call.company.as_deref())
            && OF_INTEREST.iter().any(|event| is(*event))
        {
            places.entry(place).or_default().insert(company);
        }
    }
    if places.is_empty() || tab.page.unremembered.is_some() {
        return None;
    }
    let product = tab.page.reading.product.as_ref().and_then(|product| product.name.clone());
    let of = product.map_or_else(
        || Phrase::new("forecast_something", []),
        |name| Phrase::new("forecast_of", [Arg::Text(name)]),
    );
    let line = |(place, companies): (&str, SortedSet<&str>)| {
        let named: Vec<&str> = companies.iter().copied().take(NAMED).collect();
        Phrase::new(place, [Arg::Text(named.join(", "))])
    };
    Some(Forecast { of, places: places.into_iter().map(line).collect() })
}

/// That an ad was foretold by a message: the same table says what may follow and what came.
#[must_use]
pub fn came_true(brand: &Brand, told: impl Fn(&Told) -> bool) -> Option<Phrase> {
    let foretold = |message: &&Told| {
        !message.blocked
            && OF_INTEREST.contains(&message.event)
            && place(&message.system).is_some()
            && told(message)
    };
    let message = brand.told.iter().filter(foretold).max_by_key(|message| message.time)?;
    Some(Phrase::new("forecast_true", [Arg::Text(message.company.clone()), Arg::Time(message.time)]))
}

fn place(system: &str) -> Option<&'static str> {
    WHERE.iter().find(|(id, _)| *id == system).map(|(_, place)| *place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::SYSTEMS;

    #[test]
    fn every_row_is_a_system_with_a_text() {
        for (id, place) in WHERE {
            assert!(SYSTEMS.iter().any(|system| system.id == *id), "{id}");
            let texts = include_str!("phrases.tsv");
            assert!(texts.lines().any(|line| line.split('\t').next() == Some(place)), "{place}");
        }
    }

    fn tab(calls: &[(&str, &str, &str, &str)]) -> Tab {
        let calls: Vec<_> = calls
            .iter()
            .map(|(company, system, event, outcome)| {
                serde_json::json!({
                    "request": "1", "time": 1, "frame": 0, "host": "", "url": "", "kind": "image",
                    "party": "third", "company": company, "owner": null, "function": "retargeting",
                    "job": "event", "action": "none", "outcome": {"type": outcome, "status": 200},
                    "signal": {"system": system, "account": null, "identity": [], "sync": null,
                        "events": [{"event": event, "name": "", "items": [], "value": null, "currency": null, "order": null}]},
                })
            })
            .collect();
        let calls = serde_json::from_value(serde_json::Value::Array(calls)).expect("calls");
        Tab { calls, ..Tab::default() }
    }

    /// The forecast as `where: companies`.
    fn said(calls: &[(&str, &str, &str, &str)]) -> Vec<String> {
        let line = |phrase: Phrase| match phrase.args.as_slice() {
            [Arg::Text(companies)] => format!("{}: {companies}", phrase.id),
            other => panic!("{other:?}"),
        };
        forecast(&tab(calls)).map_or_else(Vec::new, |f| f.places.into_iter().map(line).collect())
    }

    #[test]
    fn one_line_per_place() {
        let calls = [
            ("TikTok", "tiktok", "view", "finished"),
            ("Meta", "meta", "view", "finished"),
            ("Meta", "meta", "cart_add", "finished"),
            ("Criteo", "criteo", "view", "finished"),
            ("Google", "ga4", "view", "finished"),
        ];
        assert_eq!(said(&calls), ["forecast_feed: Meta, TikTok", "forecast_pages: Criteo"]);
    }

    #[test]
    fn nothing_follows_from_what_was_stopped_or_bought() {
        assert_eq!(said(&[("Meta", "meta", "view", "blocked")]), [""; 0]);
        assert_eq!(said(&[("Meta", "meta", "page", "finished")]), [""; 0]);
        let bought = [("Meta", "meta", "view", "finished"), ("Meta", "meta", "purchase", "finished")];
        assert_eq!(said(&bought), [""; 0]);
    }
}
