//! Companies that bid for or carry ads, whose format fits a row.
//!
//! Sources: captures (path and main fields) and the vendors' pixel references; words that no capture
//! confirmed are only those of the references, anything else is kept as `other`.

use super::System;
use super::signal::EventKind::{
    CartAdd, CartView, Checkout, Home, Identify, Lead, List, Other, Page, Purchase, Search, View,
};
use super::signal::IdentityKind::{Click, Cookie, Device, Email};
use super::table::{ROW, Row, system};

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
        otherwise: &[("", Page, "unip")],
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
        otherwise: &[("/track/conv", Other, "conv"), ("", Page, "pixel")],
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
    XANDR,
    "xandr",
    "Xandr",
    Row {
        hosts: &["adnxs.com"],
        paths: &["/px", "/seg", "/pixie"],
        account: &["id", "pi", "member"],
        event: &["e"],
        // Microsoft, "Standard events and parameters" of the universal pixel.
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
        otherwise: &[("/seg", Other, "seg"), ("", Other, "px")],
        ids: &["ii", "item_id"],
        value: &["value", "v"],
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
        paths: &["/retargeting", "/conv", "/checkConversion", "/js/rc"],
        account: &["id", "c"],
        event: &["pageType"],
        words: &[
            ("home", Home),
            ("category", List),
            ("offerdetail", View),
            ("basket", CartView),
            ("purchase", Purchase),
            ("other", Page),
        ],
        otherwise: &[("/retargeting", Page, "retargeting"), ("/c", Other, "conv")],
        ids: &["itemId"],
        value: &["value"],
        order: &["orderId"],
        people: &[("ids", Email), ("eid", Email)],
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
        otherwise: &[("", Page, "pixel")],
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
        otherwise: &[("", Page, "TrackPoint")],
        ids: &["itms"],
        value: &["sl"],
        currency: &["cur"],
        order: &["id"],
        people: &[("cid", Cookie)],
        packed: &["itm"],
        syncs: &[("/cookie", &["adf_nid"]), ("/serving/cookie/match", &["party"])],
        ..ROW
    }
);

system!(
    TEADS,
    "teads",
    "Teads",
    Row {
        hosts: &["t.teads.tv", "p.teads.tv"],
        paths: &["/track", "/teads-fellow"],
        account: &["advertiser_id", "buyer_pixel_id"],
        event: &["action"],
        words: &[("pageView", Page)],
        otherwise: &[("/track", Other, "track")],
        ..ROW
    }
);

// LiveIntent/live-connect, COLLECTOR_PARAMS.md: `se` is what the page pushed, `e` and `scre` hold
// hashes of the addresses that were in it.
system!(
    LIVEINTENT,
    "liveintent",
    "LiveIntent",
    Row {
        hosts: &["liadm.com"],
        paths: &["/j", "/p"],
        account: &["aid", "did"],
        event: &["event", "name"],
        words: &[
            ("pageView", Page),
            ("viewHomePage", Home),
            ("viewCategory", List),
            ("viewProduct", View),
            ("productAddToCart", CartAdd),
            ("viewCart", CartView),
            ("conversion", Purchase),
            ("setEmail", Identify),
            ("setEmailHash", Identify),
        ],
        otherwise: &[("", Page, "collect")],
        ids: &["items", "productId", "product_id"],
        value: &["amount", "value"],
        currency: &["currency"],
        order: &["orderId", "order_id"],
        people: &[
            ("e", Email),
            ("scre", Email),
            ("email", Email),
            ("emailHash", Email),
            ("duid", Cookie),
            ("lduid", Cookie),
            ("pfpi", Cookie),
            ("bidder_uuid", Cookie),
        ],
        packed: &["se"],
        syncs: &[("/s/", &["bidder_id"])],
        ..ROW
    }
);
