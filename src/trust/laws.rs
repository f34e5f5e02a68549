//! Laws of the record, on brands made at random: order-free, monotone in harm, fading, never certain.

use proptest::prelude::*;

pub(crate) use super::cases::START;
use super::cases::{Case, ad, has_text, told};
use super::*;
use crate::fact::{About, Correction, Grade, Layer, Mode};
use crate::form::{Kind, Step};
use crate::manners::Prompted;
use crate::memory::{Banner, Brand, Conduct, Settings, Visit, Word};
use crate::product::Product;
use crate::wire::{Encoding, EventKind, Identity, IdentityKind};

fn time() -> impl Strategy<Value = Millis> {
    (0..60 * 24_i64).prop_map(|hours| START.plus(hours * Millis::HOUR))
}

fn companies() -> impl Strategy<Value = Vec<String>> {
    proptest::sample::subsequence(vec!["Criteo", "Google", "Meta"], 0..=3)
        .prop_map(|names| names.into_iter().map(str::to_owned).collect())
}

prop_compose! {
    fn conduct()(
        time in time(), flags in any::<[bool; 7]>(), before in companies(), after in companies(),
        replay in companies(), crowd in 0..25_usize, named in companies(), plain_http in 0..3_u32,
        seen in any::<[bool; 6]>(), typed in companies(), searches in companies(),
        (list, listed, no) in (0..600_u32, companies(), any::<bool>()),
        delivered in proptest::option::of((0..40_u32).prop_map(|count| ("Criteo".to_owned(), count))),
    ) -> Conduct {
        let email = Identity { kind: IdentityKind::Email, encoding: Encoding::Sha256 };
        Conduct {
            time,
            mode: if flags[0] { Mode::ShowMe } else { Mode::Balanced },
            other_blocker: flags[1],
            complete: flags[2],
            asked: flags[3],
            refused: flags[4],
            privacy_links: flags[5],
            read: flags[6],
            before_choice: if flags[3] { before } else { vec![] },
            after_refusal: if flags[4] { after } else { vec![] },
            companies: (0..crowd).map(|n| format!("Company {n}")).collect(),
            identity: named.into_iter().map(|company| (company, email)).collect(),
            replay,
            plain_http,
            demands: if seen[0] { vec![(Step::Checkout, Kind::Phone)] } else { vec![] },
            checkout_read: seen[1],
            asks: seen[2],
            gap: seen[3],
            prompted: seen[4].then_some(Prompted::App),
            typed: typed.into_iter().map(|company| (company, Encoding::Plain, seen[5])).collect(),
            searches,
            disclosed: list,
            named: if list > 0 { listed.clone() } else { vec![] },
            banner: flags[3].then_some(Banner { layer: Some(Layer { accept: true, reject: no }), ..Banner::default() }),
            gpc_told: listed,
            delivered: delivered.into_iter().collect(),
            ..Conduct::default()
        }
    }
}

fn product() -> impl Strategy<Value = String> {
    (0..3).prop_map(|n| format!("NT-{n}"))
}

fn an_ad() -> impl Strategy<Value = crate::ad::Ad> {
    let company = proptest::sample::select(vec!["Criteo", "Google", "Other"]);
    (time(), 0..8_u32, company, product())
        .prop_map(|(time, page, company, product)| ad(time, &format!("p{page}.example"), company, &product))
}

fn visit() -> impl Strategy<Value = Visit> {
    let events = vec![EventKind::View, EventKind::CartAdd, EventKind::Checkout, EventKind::Purchase];
    (time(), proptest::sample::select(events), product()).prop_map(|(time, event, id)| {
        let product = Some(Product { ids: vec![id], ..Product::default() });
        Visit { time, event, product, sources: vec!["page".to_owned()] }
    })
}

fn message() -> impl Strategy<Value = crate::memory::Told> {
    let company = proptest::sample::select(vec!["Criteo", "Google"]);
    let event = proptest::sample::select(vec![EventKind::View, EventKind::Purchase]);
    (time(), company, event, any::<bool>())
        .prop_map(|(time, c, event, blocked)| told(time, c, event, blocked))
}

prop_compose! {
    /// A brand of which anything may have been seen.
    pub(crate) fn brand()(
        conduct in proptest::collection::vec(conduct(), 0..12),
        visits in proptest::collection::vec(visit(), 0..12),
        messages in proptest::collection::vec(message(), 0..12),
        ads in proptest::collection::vec(an_ad(), 0..30),
        useful in proptest::collection::vec(time(), 0..4),
    ) -> Brand {
        let mut brand = Case::new().0;
        let mut seen = crate::sorted::SortedSet::new();
        brand.conduct = conduct.into_iter().filter(|c| seen.insert(c.time)).collect();
        (brand.visits, brand.told, brand.ads) = (visits, messages, ads);
        brand.corrections = useful.into_iter().map(|time| Word(time, Correction::Useful, About::default())).collect();
        brand
    }
}

