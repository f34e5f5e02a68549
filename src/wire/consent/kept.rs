//! Consent products by name, and what each keeps of a choice in the page's own cookies and storage.
//!
//! One row per product. A choice counts where the product itself says that the person made one: what
//! lies there before any choice, or was decided by place alone, says nothing. What decides is the
//! product's word on advertising, since that is what companies that follow people are judged by.
//! Sources: the products' own pages on their cookies, and captures; the numbers of makers are those
//! of IAB Europe's list of consent managers.

use serde_json::Value;

use super::{Says, TcString};
use crate::base64;
use crate::fact::ConsentState::{self, Accepted, Partly, Rejected};
use crate::percent;
use crate::wire::json;

/// A consent product.
pub(super) struct Product {
    /// Stable id, as in `data/banners.tsv`.
    id: &'static str,
    /// Its name as people know it.
    name: &'static str,
    /// Its maker's number in TC strings.
    cmp: Option<u16>,
    /// The choice that these cookies and keys speak of.
    read: fn(Kept<'_>) -> Option<ConsentState>,
}

/// Stands for any product that speaks by TCF.
pub(super) const TCF: &str = "tcf";

/// Every product, once.
pub(super) const PRODUCTS: [Product; 8] = [
    Product { id: "onetrust", name: "OneTrust", cmp: Some(28), read: onetrust },
    Product { id: "cookiebot", name: "Cookiebot", cmp: Some(134), read: cookiebot },
    Product { id: "didomi", name: "Didomi", cmp: Some(7), read: didomi },
    Product { id: "usercentrics", name: "Usercentrics", cmp: Some(5), read: usercentrics },
    Product { id: "trustarc", name: "TrustArc", cmp: Some(41), read: trustarc },
    Product { id: "sourcepoint", name: "Sourcepoint", cmp: Some(6), read: sourcepoint },
    Product { id: "quantcast", name: "Quantcast Choice", cmp: Some(10), read: quantcast },
    Product { id: "shopify", name: "Shopify", cmp: None, read: shopify },
];

/// The name of a product as people know it; the id where no row has it.
#[must_use]
pub fn name(id: &str) -> &str {
    if id == TCF {
        return "IAB TCF";
    }
    PRODUCTS.iter().find(|product| product.id == id).map_or(id, |product| product.name)
}

/// The product whose maker wrote a TC string.
pub(super) fn by_maker(cmp: u16) -> Option<&'static str> {
    PRODUCTS.iter().find(|product| product.cmp == Some(cmp)).map(|product| product.id)
}

/// The product that kept a choice, and the choice.
pub(super) fn choice(kept: &[(String, String)]) -> Option<(&'static str, ConsentState)> {
    PRODUCTS.iter().find_map(|product| Some((product.id, (product.read)(Kept(kept))?)))
}

/// The TC string among them.
pub(super) fn tc_string(kept: &[(String, String)]) -> Option<&str> {
    let kept = Kept(kept);
    kept.get("euconsent-v2").or_else(|| kept.get("eupubconsent-v2"))
}

/// Cookies and keys by name.
#[derive(Clone, Copy)]
struct Kept<'k>(&'k [(String, String)]);

impl<'k> Kept<'k> {
    fn get(self, name: &str) -> Option<&'k str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    fn plain(self, name: &str) -> Option<String> {
        self.get(name).map(|value| percent::fixpoint(value).into_owned())
    }
}

const fn yes(said: bool) -> ConsentState {
    if said { Accepted } else { Rejected }
}

/// All of it, part of it, nothing of it.
const fn share(some: bool, all: bool) -> ConsentState {
    match (some, all) {
        (_, true) => Accepted,
        (true, false) => Partly,
        (false, false) => Rejected,
    }
}

/// `OptanonConsent=…&groups=C0001:1,C0004:0…`, and `OptanonAlertBoxClosed` once the banner was answered.
fn onetrust(kept: Kept<'_>) -> Option<ConsentState> {
    kept.get("OptanonAlertBoxClosed").filter(|closed| !closed.is_empty())?;
    let consent = kept.plain("OptanonConsent")?;
    if consent.contains("AwaitingReconsent=true") {
        return None;
    }
    let groups = consent.split('&').find_map(|pair| pair.strip_prefix("groups="))?;
    let group = |pair: &str| pair.split_once(':').map(|(id, on)| (id.trim().to_owned(), on == "1"));
    let groups: Vec<(String, bool)> = groups.split(',').filter_map(group).collect();
    // C0004 is advertising and C0001 the necessary, unless the site numbers its groups itself.
    if let Some((_, on)) = groups.iter().find(|(id, _)| id == "C0004") {
        return Some(yes(*on));
    }
    let chosen: Vec<bool> = groups.iter().filter(|(id, _)| id != "C0001").map(|(_, on)| *on).collect();
    (!chosen.is_empty()).then(|| share(chosen.contains(&true), !chosen.contains(&false)))
}

