//! What is known of a brand without reading it: how old its oldest evidence is.
//!
//! Stored beside each brand and read for all at once: a person's ten thousand brands need not be read
//! every hour to find the few that hold something old enough to be forgotten.

use serde::{Deserialize, Serialize};

use super::Brand;
use crate::id::Millis;
use crate::site::Site;

/// How far back a brand's evidence goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gist {
    /// The brand.
    pub site: Site,
    /// Its oldest piece.
    pub oldest: Millis,
}

impl Gist {
    /// The gist of a brand; none where nothing is remembered of it.
    #[must_use]
    pub fn of(brand: &Brand) -> Option<Self> {
        let visits = brand.visits.iter().map(|visit| visit.time);
        let told = brand.told.iter().map(|told| told.time);
        let ads = brand.ads.iter().map(|ad| ad.time);
        let said = brand.corrections.iter().map(|(time, _)| *time);
        let views = brand.conduct.iter().map(|view| view.time);
        let stops = brand.stops.iter().map(|(time, _)| *time);
        let stated = brand.statement.map(|(time, _)| time);
        let times = visits.chain(told).chain(ads).chain(said).chain(views).chain(stops).chain(stated);
        times.min().map(|oldest| Self { site: brand.site.clone(), oldest })
    }
}
