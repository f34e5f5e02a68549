//! Joining: the candidates of a tab's frames, its frame elements and its calls become ads.
//!
//! The key is (top document, frame path, creative). "Served by" is the requests of the frame's
//! subtree, the click link and the frame's own address; which script inserted the frame is not visible.

use std::hash::Hasher;

use siphasher::sip::SipHasher13;

use super::find::judge;
use super::{Ad, Place, Served, ServedBy, shows_ads};
use crate::fact::{AdCandidate, Detail, Fact, FoundBy, Outcome, Rect};
use crate::id::{AdId, ElementId, FrameId};
use crate::knowledge::Knowledge;
use crate::memory::{Call, Settings, Tab};
use crate::order::Order;
use crate::site::{Site, Url};
use crate::sorted::SortedSet;

/// Smallest ad, in CSS pixels: below, a frame is a pixel or a sync.
const SMALLEST: (u32, u32) = (60, 30);

/// The ads that a tab's facts show, in order of frame and element. `fact` is the one that led here:
/// it gives time zone and regime, and the settings the signal, to ads seen for the first time.
#[must_use]
pub fn join(knowledge: &Knowledge, tab: &Tab, settings: &Settings, fact: &Fact) -> Vec<Ad> {
    let mut ads: Vec<Ad> = Vec::new();
    for (frame, candidates) in &tab.candidates {
        let serving = serving_company(tab, *frame);
        for (element, (time, candidate)) in candidates {
            let details = details(tab, *frame);
            let Some(finding) = judge(knowledge, &tab.page.site, candidate, serving, &details) else {
                continue;
            };
            let origin = Place { frame: *frame, element: *element };
            let (place, rect, viewable_ms) = outermost(tab, origin, candidate);
            if (rect.width, rect.height) < (1, 1) || (rect.width < SMALLEST.0 || rect.height < SMALLEST.1) {
                continue;
            }
            let ad = Ad {
                id: id_of(tab, origin, creative(candidate)),
                time: *time,
                tz: fact.tz,
                tab: tab.id,
                page_site: tab.page.site.clone(),
                page_url: tab.page.url.clone(),
                place,
                origin,
                rect,
                viewable_ms,
                found_by: if serving.is_some() {
                    finding.found_by.min(FoundBy::FrameRequest)
                } else {
                    finding.found_by
                },
                served_by: served_by(knowledge, tab, origin.frame, place.frame, candidate),
                advertiser: rebranded(knowledge, settings, finding.advertiser),
                click: finding.click,
                product: finding.product,
                text: text_of(candidate),
                shared_words: shared_words(&tab.page.title, &text_of(candidate)),
                recognised: false,
                from_here_on: tab.page.from_here_on,
                regime: fact.regime.clone(),
                consent: tab.page.consent_at(*time),
                gpc: settings.gpc,
                way_out: way_out(tab, origin, candidate),
                states: finding.states,
            };
            merge(&mut ads, ad);
        }
    }
    for (child, (_, slot)) in &tab.slots {
        let Some(ad) = unread(tab, *child, settings, fact, knowledge) else { continue };
        if slot.rect.width >= SMALLEST.0 && slot.rect.height >= SMALLEST.1 {
            merge(&mut ads, ad);
        }
    }
    ads
}

/// One place holds one ad: the finding that names an advertiser wins, then the one that knows more.
fn merge(ads: &mut Vec<Ad>, ad: Ad) {
    let weight = |ad: &Ad| (ad.advertiser.is_some(), ad.product.is_some(), ad.click.is_some());
    match ads.iter_mut().find(|known| known.place == ad.place) {
        Some(known) if weight(known) < weight(&ad) => *known = ad,
        Some(_) => {}
        None => ads.push(ad),
    }
}

/// A frame that an ad company filled, of which nothing could be read: an ad all the same, whose only the
/// page's ad tools may say.
fn unread(tab: &Tab, child: FrameId, settings: &Settings, fact: &Fact, knowledge: &Knowledge) -> Option<Ad> {
    let (_, slot) = tab.slots.get(&child)?;
    let serving = serving_company(tab, child);
    if serving.is_none() && slot.markup.is_none() {
        return None;
    }
    let origin = Place { frame: child, element: ElementId(0) };
    let time = tab.frames.get(&child).map_or(fact.time, |f| f.time);
    let candidate = AdCandidate {
        rect: slot.rect,
        viewable_ms: slot.viewable_ms,
        markup: slot.markup.clone(),
        ..AdCandidate::default()
    };
    let said = judge(knowledge, &tab.page.site, &candidate, serving, &details(tab, child))?;
    let (place, rect, viewable_ms) = outermost(tab, origin, &candidate);
    let found_by = if serving.is_some() { FoundBy::FrameRequest } else { FoundBy::Markup };
    Some(Ad {
        id: id_of(tab, origin, ""),
        time,
        tz: fact.tz,
        tab: tab.id,
        page_site: tab.page.site.clone(),
        page_url: tab.page.url.clone(),
        place,
        origin,
        rect,
        viewable_ms,
        found_by,
        served_by: served_by(knowledge, tab, child, place.frame, &candidate),
        click: None,
        advertiser: rebranded(knowledge, settings, said.advertiser),
        product: None,
        text: String::new(),
        shared_words: Vec::new(),
        recognised: false,
        from_here_on: tab.page.from_here_on,
        regime: fact.regime.clone(),
        consent: tab.page.consent_at(time),
        gpc: settings.gpc,
        way_out: None,
        states: said.states,
    })
}

