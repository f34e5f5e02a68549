//! What happened between a person and a shop.

/// What happened between a person and a shop, in days since the beginning.
#[derive(Debug, Default)]
pub(super) struct History {
    /// When they were last there, on any device, and what they looked at last.
    pub(super) last: Option<(f64, usize)>,
    /// When they were last there in this browser.
    pub(super) here: Option<f64>,
    /// Something that was put in the cart and not bought.
    pub(super) cart: Option<(f64, usize)>,
    /// When something was bought.
    pub(super) bought: Option<f64>,
    /// When this browser last showed all of the way that the message took.
    pub(super) traced: Option<f64>,
    /// Ads that followed today.
    pub(super) ads_today: usize,
}
