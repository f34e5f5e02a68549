//! Sorting through one copy of the standard library's sort: a copy for each type costs the wasm 4 KB apiece.

use std::cmp::Ordering;

/// Sorts like `[T]::sort_by` and its kin: stable, so equal elements keep their order.
pub trait Order<T> {
    /// Sorts by a comparison.
    fn order_by(&mut self, compare: impl Fn(&T, &T) -> Ordering);

    /// Sorts by what a key says.
    fn order_by_key<K: Ord>(&mut self, key: impl Fn(&T) -> K) {
        self.order_by(|a, b| key(a).cmp(&key(b)));
    }

    /// Sorts by the elements' own order.
    fn order(&mut self)
    where
        T: Ord,
    {
        self.order_by(T::cmp);
    }
}

impl<T> Order<T> for [T] {
    fn order_by(&mut self, compare: impl Fn(&T, &T) -> Ordering) {
        let compare = |a: usize, b: usize| match (self.get(a), self.get(b)) {
            (Some(a), Some(b)) => compare(a, b),
            _ => Ordering::Equal,
        };
        for (a, b) in exchanges(self.len(), &compare) {
            self.swap(a, b);
        }
    }
}

/// The exchanges that put `len` elements in order, at most one for each.
fn exchanges(len: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<(usize, usize)> {
    let mut sorted: Vec<usize> = (0..len).collect();
    sorted.sort_by(|a, b| compare(*a, *b));
    // Where the element that now lies at a place belongs.
    let mut home = vec![0; len];
    for (place, element) in sorted.into_iter().enumerate() {
        if let Some(home) = home.get_mut(element) {
            *home = place;
        }
    }
    let mut exchanges = Vec::new();
    for place in 0..len {
        while let Some(to) = home.get(place).copied().filter(|to| *to != place) {
            exchanges.push((place, to));
            home.swap(place, to);
        }
    }
    exchanges
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sorts_as_the_standard_library_does(given: Vec<(u8, u8)>) {
            let (mut ours, mut theirs) = (given.clone(), given);
            ours.order_by_key(|(key, _)| *key);
            theirs.sort_by_key(|(key, _)| *key);
            prop_assert_eq!(&ours, &theirs, "equal keys keep their order");
            ours.order();
            theirs.sort();
            prop_assert_eq!(ours, theirs);
        }
    }
}
