//! What a request told: events, things, and which kinds of identifying data went along.

use serde::{Deserialize, Serialize};

/// What one request told a system.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Signal {
    /// The system's id, as in its [`System`].
    pub system: String,
    /// The shop's account with the system.
    pub account: Option<String>,
    /// The events, in order. Empty for pure syncs and loaders.
    pub events: Vec<Event>,
    /// Which identifying data went along: kinds only, sorted, without repeats.
    pub identity: Vec<Identity>,
    /// Another party's id was handed over: the partner as the request names it (host or network id);
    /// in a page's calls the company's name, empty where only the network knows whom it means.
    pub sync: Option<String>,
    /// The request says that a server-to-server copy probably exists (`eid`, `event_id`).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub server_copy: bool,
    /// Consent flags that went along, as written: `gcs`, `gcd`, `gdpr_consent` (shortened), `npa` …
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub consent: Vec<(String, String)>,
}

/// One event.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Event {
    /// What happened, in Candor's words.
    pub event: EventKind,
    /// The system's own name for it.
    pub name: String,
    /// The things concerned.
    pub items: Vec<Item>,
    /// The value as written.
    pub value: Option<String>,
    /// ISO 4217 code.
    pub currency: Option<String>,
    /// The order's number.
    pub order: Option<String>,
}

/// A thing in an event.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Item {
    /// Its id.
    pub id: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// Its maker.
    pub brand: Option<String>,
    /// Its price as written.
    pub price: Option<String>,
    /// How many, as written.
    pub quantity: Option<String>,
}

/// What happened, in Candor's words.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    /// Some page was opened.
    Page,
    /// The shop's first page.
    Home,
    /// A list or category.
    List,
    /// A search on the site.
    Search,
    /// A product was looked at.
    View,
    /// Something went into the cart.
    CartAdd,
    /// The cart was looked at.
    CartView,
    /// The checkout began.
    Checkout,
    /// Something was bought.
    Purchase,
    /// A form, a sign-up.
    Lead,
    /// The person was named.
    Identify,
    /// Anything else: the system's own name stands beside it.
    #[default]
    Other,
}

/// One kind of identifying data, never its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Identity {
    /// What it is.
    pub kind: IdentityKind,
    /// How it was written.
    pub encoding: Encoding,
}

/// Kinds of identifying data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum IdentityKind {
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A first, last or full name.
    Name,
    /// Street, town, postcode.
    Address,
    /// Date of birth.
    Birth,
    /// Gender.
    Gender,
    /// The shop's own number for the person.
    Customer,
    /// An id kept in a cookie or in storage.
    Cookie,
    /// An id of the click that led here (gclid, fbclid, msclkid …).
    Click,
    /// An id of the device or of an advertising id scheme.
    Device,
    /// Looks like an identifier; what of is not known.
    Unknown,
}

/// How identifying data was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Encoding {
    /// As it is.
    Plain,
    /// MD5 (32 hex digits).
    Md5,
    /// SHA-1 (40 hex digits).
    Sha1,
    /// SHA-256 (64 hex digits, or 43 of base64).
    Sha256,
    /// A random-looking number or text.
    Opaque,
}

impl IdentityKind {
    /// Every kind with its id, as in exports and in scrubbed text.
    pub const ALL: [(Self, &str); 11] = [
        (Self::Email, "email"),
        (Self::Phone, "phone"),
        (Self::Name, "name"),
        (Self::Address, "address"),
        (Self::Birth, "birth"),
        (Self::Gender, "gender"),
        (Self::Customer, "customer"),
        (Self::Cookie, "cookie"),
        (Self::Click, "click"),
        (Self::Device, "device"),
        (Self::Unknown, "unknown"),
    ];
}

impl Encoding {
    /// Every encoding with its id, as in exports and in scrubbed text.
    pub const ALL: [(Self, &str); 5] = [
        (Self::Plain, "plain"),
        (Self::Md5, "md5"),
        (Self::Sha1, "sha1"),
        (Self::Sha256, "sha256"),
        (Self::Opaque, "opaque"),
    ];
}
