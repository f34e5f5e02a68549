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
    let by_path = || if party == Party::Third { by_words(url.path.as_bytes()) } else { None };
    match kind {
        RequestKind::Script => Job::Script,
        RequestKind::Ping => by_path().unwrap_or(Job::Event),
        RequestKind::Image | RequestKind::Xhr | RequestKind::WebSocket => by_path().unwrap_or(Job::Other),
        RequestKind::SubFrame => by_path().filter(|job| *job == Job::Sync).unwrap_or(Job::Other),
        _ => Job::Other,
    }
}

/// For each letter, which rows of [`PATH_WORDS`] go on with it after their slash.
const BY_LETTER: [u32; 26] = {
    let mut rows = [0; 26];
    let mut row = 0;
    while row < PATH_WORDS.len() {
        let word = PATH_WORDS[row].0.as_bytes();
        assert!(row < 32 && word[0] == b'/' && word[1].is_ascii_lowercase());
        rows[(word[1] - b'a') as usize] |= 1 << row;
        row += 1;
    }
    rows
};

/// The first row whose word stands in a path, whatever the case.
fn by_words(path: &[u8]) -> Option<Job> {
    let mut first = PATH_WORDS.len();
    for at in memchr::memchr_iter(b'/', path) {
        let rest = path.get(at..).unwrap_or_default();
        let letter = rest.get(1).map_or(0, |byte| byte.to_ascii_lowercase().wrapping_sub(b'a'));
        let mut rows = BY_LETTER.get(usize::from(letter)).copied().unwrap_or_default();
        while rows != 0 {
            let row = rows.trailing_zeros() as usize;
            let stands = PATH_WORDS.get(row).and_then(|(word, _)| {
                rest.get(..word.len()).map(|there| there.eq_ignore_ascii_case(word.as_bytes()))
            });
            if stands == Some(true) {
                first = first.min(row);
            }
            rows &= rows - 1;
        }
    }
    PATH_WORDS.get(first).map(|row| row.1)
}
