//! What a request does: told by its row, else by words of its path, else by its kind.

use super::Job;
use crate::fact::RequestKind;
use crate::knowledge::format::Who;
use crate::site::{Party, Url};

/// Words of a path that tell what it does, wherever they stand; the first that is found decides.
///
/// Names of the cookie-matching and event end points of exchanges and measurement systems, as their
/// integration guides and Prebid's user-sync modules have them.
pub(crate) const PATH_WORDS: &[(&str, Job)] = &[
    ("/cookie_sync", Job::Sync),
    ("/cookiesync", Job::Sync),
    ("/cookie-sync", Job::Sync),
    ("/cookiematch", Job::Sync),
    ("/cookie_match", Job::Sync),
    ("/usersync", Job::Sync),
    ("/user_sync", Job::Sync),
    ("/user-sync", Job::Sync),
    ("/idsync", Job::Sync),
    ("/id-sync", Job::Sync),
    ("/pixelsync", Job::Sync),
    ("/getuid", Job::Sync),
    ("/setuid", Job::Sync),
    ("/syncd", Job::Sync),
    ("/match/", Job::Sync),
    ("/ddc.htm", Job::Sync),
    ("/event", Job::Event),
    ("/collect", Job::Event),
    ("/beacon", Job::Event),
    ("/pixel", Job::Event),
    ("/conversion", Job::Event),
    ("/track", Job::Event),
    ("/impression", Job::Event),
];

/// The job of a request.
pub(super) fn job(who: Who, party: Party, kind: RequestKind, url: &Url<'_>) -> Job {
    if let Some(job) = (who.job() as usize).checked_sub(1).and_then(|place| Job::ALL.get(place)) {
        return *job;
    }
    let word = |words: &&(&str, Job)| contains(url.path, words.0);
    let by_path = PATH_WORDS.iter().find(word).map(|row| row.1).filter(|_| party == Party::Third);
    match kind {
        RequestKind::Script => Job::Script,
        RequestKind::Ping => by_path.unwrap_or(Job::Event),
        RequestKind::Image | RequestKind::Xhr | RequestKind::WebSocket => by_path.unwrap_or(Job::Other),
        RequestKind::SubFrame => by_path.filter(|job| *job == Job::Sync).unwrap_or(Job::Other),
        _ => Job::Other,
    }
}

/// Whether `text` holds `word` (lower case), whatever the case.
fn contains(text: &str, word: &str) -> bool {
    text.as_bytes().windows(word.len()).any(|window| window.eq_ignore_ascii_case(word.as_bytes()))
}