/// What ad tools say of the slot that a frame stands in, or one around it.
fn details(tab: &Tab, frame: FrameId) -> Vec<&Detail> {
    let slots = tab.ancestry(frame).filter_map(|at| tab.slots.get(&at));
    let said = slots.filter_map(|(holder, slot)| Some((tab.details.get(holder)?, slot)));
    said.flat_map(|(said, slot)| said.iter().filter(|detail| slot.names.contains(&detail.slot))).collect()
}

/// Whether an ad links to a page about ads, itself or in a frame around or inside its own. That it does
/// not is known only of a frame that was read as a whole: of a widget's items the link may stand beside them.
fn way_out(tab: &Tab, origin: Place, candidate: &AdCandidate) -> Option<bool> {
    let about = |one: &AdCandidate| one.links.iter().any(|link| crate::click::is_about_ads(&link.href));
    let near = |frame: FrameId| {
        frame.0 != 0
            && (tab.ancestry(frame).any(|at| at == origin.frame)
                || tab.ancestry(origin.frame).any(|at| at == frame))
    };
    let around =
        || tab.candidates.iter().filter(|(frame, _)| near(**frame)).flat_map(|(_, found)| found.values());
    let whole = origin.frame.0 != 0 && origin.element.0 == 0;
    let found = about(candidate) || (origin.frame.0 != 0 && around().any(|(_, one)| about(one)));
    (found || whole).then_some(found)
}

/// The company that filled a frame or one around it, where that is an ad company's doing.
fn serving_company(tab: &Tab, frame: FrameId) -> Option<&str> {
    tab.ancestry(frame).filter(|at| at.0 != 0).find_map(|at| {
        let call = frame_call(tab, at)?;
        call.function.is_some_and(shows_ads).then(|| call.company.as_deref().unwrap_or(&call.host))
    })
}

/// The request that filled a frame.
fn frame_call(tab: &Tab, frame: FrameId) -> Option<&Call> {
    let url = Url::split(&tab.frames.get(&frame)?.url)?;
    let fills =
        |c: &&Call| c.frame == frame && c.kind == crate::fact::RequestKind::SubFrame && c.host == url.host;
    tab.calls.iter().rev().find(fills)
}

/// The element in the outermost readable document that stands for a creative, with its box.
fn outermost(tab: &Tab, origin: Place, candidate: &AdCandidate) -> (Place, Rect, u32) {
    let (mut place, mut rect, mut viewable) = (origin, candidate.rect, candidate.viewable_ms);
    for at in tab.ancestry(origin.frame) {
        // Of a frame inside one that was written into, nobody tells the place: it lies in the one around.
        let Some((parent, slot)) = tab.slots.get(&at) else { continue };
        place = Place { frame: *parent, element: slot.element };
        rect = slot.rect;
        viewable = slot.viewable_ms;
    }
    (place, rect, viewable)
}

/// Companies with a part in serving, in order of time, each once.
fn served_by(
    knowledge: &Knowledge,
    tab: &Tab,
    origin: FrameId,
    place: FrameId,
    candidate: &AdCandidate,
) -> Vec<Served> {
    let path: SortedSet<FrameId> = tab.ancestry(origin).take_while(|at| *at != place && at.0 != 0).collect();
    let mut served: Vec<Served> = Vec::new();
    let mut note = |new: Served| {
        if served.iter().all(|s| s.company != new.company) {
            served.push(new);
        }
    };
    let opened = tab.frames.get(&origin).map_or(tab.page.opened, |f| f.time);
    for call in tab.calls.iter().filter(|c| path.contains(&c.frame) && c.outcome != Some(Outcome::Blocked)) {
        let Some(company) = call.company.clone().filter(|_| call.function.is_some_and(shows_ads)) else {
            continue;
        };
        let own = call.kind == crate::fact::RequestKind::SubFrame;
        let by = if own { ServedBy::Frame } else { ServedBy::Request };
        let (owner, function) = (call.owner.clone(), call.function);
        note(Served { company, owner, function, time: call.time, by });
    }
    let clicks = candidate.links.iter().filter(|link| crate::click::unwrap(&link.href).is_some());
    let hosts = clicks.filter_map(|link| Url::split(&link.href)).map(|url| url.host);
    for company in hosts.filter_map(|host| knowledge.company(knowledge.company_of(host)?)) {
        let (name, owner) = (company.name.to_owned(), company.parent.map(str::to_owned));
        note(Served { company: name, owner, function: None, time: opened, by: ServedBy::ClickLink });
    }
    if served.is_empty() {
        // A link straight to the shop passes nobody's host; its click id still says who sold the place.
        let systems = candidate.links.iter().filter_map(|link| crate::click::unwrap(&link.href));
        let sold = systems
            .filter_map(|click| knowledge.company_of(crate::wire::partner_domain(click.system.as_deref()?)?));
        for company in sold.filter_map(|id| knowledge.company(id)) {
            let (company, owner) = (company.name.to_owned(), company.parent.map(str::to_owned));
            served.push(Served { company, owner, function: None, time: opened, by: ServedBy::ClickLink });
        }
        served.dedup_by(|a, b| a.company == b.company);
    }
    served.order_by(|a, b| (a.time, a.by, &a.company).cmp(&(b.time, b.by, &b.company)));
    served
}

