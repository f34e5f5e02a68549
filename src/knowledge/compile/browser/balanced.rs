//! The mode *balanced*: what tells companies that follow people something is stopped, ads are not.
//!
//! The nearest row of the tables decides, as in the classifier: a rule's priority is the depth of
//! the row it comes from, so that a script or an ad below a stopped host is let through.

use std::collections::BTreeMap;

use super::{Action, Condition};
use crate::classify::{Job, PATH_WORDS};
use crate::knowledge::Function;
use crate::knowledge::compile::companies::{Address, Companies};
use crate::knowledge::compile::pace::whole;
use crate::policy;

/// Below every row: words of paths on hosts of which no row says what they do.
const BY_WORD: u32 = 1;

/// Whether requests of this function and job are stopped, by the mode's own table; `None` where it
/// depends on a job that no row tells.
fn stopped(function: Function, job: Option<Job>) -> Option<bool> {
    match job {
        Some(job) => Some(policy::balanced(function, job)),
        None if policy::balanced(function, Job::Other) => Some(true),
        None if policy::balanced(function, Job::Event) => None,
        None => Some(false),
    }
}

/// The rules, as priority, action and condition.
pub(super) fn rules(companies: &Companies) -> Vec<(u32, Action, Condition)> {
    let mut hosts = BTreeMap::<(u32, Action), Vec<String>>::new();
    let mut rules = Vec::new();
    let mut open = Vec::new();
    for row in companies.addresses() {
        let Some(function) = companies.nearest_function(row) else { continue };
        let (host, path) = row.split();
        let action = match stopped(function, row.job) {
            Some(true) => Action::Block,
            Some(false) => Action::Allow,
            None if path.is_empty() => {
                open.push(host.to_owned());
                continue;
            }
            None => continue,
        };
        if action == Action::Allow && !below_followers(companies, row) {
            continue;
        }
        let depth = BY_WORD + host.split('.').count() as u32 + 20 * path.len().min(200) as u32;
        if path.is_empty() {
            hosts.entry((depth, action)).or_default().push(host.to_owned());
        } else {
            let condition = Condition { url_filter: Some(format!("||{}", row.address)), ..third_party() };
            rules.push((depth, action, condition));
        }
    }
    let open = shortest(open);
    let by_word = [Job::Sync, Job::Event].into_iter().flat_map(|job| {
        let words = PATH_WORDS.iter().filter(|row| row.1 == job).map(|row| row.0.replace('.', "\\."));
        let words = words.collect::<Vec<_>>();
        // Chromium refuses an expression of many words; the test in the browser holds all of them.
        words.chunks(WORDS).map(|words| by_word(job, words, &open)).collect::<Vec<_>>()
    });
    let beacons =
        Condition { request_domains: open.clone(), resource_types: vec!["ping".into()], ..third_party() };
    let by_host = hosts.into_iter().map(|((depth, action), hosts)| {
        (depth, action, Condition { request_domains: shortest(hosts), ..third_party() })
    });
    by_host.chain(rules).chain(by_word).chain([(BY_WORD, Action::Block, beacons)]).collect()
}

/// Words that one expression asks for.
const WORDS: usize = 5;

/// Requests to `hosts` that do a job by the words of their path.
fn by_word(job: Job, words: &[String], hosts: &[String]) -> (u32, Action, Condition) {
    let frames = (job == Job::Sync).then_some("sub_frame");
    let condition = Condition {
        // The words stand in the path: after the host, before the query.
        regex_filter: Some(format!("^[a-z]+://[^?#]*({})", words.join("|"))),
        request_domains: hosts.to_vec(),
        resource_types: ["image", "xmlhttprequest", "ping"]
            .into_iter()
            .chain(frames)
            .map(Into::into)
            .collect(),
        ..third_party()
    };
    (BY_WORD, Action::Block, condition)
}

fn third_party() -> Condition {
    Condition { domain_type: Some("thirdParty".into()), ..Condition::default() }
}

/// Whether a host above the row is one whose requests may be stopped; elsewhere nothing needs allowing.
fn below_followers(companies: &Companies, row: &Address) -> bool {
    let (host, path) = row.split();
    let above = host.match_indices('.').map(|(dot, _)| &host[dot + 1..]);
    let own = (!path.is_empty()).then_some(host);
    let follows = |function: Function| function.follows_people() || function == Function::SessionReplay;
    own.into_iter().chain(above).any(|host| companies.function_of_host(host).is_some_and(follows))
}

/// Hosts without those that lie below another of them.
fn shortest(hosts: Vec<String>) -> Vec<String> {
    whole(async |pace| super::shortest(hosts.into_iter().collect(), &pace).await)
}
