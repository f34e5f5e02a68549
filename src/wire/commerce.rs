//! Companies near the sale (marketplaces, mail, affiliates, travel), whose format fits a row.
//!
//! Sources: captures (path and main fields) and the vendors' pixel references; words that no capture
//! confirmed are only those of the references, anything else is kept as `other`.

use super::System;
use super::signal::EventKind::{CartAdd, Checkout, Home, Identify, Lead, List, Page, Purchase, Search, View};
use super::signal::IdentityKind::{Click, Cookie, Customer, Email, Name, Phone};
use super::table::{ROW, Row, system};

system!(
    AMAZON,
    "amazon_ads",
    "Amazon Ads",
    Row {
        hosts: &["amazon-adsystem.com"],
        paths: &["/iu3", "/s/iu3"],
        account: &["pid", "ex-src"],
        event: &["event"],
        // Names as in amzn/ads-pao-amznjs-gtm-template.
        words: &[
            ("PageView", Page),
            ("Search", Search),
            ("AddToShoppingCart", CartAdd),
            ("Checkout", Checkout),
            ("Off-AmazonPurchases", Purchase),
            ("Lead", Lead),
            ("SignUp", Lead),
            ("Subscribe", Lead),
            ("Contact", Lead),
            ("Application", Lead),
        ],
        otherwise: &[("", Page, "iu3")],
        ids: &["productId"],
        names: ["", "brand"],
        value: &["value"],
        currency: &["currencyCode"],
        people: &[("ex-hargs", Email), ("ex-pl", Cookie), ("email", Email)],
        copies: &["clientDedupeId"],
        syncs: &[("/ecm3", &["ex"]), ("/dcm", &["pid"])],
        ..ROW
    }
);

system!(
    ADROLL,
    "adroll",
    "AdRoll",
    Row {
        hosts: &["d.adroll.com"],
        paths: &["/pixel/", "/p/", "/segment/", "/uev", "/ipixel", "/pex/"],
        account: &["/2", "advertisable_eid"],
        event: &["adroll_product_action", "adroll_event", "ev"],
        words: &[
            ("pageView", Page),
            ("productSearch", Search),
            ("ProductView", View),
            ("viewedProduct", View),
            ("addToCart", CartAdd),
            ("AddedToCart", CartAdd),
            ("startCheckout", Checkout),
            ("purchase", Purchase),
        ],
        otherwise: &[("", Page, "pixel")],
        ids: &["adroll_products", "adroll_product_id"],
        value: &["adroll_conversion_value", "conversion_value"],
        currency: &["adroll_currency", "currency"],
        order: &["order_id", "adroll_order_id"],
        people: &[("adroll_email", Email), ("adroll_fpc", Cookie), ("adroll_s_ref", Cookie)],
        syncs: &[("/cm/", &["/2"])],
        ..ROW
    }
);

system!(
    KLAVIYO,
    "klaviyo",
    "Klaviyo",
    Row {
        hosts: &["klaviyo.com"],
        paths: &[
            "/client/events",
            "/client/profiles",
            "/client/subscriptions",
            "/api/track",
            "/api/identify",
            "/onsite/js/",
        ],
        account: &["company_id", "token"],
        event: &["data.attributes.metric.data.attributes.name", "data.attributes.metric.name", "event"],
        words: &[
            ("Active on Site", Page),
            ("Viewed Page", Page),
            ("Viewed Product", View),
            ("Viewed Collection", List),
            ("Submitted Search", Search),
            ("Added to Cart", CartAdd),
            ("Started Checkout", Checkout),
            ("Checkout Started", Checkout),
            ("Placed Order", Purchase),
        ],
        otherwise: &[("/client/", Identify, "profile"), ("/api/", Identify, "identify")],
        ids: &[
            "data.attributes.properties.ProductID",
            "data.attributes.properties.Items",
            "data.attributes.properties.SKU",
            "properties.ProductID",
            "properties.Items",
        ],
        names: ["data.attributes.properties.ProductName", "data.attributes.properties.Brand"],
        value: &[
            "data.attributes.value",
            "data.attributes.properties.$value",
            "data.attributes.properties.Price"
        ],
        currency: &["data.attributes.value_currency"],
        order: &["data.attributes.properties.OrderId"],
        people: &[
            ("data.attributes.profile.data.attributes.email", Email),
            ("data.attributes.profile.email", Email),
            ("data.attributes.profile.$email", Email),
            ("data.attributes.email", Email),
            ("data.attributes.profile.data.attributes.phone_number", Phone),
            ("data.attributes.phone_number", Phone),
            ("data.attributes.profile.data.attributes.anonymous_id", Cookie),
            ("data.attributes.profile.data.attributes._kx", Click),
            ("customer_properties.$email", Email),
            ("customer_properties.email", Email),
            ("customer_properties.$phone_number", Phone),
            ("customer_properties.$first_name", Name),
            ("customer_properties.$last_name", Name),
            ("properties.$email", Email),
        ],
        packed: &["data"],
        ..ROW
    }
);

system!(
    SOJERN,
    "sojern",
    "Sojern",
    Row {
        hosts: &["beacon.sojern.com"],
        paths: &["/pixel/", "/p/"],
        account: &["/3"],
        event: &["et"],
        words: &[("hp", Home), ("hs", Search), ("hpr", View), ("hc", Purchase)],
        otherwise: &[("", Page, "pixel")],
        people: &[("md5_eml", Email), ("sha1_eml", Email), ("sha256_eml", Email)],
        ..ROW
    }
);

system!(
    IMPACT,
    "impact",
    "impact.com",
    Row {
        hosts: &["pxf.io", "sjv.io", "evyy.net", "impactradius-event.com"],
        paths: &["/xc/", "/cur/"],
        account: &["/2"],
        otherwise: &[("", Page, "xc")],
        people: &[("custemail", Email), ("CustomerEmail", Email), ("CustomerId", Customer)],
        ..ROW
    }
);
