//! Every weight of the model, in one place, each with its reason. Natural logarithms of likelihood ratios.
//!
//! Starting values from the evidence model (tiers A ≈ +4…+6, B ≈ +1.5…+3, C ≈ +0.5…+1.5), set
//! against an explicit mass for "unknown" of weight 0. They are to be refitted on worlds with known truth.

/// The ad shows the product that was looked at, by its id (tier A, less the prior against any one ad being retargeted).
pub const PRODUCT_ID: f64 = 2.9;
/// The ad shows it by name, picture or address: a shop's bestseller would too.
pub const PRODUCT_LIKENESS: f64 = 2.2;
/// The brand was visited, nothing more (tier C, less the same prior).
pub const BRAND: f64 = -0.4;
/// The company that was told delivered the ad (tier B).
pub const PATH_DIRECT: f64 = 1.9;
/// A company that was told synced with the one that delivered (tier B, weaker: most companies sync with most).
pub const PATH_SYNCED: f64 = 1.0;
/// The ad itself says it is remarketing (tier S).
pub const DECLARED: f64 = 4.0;
/// The ad itself says that no profile was used.
pub const DECLARED_NOT: f64 = -4.0;
/// The person said "this is not why".
pub const NOT_WHY: f64 = -3.0;
/// Half-life of a visit's effect in days: effects of retargeting fall fast (Sahni et al. 2019), campaigns run for weeks.
pub const HALF_LIFE_DAYS: f64 = 4.0;
/// Least that recency can take away.
pub const RECENCY_FLOOR: f64 = -2.5;
/// Pseudo-count of the prior share of a brand's ads (α of the evidence model).
pub const PRIOR_COUNT: f64 = 20.0;
/// Share of ads that an unknown brand has before anything is known (π).
pub const PRIOR_SHARE: f64 = 0.01;
/// Most that a common brand takes away, and a rare one adds, when only the brand fits.
pub const RARITY_BOUND: f64 = 2.0;
/// A cart that was left, on top of the product or brand.
pub const CART: f64 = 0.5;
/// A word that page and ad share, the first and each further one.
pub const SHARED_WORD: (f64, f64) = (-0.5, 0.7);
/// Most that shared words give.
pub const SHARED_WORDS_MOST: f64 = 2.0;
/// The ad itself says that only the page's content was used (DSA parameter 2 alone, AdsMetadata context).
pub const DECLARED_CONTEXT: f64 = 2.5;
/// A platform's own statement of an interest.
pub const DECLARED_INTEREST: f64 = 2.5;
/// A platform's own statement of place, time or language.
pub const DECLARED_GEO: f64 = 1.5;
/// The advertiser owns the page.
pub const HOUSE: f64 = 4.0;
/// The ad stands on a search engine's page of results.
pub const SEARCH_PAGE: f64 = 1.5;
/// A brand never visited whose ads stood on several other sites: from the third on, and each further one.
pub const EVERYWHERE: (f64, f64) = (0.3, 0.25);
/// Most that being everywhere gives.
pub const EVERYWHERE_MOST: f64 = 1.5;
/// Fewer logged ads than this, and without product or path evidence nothing is more than "possible".
pub const ENOUGH_ADS: u64 = 200;
