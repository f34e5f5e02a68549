//! The systems whose format fits a row, with what each calls things.
//!
//! Sources: captures (path and main fields) and the vendors' pixel references; words that no capture
//! confirmed are only those of the references, anything else is kept as `other`.

use super::System;
use super::signal::EventKind::{
    CartAdd, CartView, Checkout, Home, Lead, List, Other, Page, Purchase, Search, View,
};
use super::signal::IdentityKind::{Click, Cookie, Customer, Device, Email, Phone};
use super::table::{ROW, Row, system};

system!(
    SNAP,
    "snap",
    "Snapchat",
    Row {
        hosts: &["snapchat.com"],
        paths: &["/p"],
        account: &["pid"],
        event: &["ev"],
        words: &[
            ("PAGE_VIEW", Page),
            ("LIST_VIEW", List),
            ("SEARCH", Search),
            ("VIEW_CONTENT", View),
            ("ADD_CART", CartAdd),
            ("START_CHECKOUT", Checkout),
            ("ADD_BILLING", Checkout),
            ("PURCHASE", Purchase),
            ("SIGN_UP", Lead),
            ("SUBSCRIBE", Lead),
        ],
        ids: &["e_iids"],
        value: &["e_pr"],
        currency: &["e_cur"],
        order: &["e_tid"],
        people: &[("u_hem", Email), ("u_hpn", Phone), ("u_c1", Cookie), ("u_sc", Click), ("u_scid", Cookie)],
        batch: "req",
        syncs: &[("/cm/", &["pnid"])],
        ..ROW
    }
);

system!(
    LINKEDIN,
    "linkedin",
    "LinkedIn",
    Row {
        hosts: &["ads.linkedin.com", "linkedin.com"],
        paths: &["/collect", "/wa/", "/attribution_trigger"],
        account: &["pid"],
        event: &["conversionId"],
        otherwise: Some((Page, "collect")),
        people: &[("li_giant", Email), ("li_fat_id", Click), ("liFatId", Click)],
        syncs: &[("/px/li_sync", &[]), ("/px/setuid", &["partner"]), ("/setuid", &["partner"])],
        ..ROW
    }
);

system!(
    REDDIT,
    "reddit",
    "Reddit",
    Row {
        hosts: &["alb.reddit.com"],
        paths: &["/rp"],
        account: &["id", "a"],
        event: &["m.customEventName", "event"],
        words: &[
            ("PageVisit", Page),
            ("Search", Search),
            ("ViewContent", View),
            ("AddToCart", CartAdd),
            ("Purchase", Purchase),
            ("Lead", Lead),
            ("SignUp", Lead),
        ],
        ids: &["m.products"],
        value: &["m.valueDecimal", "m.value"],
        currency: &["m.currency"],
        order: &["m.transactionId"],
        people: &[
            ("em", Email),
            ("pn", Phone),
            ("external_id", Customer),
            ("uuid", Cookie),
            ("click_id", Click),
            ("rdt_cid", Click),
            ("idfa", Device),
            ("aaid", Device),
        ],
        ..ROW
    }
);

