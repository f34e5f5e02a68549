//! Every weight of the model, in one place: natural logarithms of likelihood ratios, set against an
//! explicit mass for "unknown" of weight 0.
//!
//! Each stands with the value it starts from, after the literature's tiers less the prior against any one
//! ad being retargeted, and the value in force. Those called `fitted` come from `candor fit` on simulated
//! worlds, which holds them near their start (`candor fit --seeds 0..60 src/world/ordinary.toml src/world/ordinary.toml
//! tests/worlds/village.toml`: the ordinary world counts twice); those called `stated` are set by hand: no world plays them.

macro_rules! weights {
    ($($(#[$doc:meta])* $name:ident: $how:ident $start:literal => $value:literal),* $(,)?) => {
        /// A piece of evidence that weighs. Each belongs to one group of evidence, and each group votes once.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Weight { $($(#[$doc])* $name),* }

        impl Weight {
            /// All, in order.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// Its name, as written here.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$name => stringify!($name)),* }
            }

            /// Whether `candor fit` moves it.
            #[must_use]
            pub const fn is_fitted(self) -> bool {
                match self { $(Self::$name => weights!($how)),* }
            }
        }

        impl Weights {
            /// Where the fit begins.
            pub const START: Self = Self([$($start),*]);
            /// The weights in force.
            pub const NOW: Self = Self([$($value),*]);
        }
    };
    (fitted) => { true };
    (stated) => { false };
}

/// A value for each [`Weight`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weights(pub [f64; Weight::ALL.len()]);

/// How strongly each weight counts in a case: 1 for a mark that is there, else the amount of something.
pub type Votes = Vec<(Weight, f64)>;

impl Weights {
    /// What the votes for one reason come to.
    #[must_use]
    pub fn sum(&self, votes: &[(Weight, f64)]) -> f64 {
        votes.iter().map(|(weight, amount)| self.of(*weight) * amount).sum()
    }

    /// One weight.
    #[must_use]
    pub fn of(&self, weight: Weight) -> f64 {
        self.0.get(weight as usize).copied().unwrap_or_default()
    }
}

weights! {
    /// The ad shows the product that was looked at, by its id.
    ProductId: fitted 1.6 => -1.01,
    /// It shows it by name, picture or address: a shop's bestseller would too. No world plays it: it says as much as
    /// the number, for that it is the same thing is not what is in doubt.
    ProductLikeness: stated -1.01 => -1.01,
    /// The brand was visited, nothing more.
    Brand: fitted -1.4 => -1.85,
    /// What was looked at is still in the cart.
    CartProduct: fitted 1.6 => 0.41,
    /// Something of the brand is in the cart, and the ad shows no product.
    CartBrand: fitted -2.0 => -1.44,
    /// Something was bought, and the ad shows a product that was looked at.
    BoughtProduct: fitted 1.0 => -1.29,
    /// Something was bought, and the ad shows something else.
    BoughtBrand: fitted -2.0 => -1.66,
    /// How much more often than before the look the ads of this campaign come since ([`super::Campaign::log`]), where
    /// the product fits.
    LogProduct: fitted 0.4 => 1.3,
    /// The same where only the brand fits.
    LogBrand: fitted 0.8 => 1.1,
    /// How often ads follow this person at all ([`super::Case::person_rate`]), where the product fits.
    PersonProduct: fitted 0.5 => 0.16,
    /// The same where only the brand fits.
    PersonBrand: fitted 0.8 => 0.18,
    /// The ad shows something that was looked at, and something else there was looked at since: those who follow show
    /// the latest. Held where it starts: the worlds' sellers never show an older thing, real ones do now and then.
    LookedOn: stated -1.0 => -1.0,
    /// The share of the things that its company showed of the brand so far that had not been looked at
    /// ([`super::Campaign::others_share`]): who shows the whole range shows what was looked at now and then, too.
    OtherThings: fitted -1.0 => -2.7,
    /// The ad shows a thing, and not one that was looked at. No world plays those who follow with what goes with it.
    OtherThing: stated -1.0 => -1.0,
    /// Days since the visit: effects of retargeting fall fast (Sahni et al. 2019).
    Day: fitted -0.1 => -0.1,
    /// A company that was told delivered the ad, and carries all kinds of ads.
    PathDirect: fitted 1.0 => 2.28,
    /// A company that was told delivered the ad, and following people is its trade.
    PathRetargeter: fitted 1.9 => 3.75,
    /// A company that was told synced with the one that delivered: most companies sync with most (Bashir & Wilson 2018).
    PathSynced: fitted 0.6 => 1.61,
    /// The ad itself says it is remarketing.
    Declared: stated 4.0 => 4.0,
    /// The ad itself says that no profile was used.
    DeclaredNot: stated -4.0 => -4.0,
    /// The person said "this is not why".
    NotWhy: stated -3.0 => -3.0,
    /// Page and ad share a word.
    SharedWord: fitted -0.5 => -0.06,
    /// Each further word that they share, to four.
    SharedWordMore: fitted 0.9 => 2.75,
    /// The ad itself says that only the page's content was used (DSA parameter 2 alone, AdsMetadata context).
    DeclaredContext: stated 2.5 => 2.5,
    /// A platform's own statement of an interest.
    DeclaredInterest: stated 2.5 => 2.5,
    /// A platform's own statement of place, time or language.
    DeclaredGeo: stated 1.5 => 1.5,
    /// The advertiser owns the page.
    House: fitted 4.0 => 7.13,
    /// The ad stands on a search engine's page of results.
    SearchPage: stated 1.5 => 1.5,
    /// A brand never visited had ads on another site before.
    Everywhere: fitted 0.6 => 1.47,
    /// A brand that was visited had ads on another site before the visit.
    EverywhereVisited: fitted 0.3 => 1.04,
    /// Each doubling of those sites, to 16.
    EverywhereMore: fitted 0.4 => 0.19,
}

/// Days beyond which a visit grows no older: memory ends there by default.
pub const MOST_DAYS: f64 = 14.0;
/// Pseudo-count of the prior share of a brand's ads (α of the evidence model).
pub const PRIOR_COUNT: f64 = 20.0;
/// Share of ads that a brand has before anything is known of it (π).
pub const PRIOR_SHARE: f64 = 0.003;
/// The prior of how often a brand follows a person: Beta(1, 30).
pub const FOLLOWING_PRIOR: (f64, f64) = (1.0, 30.0);
/// Most that the own log says, either way.
pub const LOG_BOUND: f64 = 4.0;
/// Most words that count, and most doublings of sites.
pub const MOST_MORE: f64 = 4.0;
/// Pseudo-count that holds a share near none while little was counted.
pub const FEW: f64 = 2.0;
/// Fewer logged ads than this, and without product or path evidence nothing is more than "possible".
pub const ENOUGH_ADS: u64 = 200;
