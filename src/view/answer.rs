//! Answers: which slices a question needs, and the one function from question to answer.

use super::{
    Answer, Ask, Stored, ads, brand, brands, companies, company, log, popup, rules, settings, site, why,
};
use crate::apart::apart;
use crate::command::Key;
use crate::engine::{Slices, sighting};
use crate::fact::What;
use crate::id::{AdId, Millis};
use crate::incident::Sighting;
use crate::knowledge::Knowledge;
use crate::memory::Settings;
use crate::order::Order;
use crate::policy;

/// The slices that are still missing for an answer; the shell asks until nothing is.
#[must_use]
pub fn needs(knowledge: &Knowledge, slices: &Slices, ask: &Ask, stored: &Stored) -> Vec<Key> {
    let mut keys = match ask {
        Ask::Popup { tab } => match slices.tabs.get(tab) {
            None => vec![Key::Tab { id: *tab }],
            Some(tab) => {
                let ads = tab.ads.iter().filter_map(|ad| ad.advertiser.as_ref()).map(|a| &a.site);
                let sites = ads.chain(Some(&tab.page.site)).filter(|site| !site.0.is_empty());
                sites.map(|site| Key::Brand { site: knowledge.brand(site) }).collect()
            }
        },
        Ask::Why { ad } => match find(knowledge, slices, stored, ad) {
            Some(row) => {
                row.advertiser.iter().map(|a| Key::Brand { site: knowledge.brand(&a.site) }).collect()
            }
            None => vec![Key::Tabs],
        },
        Ask::Brand { site } => vec![Key::Brand { site: knowledge.brand(site) }],
        Ask::Brands { .. } | Ask::Companies { .. } | Ask::Company { .. } | Ask::Rules { .. } => {
            vec![Key::Gists]
        }
        Ask::SiteView { tab } => {
            let chosen = tab.and_then(|id| slices.tabs.get(&id)).filter(|tab| !tab.page.site.0.is_empty());
            let brand = chosen.map(|tab| Key::Brand { site: knowledge.brand(&tab.page.site) });
            std::iter::once(Key::Tabs).chain(brand).collect()
        }
        Ask::Ads
        | Ask::Log
        | Ask::Settings
        | Ask::Export { .. }
        | Ask::Tell { .. }
        | Ask::Statement { .. }
        | Ask::Lists => Vec::new(),
    };
    keys.retain(|key| match key {
        Key::Tab { id } => !slices.all_tabs && !slices.tabs.contains_key(id),
        Key::Brand { site } => !slices.all_brands && !slices.brands.contains_key(site),
        Key::Tabs => !slices.all_tabs,
        Key::Brands => !slices.all_brands,
        Key::Gists => !slices.all_brands && slices.gists.is_none(),
        Key::Settings | Key::Totals => false,
    });
    keys.order();
    keys.dedup();
    keys
}

/// Whether an answer needs the rows of the log.
#[must_use]
pub const fn wants_rows(ask: &Ask) -> bool {
    matches!(ask, Ask::Why { .. } | Ask::Ads | Ask::Log | Ask::Settings | Ask::Export { .. })
}

/// Answers a question. `Tell` is no question: the shell turns it into a fact, and [`undo`] is the way back.
/// `Statement` is the shell's to ask.
#[must_use]
pub fn answer(knowledge: &Knowledge, slices: &Slices, stored: &Stored, ask: &Ask, now: Millis) -> Answer {
    match ask {
        Ask::Popup { tab } => apart(|| popup::popup(knowledge, slices, stored.refused, *tab, now))
            .map_or(Answer::Gone, |view| Answer::Popup(Box::new(view))),
        Ask::Why { ad } => find(knowledge, slices, stored, ad)
            .map_or(Answer::Gone, |row| Answer::Why(Box::new(apart(|| why::why(knowledge, slices, &row))))),
        Ask::Ads => Answer::Ads { rows: apart(|| ads::ads(&stored.rows, &slices.settings)) },
        Ask::Log => Answer::Log(Box::new(apart(|| log::log(slices, stored)))),
        Ask::Settings => {
            Answer::Settings(Box::new(apart(|| settings::settings(knowledge, slices, stored, now))))
        }
        Ask::Export { what } => apart(|| log::export(*what, slices, stored)),
        Ask::Brands { sieve } => {
            let (rows, extent) = apart(|| brands::brands(knowledge, slices, sieve, now));
            Answer::Brands { rows, extent }
        }
        Ask::Brand { site } => Answer::Brand(Box::new(apart(|| brand::brand(knowledge, slices, site, now)))),
        Ask::Rules { rules } => {
            let (rows, would, extent) = apart(|| rules::rules(knowledge, slices, rules, now));
            Answer::Rules { rows, would: would.into_iter().collect(), extent }
        }
        Ask::Companies { search, most } => {
            let (rows, extent) = apart(|| companies::companies(slices, search, *most));
            Answer::Companies { rows, extent }
        }
        Ask::Company { name } => {
            Answer::Company(Box::new(apart(|| company::company(knowledge, slices, name))))
        }
        Ask::SiteView { tab } => Answer::SiteView(Box::new(apart(|| site::site(knowledge, slices, *tab)))),
        Ask::Tell { .. } | Ask::Statement { .. } | Ask::Lists => Answer::Gone,
    }
}

/// An ad's row: as the open tab shows it now, else as the log keeps it.
fn find(knowledge: &Knowledge, slices: &Slices, stored: &Stored, id: &AdId) -> Option<Sighting> {
    let open = slices.tabs.values().flat_map(|tab| &tab.ads).find(|ad| ad.id == *id);
    open.map(|ad| sighting(knowledge, slices, ad))
        .or_else(|| stored.rows.iter().find(|row| row.id == *id).cloned())
}

/// The fact that takes `what` back, as the settings stand before it. None for deletions.
#[must_use]
pub fn undo(settings: &Settings, what: &What, now: Millis) -> Option<What> {
    match what {
        What::Corrected { ad, brand, correction, about, undo } => Some(What::Corrected {
            ad: ad.clone(),
            brand: brand.clone(),
            correction: correction.clone(),
            about: about.clone(),
            undo: !undo,
        }),
        _ => policy::apply(&mut settings.clone(), what, now),
    }
}
