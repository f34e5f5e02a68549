//! The shell: the only place that names the browser. It carries facts in and commands out.
//!
//! What comes in becomes a job (`edge`). One task owns all state and takes one job after the other
//! (`worker`), so nothing is locked and nothing races. A worker can die between any two jobs: what is
//! not on disk by then is counted.
//!
//! Messages, as [`message`] takes them:
//!
//! | from | message | reply |
//! |---|---|---|
//! | content script | `{hello: true}` | `{nonce}`: this frame's name, signed |
//! | content script | `{whose: nonce[]}` | `{frames}`: each one's frame, or null where it was not signed for the same tab |
//! | content script | `{told: {what: What, at}[]}` | `{}`; only what a page can know of itself |
//! | content script | `{typed: {value?, sent?}}` | `{watches}`: whether e-mail fields are to be watched; top frame only |
//! | content script | `{open: AdId}` | `{token}`: the ad's id, signed for the panel of this tab |
//! | own page | `{ask: Ask}` | [`crate::view::Answer`] |
//! | `panel.html` | `{ask: Ask}` | the same; `why` names its ad by the token |
//! | `note.html` | `{ask: {ask: "why", …}}` | the same; all that it may ask |
//! | worker → content script | `{marks: Mark[], words}`: what to mark, and what a label says | |

pub mod forgetting;
pub mod message;
pub mod places;
pub mod token;

#[cfg(all(target_arch = "wasm32", feature = "worker"))]
mod answers;
#[cfg(all(target_arch = "wasm32", feature = "worker"))]
mod batch;
#[cfg(all(target_arch = "wasm32", feature = "worker"))]
mod beginning;
#[cfg(all(target_arch = "wasm32", feature = "worker"))]
mod browser;
#[cfg(all(target_arch = "wasm32", feature = "worker"))]
mod cache;
#[cfg(all(target_arch = "wasm32", feature = "worker"))]
mod chores;
#[cfg(all(target_arch = "wasm32", feature = "worker"))]
mod detail;
#[cfg(all(target_arch = "wasm32", feature = "worker"))]
mod device;
#[cfg(all(target_arch = "wasm32", feature = "worker"))]
pub mod edge;
#[cfg(all(target_arch = "wasm32", feature = "worker"))]
pub mod first;
#[cfg(all(target_arch = "wasm32", feature = "worker"))]
mod job;
#[cfg(all(target_arch = "wasm32", feature = "worker"))]
mod list_rules;
#[cfg(all(target_arch = "wasm32", feature = "worker"))]
mod lists;
#[cfg(all(target_arch = "wasm32", feature = "worker"))]
mod log;
#[cfg(all(target_arch = "wasm32", feature = "worker"))]
mod marking;
#[cfg(all(target_arch = "wasm32", feature = "worker"))]
mod newer;
#[cfg(all(target_arch = "wasm32", feature = "worker"))]
mod packed;
#[cfg(all(target_arch = "wasm32", feature = "worker"))]
mod rules;
#[cfg(all(target_arch = "wasm32", feature = "worker"))]
mod statement;
#[cfg(all(target_arch = "wasm32", feature = "worker"))]
mod store;
#[cfg(all(target_arch = "wasm32", feature = "worker"))]
mod watching;
#[cfg(all(target_arch = "wasm32", feature = "worker"))]
pub mod worker;