prop_compose! {
    /// Any word of a person on what matters.
    pub(crate) fn weighting()(words in proptest::collection::vec(0..3_usize, 5)) -> Settings {
        let matters = Group::ALL.into_iter().zip(words).map(|(group, word)| (group, Matters::ALL[word])).collect();
        Settings { matters, ..Settings::default() }
    }
}

/// A brand of which something was seen that every group of principles judges.
pub(crate) fn one_of_each() -> Brand {
    let mut case = Case::new()
        .visit(1, EventKind::View, "NT-1")
        .told(1, "Criteo")
        .view(1, |c| (c.asked, c.before_choice, c.gap) = (true, vec!["Criteo".into()], true))
        .view(3, |c| (c.asked, c.refused, c.asks) = (true, true, true))
        .said(4, Correction::Useful);
    for (day, page) in [(1, "a.example"), (2, "b.example"), (2, "c.example")] {
        case = case.ad(day, page, "Criteo", "NT-1");
    }
    case.0.name = "Shop".to_owned();
    case.0
}

fn at(days: i64) -> Millis {
    START.plus(days * Millis::DAY)
}

fn judged(brand: &Brand, now: Millis) -> Record {
    record(brand, &Settings::default(), now)
}

proptest! {
    #[test]
    fn order_free(brand in brand(), settings in weighting(), turn in any::<prop::sample::Index>()) {
        let mut other = brand.clone();
        other.conduct.reverse();
        other.visits.reverse();
        other.told.reverse();
        other.corrections.reverse();
        if !other.ads.is_empty() {
            let at = turn.index(other.ads.len());
            other.ads.rotate_left(at);
        }
        let [this, that] = [&brand, &other].map(|brand| format!("{:?}", record(brand, &settings, at(70))));
        prop_assert_eq!(this, that);
    }

    /// One more harm never raises any belief, nor the whole.
    #[test]
    fn monotone_in_harm(
        brand in brand(), settings in weighting(), which in any::<prop::sample::Index>(), kind in 0..13,
    ) {
        prop_assume!(!brand.conduct.is_empty());
        let before = record(&brand, &settings, at(70));
        let mut worse = brand;
        let which = which.index(worse.conduct.len());
        let conduct = &mut worse.conduct[which];
        let new = "Another company".to_owned();
        match kind {
            0 => conduct.before_choice.push(new),
            1 => conduct.after_refusal.push(new),
            2 => conduct.replay.push(new),
            3 => conduct.demands.push((Step::Checkout, Kind::Birth)),
            4 => conduct.prompted = Some(Prompted::Newsletter),
            5 => conduct.searches.push(new),
            6 => conduct.handovers.push((new, "Criteo".to_owned())),
            7 => conduct.typed.push((new, Encoding::Md5, which % 2 == 0)),
            8 => conduct.gap = true,
            9 => conduct.gpc_denied.push(new),
            10 => conduct.unnamed.push(new),
            11 => conduct.banner = conduct.banner.map(|banner| Banner { to_reject: Some(3), ..banner }),
            _ => conduct.identity.push((new, Identity { kind: IdentityKind::Phone, encoding: Encoding::Plain })),
        }
        let after = record(&worse, &settings, at(70));
        prop_assert!(after.overall.belief <= before.overall.belief);
        for (after, before) in after.principles.iter().zip(&before.principles) {
            prop_assert!(after.belief.belief <= before.belief.belief, "{}", after.principle.id);
        }
        prop_assert!(!before.enough || after.grade >= before.grade, "no better grade for it");
    }

    /// With time and nothing new, every belief goes back to even and gets less sure.
    #[test]
    fn fades(brand in brand(), settings in weighting()) {
        let (soon, late) = (record(&brand, &settings, at(120)), record(&brand, &settings, at(900)));
        prop_assert!(late.overall.sure <= soon.overall.sure);
        let from_even = |belief: Belief| (i32::from(belief.belief) - 500).abs();
        for (soon, late) in soon.principles.iter().zip(&late.principles) {
            prop_assert!(late.belief.sure <= soon.belief.sure, "{}", soon.principle.id);
            prop_assert!(from_even(late.belief) <= from_even(soon.belief) + 1, "{}", soon.principle.id);
        }
        let forgotten = record(&brand, &settings, at(4000));
        prop_assert!(!forgotten.enough && forgotten.grade == Grade::Unknown);
    }

    /// What was counted, written down and read again, says at any later time all that a record says but
    /// its evidence.
    #[test]
    fn a_tally_is_the_record(brand in brand(), settings in weighting(), days in 0..400_i64, moment in 0..Millis::DAY) {
        let text = serde_json::to_string(&Tally::of(&brand)).expect("encodes");
        let tally: Tally = crate::json::read(&text).expect("decodes");
        let now = at(days).plus(moment);
        let (standing, record) = (Standing::new(&tally, &settings, now), record(&brand, &settings, now));
        prop_assert_eq!((standing.grade, standing.overall, standing.enough), (record.grade, record.overall, record.enough));
        let judged = record.principles.iter().filter(|judged| !judged.findings.is_empty() && judged.matters != Matters::Not);
        let beliefs = judged.map(|judged| (judged.belief.belief, judged.principle.id));
        let telling = if record.grade == Grade::Careful { beliefs.map(|(belief, _)| belief).max() } else { beliefs.map(|(belief, _)| belief).min() };
        let of = |principle: &Principle| record.principles.iter().find(|judged| judged.principle.id == principle.id);
        prop_assert_eq!(standing.telling.and_then(of).map(|judged| judged.belief.belief), telling);
    }

    /// Every finding that counts is a vote of its day, and each day counts at most its share: worked out
    /// from the evidence that a record shows, vote by vote.
    #[test]
    fn a_belief_is_its_findings(brand in brand(), days in 0..400_i64) {
        for judged in judged(&brand, at(days)).principles {
            let mut votes: std::collections::BTreeMap<(i64, bool), f64> = std::collections::BTreeMap::new();
            for finding in &judged.findings {
                let ago = (model::day(at(days)) - model::day(finding.time)).max(0);
                let left = libm::pow(0.5, f64::from(i32::try_from(ago).expect("days")) / 30.0);
                *votes.entry((model::day(finding.time), finding.side == Side::For)).or_default() += f64::from(finding.weight) * left;
            }
            let sum = |side: bool| votes.iter().filter(|((_, of), _)| *of == side).map(|(_, vote)| vote.min(3000.0)).sum::<f64>();
            let (good, harm) = (sum(true).min(6000.0), sum(false));
            let belief = (1000.0 * (1000.0 + good) / (2000.0 + good + 3.0 * harm)).clamp(10.0, 990.0);
            prop_assert!((belief - f64::from(judged.belief.belief)).abs() <= 1.5, "{}: {belief}", judged.principle.id);
        }
    }

    #[test]
    fn never_certain(brand in brand(), settings in weighting(), days in 0..200_i64) {
        let record = record(&brand, &settings, at(days));
        for belief in record.principles.iter().map(|p| p.belief).chain([record.overall]) {
            prop_assert!((10..=990).contains(&belief.belief) && belief.sure < 1000);
        }
    }

    /// What matters is a setting, not evidence: no principle is judged by it, it makes nothing surer
    /// than as usual, and a group that does not matter is not looked at.
    #[test]
    fn what_matters_weighs_and_is_no_evidence(brand in brand(), settings in weighting(), days in 0..200_i64) {
        let (usual, weighed) = (judged(&brand, at(days)), record(&brand, &settings, at(days)));
        prop_assert!(weighed.overall.sure <= usual.overall.sure && weighed.enough <= usual.enough);
        for (weighed, usual) in weighed.principles.iter().zip(&usual.principles) {
            prop_assert_eq!(weighed.belief, usual.belief);
            prop_assert_eq!(&weighed.findings, &usual.findings);
        }
        let nothing = Settings { matters: Group::ALL.map(|group| (group, Matters::Not)).into(), ..settings };
        let none = record(&brand, &nothing, at(days));
        prop_assert_eq!((none.grade, none.enough, none.overall), (Grade::Unknown, false, Belief { belief: 500, sure: 0 }));
        prop_assert!(Standing::new(&Tally::of(&brand), &nothing, at(days)).telling.is_none());
        prop_assert!(none.would_tell.iter().any(|tell| tell.id == "tell_matters"));
    }

    /// What matters more pulls the whole its way.
    #[test]
    fn what_matters_more_pulls(brand in brand(), settings in weighting(), group in 0..5_usize) {
        let with = |matters| {
            let mut settings = settings.clone();
            settings.matters.insert(Group::ALL[group], matters);
            record(&brand, &settings, at(70))
        };
        let [not, usual, lot] = [Matters::Not, Matters::Usual, Matters::Lot].map(with);
        let (a, b, c) = (not.overall.belief, usual.overall.belief, lot.overall.belief);
        prop_assert!((a.min(b)..=a.max(b)).contains(&b) && (b.min(c)..=b.max(c)).contains(&c));
        let of_group = usual.principles.iter().filter(|judged| judged.principle.group == Group::ALL[group]);
        let (mut against, mut speaks) = (true, false);
        for finding in of_group.flat_map(|judged| &judged.findings) {
            speaks = true;
            against &= finding.side == Side::Against;
        }
        prop_assert!(!speaks || !against || c <= b && b <= a, "only harm: {a} {b} {c}");
        prop_assert!(speaks || (a, b) == (b, c), "nothing was seen");
    }

    /// No score without evidence, and no evidence without a time and something seen.
    #[test]
    fn no_score_without_evidence(brand in brand()) {
        for judged in judged(&brand, at(70)).principles {
            let even = judged.belief == Belief { belief: 500, sure: 0 };
            prop_assert!(even || !judged.findings.is_empty(), "{}", judged.principle.id);
            for finding in &judged.findings {
                prop_assert!(finding.weight > 0 && finding.phrase().id.starts_with("seen_"));
                prop_assert_eq!(finding.mend().is_some(), finding.side == Side::Against);
            }
        }
    }

    /// Two publishers, however many ads they show or fake, move nobody's record.
    #[test]
    fn two_publishers_move_nothing(brand in brand(), fakes in proptest::collection::vec((time(), 0..2_u32, product()), 1..40)) {
        let mut clean = brand;
        clean.ads.clear();
        let before = judged(&clean, at(70));
        let mut faked = clean;
        faked.ads = fakes.iter().map(|(t, p, product)| ad(*t, &format!("p{p}.example"), "Criteo", product)).collect();
        let after = judged(&faked, at(70));
        for (after, before) in after.principles.iter().zip(&before.principles) {
            prop_assert_eq!(after.belief, before.belief, "{}", after.principle.id);
        }
    }
}

