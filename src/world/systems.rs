//! Ad systems as their requests look: real formats at real hosts, so that the real decoders read them.
//!
//! Formats as in the vendors' documentation and in captures; see the decoders in [`crate::wire`] and [`crate::click`].

use data_encoding::BASE64URL_NOPAD;

/// What a shop tells an ad system.
pub(super) struct Message<'a> {
    pub(super) host: &'a str,
    pub(super) account: usize,
    pub(super) event: Told,
    pub(super) product: &'a str,
}

/// What happened, in the world's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    Home,
    View,
    Cart,
    Bought,
}

/// One ad system.
pub(super) struct System {
    /// The request with a message.
    tell: fn(&Message<'_>) -> String,
    /// Address of the frame in which it delivers an ad.
    pub(super) frame: &'static str,
    /// A click link before its landing page.
    click: &'static str,
    /// The landing page is encoded in the link.
    encoded: bool,
    /// A request on which it tells another system who somebody is: the other's place in [`SYSTEMS`].
    pub(super) sync: Option<(&'static str, usize)>,
    /// How much of all ads goes through it.
    pub(super) weight: f64,
}

pub(super) const SYSTEMS: &[System] = &[
    System {
        tell: criteo,
        frame: "https://ads.eu.criteo.com/delivery/r/afr.php?z=1",
        click: "https://cat.nl3.eu.criteo.com/delivery/ckn.php?cppv=3&cpp=abc&maxdest=",
        encoded: true,
        sync: Some(("https://dis.criteo.com/dis/rtb/appnexus/cookiematch.aspx?x=1", 4)),
        weight: 0.12,
    },
    System {
        tell: google,
        frame: "https://googleads.g.doubleclick.net/pagead/ads?client=ca-pub-1&output=html",
        click: "https://googleads.g.doubleclick.net/aclk?sa=l&ai=x&adurl=",
        encoded: false,
        sync: Some(("https://cm.g.doubleclick.net/pixel?google_nid=criteo&google_cm", 0)),
        weight: 0.5,
    },
    System {
        tell: rtb_house,
        frame: "https://ams.creativecdn.com/ads?tk=1",
        click: "https://ams.creativecdn.com/clicks?id=1&redirectUrl=",
        encoded: true,
        sync: Some(("https://creativecdn.com/cm-notify?pi=criteo", 0)),
        weight: 0.08,
    },
    System {
        tell: ttd,
        // It buys its places from exchanges, whose frames they are.
        frame: "https://ads.pubmatic.com/AdServer/js/showad.html?p=1",
        click: "https://insight.adsrvr.org/track/clk?imp=1&r=",
        encoded: true,
        sync: Some(("https://match.adsrvr.org/track/cmf/generic?ttd_pid=appnexus", 4)),
        weight: 0.15,
    },
    System {
        tell: xandr,
        frame: "https://nym1-ib.adnxs.com/ab?an_audit=0",
        click: "https://nym1-ib.adnxs.com/click?x/cpcpm=0/clickenc=",
        encoded: false,
        sync: Some(("https://ib.adnxs.com/setuid?entity=ttd", 3)),
        weight: 0.15,
    },
];

/// Google Analytics: it learns what was done in a shop and shows no ads.
pub(super) fn analytics(m: &Message<'_>) -> String {
    let event = match m.event {
        Told::Home => "page_view",
        Told::View => "view_item",
        Told::Cart => "add_to_cart",
        Told::Bought => "purchase",
    };
    let product =
        if m.event == Told::Home { String::new() } else { format!("&pr1=id{}~qt1~pr49", m.product) };
    let order = if m.event == Told::Bought { "&ep.transaction_id=O-7" } else { "" };
    let account = m.account;
    format!("https://www.google-analytics.com/g/collect?v=2&tid=G-SHOP{account}&en={event}{product}{order}")
}

/// Google's ad server, through which publishers show ads of their own.
pub(super) const HOUSE_CLICK: &str = "https://adclick.g.doubleclick.net/pcs/click?xai=1&adurl=";
/// Its frame.
pub(super) const HOUSE_FRAME: &str = "https://securepubads.g.doubleclick.net/gampad/adx?iu=1";

impl System {
    /// The request with a message.
    pub(super) fn tell(&self, message: &Message<'_>) -> String {
        (self.tell)(message)
    }

    /// A click link to an address.
    pub(super) fn click(&self, landing: &str) -> String {
        match self.encoded {
            true => [self.click, &encoded(landing)].concat(),
            false => [self.click, landing].concat(),
        }
    }

    /// A click link that only the system can read.
    pub(super) fn opaque_click(&self, number: u64) -> String {
        [self.click, &BASE64URL_NOPAD.encode(&number.to_be_bytes())].concat()
    }
}

pub(super) fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    text.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

fn criteo(m: &Message<'_>) -> String {
    let item = encoded(&format!("[i={}&pr=49&q=1]", encoded(m.product)));
    let event = match m.event {
        Told::Home => "e=vh".to_owned(),
        Told::View => format!("e=vp&p={}", m.product),
        Told::Cart => format!("e=ac&p={item}"),
        Told::Bought => format!("e=vc&id=O-{}&p={item}", m.account),
    };
    let (account, host) = (m.account, m.host);
    format!(
        "https://widget.criteo.com/event?a={account}&v=5.23.0&p0={}&p1=e%3Ddis&tld={host}&dtycbr=1",
        encoded(&event)
    )
}

fn google(m: &Message<'_>) -> String {
    let event = match m.event {
        Told::Home => "page_view",
        Told::View => "view_item",
        Told::Cart => "add_to_cart",
        Told::Bought => "purchase",
    };
    let order = if m.event == Told::Bought { ";transaction_id=O-7" } else { "" };
    let data = match m.event {
        Told::Home => format!("event={event}"),
        _ => format!("event={event};ecomm_prodid={}{order}", m.product),
    };
    let account = 900_000_000 + m.account;
    format!(
        "https://googleads.g.doubleclick.net/pagead/viewthroughconversion/{account}/?cv=11&fst=1&data={}",
        encoded(&data)
    )
}

fn rtb_house(m: &Message<'_>) -> String {
    let what = match m.event {
        Told::Home => "home".to_owned(),
        Told::View => format!("offer_{}", m.product),
        Told::Cart => format!("basketadd_{}", m.product),
        Told::Bought => format!("orderstatus2_49_O-7_{}", m.product),
    };
    format!("https://ams.creativecdn.com/tags?id=pr_shop{}_{what}", m.account)
}

fn ttd(m: &Message<'_>) -> String {
    let event = match m.event {
        Told::Home => "home",
        Told::View => "viewitem",
        Told::Cart => "addtocart",
        Told::Bought => "purchase",
    };
    let order = if m.event == Told::Bought { "&orderid=O-7" } else { "" };
    let items = if m.event == Told::Home { String::new() } else { format!("&items={}", m.product) };
    format!("https://insight.adsrvr.org/track/up?adv=a{}&event_name={event}{items}{order}", m.account)
}

/// A segment pixel: it says that somebody was here, not what they looked at.
fn xandr(m: &Message<'_>) -> String {
    format!("https://ib.adnxs.com/seg?add={}", 10_000 + m.account)
}
