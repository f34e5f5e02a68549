//! Floodlight (Campaign Manager 360): `<id>.fls.doubleclick.net/activityi;src=<id>;type=<group>;cat=<tag>;…`,
//! also `ad.doubleclick.net/activity;…` and `ad.doubleclick.net/ddm/activity/src=…`.
//!
//! Groups and tags are words of the advertiser's own; only a quantity or cost beside an order number
//! makes one a sale. Sources: captures; omnibug's fixtures; Campaign Manager's help.

use super::fields::Fields;
use super::signal::{Event, EventKind, IdentityKind};
use super::{Reading, Sent, System, google};
use crate::site::host_is;

pub(super) const SYSTEM: System = System { id: "floodlight", name: "Google Campaign Manager", read };

fn read(sent: &Sent<'_>) -> Option<Reading> {
    let path = sent.url.path;
    let path = path.strip_prefix("/ddm").unwrap_or(path);
    let rest = path.strip_prefix("/activityi").or_else(|| path.strip_prefix("/activity"))?;
    if !host_is(sent.url.host, "doubleclick.net") || !rest.starts_with([';', '/']) && !rest.is_empty() {
        return None;
    }
    // The page's own address may follow unencoded after `~oref=`.
    let (own, _) = sent.url.text.split_once("~oref=").unwrap_or((sent.url.text, ""));
    let own = own.split_once("/activity").map_or("", |(_, own)| own);
    let own = own.split('?').next().unwrap_or("").trim_start_matches(['i', '/']);
    let mut fields = Fields::of_matrix(own);
    fields.extend(Fields::of(sent));
    let mut reading = Reading { account: fields.text(&["src"]), ..Reading::default() };
    let kinds =
        [("auiddc", IdentityKind::Cookie), ("gclaw", IdentityKind::Click), ("dc_mdid", IdentityKind::Device)];
    reading.note_fields(&fields, &kinds);
    if let Some(customer) = fields.get("em") {
        google::customer_data(customer, &mut reading);
    }
    let tag = fields.text(&["cat"])?;
    let group = fields.text(&["type"]);
    let sale = fields.get("ord").is_some() && (fields.get("qty").is_some() || fields.get("cost").is_some());
    reading.events.push(Event {
        event: if sale { EventKind::Purchase } else { EventKind::Other },
        name: group.map_or_else(|| tag.clone(), |group| [&group, "/", &tag].concat()),
        value: fields.text(&["cost"]),
        order: fields.text(&["ord"]).filter(|_| sale),
        ..Event::default()
    });
    Some(reading)
}
