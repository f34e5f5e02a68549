//! The parameters of a world: a file that says what differs from the ordinary one.

use serde::Deserialize;
use toml::{Table, Value};

/// How a world is made. The meaning of each number stands in `ordinary.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the file of the ordinary world says each")]
pub struct World {
    pub days: u32,
    pub person: Person,
    pub shops: Shops,
    pub decay: Decay,
    pub ads: Ads,
    pub advertisers: Advertisers,
    pub publishers: Publishers,
    pub missing: Missing,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    pub pages_per_day: f64,
    pub places_per_page: usize,
    pub visits_per_day: f64,
    pub products_per_visit: f64,
    pub cart: f64,
    pub purchase: f64,
    pub favours_popular: f64,
    pub household: f64,
    pub spared: f64,
    pub pressure: [f64; 2],
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shops {
    pub count: usize,
    pub retarget: f64,
    pub product: f64,
    pub cart_campaign: f64,
    pub stop_after_purchase: f64,
    pub cross_sell: f64,
    pub window_days: [f64; 2],
    pub a_day: usize,
    pub pixel_anyway: f64,
    pub analytics: f64,
    pub bestseller: f64,
    pub products: usize,
    pub path: Paths,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paths {
    pub direct: f64,
    pub synced: f64,
    pub shared: f64,
    pub server: f64,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decay {
    pub shape: Shape,
    pub days: f64,
}

/// How a retargeter's interest goes down with the days since the visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// By half in each span of days.
    Halving,
    /// Not at all.
    Steady,
    /// Fast, then slowly.
    Hyperbolic,
    /// Not before the span has passed; then it halves.
    Delayed,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ads {
    pub house: f64,
    pub contextual: f64,
    pub wordless: f64,
    pub interest: f64,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Advertisers {
    pub count: usize,
    pub skew: f64,
    pub systems: usize,
    pub flights: f64,
    pub flight_days: [f64; 2],
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Publishers {
    pub count: usize,
    pub syncs: f64,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Missing {
    pub click: f64,
    pub frame: f64,
    pub message: f64,
    pub page: f64,
}

impl World {
    /// Reads a world's file: TOML with the parameters that differ from the ordinary world's.
    ///
    /// # Errors
    /// Says which line or parameter is wrong.
    pub fn read(file: &str) -> Result<Self, String> {
        let table = |text: &str| text.parse::<Table>().map_err(|why| why.to_string());
        let mut world = table(include_str!("ordinary.toml"))?;
        overlay(&mut world, table(file)?);
        Value::Table(world).try_into().map_err(|why: toml::de::Error| why.to_string())
    }
}

fn overlay(base: &mut Table, other: Table) {
    for (key, value) in other {
        match (base.get_mut(&key), value) {
            (Some(Value::Table(base)), Value::Table(other)) => overlay(base, other),
            (_, value) => {
                base.insert(key, value);
            }
        }
    }
}

impl Decay {
    /// The share of interest that is left.
    pub(super) fn left(&self, days: f64) -> f64 {
        let halving = |days: f64| libm::exp2(-days / self.days);
        match self.shape {
            Shape::Halving => halving(days),
            Shape::Steady => 1.0,
            Shape::Hyperbolic => 1.0 / (1.0 + days / self.days),
            Shape::Delayed if days < self.days => 0.0,
            Shape::Delayed => halving(days - self.days),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_says_only_what_differs() {
        let ordinary = World::read("").unwrap();
        let other = World::read("days = 3\n[shops.path]\nserver = 9.0").unwrap();
        assert_eq!((other.days, other.shops.path.server), (3, 9.0));
        assert_eq!(other.shops.path.direct, ordinary.shops.path.direct);
        assert!(World::read("dais = 3").is_err(), "a slip of the pen is named");
    }
}