system!(
    AMAZON,
    "amazon_ads",
    "Amazon Ads",
    Row {
        hosts: &["amazon-adsystem.com"],
        paths: &["/iu3", "/s/iu3"],
        account: &["pid", "ex-src"],
        event: &["event"],
        otherwise: Some((Page, "iu3")),
        people: &[("ex-hargs", Email), ("ex-pl", Cookie)],
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
        paths: &["/pixel/", "/p/", "/segment/", "/uev", "/ipixel"],
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
        otherwise: Some((Page, "pixel")),
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
    TABOOLA,
    "taboola",
    "Taboola",
    Row {
        hosts: &["taboola.com"],
        paths: &["/*/log/3/unip", "/*/log/3/mark"],
        account: &["/1"],
        event: &["en"],
        words: &[
            ("page_view", Page),
            ("view_content", View),
            ("search", Search),
            ("add_to_cart", CartAdd),
            ("start_checkout", Checkout),
            ("add_payment_info", Checkout),
            ("make_purchase", Purchase),
            ("lead", Lead),
            ("complete_registration", Lead),
        ],
        otherwise: Some((Page, "unip")),
        ids: &["item-id", "item_ids"],
        value: &["revenue"],
        currency: &["currency"],
        order: &["orderid"],
        people: &[("ui", Cookie), ("click-id", Click), ("tblci", Click)],
        syncs: &[("/sg/", &["/2"])],
        ..ROW
    }
);

system!(
    OUTBRAIN,
    "outbrain",
    "Outbrain",
    Row {
        hosts: &["tr.outbrain.com", "sync.outbrain.com"],
        paths: &["/unifiedPixel", "/pixel"],
        account: &["marketerId"],
        event: &["name"],
        words: &[
            ("PAGE_VIEW", Page),
            ("View content", View),
            ("Add to cart", CartAdd),
            ("Checkout", Checkout),
            ("Purchase", Purchase),
            ("Lead", Lead),
        ],
        value: &["orderValue"],
        currency: &["currency"],
        order: &["orderId"],
        people: &[("dicbo", Click), ("obClickId", Click)],
        syncs: &[("/cookie-sync", &["p"])],
        ..ROW
    }
);

system!(
    TTD,
    "ttd",
    "The Trade Desk",
    Row {
        hosts: &["adsrvr.org"],
        paths: &["/track/up", "/track/pxl", "/track/conv", "/track/evnt", "/track/realtimeconversion"],
        account: &["adv", "advertiser_id"],
        event: &["event_name"],
        words: &[
            ("home", Home),
            ("sitevisit", Page),
            ("viewitem", View),
            ("addtocart", CartAdd),
            ("viewcart", CartView),
            ("startcheckout", Checkout),
            ("purchase", Purchase),
            ("searchitem", Search),
            ("lead", Lead),
        ],
        otherwise: Some((Page, "pixel")),
        ids: &["items"],
        value: &["v", "value"],
        currency: &["vf", "currency"],
        order: &["orderid", "order_id"],
        people: &[("uid2", Device), ("uiid", Device), ("ttd_tdid", Cookie)],
        batch: "data",
        syncs: &[
            ("/track/cmf/", &["ttd_pid", "/3"]),
            ("/track/rid", &["ttd_pid"]),
            ("/track/cmb/", &["ttd_pid", "/3"])
        ],
        ..ROW
    }
);

system!(
    KLAVIYO,
    "klaviyo",
    "Klaviyo",
    Row {
        hosts: &["klaviyo.com"],
        paths: &["/client/events", "/client/profiles", "/client/subscriptions"],
        account: &["company_id"],
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
        otherwise: Some((super::EventKind::Identify, "profile")),
        ids: &[
            "data.attributes.properties.ProductID",
            "data.attributes.properties.Items",
            "data.attributes.properties.SKU",
            "properties.ProductID",
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
        ],
        ..ROW
    }
);

system!(
    XANDR,
    "xandr",
    "Xandr",
    Row {
        hosts: &["adnxs.com"],
        paths: &["/px", "/seg", "/pixie"],
        account: &["id", "pi", "member"],
        event: &["e"],
        words: &[
            ("PageView", Page),
            ("LandingPage", Page),
            ("ItemView", View),
            ("AddToCart", CartAdd),
            ("InitiateCheckout", Checkout),
            ("AddPaymentInfo", Checkout),
            ("Purchase", Purchase),
            ("Lead", Lead),
        ],
        otherwise: Some((Other, "px")),
        value: &["value"],
        currency: &["currency"],
        order: &["order_id"],
        syncs: &[("/getuid", &[]), ("/setuid", &["entity"]), ("/mapuid", &["member"])],
        ..ROW
    }
);

system!(
    SEZNAM,
    "seznam",
    "Seznam Sklik",
    Row {
        hosts: &["c.seznam.cz", "c.imedia.cz"],
        paths: &["/retargeting", "/conv", "/checkConversion"],
        account: &["id", "/2"],
        event: &["pageType"],
        words: &[
            ("home", Home),
            ("category", List),
            ("offerdetail", View),
            ("basket", CartView),
            ("purchase", Purchase),
            ("other", Page),
        ],
        otherwise: Some((Other, "conv")),
        ids: &["itemId"],
        value: &["value"],
        order: &["orderId"],
        people: &[("ids", Email), ("eid", Email)],
        ..ROW
    }
);

system!(
    QUORA,
    "quora",
    "Quora",
    Row {
        hosts: &["q.quora.com"],
        paths: &["/_/ad/"],
        account: &["/3"],
        event: &["tag"],
        words: &[
            ("ViewContent", View),
            ("Search", Search),
            ("AddToCart", CartAdd),
            ("InitiateCheckout", Checkout),
            ("AddPaymentInfo", Checkout),
            ("Purchase", Purchase),
            ("GenerateLead", Lead),
            ("CompleteRegistration", Lead),
        ],
        people: &[("em", Email), ("qclid", Click)],
        ..ROW
    }
);

system!(
    STACKADAPT,
    "stackadapt",
    "StackAdapt",
    Row {
        hosts: &["srv.stackadapt.com"],
        paths: &["/saq_pxl", "/conv", "/rt"],
        account: &["uid", "cid", "sid"],
        event: &["action"],
        otherwise: Some((Page, "pixel")),
        value: &["revenue"],
        order: &["order_id"],
        people: &[("sa-user-id", Cookie), ("sa_conv_data_css_value", Cookie)],
        ..ROW
    }
);

system!(
    ADFORM,
    "adform",
    "Adform",
    Row {
        hosts: &["adform.net"],
        paths: &["/Serving/TrackPoint"],
        account: &["pm"],
        event: &["ADFPageName"],
        otherwise: Some((Page, "TrackPoint")),
        order: &["ord_id"],
        syncs: &[("/cookie", &["adf_nid"])],
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
        otherwise: Some((Page, "pixel")),
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
        otherwise: Some((Page, "xc")),
        people: &[("custemail", Email), ("CustomerEmail", Email), ("CustomerId", Customer)],
        ..ROW
    }
);
