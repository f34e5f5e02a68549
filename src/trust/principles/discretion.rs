//! Discretion: what names a person stays with the brand they gave it to.
//!
//! Counts half as much again as others: it cannot be taken back. What was searched for counts where a
//! message carries it; that companies tell each other who somebody is, per page view. Sensitive pages
//! (health, money, religion …) are not remembered, so no brand is ever held to account for them: of such
//! pages Candor keeps one number for all ([`crate::memory::Totals::sensitive_told`]).

use crate::trust::weights::{
    HANDED_OVER, KEPT_SECRET, NAMED_PLAIN, NAMED_SCRAMBLED, OPEN_LETTER, SEARCH_TOLD,
};
use crate::trust::{Arg, Evidence, Finding, Group, Principle, Side, Voter};
use crate::wire::{self, Encoding, Identity, IdentityKind, Signal};

pub(super) static DISCRETION: Principle =
    Principle { id: "discretion", group: Group::Tells, counts: 1500, judge };

fn judge(evidence: &Evidence<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for view in evidence.views() {
        let seen = view.conduct;
        let named: Vec<_> = seen.identity.iter().filter(|(_, identity)| names(identity.kind)).collect();
        for (company, identity) in &named {
            let plain = identity.encoding == Encoding::Plain;
            let (what, weight) = if plain {
                ("seen_named_plain", NAMED_PLAIN)
            } else {
                ("seen_named_scrambled", NAMED_SCRAMBLED)
            };
            let voter = Voter::Company(company.clone());
            findings.push(
                evidence
                    .finding(seen.time, Side::Against, voter, what, weight)
                    .about([Arg::Text(company.clone()), Arg::Message(word(*identity))]),
            );
        }
        // What a decoder saw by its name is the same message.
        let typed = seen.typed.iter().filter(|(company, encoding, before)| {
            let mail = (company.clone(), Identity { kind: IdentityKind::Email, encoding: *encoding });
            !before && !seen.identity.contains(&mail)
        });
        findings.extend(typed.map(|(company, encoding, _)| {
            let (what, weight) = match encoding {
                Encoding::Plain => ("seen_typed_plain", NAMED_PLAIN),
                _ => ("seen_typed", NAMED_SCRAMBLED),
            };
            let voter = Voter::Company(company.clone());
            evidence
                .finding(seen.time, Side::Against, voter, what, weight)
                .about([Arg::Text(company.clone())])
        }));
        findings.extend(seen.searches.iter().map(|company| {
            let voter = Voter::Company(company.clone());
            evidence
                .finding(seen.time, Side::Against, voter, "seen_search_told", SEARCH_TOLD)
                .about([Arg::Text(company.clone())])
        }));
        if let Some((from, to)) = seen.handovers.first() {
            let pair =
                [Arg::Text(from.clone()), Arg::Text(to.clone()), Arg::Count(seen.handovers.len() as u64)];
            let over =
                evidence.finding(seen.time, Side::Against, Voter::Site, "seen_handed_over", HANDED_OVER);
            findings.push(over.about(pair));
        }
        if seen.plain_http > 0 {
            let open =
                evidence.finding(seen.time, Side::Against, Voter::Site, "seen_plain_http", OPEN_LETTER);
            findings.push(open.about([Arg::Count(seen.plain_http.into())]));
        }
        // Only a page where people write who they are could have told it.
        if view.form && view.open() && named.is_empty() && seen.typed.is_empty() {
            findings.push(evidence.finding(
                seen.time,
                Side::For,
                Voter::Site,
                "seen_kept_secret",
                KEPT_SECRET,
            ));
        }
    }
    findings
}

/// Whether data of this kind names a person. Cookie, click and device ids know a browser again:
/// they are what *permission* is about.
const fn names(kind: IdentityKind) -> bool {
    use IdentityKind as K;
    matches!(kind, K::Email | K::Phone | K::Name | K::Address | K::Birth)
}

/// The decoders' own word for it.
fn word(identity: Identity) -> String {
    let signal = Signal { identity: vec![identity], ..Signal::default() };
    wire::phrase(&signal).into_iter().next().map(|phrase| phrase.id).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::DISCRETION;
    use crate::trust::cases::{Case, check};
    use crate::wire::{Encoding, EventKind, Identity, IdentityKind};

    #[test]
    fn who_was_told_who_you_are() {
        let to = |company: &str, kind, encoding| (company.to_owned(), Identity { kind, encoding });
        let case = Case::new()
            .view(1, |c| {
                c.identity = vec![
                    to("Criteo", IdentityKind::Email, Encoding::Sha256),
                    to("Meta", IdentityKind::Phone, Encoding::Plain),
                    to("Meta", IdentityKind::Cookie, Encoding::Opaque),
                ];
            })
            .view(2, |c| c.plain_http = 3)
            .view(3, |c| c.searches = vec!["Criteo".into()])
            .view(4, |c| {
                c.handovers = vec![("Criteo".into(), "Google".into()), ("Xandr".into(), "Meta".into())]
            });
        check(
            &DISCRETION,
            &case,
            &[
                "day 1: against, Criteo: seen_named_scrambled",
                "day 1: against, Meta: seen_named_plain",
                "day 2: against, site: seen_plain_http",
                "day 3: against, Criteo: seen_search_told",
                "day 4: against, site: seen_handed_over",
            ],
        );
    }

    #[test]
    fn what_was_typed_is_told_once() {
        let typed = |encoding| vec![("Criteo".to_owned(), encoding, false)];
        let mail = Identity { kind: IdentityKind::Email, encoding: Encoding::Sha256 };
        let case = Case::new()
            .view(1, |c| c.typed = typed(Encoding::Sha256))
            .view(2, |c| (c.typed, c.identity) = (typed(Encoding::Sha256), vec![("Criteo".into(), mail)]))
            .view(3, |c| c.typed = typed(Encoding::Plain))
            .view(4, |c| c.typed = vec![("Criteo".to_owned(), Encoding::Md5, true)]);
        check(
            &DISCRETION,
            &case,
            &[
                "day 1: against, Criteo: seen_typed",
                "day 2: against, Criteo: seen_named_scrambled",
                "day 3: against, Criteo: seen_typed_plain",
            ],
        );
    }

    #[test]
    fn a_secret_is_kept_only_where_there_was_one() {
        check(&DISCRETION, &Case::new().view(1, |_| {}), &[]);
        let checkout = Case::new().view(1, |_| {}).visit(1, EventKind::Checkout, "NT-1");
        check(&DISCRETION, &checkout, &["day 1: for, site: seen_kept_secret"]);
    }
}
