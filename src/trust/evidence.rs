//! The evidence that principles judge: a brand's memory, put so that what may count is easy to ask.

use super::model::day;
use super::weights::PUBLISHERS;
use super::{Arg, Finding, Side, Voter};
use crate::ad::{Ad, shows};
use crate::fact::{Correction, Mode};
use crate::id::Millis;
use crate::knowledge::Function;
use crate::memory::{Brand, Conduct, Told, Visit, Word};
use crate::order::Order;
use crate::product::Product;
use crate::site::Site;
use crate::sorted::{SortedMap, SortedSet};
use crate::wire::EventKind;

/// Ads of others that a company has to deliver before it says something that a brand's own did not come.
const MEASURE: u32 = 10;

/// What is known of one brand.
#[derive(Debug)]
pub struct Evidence<'a> {
    /// The brand.
    brand: &'a Brand,
    /// Its ads that may count, in order of time.
    ads: Vec<&'a Ad>,
    /// Its page views, in order of time.
    views: Vec<PageView<'a>>,
    /// What companies that follow people were told, and nobody stopped, by company, in order of time.
    told: SortedMap<&'a str, Vec<&'a Told>>,
}

/// One page view of the brand's site, with what happened in it.
#[derive(Debug, Clone, Copy)]
pub struct PageView<'a> {
    /// How the site behaved.
    pub conduct: &'a Conduct,
    /// The person wrote something that names them: a form, a checkout, an order.
    pub form: bool,
}

impl PageView<'_> {
    /// Whether misconduct would have been seen: nothing stopped by anybody, and watched from the start.
    /// Good conduct is earned only here.
    #[must_use]
    pub fn open(&self) -> bool {
        let conduct = self.conduct;
        conduct.mode == Mode::ShowMe && !conduct.other_blocker && !conduct.quiet && conduct.complete
    }
}

impl<'a> Evidence<'a> {
    /// The evidence of a brand. What it says does not change with the time at which it is asked: only how
    /// much it still counts does.
    #[must_use]
    pub fn new(brand: &'a Brand) -> Self {
        let mut ads: Vec<&Ad> = brand.ads.iter().filter(|ad| counts(ad)).collect();
        ads.order_by(|a, b| (a.time, &a.id).cmp(&(b.time, &b.id)));
        let mut told: SortedMap<&str, Vec<&Told>> = SortedMap::new();
        let heard = |t: &&Told| !t.blocked && t.function.is_some_and(Function::follows_people);
        for message in brand.told.iter().filter(heard) {
            told.entry(&message.company).or_default().push(message);
        }
        for messages in told.values_mut() {
            messages.order_by_key(|message| message.time);
        }
        Self { brand, ads, views: views(brand), told }
    }

