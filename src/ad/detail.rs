//! Detail: what the page's own ad tools answered, as the reader in the page wrote it down, by slot.
//!
//! Google's publisher tag says which advertiser, campaign and line item of its books filled a slot
//! (`Slot.getResponseInformation`), Prebid which offer won it and what its bidder says of the ad (`bid.meta`;
//! <https://docs.prebid.org/dev-docs/bidder-adaptor.html>), with the DSA's statements (`meta.dsa`). All of it
//! is said by scripts of the page, so it may be anything.

use serde_json::Value;

use crate::fact::Detail;
use crate::order::Order;

/// A longer answer than the reader in the page writes.
const LONGEST: usize = 256 << 10;
/// Most slots and offers that are read, and the longest text of each.
const MOST: usize = 60;
const TEXT: usize = 100;
const DOMAINS: usize = 5;

/// Prebid's names for who has a part in an ad, and what they are called here.
const PARTS: &[(&str, &str)] = &[
    ("brandName", "advertiser"),
    ("advertiserName", "advertiser"),
    ("agencyName", "agency"),
    ("networkName", "network"),
    ("behalf", "behalf"),
    ("paid", "paid"),
];

/// What `text` says of each slot; nothing where it is not what the reader writes.
#[must_use]
pub fn read(text: &str) -> Vec<Detail> {
    let whole = Some(text).filter(|text| text.len() <= LONGEST);
    let whole: Value = whole.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
    let slots: Vec<&Value> = list(&whole, "gpt").collect();
    let mut details: Vec<Detail> = slots.iter().filter_map(|slot| booked(slot)).collect();
    // The last offer for a slot is the one that stands there.
    let mut won: Vec<Detail> = Vec::new();
    for offer in list(&whole, "prebid") {
        let Some(detail) = offered(offer, &slots) else { continue };
        won.retain(|other| other.slot != detail.slot);
        won.push(detail);
    }
    for detail in won {
        match details.iter_mut().find(|known| known.slot == detail.slot) {
            Some(known) => *known = Detail { booked: known.booked, ..detail },
            None => details.push(detail),
        }
    }
    details.retain(|detail| *detail != Detail { slot: detail.slot.clone(), ..Detail::default() });
    details
}

/// A slot of Google's publisher tag.
fn booked(slot: &Value) -> Option<Detail> {
    let numbers = ["advertiserId", "campaignId", "lineItemId"]
        .map(|name| text(slot, name).and_then(|number| number.parse().ok()).unwrap_or_default());
    let booked = Some(numbers).filter(|numbers| *numbers != [0; 3]);
    Some(Detail { slot: text(slot, "id")?, booked, ..Detail::default() })
}

/// An offer that won with Prebid. It names its slot by the element or by its path in Google's books; where
/// Google fills the slot, it counts only while the slot is set to show it: slots are filled anew.
fn offered(offer: &Value, slots: &[&Value]) -> Option<Detail> {
    let unit = text(offer, "adUnitCode")?;
    let named = |slot: &&&Value| ["id", "path"].iter().any(|name| text(slot, name).as_ref() == Some(&unit));
    let slot = match slots.iter().find(named) {
        Some(slot) if text(slot, "bid") == text(offer, "adId") => text(slot, "id")?,
        Some(_) => return None,
        None => unit,
    };
    let mut domains: Vec<String> = list(offer, "domains").filter_map(short).take(DOMAINS).collect();
    domains.order();
    domains.dedup();
    let mut names: Vec<(String, String)> = Vec::new();
    let bidder = [("bidderCode", "bidder")];
    for (theirs, ours) in PARTS.iter().chain(&bidder) {
        let said = text(offer, theirs).filter(|_| names.iter().all(|(part, _)| part != ours));
        names.extend(said.map(|name| ((*ours).to_owned(), name)));
    }
    // 1 profiling, 2 context and other basics, 3 precise place.
    let has = |number: &&&str| list(offer, "dsaparams").any(|said| said.as_str() == Some(number));
    let dsa: Vec<&str> = ["1", "2", "3"].iter().filter(has).copied().collect();
    Some(Detail { slot, domains, names, booked: None, dsa: dsa.join("_") })
}

fn list<'v>(value: &'v Value, name: &str) -> impl Iterator<Item = &'v Value> {
    value.get(name).and_then(Value::as_array).into_iter().flatten().take(MOST)
}

fn text(value: &Value, name: &str) -> Option<String> {
    value.get(name).and_then(short)
}

