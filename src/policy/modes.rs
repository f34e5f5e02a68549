//! Modes as sets of (function, job): what each stops where the person said nothing.

use super::About;
use crate::classify::{Action, Job};
use crate::fact::Mode;
use crate::knowledge::Function;
use crate::site::Party;

/// What *balanced* stops: companies that follow people are told nothing and hand no ids on; ids
/// and recordings are stopped whole; ad delivery is not in the set, so ads show and can be
/// explained. The same host serves ads and takes events, so the set is not one of hosts.
pub const BALANCED: &[(Function, &[Job])] = &[
    (Function::Advertising, &[Job::Event, Job::Sync]),
    (Function::Retargeting, &[Job::Event, Job::Sync]),
    (Function::Social, &[Job::Event, Job::Sync]),
    (Function::Affiliate, &[Job::Event, Job::Sync]),
    (Function::Identity, &[Job::Event, Job::Sync, Job::Script, Job::Other]),
    (Function::SessionReplay, &[Job::Event, Job::Sync, Job::Script, Job::Other]),
];

/// Whether *balanced* stops what a company of this function does here. The static ruleset is
/// compiled from this, row by row of the tables.
#[must_use]
pub fn balanced(function: Function, job: Job) -> bool {
    BALANCED.iter().any(|(f, jobs)| *f == function && jobs.contains(&job))
}

/// Whether `mode` stops what is asked about. *Balanced* goes by the tables alone; *strict* stops
/// what the lists block, too, and lets through what they except, because pages break without it.
/// No mode hides an ad: hiding follows only from a decision.
#[must_use]
pub fn stops(mode: Mode, about: About) -> bool {
    let About::Request { party, function, job, action } = about else { return false };
    let told = party == Party::Third && function.is_some_and(|function| balanced(function, job));
    match (mode, action) {
        (Mode::ShowMe, _) | (Mode::Strict, Action::Allow) => false,
        (Mode::Strict, Action::Block) => true,
        (Mode::Balanced, _) | (Mode::Strict, Action::None) => told,
    }
}
