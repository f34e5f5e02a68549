//! Modes as sets of (function, job): what each stops where the person said nothing.

use super::About;
use crate::classify::{Action, Job};
use crate::fact::Mode;
use crate::knowledge::Function;

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

/// Whether `mode` stops what is asked about. Every mode acts through the lists: a request that no
/// rule blocks, or that an exception lets through, is stopped by none. *Strict* stops all that the
/// lists block. No mode hides an ad: hiding follows only from a decision.
#[must_use]
pub fn stops(mode: Mode, about: About) -> bool {
    let About::Request { function, job, action: Action::Block, .. } = about else { return false };
    match mode {
        Mode::ShowMe => false,
        Mode::Balanced => BALANCED.iter().any(|(f, jobs)| Some(*f) == function && jobs.contains(&job)),
        Mode::Strict => true,
    }
}