/// A text, shortened; none where there is nothing in it.
fn short(value: &Value) -> Option<String> {
    let text: String = value.as_str()?.trim().chars().filter(|c| !c.is_control()).take(TEXT).collect();
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn said(text: &str) -> Vec<String> {
        let line = |detail: Detail| {
            let names: Vec<String> =
                detail.names.iter().map(|(part, name)| [part, "=", name].concat()).collect();
            let booked = detail.booked.map(|numbers| format!("{numbers:?}")).unwrap_or_default();
            format!(
                "{}: {} {} {booked} {}",
                detail.slot,
                detail.domains.join(","),
                names.join(","),
                detail.dsa
            )
        };
        read(text).into_iter().map(line).collect()
    }

    /// What the reader wrote down, and what it says of which slot.
    #[test]
    fn answers() {
        let slot = r#"{"id":"top","path":"/1/news/top","bid":"a1","advertiserId":"4512","campaignId":"77","lineItemId":null}"#;
        let offer = r#"{"adUnitCode":"top","adId":"a1","bidderCode":"rubicon","brandName":"Boots","advertiserName":"Boots Ltd","domains":["boots.example","boots.example"],"behalf":"Boots Ltd","dsaparams":["2","1","9"]}"#;
        let full = "top: boots.example advertiser=Boots,behalf=Boots Ltd,bidder=rubicon  1_2";
        let both = "top: boots.example advertiser=Boots,behalf=Boots Ltd,bidder=rubicon [4512, 77, 0] 1_2";
        let by_path = offer.replace(r#""adUnitCode":"top""#, r#""adUnitCode":"/1/news/top""#);
        let older = offer.replace("a1", "a0");
        let rows: &[(String, &[&str])] = &[
            (format!(r#"{{"gpt":[{slot}]}}"#), &["top:   [4512, 77, 0] "]),
            (format!(r#"{{"prebid":[{offer}]}}"#), &[full]),
            (format!(r#"{{"gpt":[{slot}],"prebid":[{offer}]}}"#), &[both]),
            (format!(r#"{{"gpt":[{slot}],"prebid":[{by_path}]}}"#), &[both]),
            (format!(r#"{{"gpt":[{slot}],"prebid":[{older}]}}"#), &["top:   [4512, 77, 0] "]),
            (r#"{"gpt":[{"id":"top"}],"prebid":[{"adUnitCode":"x"}]}"#.into(), &[]),
            (
                r#"{"prebid":[{"adUnitCode":"x","bidderCode":"a"},{"adUnitCode":"x","bidderCode":"b"}]}"#
                    .into(),
                &["x:  bidder=b  "],
            ),
            (r#"{"gpt":"x","prebid":{"0":1}}"#.into(), &[]),
            ("[[[".into(), &[]),
            (String::new(), &[]),
        ];
        for (text, expected) in rows {
            assert_eq!(said(text), *expected, "{text}");
        }
    }

    /// Any JSON, with the names that mean something among others.
    fn jsonish() -> impl Strategy<Value = Value> {
        let names =
            "gpt|prebid|id|path|bid|adUnitCode|adId|domains|dsaparams|advertiserId|brandName|behalf|x";
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<u64>().prop_map(Value::from),
            "\\PC{0,130}".prop_map(Value::from),
            "[0-9]{1,30}|a".prop_map(Value::from),
        ];
        leaf.prop_recursive(5, 200, 80, move |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..80).prop_map(Value::from),
                prop::collection::vec((names, inner), 0..12)
                    .prop_map(|pairs| Value::Object(pairs.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn whatever_a_page_answers_stays_small(slots in jsonish(), offers in jsonish(), cut in any::<prop::sample::Index>()) {
            let text = serde_json::json!({"gpt": [slots], "prebid": [offers.clone(), offers]}).to_string();
            let end = (0..=cut.index(text.len() + 1)).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
            for text in [text.as_str(), &text[..end]] {
                let details = read(text);
                prop_assert!(details.len() <= 2 * MOST);
                for detail in details {
                    prop_assert!(detail.domains.len() <= DOMAINS && detail.names.len() <= PARTS.len() + 1);
                    let texts = detail.names.iter().map(|(_, name)| name).chain(&detail.domains).chain([&detail.slot, &detail.dsa]);
                    prop_assert!(texts.into_iter().all(|text| text.chars().count() <= TEXT));
                }
            }
        }

        #[test]
        fn any_text_is_an_answer_or_none(text in "\\PC{0,300}") { prop_assert!(read(&text).len() <= 2 * MOST); }
    }
}
