//! What each product keeps before a choice, after a yes, after a no, and broken.

use super::*;

/// Product, cookies and keys as `name=value`, and the choice that they speak of.
const ROWS: &[(&str, &[&str], Option<ConsentState>)] = &[
    ("onetrust", &["OptanonConsent=isGpcEnabled=0&groups=C0001%3A1%2CC0002%3A0%2CC0004%3A0"], None),
    (
        "onetrust",
        &[
            "OptanonConsent=v=1&groups=C0001%3A1%2CC0002%3A1%2CC0004%3A0&intType=3",
            "OptanonAlertBoxClosed=2026-04-06T11:23:20.578Z",
        ],
        Some(Rejected),
    ),
    (
        "onetrust",
        &[
            "OptanonConsent=consentId=aa71b8&groups=C0001:1,C0004:1",
            "OptanonAlertBoxClosed=2026-04-06T11:23:20.578Z",
        ],
        Some(Accepted),
    ),
    ("onetrust", &["OptanonConsent=groups=C0001:1,SPD_BG:1,BG7:0", "OptanonAlertBoxClosed=x"], Some(Partly)),
    (
        "onetrust",
        &["OptanonConsent=groups=C0001:1,C0004:0&AwaitingReconsent=true", "OptanonAlertBoxClosed=x"],
        None,
    ),
    ("cookiebot", &["CookieConsent=-1"], None),
    ("cookiebot", &["CookieConsent={stamp:%27a%27%2Cmarketing:true%2Cmethod:%27implied%27}"], None),
    (
        "cookiebot",
        &[
            "CookieConsent={stamp:%27zKb%3D%27%2Cnecessary:true%2Cmarketing:false%2Cmethod:%27explicit%27%2Cver:1}",
        ],
        Some(Rejected),
    ),
    (
        "cookiebot",
        &["CookieConsent={stamp:'a',necessary:true,marketing:true,method:'explicit'}"],
        Some(Accepted),
    ),
    // {"user_id":"19a1","created":"2026-01-01","version":null}
    (
        "didomi",
        &["didomi_token=eyJ1c2VyX2lkIjoiMTlhMSIsImNyZWF0ZWQiOiIyMDI2LTAxLTAxIiwidmVyc2lvbiI6bnVsbH0="],
        None,
    ),
    // {"user_id":"1","purposes":{"enabled":[],"disabled":["cookies"]}}
    (
        "didomi",
        &[
            "didomi_token=eyJ1c2VyX2lkIjoiMSIsInB1cnBvc2VzIjp7ImVuYWJsZWQiOltdLCJkaXNhYmxlZCI6WyJjb29raWVzIl19fQ%3D%3D",
        ],
        Some(Rejected),
    ),
    // {"user_id":"1","purposes":{"enabled":["cookies"],"disabled":[]}}
    (
        "didomi",
        &[
            "didomi_token=eyJ1c2VyX2lkIjoiMSIsInB1cnBvc2VzIjp7ImVuYWJsZWQiOlsiY29va2llcyJdLCJkaXNhYmxlZCI6W119fQ==",
        ],
        Some(Accepted),
    ),
    (
        "usercentrics",
        &["uc_settings={\"services\":[{\"id\":\"a\",\"history\":[{\"action\":\"onInitialPageLoad\"}]}]}"],
        None,
    ),
    (
        "usercentrics",
        &[
            "uc_user_interaction=true",
            "uc_settings={\"controllerId\":\"9f\",\"services\":[{\"id\":\"a\",\"history\":[{\"action\":\"onInitialPageLoad\"},{\"action\":\"onDenyAllServices\"}]}]}",
        ],
        Some(Rejected),
    ),
    (
        "usercentrics",
        &[
            "uc_user_interaction=true",
            "ucData={\"gcm\":{\"adStorage\":\"granted\"},\"consent\":{\"services\":{}}}",
        ],
        Some(Accepted),
    ),
    ("trustarc", &["notice_behavior=implied,us", "notice_gdpr_prefs=0::implied,us"], None),
    ("trustarc", &["notice_behavior=expressed,eu"], None),
    (
        "trustarc",
        &["notice_behavior=expressed|eu", "notice_preferences=0:", "notice_gdpr_prefs=0:"],
        Some(Rejected),
    ),
    ("trustarc", &["notice_behavior=expressed,eu", "notice_gdpr_prefs=0%2C1%2C2:"], Some(Accepted)),
    (
        "sourcepoint",
        &[
            "_sp_user_consent_101={\"gdpr\":{\"consentStatus\":{\"granularStatus\":{\"purposeConsent\":\"NONE\",\"defaultConsent\":true},\"hasConsentData\":false}}}",
        ],
        None,
    ),
    (
        "sourcepoint",
        &[
            "_sp_user_consent_101={\"gdpr\":{\"uuid\":\"u\",\"consentStatus\":{\"granularStatus\":{\"purposeConsent\":\"NONE\"},\"hasConsentData\":true}}}",
        ],
        Some(Rejected),
    ),
    (
        "sourcepoint",
        &[
            "_sp_user_consent_101={\"gdpr\":{\"consentStatus\":{\"granularStatus\":{\"purposeConsent\":\"ALL\"},\"hasConsentData\":true}}}",
        ],
        Some(Accepted),
    ),
    ("quantcast", &["euconsent-v2=CPXxRfAPXxRfAAfKABENB-CgAAAAAAAAAAYgAAAAAAAA"], None),
    (
        "quantcast",
        &["euconsent-v2=CPXxRfAPXxRfAAfKABENB-CgAAAAAAAAAAYgAAAAAAAA", "_cmpRepromptHash=CPX"],
        Some(Rejected),
    ),
    (
        "shopify",
        &["_tracking_consent=%7B%22con%22%3A%7B%22CMP%22%3A%7B%22a%22%3A%22%22%2C%22m%22%3A%22%22%7D%7D%7D"],
        None,
    ),
    (
        "shopify",
        &[
            "_tracking_consent={\"con\":{\"CMP\":{\"a\":\"1\",\"m\":\"1\",\"p\":\"1\",\"s\":\"0\"}},\"v\":\"2.1\",\"region\":\"DEBE\"}",
        ],
        Some(Accepted),
    ),
    (
        "shopify",
        &[
            "_tracking_consent={\"con\":{\"CMP\":{\"a\":\"1\",\"m\":\"0\",\"p\":\"1\",\"s\":\"0\"}},\"v\":\"2.1\"}",
        ],
        Some(Rejected),
    ),
    ("shopify", &["_tracking_consent=3.ampS_DEBE_t_f_1zM0dBG0TB6rGIEimJnN"], None),
    ("shopify", &["_tracking_consent=3.ampS_DEBE_f_f_1zM0dBG0TB6rGIEimJnN"], Some(Rejected)),
    ("shopify", &["_tracking_consent=3.AMPS_USCA_f_f_1zM0dBG0TB6rGIEimJnN"], None),
];