/// The person's word ("wrong brand") and the tables' merges, applied to what the link says.
fn rebranded(
    knowledge: &Knowledge,
    settings: &Settings,
    found: Option<super::Advertiser>,
) -> Option<super::Advertiser> {
    let found = found?;
    match settings.rebranded.get(&found.site) {
        None => Some(found),
        Some(None) => None,
        Some(Some(right)) => Some(super::Advertiser {
            site: right.clone(),
            name: name_of(knowledge, right),
            signs: vec!["person".to_owned()],
        }),
    }
}

/// A brand's name from the tables, or its domain, which says what it is.
#[must_use]
pub fn name_of(knowledge: &Knowledge, site: &Site) -> String {
    knowledge.brand_name(site).map_or_else(|| site.0.clone(), |b| b.name.to_owned())
}

fn creative(candidate: &AdCandidate) -> &str {
    candidate.links.iter().find(|l| !crate::click::is_about_ads(&l.href)).map_or("", |l| &l.href)
}

fn text_of(candidate: &AdCandidate) -> String {
    let mut text = candidate.text.clone();
    for link in &candidate.links {
        if !link.text.is_empty() && !text.contains(&link.text) {
            text.push(' ');
            text.push_str(&link.text);
        }
    }
    text.chars().take(300).collect()
}

/// An id from the top document, the frame and the creative: the same however the facts arrive.
fn id_of(tab: &Tab, origin: Place, creative: &str) -> AdId {
    let mut hash = SipHasher13::new();
    hash.write(tab.page.document.0.as_bytes());
    hash.write_i64(tab.page.opened.0);
    hash.write_i64(tab.id.0);
    hash.write_i64(origin.frame.0);
    hash.write_u32(origin.element.0);
    hash.write(creative.as_bytes());
    AdId(format!("{:016x}", hash.finish()))
}

/// Words of at least four letters that a page's title and an ad share, without everyday ones; at most five.
fn shared_words(title: &str, ad: &str) -> Vec<String> {
    let words = |text: &str| -> SortedSet<String> {
        let lower = text.to_lowercase();
        lower
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| {
                w.chars().count() >= 4 && !EVERYDAY.contains(w) && !w.chars().all(|c| c.is_ascii_digit())
            })
            .map(|w| w.strip_suffix('s').unwrap_or(w).to_owned())
            .collect()
    };
    let said = words(ad);
    words(title).into_iter().filter(|word| said.contains(word)).take(5).collect()
}

/// Words that say nothing of a subject, English and German.
const EVERYDAY: &[&str] = &[
    "about", "after", "also", "auch", "been", "before", "best", "beste", "deals", "deine", "dein", "dich",
    "dies", "diese", "eine", "einen", "einer", "even", "every", "first", "from", "free", "guide", "have",
    "here", "heute", "hier", "home", "ihre", "into", "jetzt", "just", "kein", "keine", "know", "last",
    "mehr", "more", "most", "much", "need", "nach", "nach", "neue", "news", "nicht", "noch", "only", "open",
    "over", "page", "review", "sale", "shop", "sich", "sind", "some", "than", "that", "their", "them",
    "then", "there", "they", "this", "time", "today", "unsere", "very", "wenn", "were", "what", "when",
    "where", "which", "will", "wird", "with", "world", "would", "year", "your",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subjects_in_common() {
        assert_eq!(
            shared_words("Ten hiking trails in the Alps", "Best hiking boots for alpine trails"),
            ["hiking", "trail"]
        );
        assert_eq!(
            shared_words("News today: what you need to know", "What you need today"),
            Vec::<String>::new()
        );
    }
}
