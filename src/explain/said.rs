//! What the person said of explanations: which of their words reach an ad, and what each changes there.
//!
//! A word holds for the ad that it was said of and for what comes after it, and it takes away or is told, but
//! never makes anything likelier that it speaks against.

use super::recognised::recognised;
use super::{Arg, Basis, Phrase, ReasonId, Step};
use crate::ad::Ad;
use crate::fact::Correction;
use crate::id::Millis;
use crate::memory::{Brand, Visit, Word};

/// What a word changes in an explanation, besides that it is told there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Effect {
    /// The reason that was told weighs less.
    Denies,
    /// What was looked at until then says nothing of the person; a reason without a look behind it weighs less.
    Disowns,
    /// What the ad is for was bought.
    Bought,
    /// Nothing: it is only told.
    Told,
}

/// What a word does and the step that tells it; none for "wrong brand", which moves the ad itself.
const fn row(said: &Correction) -> Option<(Effect, &'static str)> {
    Some(match said {
        Correction::NotWhy => (Effect::Denies, "step_said_not_why"),
        Correction::WrongGuess => (Effect::Disowns, "step_said_wrong_guess"),
        Correction::AlreadyBought => (Effect::Bought, "step_said_bought"),
        Correction::Useful => (Effect::Told, "step_said_useful"),
        Correction::NotForMe => (Effect::Told, "step_said_not_for_me"),
        Correction::Stop => (Effect::Told, "step_said_stop"),
        Correction::WrongBrand { .. } => return None,
    })
}

/// A word as steps tell it.
#[must_use]
pub fn said(said: &Correction) -> Option<Phrase> {
    row(said).map(|(_, id)| Phrase::new(id, []))
}

/// The one product that a word is about; none where it is about the brand: what is enough is enough of all, and
/// a reason that names no product is denied for all of them.
fn product(Word(_, said, about): &Word) -> Option<&str> {
    let of_one = match said {
        Correction::Stop | Correction::WrongBrand { .. } => false,
        Correction::NotWhy | Correction::WrongGuess => {
            matches!(about.reason, Some(ReasonId::ProductRetargeting | ReasonId::CartAbandonment))
        }
        Correction::AlreadyBought | Correction::Useful | Correction::NotForMe => true,
    };
    about.product.as_deref().filter(|_| of_one)
}

/// Whether a word holds for an ad of the brand. Where the ad shows no product, it may be of any.
#[must_use]
pub fn reaches(word: &Word, ad: &Ad, brand: &Brand) -> bool {
    let since = word.2.shown.unwrap_or(Millis(i64::MIN));
    let shown = || [ad.product.as_ref(), recognised(ad, Some(brand))];
    let of = |called: &str| {
        let mut shown = shown().into_iter().flatten().peekable();
        shown.peek().is_none() || shown.any(|product| product.goes_by(called))
    };
    since <= ad.time && product(word).is_none_or(of)
}

/// The words that reach one ad, in order of time.
#[derive(Debug, Default)]
pub struct Said<'a>(Vec<&'a Word>);

impl<'a> Said<'a> {
    /// What was said that reaches an ad.
    pub(super) fn of(ad: &Ad, brand: Option<&'a Brand>) -> Self {
        let words =
            brand.into_iter().flat_map(|brand| brand.corrections.iter().map(move |word| (brand, word)));
        Self(words.filter(|(brand, word)| reaches(word, ad, brand)).map(|(_, word)| word).collect())
    }

    fn with(&self, effect: Effect) -> impl Iterator<Item = &'a Word> {
        self.0.iter().copied().filter(move |word| row(&word.1).is_some_and(|(does, _)| does == effect))
    }

    /// Whether the person said that this is not why. That a company guesses stays true of a wrong guess.
    pub(super) fn denies(&self, reason: ReasonId) -> bool {
        let denied =
            self.with(Effect::Denies).any(|word| word.2.reason.map_or(reason.follows(), |r| r == reason));
        let guessed = !reason.follows() && reason != ReasonId::Interest;
        denied || guessed && self.with(Effect::Disowns).any(|word| word.2.reason == Some(reason))
    }

    /// Whether the person said that what a visit tells of them is wrong.
    pub(super) fn disowns(&self, visit: &Visit) -> bool {
        let of = |called: &str| visit.product.as_ref().is_some_and(|product| product.goes_by(called));
        self.with(Effect::Disowns).any(|word| {
            visit.time <= word.0
                && word.2.reason.is_none_or(ReasonId::follows)
                && product(word).is_none_or(of)
        })
    }

    /// When the person said that they had bought it.
    pub(super) fn bought(&self) -> Option<Millis> {
        self.with(Effect::Bought).map(|word| word.0).next()
    }

    /// Whether something that was said takes a reason away.
    pub(super) fn takes(&self) -> bool {
        self.with(Effect::Denies).chain(self.with(Effect::Disowns)).next().is_some()
    }
}