#[test]
fn fourteen_principles_each_once() {
    let ids: crate::sorted::SortedSet<_> = PRINCIPLES.iter().map(|principle| principle.id).collect();
    assert_eq!((PRINCIPLES.len(), ids.len()), (14, 14));
    assert!(PRINCIPLES.is_sorted_by_key(|principle| principle.group), "in the order of their groups");
}

/// Every principle and every grade has its words; [`check`](super::cases::check) looks at findings.
#[test]
fn every_word_has_a_text() {
    for principle in PRINCIPLES {
        let title = ["principle_", principle.id].concat();
        assert!(has_text(&title) && has_text(&[&title, "_what"].concat()), "{title}");
        assert!(has_text(principle.group.id()));
    }
    for word in Matters::ALL {
        assert!(has_text(word.id()), "{word:?}");
    }
    for grade in [Grade::Unknown, Grade::Careful, Grade::Mixed, Grade::Pushy, Grade::Broke] {
        assert!(has_text(&grade.phrase().id), "{grade:?}");
    }
    let matters = Group::ALL.map(|group| (group, Matters::Not)).into();
    let strict = Settings { mode: Mode::Strict, matters, ..Settings::default() };
    for case in [Case::new(), Case::new().view(1, |_| {})] {
        let record = record(&case.0, &strict, at(2));
        assert!(!record.would_tell.is_empty());
        assert!(record.would_tell.iter().all(|phrase| has_text(&phrase.id)));
    }
}

