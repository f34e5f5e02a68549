//! Social networks whose format fits a row.
//!
//! Sources: captures (path and main fields) and the vendors' pixel references; words that no capture
//! confirmed are only those of the references, anything else is kept as `other`.

use super::System;
use super::signal::EventKind::{CartAdd, Checkout, Identify, Lead, List, Page, Purchase, Search, View};
use super::signal::IdentityKind::{Click, Cookie, Customer, Device, Email, Phone};
use super::table::{ROW, Row, system};

system!(
    SNAP,
    "snap",
    "Snapchat",
    Row {
        hosts: &["snapchat.com", "sc-static.net"],
        paths: &["/p", "/scevent"],
        account: &["pid", "t.pid"],
        event: &["ev", "t.ev"],
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
        // Newer bodies have the same names inside `t`.
        ids: &["e_iids", "t.e_iids"],
        value: &["e_pr", "t.e_pr"],
        currency: &["e_cur", "t.e_cur"],
        order: &["e_tid", "t.e_tid"],
        people: &[
            ("u_hem", Email),
            ("t.u_hem", Email),
            ("u_hpn", Phone),
            ("t.u_hpn", Phone),
            ("u_c1", Cookie),
            ("t.u_c1", Cookie),
            ("u_sc", Click),
            ("u_scid", Cookie),
            ("t.u_scid", Cookie),
        ],
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
        hosts: &["linkedin.com", "snap.licdn.com"],
        paths: &["/collect", "/wa/", "/attribution_trigger", "/li.lms-analytics/"],
        account: &["pid"],
        event: &["conversionId"],
        otherwise: &[("/collect", Page, "collect"), ("/wa", Page, "collect"), ("/attr", Page, "collect")],
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
        hosts: &["alb.reddit.com", "redditstatic.com"],
        paths: &["/rp", "/ads/pixel.js"],
        account: &["id", "a", "pixel_id"],
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
        copies: &["m.conversionId"],
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
    SPOTIFY,
    "spotify",
    "Spotify Ad Analytics",
    Row {
        hosts: &["pixels.spotify.com"],
        paths: &["/v1/ingest"],
        account: &["pid", "key"],
        event: &["action"],
        words: &[
            ("view", Page),
            ("product", View),
            ("addtocart", CartAdd),
            ("checkout", Checkout),
            ("purchase", Purchase),
            ("lead", Lead),
            ("alias", Identify),
        ],
        ids: &["body.line_items", "body.product_id", "product_id"],
        names: ["body.product_name", "body.product_vendor"],
        value: &["body.value", "value"],
        currency: &["body.currency", "currency"],
        order: &["body.order_id", "order_id"],
        people: &[("body.email", Email), ("body.phone_number", Phone), ("body.id", Customer)],
        batch: "batch.events",
        ..ROW
    }
);
