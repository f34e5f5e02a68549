//! Minimisation: no more is collected than the step needs: by forms, by recordings of visits, by services
//! that know a device by its traits, and of what is typed nothing before it is sent.
//!
//! Such services guard payments and logins, and there they are not held against anybody; on a page where
//! somebody only looks there is nothing to guard. Of what is typed only e-mail
//! addresses are looked for, and only where the person switched that on; one that goes out with the form
//! is *discretion*'s.

use crate::form::{Kind, Step};
use crate::trust::weights::{
    DEMANDED, FINGERPRINTED, MODEST, NOT_RECORDED, RECORDED, RECORDED_FORM, TYPED_BEFORE,
};
use crate::trust::{Arg, Evidence, Finding, Group, Principle, Side, Voter};

pub(super) static MINIMISATION: Principle =
    Principle { id: "minimisation", group: Group::Tells, counts: 1000, judge };

fn judge(evidence: &Evidence<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for view in evidence.views() {
        let seen = view.conduct;
        let (what, weight) = if view.form || seen.asks_who {
            ("seen_recorded_form", RECORDED_FORM)
        } else {
            ("seen_recorded", RECORDED)
        };
        findings.extend(seen.replay.iter().map(|company| {
            let voter = Voter::Company(company.clone());
            evidence
                .finding(seen.time, Side::Against, voter, what, weight)
                .about([Arg::Text(company.clone())])
        }));
        findings.extend(seen.typed.iter().filter(|(_, _, before)| *before).map(|(company, _, _)| {
            let voter = Voter::Company(company.clone());
            evidence
                .finding(seen.time, Side::Against, voter, "seen_typed_before", TYPED_BEFORE)
                .about([Arg::Text(company.clone())])
        }));
        let guards = view.form || seen.asks_who || seen.checkout_read;
        findings.extend(seen.fingerprints.iter().filter(|_| !guards).map(|service| {
            let voter = Voter::Company(service.clone());
            evidence
                .finding(seen.time, Side::Against, voter, "seen_fingerprinted", FINGERPRINTED)
                .about([Arg::Text(service.clone())])
        }));
        for (step, kind) in &seen.demands {
            let (what, args) = match (step, kind) {
                (Step::Checkout, Kind::Password) => ("seen_demands_account", Vec::new()),
                _ => (
                    "seen_demands",
                    vec![Arg::Message(step_word(*step).into()), Arg::Message(kind_word(*kind).into())],
                ),
            };
            // Once a day and kind: each demand is a vote of its own.
            let voter = Voter::Company(kind_word(*kind).to_owned());
            findings.push(evidence.finding(seen.time, Side::Against, voter, what, DEMANDED).about(args));
        }
        if seen.checkout_read && seen.demands.iter().all(|(step, _)| *step != Step::Checkout) {
            findings.push(evidence.finding(
                seen.time,
                Side::For,
                Voter::Site,
                "seen_modest_checkout",
                MODEST,
            ));
        }
        if view.form && view.open() && seen.replay.is_empty() {
            findings.push(evidence.finding(
                seen.time,
                Side::For,
                Voter::Site,
                "seen_not_recorded",
                NOT_RECORDED,
            ));
        }
    }
    findings
}

const fn step_word(step: Step) -> &'static str {
    match step {
        Step::Search => "step_search",
        Step::Newsletter => "step_newsletter",
        Step::Account => "step_account",
        Step::Checkout => "step_checkout",
        Step::Contact => "step_contact",
    }
}

const fn kind_word(kind: Kind) -> &'static str {
    match kind {
        Kind::Email => "field_email",
        Kind::Phone => "field_phone",
        Kind::Birth => "field_birth",
        Kind::Name => "field_name",
        Kind::Address => "field_address",
        Kind::Password => "field_password",
        Kind::Card => "field_card",
        Kind::Gender => "field_gender",
    }
}

#[cfg(test)]
mod tests {
    use super::MINIMISATION;
    use crate::form::{Kind, Step};
    use crate::trust::cases::{Case, check};
    use crate::wire::{Encoding, EventKind};

    #[test]
    fn what_forms_demand() {
        let case = Case::new()
            .view(1, |c| c.demands = vec![(Step::Newsletter, Kind::Phone), (Step::Newsletter, Kind::Birth)])
            .view(2, |c| {
                c.checkout_read = true;
                c.demands = vec![(Step::Newsletter, Kind::Phone)];
            })
            .view(3, |c| {
                c.checkout_read = true;
                c.demands = vec![(Step::Checkout, Kind::Password)];
            })
            .view(4, |c| (c.asks_who, c.replay) = (true, vec!["Hotjar".into()]));
        check(
            &MINIMISATION,
            &case,
            &[
                "day 1: against, field_birth: seen_demands",
                "day 1: against, field_phone: seen_demands",
                "day 2: against, field_phone: seen_demands",
                "day 2: for, site: seen_modest_checkout",
                "day 3: against, field_password: seen_demands_account",
                "day 4: against, Hotjar: seen_recorded_form",
            ],
        );
    }

    #[test]
    fn what_was_typed() {
        let typed = |before| vec![("Criteo".to_owned(), Encoding::Sha256, before)];
        let case = Case::new().view(1, |c| c.typed = typed(true)).view(2, |c| c.typed = typed(false));
        check(&MINIMISATION, &case, &["day 1: against, Criteo: seen_typed_before"]);
    }

    #[test]
    fn known_by_traits() {
        let case = Case::new()
            .view(1, |c| c.fingerprints = vec!["Fingerprint".into()])
            .view(2, |c| (c.fingerprints, c.asks_who) = (vec!["Sift".into()], true))
            .view(3, |c| c.fingerprints = vec!["Sift".into()])
            .visit(3, EventKind::Checkout, "NT-1")
            .view(4, |_| {});
        check(
            &MINIMISATION,
            &case,
            &["day 1: against, Fingerprint: seen_fingerprinted", "day 3: for, site: seen_not_recorded"],
        );
    }

    #[test]
    fn recordings() {
        let case = Case::new()
            .view(1, |c| c.replay = vec!["Hotjar".into()])
            .view(2, |c| c.replay = vec!["Hotjar".into()])
            .visit(2, EventKind::Checkout, "NT-1")
            .view(3, |_| {})
            .visit(3, EventKind::Purchase, "NT-1")
            .view(4, |_| {});
        check(
            &MINIMISATION,
            &case,
            &[
                "day 1: against, Hotjar: seen_recorded",
                "day 2: against, Hotjar: seen_recorded_form",
                "day 3: for, site: seen_not_recorded",
            ],
        );
    }
}
