//! The shell: the only place that names the browser. It carries facts in and commands out.
//!
//! One task owns all state and takes one job after the other ([`worker`]), so nothing is locked and
//! nothing races. A worker can die between any two jobs: what is not on disk by then is counted.
//!
//! Messages, as [`message`] takes them:
//!
//! | from | message | reply |
//! |---|---|---|
//! | content script | `{hello: true}` | `{nonce}`: this frame's name, signed |
//! | content script | `{whose: nonce}` | `{frame}`, where it was signed for the same tab |
//! | content script | `{what: What}` | `{}`; only what a page can know of itself |
//! | content script | `{open: AdId}` | `{token}`: lets the panel of this tab ask about this ad |
//! | own page | `{ask: Ask}` | [`crate::view::Answer`] |
//! | `panel.html` | `{ask: Ask, ad: AdId, token}` | the same, about this ad only |
//! | worker → content script | `{marks: Mark[]}` | |

pub mod message;
pub mod token;
