//! A brand's page: its record with the evidence, what is remembered of it, its ads, whom it told.

use super::{
    BrandView, CoursePoint, FindingView, PrincipleView, Remembered, ThingRow, ads, brands, companies, effect,
};
use crate::engine::{Slices, sighting};
use crate::explain::said;
use crate::fact::Grade;
use crate::id::Millis;
use crate::knowledge::Knowledge;
use crate::memory::{Brand, Heard, Settings, Thing, thing};
use crate::order::Order;
use crate::phrase::{Arg, Phrase};
use crate::site::Site;
use crate::trust::{self, Belief, Finding, Judged, Point, Side};
use crate::wire::told_phrase;

/// The page of a brand; one that was never met has an empty page, not none.
#[must_use]
pub(super) fn brand(knowledge: &Knowledge, slices: &Slices, site: &Site, now: Millis) -> BrandView {
    let site = knowledge.brand(site);
    let unknown = Brand { site: site.clone(), ..Brand::default() };
    let brand = slices.brands.get(&site).unwrap_or(&unknown);
    let record = trust::record(brand, &slices.settings, now);
    let course = trust::course(brand, &slices.settings, now);
    let sightings: Vec<_> = brand.ads.iter().map(|ad| sighting(knowledge, slices, ad)).collect();
    let known = knowledge.brand_name(&site).map_or("site", |name| name.origin);
    let origin = if brand.name.is_empty() { known } else { &brand.name_origin };
    BrandView {
        row: brands::row_of(knowledge, slices, &site, now),
        name_origin: origin.to_owned(),
        owner: owner(knowledge, &site),
        sites: knowledge.brand_sites(&site),
        enough: record.enough,
        would_tell: record.would_tell,
        principles: principles(&record.principles, &course),
        course: course.iter().map(point).collect(),
        remembered: remembered(brand, &slices.settings),
        things: brand.things().into_iter().map(thing_row).collect(),
        ads: ads(&sightings, &slices.settings),
        told: companies::rows([(&brand.site, Heard::each(brand))], &slices.settings),
        statement: brand.statement.map(|(time, gpc)| (time, stated(gpc))),
        effect: effect::effect(&slices.settings, brand, &sightings, now),
    }
}

/// Who owns the brand, where a source lists its very site as a company's. A shop on somebody else's
/// host is not theirs; and that a brand belongs to a company of its own name says nothing.
fn owner(knowledge: &Knowledge, site: &Site) -> Option<(String, String)> {
    let company = knowledge.company(knowledge.company_of(&site.0)?)?;
    let listed = knowledge.company_hosts(company.name).contains(&site.as_str());
    let named = knowledge.brand_name(site).map_or_else(|| site.0.clone(), |brand| brand.name.to_owned());
    let owner = company.parent.unwrap_or(company.name);
    let (owner_name, own) = (owner.to_lowercase(), named.to_lowercase());
    let other = !own.contains(&owner_name) && !owner_name.contains(own.split('.').next().unwrap_or(&own));
    (listed && other).then(|| (owner.to_owned(), company.origin.to_owned()))
}

fn principles(judged: &[Judged], course: &[Point]) -> Vec<PrincipleView> {
    let rows = judged.iter().enumerate().filter_map(|(at, judged)| {
        let then = course.iter().filter_map(|point| Some(point.principles.get(at)?.belief));
        Some(PrincipleView { course: then.collect(), ..principle(judged)? })
    });
    rows.collect()
}

fn point(point: &Point) -> CoursePoint {
    CoursePoint {
        time: point.time,
        belief: point.overall.belief,
        enough: point.grade != Grade::Unknown,
        grade: point.grade.phrase(),
        moved_by: point.moved_by.as_ref().map(FindingView::of),
    }
}

/// What a site says of Global Privacy Control, in words.
#[must_use]
pub fn stated(gpc: Option<bool>) -> Phrase {
    let id = match gpc {
        Some(true) => "statement_yes",
        Some(false) => "statement_no",
        None => "statement_none",
    };
    Phrase::new(id, [])
}

/// A principle that says something, or says why it does not.
fn principle(judged: &Judged) -> Option<PrincipleView> {
    let words = match (&judged.silent, judged.findings.is_empty()) {
        (None, true) => return None,
        (Some(silent), true) => silent.phrase(),
        (_, false) => words(judged.belief),
    };
    Some(PrincipleView {
        id: judged.principle.id.to_owned(),
        group: judged.principle.group.id().to_owned(),
        matters: judged.matters,
        belief: judged.belief.belief,
        sure: judged.belief.sure,
        words,
        findings: judged.findings.iter().map(FindingView::of).collect(),
        course: Vec::new(),
    })
}

/// A belief in words: how good, and whether on much evidence.
fn words(belief: Belief) -> Phrase {
    let id = match (belief.belief, belief.sure >= 500) {
        (750.., true) => "words_good_sure",
        (600.., _) => "words_good",
        (400.., _) => "words_even",
        (250.., _) | (_, false) => "words_bad",
        (_, true) => "words_bad_sure",
    };
    Phrase::new(id, [])
}

impl FindingView {
    /// A finding for people to read.
    #[must_use]
    pub fn of(finding: &Finding) -> Self {
        Self {
            time: finding.time,
            actor: finding.actor.clone(),
            what: finding.phrase(),
            against: finding.side == Side::Against,
            mend: finding.mend(),
            request: None,
        }
    }
}

fn thing_row(Thing { name, called, visits }: Thing) -> ThingRow {
    ThingRow { name, called: called.into_iter().collect(), visits }
}

/// All that is kept of a brand, newest first, with when it goes.
fn remembered(brand: &Brand, settings: &Settings) -> Vec<Remembered> {
    let keep = i64::from(settings.keep_days) * Millis::DAY;
    let row = |time: Millis, id: &str, args: Vec<Arg>| Remembered {
        time,
        until: time.plus(keep),
        what: Phrase::new(id, args),
    };
    let visits = brand.visits.iter().map(|visit| {
        let product =
            visit.product.as_ref().and_then(|p| p.name.as_deref().or(p.ids.first().map(String::as_str)));
        row(visit.time, "remembered_visit", vec![Arg::Phrase(told_phrase(visit.event, product))])
    });
    let told = brand.told.iter().map(|told| {
        let id = if told.blocked { "remembered_told_stopped" } else { "remembered_told" };
        row(
            told.time,
            id,
            vec![Arg::Text(told.company.clone()), Arg::Phrase(told_phrase(told.event, thing(brand, told)))],
        )
    });
    let ads =
        brand.ads.iter().map(|ad| row(ad.time, "remembered_ad", vec![Arg::Text(ad.page_site.0.clone())]));
    let said = brand
        .corrections
        .iter()
        .filter_map(|word| Some(row(word.0, "remembered_said", vec![Arg::Phrase(said(&word.1)?)])));
    let conduct = brand
        .conduct
        .iter()
        .map(|view| row(view.time, "remembered_conduct", vec![Arg::Count(view.companies.len() as u64)]));
    let stated =
        brand.statement.map(|(time, gpc)| row(time, "remembered_statement", vec![Arg::Phrase(stated(gpc))]));
    let visits = visits.chain(stated);
    let mut rows: Vec<Remembered> = visits.chain(told).chain(ads).chain(said).chain(conduct).collect();
    rows.order_by(|a, b| b.time.cmp(&a.time).then_with(|| a.what.id.cmp(&b.what.id)));
    rows
}
