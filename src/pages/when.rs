//! Moments, lengths of time and numbers, written as the person's language and time zone have them.

use js_sys::{Array, Date, Intl, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use super::browser;
use super::message::{message, text};
use crate::id::Millis;

/// Now.
pub(super) fn now() -> Millis {
    Millis(Date::now() as i64)
}

/// The next midnight.
pub(super) fn midnight() -> Millis {
    let date = Date::new_0();
    date.set_hours(24);
    date.set_minutes(0);
    date.set_seconds(0);
    date.set_milliseconds(0);
    Millis(date.get_time() as i64)
}

/// "today at 14:02".
pub(super) fn moment(time: Millis) -> String {
    let clock = JsValue::from(clock(time));
    let (id, args) = match days_ago(time) {
        0 => ("time_today", Array::of1(&clock)),
        1 => ("time_yesterday", Array::of1(&clock)),
        _ => ("time_on", Array::of2(&day(time).into(), &clock)),
    };
    message(id, &args).unwrap_or_else(|| id.to_owned())
}

/// "14:02".
pub(super) fn clock(time: Millis) -> String {
    let options = options(&[("hour", "numeric".into()), ("minute", "2-digit".into())]);
    date(time).to_locale_time_string_with_options(&language(), &options).into()
}

/// "21 Nov 2026".
pub(super) fn day(time: Millis) -> String {
    date(time).to_locale_date_string(&language(), &options(&[("dateStyle", "medium".into())])).into()
}

/// How many midnights lie between a moment and now.
pub(super) fn days_ago(time: Millis) -> i64 {
    let midnight = midnight();
    midnight.since(time).div_euclid(Millis::DAY)
}

/// "53 minutes".
pub(super) fn span(millis: i64) -> String {
    let millis = millis.max(0);
    let (unit, size) = match millis {
        ..60_000 => ("second", 1000),
        60_000..7_200_000 => ("minute", Millis::MINUTE),
        7_200_000..172_800_000 => ("hour", Millis::HOUR),
        _ => ("day", Millis::DAY),
    };
    let options = options(&[("style", "unit".into()), ("unit", unit.into()), ("unitDisplay", "long".into())]);
    formatted(((millis + size / 2) / size) as f64, &options)
}

/// "0.9 s": a place on a visit's time line.
pub(super) fn seconds(millis: i64) -> String {
    let digits = ("maximumFractionDigits", JsValue::from(if millis < 10_000 { 1 } else { 0 }));
    let options = options(&[
        ("style", "unit".into()),
        ("unit", "second".into()),
        ("unitDisplay", "narrow".into()),
        digits,
    ]);
    formatted(millis as f64 / 1000.0, &options)
}

/// "1,234".
pub(super) fn number(number: f64) -> String {
    formatted(number, &Object::new())
}

/// `2026-11-21T14:02:07.120Z`, for `<time datetime>`.
pub(super) fn iso(time: Millis) -> String {
    date(time).to_iso_string().into()
}

fn formatted(number: f64, options: &Object) -> String {
    let format = Intl::NumberFormat::new(&Array::of1(&language().into()), options).format();
    format.call1(&JsValue::NULL, &number.into()).ok().and_then(|text| text.as_string()).unwrap_or_default()
}

/// The browser's language where Candor speaks it (so that "en-GB" keeps its clock), else Candor's.
fn language() -> String {
    let own = text("language");
    let browsers = browser::ui_language();
    if browsers.starts_with(&own) { browsers } else { own }
}

fn date(time: Millis) -> Date {
    // Beyond these bounds a date is invalid, and writing an invalid one throws.
    Date::new(&(time.0.clamp(-8_000_000_000_000_000, 8_000_000_000_000_000) as f64).into())
}

fn options(rows: &[(&str, JsValue)]) -> Object {
    let options = Object::new();
    for (name, value) in rows {
        // Setting a property of a fresh object cannot fail.
        let _ = Reflect::set(&options, &JsValue::from_str(name), value);
    }
    options.unchecked_into()
}