/// `{stamp:'…',necessary:true,preferences:false,statistics:false,marketing:false,method:'explicit',…}`.
fn cookiebot(kept: Kept<'_>) -> Option<ConsentState> {
    let consent = kept.plain("CookieConsent")?;
    if consent.contains("method:'implied'") {
        return None;
    }
    let marketing = consent.split(['{', ',', '}']).find_map(|pair| pair.strip_prefix("marketing:"))?;
    Some(yes(marketing == "true"))
}

/// Base64 of `{"user_id":…,"purposes":{"enabled":[…],"disabled":[…]},"vendors":{…},…}`; without lists
/// before a choice.
fn didomi(kept: Kept<'_>) -> Option<ConsentState> {
    let token = kept.plain("didomi_token")?;
    let bytes = base64::decode(token.trim_end_matches('='))?;
    let token = json::read(core::str::from_utf8(&bytes).ok()?)?;
    let lists = token.get("purposes").or_else(|| token.get("vendors"))?;
    let full = |name| lists.get(name).and_then(Value::as_array).is_some_and(|list| !list.is_empty());
    let (on, off) = (full("enabled"), full("disabled"));
    (on || off).then(|| share(on, !off))
}

/// Version 2: `uc_user_interaction`, and in `uc_settings` what was done last to each service; version
/// 3: `ucData` with what Google's consent mode was told.
fn usercentrics(kept: Kept<'_>) -> Option<ConsentState> {
    if let Some(data) = kept.get("ucData").and_then(json::read) {
        let storage = data.pointer("/gcm/adStorage").and_then(Value::as_str)?;
        // Until the person answers, nothing says who set it.
        return (kept.get("uc_user_interaction") == Some("true")).then(|| yes(storage == "granted"));
    }
    kept.get("uc_user_interaction").filter(|done| *done == "true")?;
    let settings = json::read(kept.get("uc_settings")?)?;
    let service = settings.get("services")?.as_array()?.first()?;
    let last = service.get("history")?.as_array()?.last()?;
    match last.get("action")?.as_str()? {
        "onAcceptAllServices" => Some(Accepted),
        "onDenyAllServices" => Some(Rejected),
        "onUpdateServices" => Some(Partly),
        _ => None,
    }
}

/// `notice_gdpr_prefs=0,1,2:`: 0 is required, 1 functional, 2 advertising. Where the law wants no
/// question, `notice_behavior` and the end of the former say `implied`.
fn trustarc(kept: Kept<'_>) -> Option<ConsentState> {
    kept.plain("notice_behavior").filter(|behaviour| behaviour.starts_with("expressed"))?;
    let prefs = kept.plain("notice_gdpr_prefs").filter(|prefs| !prefs.contains("implied"))?;
    let levels = prefs.split(':').next().filter(|levels| !levels.is_empty())?;
    Some(yes(levels.split(',').any(|level| level == "2")))
}

/// `_sp_user_consent_<site>={"gdpr":{"consentStatus":{"hasConsentData":true,"granularStatus":{…}},…}}`.
fn sourcepoint(kept: Kept<'_>) -> Option<ConsentState> {
    let (_, text) = kept.0.iter().find(|(name, _)| name.starts_with("_sp_user_consent_"))?;
    let stored = json::read(text)?;
    let status = stored.pointer("/gdpr/consentStatus")?;
    status.get("hasConsentData").filter(|chosen| **chosen == Value::Bool(true))?;
    match status.pointer("/granularStatus/purposeConsent")?.as_str()? {
        "ALL" => Some(Accepted),
        "NONE" => Some(Rejected),
        _ => Some(Partly),
    }
}

/// The TC string itself, beside `_cmpRepromptHash`, which is written with an answer.
fn quantcast(kept: Kept<'_>) -> Option<ConsentState> {
    kept.get("_cmpRepromptHash")?;
    of_tc(kept.get("euconsent-v2")?)
}

/// `{"con":{"CMP":{"a":"1","m":"0",…}},…}`, empty before a choice. The shorter form of today,
/// `3.ampS_DEBE_f_f_…`, writes what is allowed in capitals, and `t` while the banner is due: small
/// letters with no banner due are a no; capitals may be anybody's default.
fn shopify(kept: Kept<'_>) -> Option<ConsentState> {
    let consent = kept.plain("_tracking_consent")?;
    if let Some(parts) = consent.strip_prefix("3.") {
        let mut parts = parts.split('_');
        let (letters, banner_due) = (parts.next()?, parts.nth(1)?);
        return (letters.contains('m') && banner_due == "f").then_some(Rejected);
    }
    match json::read(&consent)?.pointer("/con/CMP/m")?.as_str()? {
        "1" => Some(Accepted),
        "0" => Some(Rejected),
        _ => None,
    }
}

/// What a TC string says, as a choice.
pub(super) fn of_tc(text: &str) -> Option<ConsentState> {
    Some(match TcString::read(text)?.says() {
        Says::Granted => Accepted,
        Says::Partly => Partly,
        Says::Refused | Says::Nothing => Rejected,
    })
}

#[cfg(test)]
mod tests;
