//! What a person put in the cart, where only the shop's own requests and pages say so.

use super::*;

const SHOP: &str = "https://www.northtrail.example";

/// A request: its method, its place (`form` is a page of its own that the page asks for, `link` one that another
/// site asks for, `frame` a request of a frame), and its address.
type Sent<'a> = (&'a str, &'a str, &'a str);

/// A page of the shop sends one request, perhaps sent on; then the page `opens`, if one does, and the request ends.
fn send(story: &mut Story, sent: &[Sent<'_>], opens: Option<&str>, status: u16) {
    let request = RequestId("cart".into());
    for (method, place, address) in sent {
        let kind = if matches!(*place, "form" | "link") { RequestKind::MainFrame } else { RequestKind::Xhr };
        let initiator = if *place == "link" { "https://mail.example" } else { SHOP };
        let url = if address.starts_with('/') { format!("{SHOP}{address}") } else { (*address).into() };
        let (request, method, initiator) = (request.clone(), (*method).into(), Some(initiator.into()));
        let fact = RequestFact { request, url, method, kind, initiator, body: None };
        story.at(1, if *place == "frame" { 5 } else { 0 }, What::Request(fact));
    }
    // Browsers show a page before its request has ended.
    if let Some(page) = opens {
        story.at(1, 0, navigated(&format!("{SHOP}{page}"), None));
    }
    story.at(1, 0, What::Ended { request, outcome: Outcome::Finished { status } });
}

/// A person looks at boots.
fn boots_seen() -> Story {
    let mut story = Story::new(true);
    story.product_page(1, "www.northtrail.example", "NT-118", "Trail Boots", DONE);
    story
}

/// The boots' ad, half an hour later.
fn follow(mut story: Story) -> Sighting {
    story.wait(30);
    let click = criteo_click("https://www.northtrail.example/p/NT-118");
    story.ad(2, "https://daily.example/2", "https://ads.eu.criteo.com/delivery/r/afr.php?z=1", &click, "");
    rows(&story.facts).0.pop().expect("an ad")
}

fn step(row: &Sighting, id: &str) -> Option<Basis> {
    row.evidence.iter().find(|step| step.what.id == id).map(|step| step.basis)
}

#[test]
fn the_shops_own_request_puts_what_its_page_shows_in_the_cart() {
    type Row<'a> = (&'a [Sent<'a>], u16, Option<&'a str>, bool);
    let rows: &[Row<'_>] = &[
        (&[("POST", "script", "/cart/add.js")], 200, None, true),
        (&[("POST", "form", "/cart/add"), ("GET", "form", "/cart")], 200, Some("/cart"), true),
        (&[("POST", "script", "https://api.northtrail.example/remote/v1/cart/add")], 200, None, true),
        // A form that no table knows, and the cart is shown next.
        (&[("POST", "form", "/buy"), ("GET", "form", "/warenkorb")], 200, Some("/warenkorb"), true),
        // Sold out.
        (&[("POST", "script", "/cart/add.js")], 422, None, false),
        // Asked for on every page.
        (&[("GET", "script", "/cart.js")], 200, None, false),
        (&[("GET", "script", "/cart")], 200, None, false),
        // Somebody looks into the cart.
        (&[("GET", "form", "/cart")], 200, Some("/cart"), false),
        // Something else is done there.
        (&[("POST", "form", "/cart"), ("GET", "form", "/cart")], 200, Some("/cart"), false),
        (&[("POST", "form", "/cart/remove"), ("GET", "form", "/cart")], 200, Some("/cart"), false),
        (&[("POST", "form", "/newsletter"), ("GET", "form", "/thanks")], 200, Some("/thanks"), false),
        (&[("POST", "script", "/buy"), ("GET", "script", "/cart")], 200, None, false),
        // Another shop's cart, a frame's, and a link in a letter.
        (&[("POST", "script", "https://www.otherbrand.example/cart/add")], 200, None, false),
        (&[("POST", "frame", "/cart/add")], 200, None, false),
        (&[("GET", "link", "/cart.php?action=add&sku=1")], 200, Some("/cart.php"), false),
        // The shop could not.
        (&[("POST", "form", "/cart/add")], 500, Some("/cart"), false),
    ];
    for (sent, status, opens, expected) in rows {
        let mut story = boots_seen();
        story.wait(2);
        send(&mut story, sent, *opens, *status);
        let row = follow(story);
        let reason = if *expected { ReasonId::CartAbandonment } else { ReasonId::ProductRetargeting };
        assert_eq!(row.reason, reason, "{sent:?} {status}");
        // The request was seen; that it was about the product of the page is worked out.
        assert_eq!(step(&row, "step_cart"), expected.then_some(Basis::Inferred), "{sent:?} {status}");
    }
}

#[test]
fn an_ad_company_that_was_told_makes_it_seen() {
    let mut story = boots_seen();
    send(&mut story, &[("POST", "script", "/cart/add.js")], None, 200);
    let told =
        "https://widget.criteo.com/event?a=4711&v=5.23.0&p0=e%3Dac%26p%3DNT-118&tld=northtrail.example";
    story.request(1, 0, RequestKind::Image, told, DONE);
    assert_eq!(step(&follow(story), "step_cart"), Some(Basis::Seen));
}

/// On a list nobody knows what went into the cart.
#[test]
fn where_no_product_is_shown_none_is_put_in_the_cart() {
    let mut story = boots_seen();
    story.at(1, 0, navigated(&format!("{SHOP}/c/boots"), None));
    send(&mut story, &[("POST", "script", "/cart/add.js")], None, 200);
    assert_eq!(follow(story).reason, ReasonId::ProductRetargeting);
}

/// Criteo is told what the cart holds, never that something was put in: on the page of the cart that is a look at it.
#[test]
fn what_the_page_of_the_cart_names_is_in_it() {
    let (cart, product) = (ReasonId::CartAbandonment, ReasonId::ProductRetargeting);
    let held = "e%3Dvb%26p%3D%255Bi%25253DNT-118%252526pr%25253D89%252526q%25253D1%255D";
    let empty = "e%3Dvb%26p%3D%255B%255D";
    for (page, said, reason, shown) in [
        ("/cart", held, cart, true),
        // In passing, on any page.
        ("/p/NT-118", held, product, false),
        ("/cart", empty, product, false),
        // Something else is in it.
        ("/cart", &held.replace("118", "300"), product, true),
    ] {
        let mut story = boots_seen();
        story.at(1, 0, navigated(&format!("{SHOP}{page}"), None));
        let told =
            format!("https://widget.criteo.com/event?a=4711&v=5.23.0&p0={said}&tld=northtrail.example");
        story.request(1, 0, RequestKind::Image, &told, DONE);
        let row = follow(story);
        assert_eq!(row.reason, reason, "{page} {said}");
        let words = (reason == cart).then_some("why_cart_held");
        assert_eq!(Some(row.sentence.id.as_str()).filter(|id| id.starts_with("why_cart")), words);
        assert_eq!(step(&row, "step_cart_held"), shown.then_some(Basis::Seen), "{page} {said}");
    }
}
