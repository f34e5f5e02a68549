//! Every weight of the trust model, with its reason. In ‰ of a vote unless said otherwise.
//!
//! They are settled by argument, not fitted: there is no truth to fit them to. What is tested are
//! the laws that they have to keep (`laws`), not their values.

/// Harm counts three good deeds: people are slow to trust and quick to lose it (rule 1 of the
/// principles). Three good days outweigh one bad one only when nothing new goes wrong.
pub const HARM: u64 = 3;
/// Evidence counts half after so many days: a brand that mends its ways recovers in months, not days.
pub const HALF_LIFE: i64 = 30;
/// What stands on either side before anything was seen: one vote, so that one finding moves a
/// belief and none settles it.
pub const PRIOR: u64 = 1000;
/// The most that one day can count on one side of one principle: a long afternoon on a site is one
/// meeting, not twenty.
pub const DAY: u64 = 3000;
/// The most that good conduct can count in one principle: one easy virtue, kept daily, must not
/// outweigh the rest of the record.
pub const GOOD: u64 = 6000;
/// The votes at which a belief is half sure.
pub const HALF_SURE: u64 = 6000;
/// Below this many votes over all principles: "not enough known yet".
pub const FLOOR: u64 = 4000;
/// And below this many different days: nobody is judged by one meeting.
pub const DAYS: usize = 2;
/// Publishers that have to agree before an ad counts at all: one page must not be able to make or
/// ruin a record.
pub const PUBLISHERS: usize = 3;
/// Beliefs stay between these: nothing is certain.
pub const BELIEFS: (u64, u64) = (10, 990);

/// One vote.
pub const VOTE: u64 = 1000;

/// A promise that was given and broken on the spot: the heaviest thing a page can do.
pub const PROMISE_BROKEN: u32 = 2000;
/// A promise kept where breaking it would have been seen.
pub const PROMISE_KEPT: u32 = 1000;
/// Told before the person chose, per company: against the rules of most places that ask at all.
pub const BEFORE_CHOICE: u32 = 1000;
/// Silence where a choice was asked for.
pub const WAITED: u32 = 700;
/// It claims to honour Global Privacy Control, and all were told as without it.
pub const CLAIM_EMPTY: u32 = 2000;
/// It claims that, and fell silent with the signal.
pub const CLAIM_KEPT: u32 = 1000;
/// The signal "do not sell or share", and all were told as without it: the law asks sites to heed it
/// in some places only.
pub const SIGNAL_IGNORED: u32 = 500;
/// The signal, and nobody was told.
pub const SIGNAL_HEEDED: u32 = 700;
/// Data that names a person, readable on the way.
pub const NAMED_PLAIN: u32 = 2000;
/// The same, scrambled: it still tells one company that two visits are one person.
pub const NAMED_SCRAMBLED: u32 = 1500;
/// Nothing that names a person left the page where they had just written it.
pub const KEPT_SECRET: u32 = 1000;
/// A message that anybody on the way can read.
pub const OPEN_LETTER: u32 = 500;
/// A recording of a visit.
pub const RECORDED: u32 = 700;
/// A recording of a page where people write their name, address or card.
pub const RECORDED_FORM: u32 = 2000;
/// No recording on such a page.
pub const NOT_RECORDED: u32 = 500;
/// Ten companies or more on the first page.
pub const CROWD: u32 = 1000;
/// No company on the first page.
pub const ALONE: u32 = 500;
/// An ad that comes too soon or too often, per publisher and day: alone it is nothing.
pub const PRESSING: u32 = 300;
/// An ad for what was already bought, where the company had been told.
pub const BOUGHT: u32 = 1000;
/// After a purchase, an ad for something else.
pub const MOVED_ON: u32 = 300;
/// An ad after a no that the brand received.
pub const AFTER_NO: u32 = 700;
/// An ad after a month away: a no that nobody said aloud.
pub const AFTER_MONTH: u32 = 400;
/// The exact thing that was looked at, minutes after.
pub const MINUTES: u32 = 400;
/// The exact thing that was looked at.
pub const EXACT: u32 = 200;
/// An ad for the brand where it could have shown the exact thing.
pub const TACTFUL: u32 = 200;
/// A link to a privacy page or a way out: little, since nearly everybody has to have one.
pub const LINK: u32 = 300;
/// No such link on several pages read in full.
pub const NO_LINK: u32 = 500;
/// A no that is harder to say than a yes: regulators call that no free choice (CNIL, guidelines on
/// cookies of 2020: refusing has to be as easy as accepting).
pub const HARD_NO: u32 = 700;
/// A no beside the yes: what is asked of everybody, so it earns as little as a link.
pub const EASY_NO: u32 = 300;
/// Companies told whom the banner's own list does not name: a list that is not kept to.
pub const UNNAMED: u32 = 700;
/// Everybody who was told stands on a list that can be read.
pub const ALL_NAMED: u32 = 500;
/// Names on a list beyond which nobody reads it: at two seconds each, ten minutes.
pub const LONG_LIST: u32 = 300;
/// A list that long: gently, since it hides nobody.
pub const TOO_MANY: u32 = 200;
/// Told that the person did not object, although the browser said so: the contrary of what was said.
pub const UNHEARD: u32 = 1000;
/// The objection was passed on.
pub const HEARD: u32 = 500;
/// The person's own verdict: it is their relationship.
pub const VERDICT: u32 = 1000;
/// A guess about the person that they call wrong.
pub const WRONG_GUESS: u32 = 700;
/// A gap where a name should stand.
pub const BROKEN_WORDS: u32 = 300;
/// A form that cannot be sent without what its step does not need, per kind: a nuisance that is meant.
pub const DEMANDED: u32 = 500;
/// A checkout that asks for nothing beyond its need.
pub const MODEST: u32 = 500;
/// A page that asks the person something: little, since a link is not yet an ear.
pub const ASKS: u32 = 300;
/// Something that lies over the page before anybody has looked at it.
pub const PROMPTED: u32 = 500;
/// A device known by its traits where nothing has to be guarded: nobody can delete those.
pub const FINGERPRINTED: u32 = 1000;
/// What somebody typed, gone before they had sent it: they may have thought better of it.
pub const TYPED_BEFORE: u32 = 2000;
/// What somebody searched for, told to another company.
pub const SEARCH_TOLD: u32 = 700;
/// Companies that tell each other who somebody is, per page view.
pub const HANDED_OVER: u32 = 300;
/// The person's "not for me": a matter of taste, less than a call to stop.
pub const NOT_FOR_ME: u32 = 500;
/// An ad after its own "stop": that no was said to the ones who serve it.
pub const AFTER_STOP: u32 = 1000;
/// The exact thing on three sites within an hour.
pub const EVERYWHERE: u32 = 500;
/// An ad weeks after the last look.
pub const LATE: u32 = 200;
/// No ads between the first visit and the second: what a stranger may expect, seen only by those who come back.
pub const LEFT_ALONE: u32 = 300;
/// No ads after a no that was heard: it did what it was asked to.
pub const ENDED: u32 = 500;