fn kept(pairs: &[&str]) -> Vec<(String, String)> {
    let pair = |pair: &&str| pair.split_once('=').map(|(name, value)| (name.to_owned(), value.to_owned()));
    pairs.iter().filter_map(pair).collect()
}

#[test]
fn each_product_says_what_was_chosen() {
    for (product, pairs, expected) in ROWS {
        assert_eq!(choice(&kept(pairs)), expected.map(|state| (*product, state)), "{pairs:?}");
    }
    for product in &PRODUCTS {
        let states = ROWS.iter().filter(|(id, ..)| *id == product.id).map(|(.., state)| *state);
        assert!(
            states.clone().any(|state| state == Some(Rejected))
                && states.clone().any(|state| state.is_none())
        );
        assert_eq!(name(product.id), product.name);
    }
}

/// A broken value, cut anywhere, is read as nothing or as a choice; it is never a fault.
#[test]
fn cut_anywhere() {
    for (_, pairs, _) in ROWS {
        let whole = kept(pairs);
        for cut in 0..whole.iter().map(|(_, value)| value.len()).max().unwrap_or_default() {
            let mut cut_off = whole.clone();
            cut_off.iter_mut().for_each(|(_, value)| value.truncate(cut));
            let read = choice(&cut_off).map(|(id, _)| id);
            assert!(read.is_none_or(|id| PRODUCTS.iter().any(|product| product.id == id)), "{cut_off:?}");
        }
    }
}

/// The scripts look for what is read here: the table of banners names every product and every key.
#[test]
fn the_table_of_banners_has_them_all() {
    let table = include_str!("../../../../data/banners.tsv");
    let rows: Vec<Vec<&str>> = table
        .lines()
        .filter(|line| !line.starts_with('#'))
        .skip(1)
        .map(|line| line.split('\t').collect())
        .collect();
    let ids: Vec<&str> = rows.iter().map(|row| row[0]).collect();
    assert_eq!(ids, PRODUCTS.each_ref().map(|product| product.id));
    for (product, pairs, _) in ROWS {
        let row = rows.iter().find(|row| row[0] == *product).expect("a row");
        for (name, _) in kept(pairs) {
            let known = row[4]
                .split('|')
                .any(|key| key.strip_suffix('*').map_or(key == name, |start| name.starts_with(start)));
            assert!(known, "{product}: {name} in {row:?}");
        }
    }
}

/// The content scripts cannot read a table: they carry it, made from here.
#[test]
fn the_scripts_carry_the_table() {
    let lines =
        include_str!("../../../../data/banners.tsv").lines().filter(|line| !line.starts_with('#')).skip(1);
    let quote = |text: &str| format!("'{}'", text.replace('\'', "\\'"));
    let row = |line: &str| line.split('\t').take(6).map(quote).collect::<Vec<_>>().join(", ");
    let rows: String = lines.map(|line| format!("  [{}],\n", row(line))).collect();
    let script = format!(
        "// @ts-check\n// Made from data/banners.tsv: edit the table, then `UPDATE_EXPECT=1 cargo test consent::kept`.\n\n\
         candor.part('banners', () => [\n{rows}]);\n"
    );
    expect_test::expect_file!["../../../../extension/content/banners.js"].assert_eq(&script);
}