    /// The brand's site, as an actor.
    #[must_use]
    pub fn site(&self) -> &'a str {
        self.brand.site.as_str()
    }

    /// The brand's ads that may count, in order of time: with a serving chain that the browser
    /// observed, and two signs that agree on whose they are.
    pub fn ads(&self) -> impl Iterator<Item = &'a Ad> + '_ {
        self.ads.iter().copied()
    }

    /// Page views of the brand's site, in order of time.
    #[must_use]
    pub fn views(&self) -> &[PageView<'a>] {
        &self.views
    }

    /// What the brand's site says of Global Privacy Control, and when it was asked, where it was.
    #[must_use]
    pub const fn statement(&self) -> Option<(Millis, Option<bool>)> {
        self.brand.statement
    }

    /// What the person did on the site.
    #[must_use]
    pub fn visits(&self) -> &'a [Visit] {
        &self.brand.visits
    }

    /// Whether an ad shows a product. A pixel tells of a purchase by an id alone: what the person saw of the same
    /// thing on the shop's pages says what it looks like.
    #[must_use]
    pub fn shows(&self, ad: &Ad, product: &Product) -> bool {
        let seen = self.visits().iter().filter_map(|visit| visit.product.as_ref());
        shows(ad, product) || seen.filter(|seen| seen.shares_id(product)).any(|seen| shows(ad, seen))
    }

    /// What the person said of its ads.
    pub fn said(&self, what: &Correction) -> impl Iterator<Item = Millis> {
        self.brand.corrections.iter().filter(move |Word(_, said, _)| said == what).map(|Word(time, ..)| *time)
    }

    /// When the person pressed the "stop" that its ads offer, and the companies that heard it.
    pub fn stops(&self) -> impl Iterator<Item = (Millis, &'a [String])> {
        self.brand.stops.iter().map(|(time, heard)| (*time, heard.as_slice()))
    }

    /// The message that this ad most likely goes back to: the last one, within `window`, to a
    /// company that served it. Without one the ad follows nobody as far as can be seen.
    #[must_use]
    pub fn follows(&self, ad: &Ad, window: i64) -> Option<&'a Told> {
        let before = |served: &crate::ad::Served| {
            let messages = self.told.get(served.company.as_str())?;
            let at = messages.partition_point(|message| message.time < ad.time);
            messages.get(at.checked_sub(1)?).copied()
        };
        let last = ad.served_by.iter().filter_map(before).max_by_key(|message| message.time)?;
        (ad.time.since(last.time) <= window).then_some(last)
    }

    /// Messages of one kind near a moment to companies that served this ad, stopped ones too. What a company's
    /// counting heard is not among them: that its ads know of it cannot be seen.
    pub fn messages_of<'b>(
        &'b self,
        ad: &'b Ad,
        event: EventKind,
        near: Millis,
    ) -> impl Iterator<Item = &'a Told> + 'b {
        self.brand.told.iter().filter(move |told| {
            told.event == event
                && told.function.is_some_and(Function::follows_people)
                && told.time.since(near).abs() <= Millis::HOUR
                && ad.served_by.iter().any(|served| served.company == told.company)
        })
    }

    /// The visit on a later day at which it shows that the brand left somebody alone since `from`: one company that
    /// could have shown its ads (`heard`: that was asked not to) delivered enough others meanwhile. What came within
    /// `grace` is not looked at, nor what fewer publishers showed than count at all.
    #[must_use]
    pub fn left_alone(
        &self,
        from: Millis,
        grace: i64,
        heard: Option<&[String]>,
    ) -> Option<(Millis, [Arg; 2])> {
        let could = |name: &String| heard.is_none_or(|heard| heard.contains(name));
        let measured = self.views.iter().filter(|view| day(view.conduct.time) > day(from)).find_map(|view| {
            let counts =
                view.conduct.delivered.iter().filter(|(name, count)| *count >= MEASURE && could(name));
            Some((view.conduct.time, counts.max_by_key(|(_, count)| *count)?))
        });
        let (time, (company, count)) = measured?;
        let came = self.ads().filter(|ad| (from.plus(grace)..time).contains(&ad.time));
        let publishers: SortedSet<&Site> = came.map(|ad| &ad.page_site).collect();
        let alone = publishers.len() < PUBLISHERS && self.brand.ads.len() < Brand::MAX_ADS;
        alone.then(|| (time, [Arg::Text(company.clone()), Arg::Count((*count).into())]))
    }

    /// Days on which the person was on the site, between two moments.
    #[must_use]
    pub fn visit_days(&self, from: Millis, to: Millis) -> usize {
        let visits = self.brand.visits.iter().map(|visit| visit.time);
        let views = self.views.iter().map(|view| view.conduct.time);
        let within = visits.chain(views).filter(|time| (from..to).contains(time));
        within.map(day).collect::<SortedSet<_>>().len()
    }

    /// A finding about the brand's site or its ads.
    #[must_use]
    pub fn finding(
        &self,
        time: Millis,
        side: Side,
        voter: Voter,
        what: &'static str,
        weight: u32,
    ) -> Finding {
        Finding { time, side, actor: self.site().to_owned(), voter, what, args: Vec::new(), weight }
    }

    /// A finding about one of its ads: the publisher's vote.
    #[must_use]
    pub fn of_ad(&self, ad: &Ad, side: Side, what: &'static str, weight: u32) -> Finding {
        let told = Arg::Text(ad.page_site.0.clone());
        self.finding(ad.time, side, Voter::Publisher(ad.page_site.clone()), what, weight).about([told])
    }
}

impl Finding {
    /// The same with arguments for its message.
    #[must_use]
    pub fn about(mut self, args: impl IntoIterator<Item = Arg>) -> Self {
        self.args.extend(args);
        self
    }
}

/// Whether an ad may count for anything: who served it was seen, and two signs of identity agree.
fn counts(ad: &Ad) -> bool {
    !ad.served_by.is_empty() && ad.advertiser.as_ref().is_some_and(|who| who.signs.len() >= 2)
}

/// Page views with what happened in each, up to the next one.
fn views(brand: &Brand) -> Vec<PageView<'_>> {
    let mut conduct: Vec<&Conduct> = brand.conduct.iter().collect();
    conduct.order_by_key(|conduct| conduct.time);
    let names = [EventKind::Checkout, EventKind::Purchase, EventKind::Lead, EventKind::Identify];
    let visits = brand.visits.iter().map(|visit| (visit.time, visit.event));
    let told = brand.told.iter().map(|told| (told.time, told.event));
    let mut forms: Vec<Millis> =
        visits.chain(told).filter(|(_, event)| names.contains(event)).map(|(time, _)| time).collect();
    forms.order();
    let ends = conduct.iter().skip(1).map(|next| next.time).chain([Millis(i64::MAX)]);
    let form = |from: Millis, end: Millis| {
        let first = forms.partition_point(|time| *time < from);
        forms.get(first).is_some_and(|time| *time < end)
    };
    conduct
        .iter()
        .zip(ends)
        .map(|(conduct, end)| PageView { conduct, form: form(conduct.time, end) })
        .collect()
}
