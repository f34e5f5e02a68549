//! Manners: what a page's own words show of how it treats people: a way out, a question, a prompt at the
//! door, a gap where a name should stand. Only read here; what to make of it is [`crate::trust`]'s.

mod gap;
mod prompt;
mod question;
mod way_out;

pub use gap::{gap_on_page, has_gap};
pub use prompt::{Prompted, prompted};
pub use question::asks;
pub use way_out::is_way_out;
