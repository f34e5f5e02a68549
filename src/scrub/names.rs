//! Names of parameters whose values identify, whoever gets them.
//!
//! Only names that mean the same everywhere; a system's own short names (`em`, `cid`, `ct`) are known
//! to its decoder. Sources: click identifiers as the `removeparam` rules of AdGuard's list 17 and other
//! open-source link cleaners name them; the rest are the plain English names that forms and scripts use.

use crate::wire::IdentityKind::{
    self, Address, Birth, Click, Cookie, Customer, Device, Email, Name, Phone, Unknown,
};

/// Lower-case names, sorted, each with what it holds. `Unknown` are secrets: sessions, tokens, passwords.
const NAMES: &[(&str, IdentityKind)] = &[
    ("_fbp", Cookie),
    ("_ga", Cookie),
    ("_gid", Cookie),
    ("_gl", Cookie),
    ("_hsenc", Customer),
    ("_kx", Click),
    ("aaid", Device),
    ("access_token", Unknown),
    ("adsterra_clid", Click),
    ("aiad_clid", Click),
    ("anonymous_id", Cookie),
    ("auth_token", Unknown),
    ("authorization", Unknown),
    ("birthdate", Birth),
    ("birthday", Birth),
    ("bsft_clkid", Click),
    ("buyeruid", Cookie),
    ("cjevent", Click),
    ("click_id", Click),
    ("clickid", Click),
    ("cto_bundle", Cookie),
    ("cto_pld", Click),
    ("customer_id", Customer),
    ("customerid", Customer),
    ("date_of_birth", Birth),
    ("dclid", Click),
    ("device_id", Device),
    ("deviceid", Device),
    ("dicbo", Click),
    ("dob", Birth),
    ("dpuuid", Cookie),
    ("email", Email),
    ("email_address", Email),
    ("email_hash", Email),
    ("emailaddress", Email),
    ("emailhash", Email),
    ("epik", Click),
    ("external_click_id", Click),
    ("external_user_id", Cookie),
    ("fbc", Click),
    ("fbclid", Click),
    ("fbp", Cookie),
    ("first_name", Name),
    ("firstname", Name),
    ("full_name", Name),
    ("fullname", Name),
    ("gaid", Device),
    ("gbraid", Click),
    ("gclid", Click),
    ("gclsrc", Click),
    ("google_gid", Cookie),
    ("google_hm", Cookie),
    ("hashed_email", Email),
    ("hem", Email),
    ("iclid", Click),
    ("id_token", Unknown),
    ("idfa", Device),
    ("igshid", Click),
    ("irclickid", Click),
    ("jmtyclid", Click),
    ("jwt", Unknown),
    ("last_name", Name),
    ("lastname", Name),
    ("li_fat_id", Click),
    ("loclid", Click),
    ("mc_eid", Customer),
    ("md5_eml", Email),
    ("member_id", Customer),
    ("mindbox-click-id", Click),
    ("mkt_tok", Customer),
    ("mobile", Phone),
    ("msclkid", Click),
    ("msisdn", Phone),
    ("mt_click_id", Click),
    ("muid", Cookie),
    ("oauth_token", Unknown),
    ("partner_uid", Cookie),
    ("partneruserid", Cookie),
    ("passwd", Unknown),
    ("password", Unknown),
    ("phone", Phone),
    ("phone_number", Phone),
    ("phonenumber", Phone),
    ("piggybackcookie", Cookie),
    ("postal_code", Address),
    ("postcode", Address),
    ("puid", Cookie),
    ("pwd", Unknown),
    ("rb_clickid", Click),
    ("rdt_cid", Click),
    ("refresh_token", Unknown),
    ("sccid", Click),
    ("session_id", Unknown),
    ("sessionid", Unknown),
    ("sha1_eml", Email),
    ("sha256_eml", Email),
    ("srsltid", Click),
    ("street", Address),
    ("surname", Name),
    ("tblci", Click),
    ("telephone", Phone),
    ("token", Unknown),
    ("ttclid", Click),
    ("twclid", Click),
    ("uid", Cookie),
    ("unicorn_click_id", Click),
    ("user_email", Email),
    ("user_id", Customer),
    ("useremail", Email),
    ("userid", Customer),
    ("uuid", Cookie),
    ("visitor_id", Cookie),
    ("visitorid", Cookie),
    ("wbraid", Click),
    ("xuid", Cookie),
    ("yclid", Click),
    ("ysclid", Click),
    ("zip", Address),
];

/// Names of `<meta>` elements whose content is a secret of the session.
pub(super) const SECRET_META: &[&str] = &["csrf", "xsrf", "nonce", "token", "session"];

/// What a value under `name` identifies by, if its name says so and `value` can.
pub(super) fn kind(name: &str, value: &str) -> Option<IdentityKind> {
    if name.len() > 20 {
        return None;
    }
    let name = name.to_ascii_lowercase();
    let at = NAMES.binary_search_by(|(known, _)| (*known).cmp(&name)).ok()?;
    let kind = NAMES.get(at)?.1;
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    let letters = value.bytes().filter(u8::is_ascii_alphabetic).count();
    let can = match kind {
        Email => value.contains('@') || value.len() >= 16,
        Phone => digits >= 6,
        Birth => digits >= 4,
        Customer => digits >= 1 && value.len() >= 3,
        Name | Address => letters >= 2 || digits >= 4,
        Unknown if matches!(name.as_str(), "password" | "passwd" | "pwd") => true,
        _ => digits >= 1 && value.len() >= 6,
    };
    can.then_some(kind)
}

/// Whether a parameter of this name holds the identifier of a click on an ad.
#[must_use]
pub fn is_click_id(name: &str) -> bool {
    NAMES.iter().any(|(known, kind)| *known == name && *kind == Click)
}

#[cfg(test)]
mod tests {
    use super::{Click, kind};

    #[test]
    fn click_identifiers_are_known_by_name() {
        let names = "gclid gbraid wbraid dclid fbclid msclkid yclid ysclid twclid ttclid li_fat_id irclickid rb_clickid \
            mt_click_id cjevent tblci srsltid";
        for name in names.split_whitespace() {
            assert_eq!(kind(name, "CjwKCAjw1234"), Some(Click), "{name}");
            assert_eq!(kind(name, "summer"), None, "{name}: a word is nobody's number");
        }
    }

    #[test]
    fn sorted() {
        assert!(super::NAMES.is_sorted_by(|a, b| a.0 < b.0));
    }
}