/// What the person said, as steps: of each kind the last word, and a "stop" that the ad itself offered and
/// that who served this one heard.
pub(super) fn steps(said: &Said<'_>, ad: &Ad, brand: Option<&Brand>) -> Vec<Step> {
    let step = |time: Millis, to: Option<String>, what: Phrase| Step {
        time,
        from: "you".to_owned(),
        to,
        what,
        basis: Basis::Seen,
    };
    let mut steps: Vec<Step> = Vec::new();
    for (word, (_, id)) in said.0.iter().filter_map(|word| Some((word, row(&word.1)?))) {
        steps.retain(|step| step.what.id != id);
        steps.push(step(word.0, None, Phrase::new(id, [])));
    }
    let own = ad.advertiser.as_ref().filter(|named| named.signs.iter().any(|sign| sign == "person"));
    steps.extend(
        own.map(|named| step(ad.time, None, Phrase::new("step_said_brand", [Arg::Text(named.name.clone())]))),
    );
    let stops = brand.into_iter().flat_map(|brand| &brand.stops).rev();
    let heard = |by: &[String]| {
        ad.served_by.iter().map(|served| &served.company).find(|company| by.contains(company)).cloned()
    };
    let asked = stops.filter(|(time, _)| *time < ad.time).find_map(|(time, by)| Some((*time, heard(by)?)));
    steps.extend(asked.map(|(time, company)| {
        step(time, Some(company.clone()), Phrase::new("step_asked_stop", [Arg::Text(company)]))
    }));
    steps
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::explain::{Explanation, explain};
    use crate::fact::About;
    use crate::memory::{Settings, Totals};
    use crate::trust::laws;

    fn words() -> impl Strategy<Value = Correction> {
        proptest::sample::select(vec![
            Correction::NotWhy,
            Correction::WrongGuess,
            Correction::AlreadyBought,
            Correction::Useful,
            Correction::NotForMe,
            Correction::Stop,
        ])
    }

    fn settings() -> Settings {
        Settings { remember: true, ..Settings::default() }
    }

    fn why(brand: &Brand, ad: &Ad) -> Explanation {
        explain(ad, Some(brand), &Totals::default(), &settings())
    }

    fn likely(why: &Explanation, reason: ReasonId) -> u16 {
        why.reasons.iter().find(|(id, _)| *id == reason).map_or(0, |(_, likely)| *likely)
    }

    /// What a word speaks against: a wrong guess and a denial against what was told, a purchase against all that
    /// says that nothing was bought.
    fn spoken_against(said: &Correction, told: ReasonId) -> Vec<ReasonId> {
        match said {
            Correction::NotWhy => vec![told],
            Correction::WrongGuess if told != ReasonId::Interest => vec![told],
            Correction::AlreadyBought => {
                vec![ReasonId::ProductRetargeting, ReasonId::BrandRetargeting, ReasonId::CartAbandonment]
            }
            _ => vec![],
        }
    }

    proptest! {
        /// A word never makes likelier what it speaks against, and where it speaks against nothing it changes no number.
        #[test]
        fn no_word_raises_what_it_speaks_against(
            brand in laws::brand(), word in words(), of in any::<prop::sample::Index>(), to in any::<prop::sample::Index>(),
        ) {
            prop_assume!(!brand.ads.is_empty());
            let (of, to) = (of.get(&brand.ads), to.get(&brand.ads));
            let told = why(&brand, of);
            let product = of.product.as_ref().and_then(|product| product.ids.first().cloned());
            let about = About { reason: Some(told.reason), product, shown: Some(of.time) };
            let last = brand.visits.iter().map(|visit| visit.time).chain([to.time]).max().unwrap_or_default();
            let mut corrected = brand.clone();
            corrected.corrections.push(Word(last, word.clone(), about));
            let (before, after) = (why(&brand, to), why(&corrected, to));
            let against = if told.reason == ReasonId::Unknown { vec![] } else { spoken_against(&word, told.reason) };
            for reason in against {
                prop_assert!(likely(&after, reason) <= likely(&before, reason), "{reason:?} by {word:?}");
            }
            let reached = reaches(&corrected.corrections[corrected.corrections.len() - 1], to, &corrected);
            if !reached || row(&word).is_some_and(|(effect, _)| effect == Effect::Told) {
                prop_assert_eq!(&after.reasons, &before.reasons);
            }
            let named = row(&word).is_some_and(|(_, id)| after.evidence.iter().any(|step| step.what.id == id));
            prop_assert!(named || !reached, "what was said is told where it holds");
        }
    }
}
