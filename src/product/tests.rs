//! What pages say, and what is read from it.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::fact::{MicrodataItem, MicrodataValue};

const URL: &str = "https://shop.example/p/boot";

fn ld(texts: &[&str]) -> PageFacts {
    PageFacts { json_ld: texts.iter().map(|text| (*text).to_owned()).collect(), ..PageFacts::default() }
}

fn og(rows: &[(&str, &str)]) -> PageFacts {
    let meta = rows.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    PageFacts { meta, ..PageFacts::default() }
}

fn item(kind: &str, props: Vec<(&str, MicrodataValue)>) -> MicrodataItem {
    let props = props.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    MicrodataItem { kind: kind.to_owned(), props }
}

fn text(text: &str) -> MicrodataValue {
    MicrodataValue::Text(text.to_owned())
}

fn reads(page: &PageFacts, url: &str) -> Value {
    serde_json::to_value(read(page, url)).expect("JSON")
}

#[test]
fn json_ld() {
    // What stands in the script, and the product in it: ids, name, brand, price, currency.
    let rows: &[(&str, Value)] = &[
        (
            r#"{"@context":"https://schema.org","@type":"Product","name":" Trail  boot","sku":"A1","gtin13":"400","brand":{"@type":"Brand","name":"Hiker"},"offers":{"@type":"Offer","price":118.5,"priceCurrency":"eur"}}"#,
            json!([["400", "A1"], "Trail boot", "Hiker", "118.5", "EUR"]),
        ),
        (
            r#"[{"@type":"BreadcrumbList"},{"@type":["Thing","http://schema.org/Product"],"name":"Boot","productID":"sku:A1","brand":"Hiker","offers":[{"price":"€1.118,50","priceCurrency":"EUR"}]}]"#,
            json!([["A1"], "Boot", "Hiker", "1.118,50", "EUR"]),
        ),
        (
            r##"{"@graph":[{"@type":"WebPage","mainEntity":{"@id":"#p"}},{"@type":"Product","name":"Lace"},{"@id":"#p","@type":"Product","name":"Boot","brand":{"@id":"#b"}},{"@id":"#b","@type":"Brand","name":"Hiker"}]}"##,
            json!([[], "Boot", "Hiker", null, null]),
        ),
        (
            r#"{"@type":"ProductGroup","name":"Boot","productGroupID":"G","hasVariant":[{"@type":"Product","sku":"A1","offers":{"lowPrice":"99","priceCurrency":"EUR"}},{"@type":"Product","sku":"A2"}]}"#,
            json!([["A1", "A2", "G"], "Boot", null, "99", "EUR"]),
        ),
        (
            "// <![CDATA[\n{\"@type\":\"Product\",/* c */\"name\":\"Bo\not\",\"sku\":\"A1\",}\n// ]]>",
            json!([["A1"], "Bo ot", null, null, null]),
        ),
        (
            r#"<!-- {"@type":"Product","sku":"shopify_DE_7_8","name":"Boot"}; -->"#,
            json!([["7", "8", "shopify_DE_7_8"], "Boot", null, null, null]),
        ),
        (
            r#"{"@type":"Product","name":"Boot","sku":"A1","description":"cut o"#,
            json!([["A1"], "Boot", null, null, null]),
        ),
        // Variants as products of their own, and a list whose page's own product stands among them.
        (
            r#"[{"@type":"Product","name":"Boot","sku":"1"},{"@type":"Product","name":"Boot","sku":"2"}]"#,
            json!([["1"], "Boot", null, null, null]),
        ),
        (
            r#"[{"@type":"Product","name":"Lace"},{"@type":"Product","name":"Boot","url":"http://www.shop.example/p/boot?v=1"}]"#,
            json!([[], "Boot", null, null, null]),
        ),
        (
            r#"[{"@type":"Product","name":"Boot"},{"@type":"Product","image":"b.jpg"}]"#,
            json!([[], "Boot", null, null, null]),
        ),
        // No product page.
        (r#"[{"@type":"Product","name":"Boot"},{"@type":"Product","name":"Lace"}]"#, json!(null)),
        (
            r#"{"@type":"ItemList","itemListElement":[{"@type":"ListItem","item":{"@type":"Product","name":"Boot"}}]}"#,
            json!(null),
        ),
        (r#"{"@type":"Review","itemReviewed":{"@type":"Product","name":"Boot"}}"#, json!(null)),
        ("null", json!(null)),
        ("", json!(null)),
    ];
    for (script, expected) in rows {
        let product = read(&ld(&["null", script]), URL).product;
        let found = product.map(|p| json!([p.ids, p.name, p.brand, p.price, p.currency]));
        assert_eq!(found.unwrap_or_default(), *expected, "{script}");
    }
}

#[test]
fn microdata() {
    let offer =
        item("https://schema.org/Offer", vec![("price", text("$ 119.99")), ("priceCurrency", text("USD"))]);
    let brand = item("https://schema.org/Brand", vec![("name", text("ACME"))]);
    let product = item(
        "http://schema.org/Product",
        vec![
            ("name", text("Anvil")),
            ("mpn", text("925872")),
            ("image", text("/anvil.jpg")),
            ("brand", MicrodataValue::Item(brand)),
            ("offers", MicrodataValue::Item(offer)),
        ],
    );
    let page = PageFacts { microdata: vec![product], ..PageFacts::default() };
    let expected = json!({
        "product": {
            "ids": ["925872"], "name": "Anvil", "brand": "ACME", "price": "119.99", "currency": "USD",
            "image": "https://shop.example/anvil.jpg",
        },
        "sources": ["microdata"],
    });
    assert_eq!(reads(&page, URL), expected);
}

#[test]
fn opengraph() {
    let page = og(&[
        ("og:site_name", "Northtrail"),
        ("og:type", "product"),
        ("og:title", "Boot"),
        ("product:retailer_item_id", "A1"),
        ("product:brand", "Hiker"),
        ("product:price:amount", "118.00"),
        ("product:price:currency", "EUR"),
    ]);
    let expected = json!({
        "product": { "ids": ["A1"], "name": "Boot", "brand": "Hiker", "price": "118.00", "currency": "EUR" },
        "shop": "Northtrail",
        "sources": ["opengraph"],
    });
    assert_eq!(reads(&page, URL), expected);
    for other in ["website", "article", "product.group"] {
        assert_eq!(read(&og(&[("og:type", other), ("og:title", "Boots")]), URL).product, None, "{other}");
    }
}

#[test]
fn votes() {
    let both = |script: &str, rows: &[(&str, &str)]| PageFacts { meta: og(rows).meta, ..ld(&[script]) };
    // JSON-LD, OpenGraph's title and number; then ids and sources.
    let rows: &[(&str, &str, &str, Value)] = &[
        (
            r#"{"@type":"Product","name":"Boot","sku":"1"}"#,
            "Boot | Shop",
            "2",
            json!([["1", "2"], ["json_ld", "opengraph"]]),
        ),
        (
            r#"{"@type":"Product","name":"Boot","sku":"1"}"#,
            "Stiefel",
            "1",
            json!([["1"], ["json_ld", "opengraph"]]),
        ),
        (r#"{"@type":"Product","name":"Boot","sku":"1"}"#, "Tent", "2", json!([["1"], ["json_ld"]])),
        (r#"{"@type":"ItemList"}"#, "Boots", "", json!(null)),
        (r#"{"@type":"ItemList"}"#, "Boot", "2", json!([["2"], ["opengraph"]])),
    ];
    for (script, title, id, expected) in rows {
        let page =
            both(script, &[("og:type", "product"), ("og:title", title), ("product:retailer_item_id", id)]);
        let reading = read(&page, URL);
        let found = reading.product.map(|product| json!([product.ids, reading.sources]));
        assert_eq!(found.unwrap_or_default(), *expected, "{script} {title}");
    }
}

#[test]
fn shop_is_not_brand() {
    let page = ld(&[
        r#"{"@graph":[{"@type":"WebSite","name":"northtrail.example"},{"@type":"Organization","name":"Northtrail"},{"@type":"Product","name":"Boot","brand":"Hiker","manufacturer":{"@type":"Organization","name":"Hiker GmbH"}}]}"#,
    ]);
    let reading = read(&page, URL);
    assert_eq!(reading.shop.as_deref(), Some("Northtrail"));
    assert_eq!(reading.product.and_then(|product| product.brand).as_deref(), Some("Hiker"));
}

#[test]
fn orders() {
    let page = ld(&[
        r#"{"@type":"Order","orderNumber":"77","merchant":{"@type":"Organization","name":"Northtrail"},"acceptedOffer":[{"@type":"Offer","price":"118","priceCurrency":"EUR","itemOffered":{"@type":"Product","name":"Boot","sku":"A1"}}],"orderedItem":[{"@type":"OrderItem","orderedItem":{"@type":"Product","name":"Lace"}},{"@type":"Product","name":"Wax"}]}"#,
    ]);
    let expected = json!({
        "order": { "id": "77", "products": [
            { "ids": ["A1"], "name": "Boot", "price": "118", "currency": "EUR" },
            { "ids": [], "name": "Lace" },
            { "ids": [], "name": "Wax" },
        ] },
        "sources": [],
    });
    assert_eq!(reads(&page, URL), expected);
}

#[test]
fn addresses_that_confirm() {
    // A path, and the order's number: none where the page confirms nothing, "" where it gives none.
    let rows: &[(&str, Option<&str>)] = &[
        ("/checkout/order-received/1234/?key=wc_order_x", Some("1234")),
        ("/checkout/onepage/success/", Some("")),
        ("/order-confirmation?id_order=99&key=x", Some("99")),
        ("/en/checkouts/c/ab12/thank-you", Some("")),
        ("/5551/checkouts/ab12/thank_you", Some("")),
        ("/thank-you", None),
        ("/thank-you?order_id=77", Some("77")),
        ("/newsletter/thank-you?id=77", None),
        ("/order/5013/thank-you", Some("5013")),
        ("/checkout/success.html", Some("")),
        ("/thank-you-cards/red", None),
        ("/checkout/onepage", None),
        ("/blog/order-confirmation/how-to", None),
        ("/", None),
    ];
    for (path, expected) in rows {
        let order = read(&PageFacts::default(), &format!("https://shop.example{path}")).order;
        assert_eq!(order.map(|order| order.id.unwrap_or_default()).as_deref(), *expected, "{path}");
    }
}

proptest! {
    #[test]
    fn any_text_reads(script in any::<String>(), url in any::<String>()) {
        let _ = read(&ld(&[&script]), &url);
    }

    #[test]
    fn broken_json_reads(script in r#"([\[\]{},:"\\/*\n <>!-]|"@type":"Product"|"offers"|"@graph"|"mainEntity"|"a"){0,60}"#) {
        let _ = read(&ld(&[&script]), URL);
    }

    #[test]
    fn a_cut_product_is_that_product_or_none(end in 0usize..200) {
        let whole = r#"{"@type":"Product","name":"Boot","sku":"A1","brand":{"@type":"Brand","name":"Hiker"},"offers":{"@type":"Offer","price":"118","priceCurrency":"EUR"}}"#;
        let cut = whole.get(..end.min(whole.len())).expect("ASCII");
        if let Some(product) = read(&ld(&[cut]), URL).product {
            prop_assert!(product.name.is_none_or(|name| name == "Boot"));
            prop_assert!(product.ids.iter().all(|id| id == "A1"));
        }
    }
}

#[test]
fn deep_and_large_is_bounded() {
    let deep = format!("{}{}", r#"{"@graph":["#.repeat(5_000), r#"{"@type":"Product""#);
    let wide = format!("[{}]", r#"{"@type":"Product","name":"x"},"#.repeat(6_000));
    let commas = format!("[{}", ", ".repeat(100_000));
    for script in [deep, wide, commas] {
        let _ = read(&ld(&[&script]), URL);
    }
}
