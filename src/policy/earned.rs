//! Policy from trust: what the person's rules by record make of a brand, where they said nothing of it.

use crate::fact::{Choice, Grade};
use crate::id::Millis;
use crate::memory::{Earned, Settings};
use crate::phrase::{Arg, Phrase};
use crate::sorted::SortedMap;
use crate::trust::{Standing, Tally};

/// Choices that a rule gives to a grade and worse ones; the strongest that fits holds.
const STRICT: [Choice; 4] = [Choice::Block, Choice::Hide, Choice::Quiet, Choice::Ask];

/// What these rules say of a record. Nothing of an unknown one: nobody is judged unseen.
#[must_use]
pub fn by_rules(rules: &SortedMap<Choice, Grade>, grade: Grade) -> Option<Choice> {
    if grade == Grade::Unknown {
        return None;
    }
    let worse = |choice: &Choice| rules.get(choice).is_some_and(|limit| grade >= *limit);
    let better = rules.get(&Choice::Allow).is_some_and(|limit| grade <= *limit);
    STRICT.into_iter().find(worse).or_else(|| better.then_some(Choice::Allow))
}

/// What a brand earns by these rules.
#[must_use]
pub fn earned(
    rules: &SortedMap<Choice, Grade>,
    tally: &Tally,
    settings: &Settings,
    now: Millis,
) -> Option<Earned> {
    let standing = Standing::new(tally, settings, now);
    let choice = by_rules(rules, standing.grade)?;
    let principle = standing.telling.map(|principle| principle.id.to_owned());
    Some(Earned { choice, grade: standing.grade, principle })
}

impl Earned {
    /// It in words: what the person asked for, the record, and what says most about it.
    #[must_use]
    pub fn phrase(&self) -> Phrase {
        let word = |id: &str| Arg::Phrase(Phrase::new(id, []));
        let (choice, grade) = (word(self.choice.id()), Arg::Phrase(self.grade.phrase()));
        match &self.principle {
            Some(id) => Phrase::new("earned_most", [choice, grade, word(&["principle_", id].concat())]),
            None => Phrase::new("earned", [choice, grade]),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::policy::choices::tests::{choice, grade};

    /// From what lets most through to what stops most; nothing said stands beside *ask*.
    fn strength(choice: Option<Choice>) -> usize {
        let order = [
            Some(Choice::Allow),
            None,
            Some(Choice::Ask),
            Some(Choice::Quiet),
            Some(Choice::Hide),
            Some(Choice::Block),
        ];
        order.iter().position(|known| *known == choice).expect("every choice")
    }

    proptest! {
        #[test]
        fn a_worse_record_is_never_treated_better(
            rules in proptest::collection::vec((choice(), grade()), 0..6),
            a in grade(),
            b in grade(),
        ) {
            let rules: SortedMap<Choice, Grade> = rules.into_iter().collect();
            let (better, worse) = (a.min(b), a.max(b));
            prop_assert!(strength(by_rules(&rules, better)) <= strength(by_rules(&rules, worse)));
            prop_assert_eq!(by_rules(&rules, Grade::Unknown), None);
            prop_assert_eq!(by_rules(&SortedMap::new(), a), None);
        }
    }

    #[test]
    fn rules_hold_from_their_grade_on() {
        let rules: SortedMap<_, _> =
            [(Choice::Hide, Grade::Broke), (Choice::Ask, Grade::Mixed), (Choice::Allow, Grade::Careful)]
                .into();
        let said = [Grade::Careful, Grade::Mixed, Grade::Pushy, Grade::Broke].map(|g| by_rules(&rules, g));
        assert_eq!(said, [Some(Choice::Allow), Some(Choice::Ask), Some(Choice::Ask), Some(Choice::Hide)]);
    }
}
