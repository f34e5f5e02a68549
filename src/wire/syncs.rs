//! Companies that a browser meets mostly in cookie syncs, one row each.
//!
//! Sources: captures; the parameter that names the partner is each company's own.

use super::System;
use super::signal::EventKind::Other;
use super::signal::IdentityKind::{Cookie, Email};
use super::table::{ROW, Row, system};

system!(
    BIDSWITCH,
    "bidswitch",
    "BidSwitch",
    Row {
        hosts: &["x.bidswitch.net"],
        people: &[("user_id", Cookie)],
        syncs: &[("/sync", &["dsp_id", "ssp"]), ("/ul_cb/", &["dsp_id", "ssp"])],
        ..ROW
    }
);
system!(
    RUBICON,
    "magnite",
    "Magnite",
    Row {
        hosts: &["rubiconproject.com"],
        people: &[("put", Cookie)],
        syncs: &[("/tap.php", &["v", "nid"]), ("/exchange/sync.php", &["p"])],
        ..ROW
    }
);
system!(
    TRIPLELIFT,
    "triplelift",
    "TripleLift",
    Row {
        hosts: &["3lift.com"],
        people: &[("xuid", Cookie)],
        syncs: &[("/sync", &["mid"]), ("/xuid", &["mid"]), ("/getuid", &[])],
        ..ROW
    }
);
system!(
    DEMDEX,
    "adobe_audience_manager",
    "Adobe Audience Manager",
    Row {
        hosts: &["demdex.net"],
        // Its visitor id service, and traits told by a page.
        paths: &["/id", "/event"],
        account: &["d_orgid", "mcorgid"],
        otherwise: &[("/event", Other, "event")],
        people: &[("dpuuid", Cookie), ("d_uuid", Cookie), ("d_mid", Cookie)],
        syncs: &[("/ibs:", &["dpid", "d_dpid"]), ("/demdex.jpg", &["dpid"])],
        ..ROW
    }
);
system!(
    LIVERAMP,
    "liveramp",
    "LiveRamp",
    Row {
        hosts: &["rlcdn.com", "pippio.com"],
        people: &[("m", Email), ("it", Cookie), ("partner_uid", Cookie)],
        syncs: &[("/", &["/1", "pid"])],
        ..ROW
    }
);
system!(
    INDEX,
    "index_exchange",
    "Index Exchange",
    Row {
        hosts: &["casalemedia.com"],
        people: &[("external_user_id", Cookie)],
        syncs: &[("/rum", &["cm_dsp_id"]), ("/crum", &["cm_dsp_id"])],
        ..ROW
    }
);
system!(
    OPENX,
    "openx",
    "OpenX",
    Row {
        hosts: &["openx.net"],
        people: &[("val", Cookie)],
        syncs: &[("/w/1.0/sd", &["id"]), ("/w/1.0/cm", &[])],
        ..ROW
    }
);
system!(
    PUBMATIC,
    "pubmatic",
    "PubMatic",
    Row {
        hosts: &["pubmatic.com"],
        people: &[("piggybackCookie", Cookie)],
        syncs: &[("/AdServer/Pug", &["vcode"]), ("/AdServer/UCookieSetPug", &["vcode"])],
        ..ROW
    }
);
system!(
    ID5,
    "id5",
    "ID5",
    Row {
        hosts: &["id5-sync.com"],
        people: &[("puid", Cookie)],
        syncs: &[("/s/", &["/2"]), ("/c/", &["/2"]), ("/i/", &["/2"])],
        ..ROW
    }
);
