//! Redaction: sites stay, paths, products and times are coarsened. Redaction is not anonymity.

use super::Sighting;
use crate::explain::Step;
use crate::id::Millis;
use crate::phrase::{Arg, Phrase};

/// A row as it may be shared: hours for times, no paths, no products, no words of the person's pages.
/// Redacted rows do not replay.
#[must_use]
pub fn redacted(mut row: Sighting) -> Sighting {
    row.time = hour(row.time);
    row.page.url = format!("https://{}/", row.page.site);
    row.product = None;
    row.sentence = without_words(row.sentence);
    row.evidence =
        row.evidence.map(|step| Step { time: hour(step.time), what: without_words(step.what), ..step });
    for phrase in row.against.iter_mut().chain(&mut row.gaps) {
        *phrase = without_words(std::mem::take(phrase));
    }
    row
}

fn hour(time: Millis) -> Millis {
    Millis(time.0.div_euclid(Millis::HOUR) * Millis::HOUR)
}

/// A phrase without its texts; counts stay, moments become hours.
fn without_words(phrase: Phrase) -> Phrase {
    let args = phrase.args.into_iter().map(|arg| match arg {
        Arg::Text(_) => Arg::Text("…".to_owned()),
        Arg::Time(time) => Arg::Time(hour(time)),
        Arg::Span(span) => Arg::Span(span.div_euclid(Millis::HOUR) * Millis::HOUR),
        Arg::Phrase(inner) => Arg::Phrase(without_words(inner)),
        Arg::Count(n) => Arg::Count(n),
    });
    Phrase { args: args.collect(), id: phrase.id }
}
