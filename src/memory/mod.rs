//! What is remembered: the open tab, what a brand did, and the person's settings; bounded, expiring, deletable.

mod brand;
mod conduct;
mod fingerprinting;
mod forget;
mod heard;
mod remember;
mod searched;
pub mod sensitive;
mod settings;
mod suspects;
mod tab;
mod things;
mod totals;

pub use brand::{Brand, Conduct, SHOP, Told, Visit, Word};
pub use conduct::told;
pub use forget::{expire, expire_totals, forget, forget_totals, horizon, reach};
pub use heard::{Heard, thing};
pub use remember::{note_end, note_told, note_visit};
pub use searched::carries;
pub use settings::{Earned, Settings};
pub use suspects::Suspects;
pub use tab::{Adding, Banner, Call, Disclosed, Frame, Page, Stop, Tab};
pub use things::Thing;
pub use totals::{Totals, day, hour};
