//! What pages and the badge show of ads: labels, hiding, how many follow the person.

use super::ads::explanation;
use super::{Run, Slices};
use crate::ad::Ad;
use crate::command::{Command, Mark};
use crate::id::{FrameId, Millis, TabId};
use crate::knowledge::Knowledge;
use crate::memory::Tab;
use crate::policy::{self, About, Question};
use crate::sorted::SortedMap;

/// On the badge: the moon, as devices show that they do not disturb.
const QUIET: char = '☾';

/// Smallest ad that carries a label, in CSS pixels.
const LABELLED: (u32, u32) = (120, 60);

impl Run<'_> {
    /// Tells every frame of a tab which of its elements to label or hide.
    pub(super) fn mark(&mut self, id: TabId) {
        let Some(tab) = self.slices.tabs.get(&id) else { return };
        let (settings, now) = (&self.slices.settings, self.fact.time);
        let paused = policy::paused(settings, &tab.page.site, now);
        let mut marks: SortedMap<FrameId, Vec<Mark>> = SortedMap::new();
        for ad in &tab.ads {
            let large = ad.rect.width >= LABELLED.0 && ad.rect.height >= LABELLED.1;
            let hide = hidden(self.knowledge, self.slices, tab, ad, now);
            let label = settings.labels && large && !paused && !hide;
            let note = hide && large && settings.notes;
            let mark = Mark { element: ad.place.element, ad: ad.id.clone(), label, hide, note };
            marks.entry(ad.place.frame).or_default().push(mark);
        }
        self.out.extend(marks.into_iter().map(|(frame, marks)| Command::Mark { tab: id, frame, marks }));
    }

    /// The badge of the fact's tab: how many of its ads follow the person.
    pub(super) fn badge(&mut self) {
        let Some(id) = self.fact.tab else { return };
        self.badge_of(id);
    }

    /// The badge of a tab: that it is quiet now, and how many of its ads follow the person.
    pub(super) fn badge_of(&mut self, id: TabId) {
        let Some(tab) = self.slices.tabs.get(&id) else { return };
        let following =
            tab.ads.iter().filter(|ad| explanation(self.knowledge, self.slices, ad).follows()).count();
        let settings = &self.slices.settings;
        let mut text = String::new();
        if policy::quiet_hour(settings, self.fact.time) {
            text.push(QUIET);
        }
        if settings.badge && following > 0 {
            text.push_str(&following.to_string());
        }
        self.out.push(Command::Badge { tab: id, text });
    }
}

/// Whether the person's word hides an ad. What a site shows of itself is never hidden: a shop's own
/// pictures and a portal's own shopping pages may look like ads and are what the person came for. Of
/// the companies that served it, the one nearest to the ad of which the person said something counts:
/// who hides what the outer one delivers hides it, whoever filled the last frame. Nor is an ad that they
/// want to see this once.
#[must_use]
pub fn hidden(knowledge: &Knowledge, slices: &Slices, tab: &Tab, ad: &Ad, now: Millis) -> bool {
    let brand = ad.advertiser.as_ref().map(|a| knowledge.brand(&a.site));
    if brand.as_ref() == Some(&knowledge.brand(&tab.page.site)) || tab.page.shown_once.contains(&ad.id) {
        return false;
    }
    let served = || ad.served_by.iter().rev().map(|served| served.company.as_str());
    let question = Question {
        page_site: &tab.page.site,
        brand: brand.as_ref(),
        company: served().find(|company| policy::company_word(&slices.settings, company).is_some()),
        about: About::Ad,
    };
    policy::decide(&slices.settings, &question, now).stop
}