/// A brand that mends its ways recovers, slowly; one that relapses falls, fast.
#[test]
fn slow_to_gain_and_quick_to_lose() {
    let bad = |case: Case, day| {
        case.view(day, |c| {
            c.asked = true;
            c.before_choice = vec!["Criteo".into(), "Meta".into(), "Google".into()];
        })
    };
    let good = |case: Case, day| {
        case.view(day, |c| {
            (c.asked, c.refused) = (true, true);
        })
    };
    let grade = |case: &Case, day| judged(&case.0, at(day)).grade;
    let overall = |case: &Case, day| judged(&case.0, at(day)).overall.belief;
    let mut case = (0..3).fold(Case::new(), bad);
    assert_eq!(grade(&case, 3), Grade::Pushy);
    let start = overall(&case, 3);
    let mut days = 0;
    while overall(&case, 3 + days) < 650 {
        case = good(case, 3 + days);
        days += 1;
        assert!(days < 365, "it has to be possible");
    }
    assert!(days > 14, "in weeks, not days: {days}");
    assert_eq!(grade(&case, 3 + days), Grade::Careful);
    let (high, mut fall) = (overall(&case, 3 + days), 0);
    while overall(&case, 3 + days + fall) > u16::midpoint(start, high) {
        case = bad(case, 3 + days + fall);
        fall += 1;
    }
    assert!(fall * 4 < days, "rose in {days} days, fell in {fall}");
}
