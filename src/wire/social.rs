//! Social networks whose format fits a row.
//!
//! Sources: captures (path and main fields) and the vendors' pixel references; words that no capture
//! confirmed are only those of the references, anything else is kept as `other`.

use super::System;
use super::signal::EventKind::{CartAdd, Checkout, Lead, List, Page, Purchase, Search, View};
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
