//! Maps and sets as sorted lists: in iteration like the standard library's, in wasm a tenth of their size.
//!
//! A `BTreeMap` costs the wasm 5 KB for each pair of types. What the core maps is small (the frames
//! of a tab, the brands of a person), so moving what lies behind an insertion costs less than a tree.

mod map;
mod set;

pub use map::{Entry, Iter, IterMut, SortedMap};
pub use set::SortedSet;

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use proptest::prelude::*;

    use super::{SortedMap, SortedSet};

    /// Something done to a map under a small key, so that keys come again.
    #[derive(Debug, Clone)]
    enum Deed {
        Insert(u8, u16),
        Remove(u8),
        Add(u8, u16),
        Extend(Vec<(u8, u16)>),
        Retain(u8),
    }

    fn deed() -> impl Strategy<Value = Deed> {
        let (key, value) = (0..12_u8, any::<u16>());
        prop_oneof![
            (key.clone(), value).prop_map(|(key, value)| Deed::Insert(key, value)),
            key.clone().prop_map(Deed::Remove),
            (key.clone(), value).prop_map(|(key, value)| Deed::Add(key, value)),
            prop::collection::vec((key, value), 0..6).prop_map(Deed::Extend),
            (1..5_u8).prop_map(Deed::Retain),
        ]
    }

    proptest! {
        #[test]
        fn a_map_is_as_the_standard_librarys(deeds in prop::collection::vec(deed(), 0..40)) {
            let (mut ours, mut theirs) = (SortedMap::new(), BTreeMap::new());
            for deed in deeds {
                match deed {
                    Deed::Insert(key, value) => prop_assert_eq!(ours.insert(key, value), theirs.insert(key, value)),
                    Deed::Remove(key) => prop_assert_eq!(ours.remove(&key), theirs.remove(&key)),
                    Deed::Add(key, value) => {
                        for there in [ours.entry(key).or_default(), theirs.entry(key).or_default()] {
                            *there = u16::wrapping_add(*there, value);
                        }
                    }
                    Deed::Extend(pairs) => {
                        ours.extend(pairs.clone());
                        theirs.extend(pairs);
                    }
                    Deed::Retain(number) => {
                        ours.retain(|key, _| key % number == 0);
                        theirs.retain(|key, _| key % number == 0);
                    }
                }
                prop_assert!(ours.iter().eq(theirs.iter()), "{:?} beside {:?}", ours, theirs);
                for key in 0..12 {
                    prop_assert_eq!(ours.get(&key), theirs.get(&key));
                }
            }
            let text = serde_json::to_string(&ours).expect("writes");
            prop_assert_eq!(&text, &serde_json::to_string(&theirs).expect("writes"));
            prop_assert_eq!(serde_json::from_str::<SortedMap<u8, u16>>(&text).expect("reads"), ours);
        }

        #[test]
        fn a_set_is_as_the_standard_librarys(put in prop::collection::vec((any::<bool>(), 0..12_u8), 0..40), more: Vec<u8>) {
            let (mut ours, mut theirs) = (SortedSet::new(), BTreeSet::new());
            for (goes_in, element) in put {
                let both = if goes_in {
                    (ours.insert(element), theirs.insert(element))
                } else {
                    (ours.remove(&element), theirs.remove(&element))
                };
                prop_assert_eq!(both.0, both.1);
                prop_assert_eq!(ours.contains(&element), theirs.contains(&element));
            }
            ours.extend(more.clone());
            theirs.extend(more);
            prop_assert!(ours.iter().eq(theirs.iter()), "{:?} beside {:?}", ours, theirs);
        }
    }
}
