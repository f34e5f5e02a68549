//! Carts by the addresses of shop systems: the requests that put something in, and the page that shows it.

use crate::percent::fixpoint;
use crate::site::Url;

/// A request that puts something in a cart: the last parts of its path (`*` for any one part, a last `**` for
/// whatever follows), and parameters with their values, an empty one for any.
type Shape = (&'static str, &'static [(&'static str, &'static str)]);

/// What shop systems send, one row per shape; each only as something sent, never as something asked for.
const SENT: &[Shape] = &[
    // Shopify: https://shopify.dev/docs/api/ajax/reference/cart. Storefronts of SAP Commerce, BigCommerce
    // (`/remote/v1/cart/add`) and Sylius (`/ajax/cart/add`) end so, too.
    ("cart/add", &[]),
    ("cart/add.js", &[]),
    ("cart/add.json", &[]),
    // BigCommerce: https://developer.bigcommerce.com/docs/rest-storefront/carts
    ("api/storefront/carts", &[]),
    ("api/storefront/carts/*/items", &[]),
    // WooCommerce: https://developer.woocommerce.com/docs/apis/store-api/resources-endpoints/cart/
    ("cart/add-item", &[]),
    // WooCommerce: plugins/woocommerce/includes/class-wc-ajax.php
    ("", &[("wc-ajax", "add_to_cart")]),
    // Magento, Adobe Commerce: app/code/Magento/Checkout/Controller/Cart/Add.php
    ("checkout/cart/add/**", &[]),
    // Shopware 6: src/Storefront/Controller/CartLineItemController.php
    ("checkout/line-item/add", &[]),
    // Shopware 5: engine/Shopware/Controllers/Frontend/Checkout.php
    ("checkout/addArticle/**", &[]),
    ("checkout/ajaxAddArticleCart", &[]),
    // PrestaShop: controllers/front/CartController.php
    ("", &[("add", "1"), ("id_product", "")]),
    // OXID: source/Application/Component/BasketComponent.php
    ("", &[("fnc", "tobasket")]),
    // OpenCart 3 and 4: upload/catalog/controller/checkout/cart.php
    ("", &[("route", "checkout/cart/add")]),
    ("", &[("route", "checkout/cart.add")]),
    // Salesforce: cartridges/app_storefront_base/cartridge/controllers/Cart.js of its reference architecture
    ("Cart-AddProduct", &[]),
    // SAP Commerce without its own storefront: https://help.sap.com/docs/SAP_COMMERCE_CLOUD_PUBLIC_CLOUD (OCC, cart entries)
    ("users/*/carts/*/entries", &[]),
    // VTEX: https://developers.vtex.com/docs/api-reference/checkout-api
    ("checkout/pub/orderForm/*/items", &[]),
    // nopCommerce: Presentation/Nop.Web/Infrastructure/RouteProvider.cs; kind 1 is the cart, 2 the wishlist
    ("addproducttocart/details/*/1", &[]),
    ("addproducttocart/catalog/*/1/*", &[]),
    // Squarespace: its storefront script
    ("api/commerce/shopping-cart/entries", &[]),
    // osCommerce and what came of it: catalog/includes/application_top.php
    ("", &[("action", "add_product")]),
];

/// What links alone do, too.
const LINKS: &[Shape] = &[
    // BigCommerce: https://developer.bigcommerce.com/docs/storefront/cart-checkout/guide/add-to-cart-urls
    ("cart.php", &[("action", "add")]),
    // PrestaShop, OXID: as above.
    ("", &[("add", "1"), ("id_product", "")]),
    ("", &[("fnc", "tobasket")]),
];

/// How shops call the page that shows the cart: the last parts of its path.
const PAGES: &[&str] = &[
    "cart",
    "basket",
    "bag",
    "shopping-cart",
    "shoppingcart",
    "shopping-bag",
    "cart.php",
    "checkout/cart",
    "warenkorb",
    "einkaufswagen",
    "panier",
    "carrito",
    "carrello",
    "winkelwagen",
    "winkelmandje",
    "koszyk",
];

/// The same of pages that all have one path.
const PAGE_PARAMS: &[(&str, &str)] = &[("route", "checkout/cart"), ("controller", "cart"), ("cl", "basket")];

/// What else a form of a product page does before the cart is shown.
const OTHERS: &[&str] = &["remove", "delete", "update", "change", "clear", "coupon", "voucher", "login"];

/// WooCommerce's link names the product by its number.
const BY_NUMBER: &str = "add-to-cart";

/// Whether a request puts the product of the page that sends it in the cart: `ids` are the product's.
pub(crate) fn adds(url: &Url<'_>, sends: bool, ids: &[String]) -> bool {
    let shapes = if sends { SENT } else { LINKS };
    let named = || url.params().any(|(key, id)| key == BY_NUMBER && ids.iter().any(|known| known == id));
    shapes.iter().any(|(path, params)| ends(url, path) && params.iter().all(|param| has(url, *param)))
        || named()
}

/// Whether something sent there may put a product in the cart: it did, where the cart is shown next.
pub(crate) fn may_add(url: &Url<'_>) -> bool {
    let said = format!("{}?{}", url.path, url.query).to_ascii_lowercase();
    !shows(url) && !OTHERS.iter().any(|other| said.contains(other))
}

/// Whether an address is that of the page that shows the cart.
pub(crate) fn shows(url: &Url<'_>) -> bool {
    PAGES.iter().any(|page| ends(url, page)) || PAGE_PARAMS.iter().any(|param| has(url, *param))
}

fn has(url: &Url<'_>, (name, value): (&str, &str)) -> bool {
    url.params().any(|(key, said)| key == name && (value.is_empty() || fixpoint(said) == value))
}

/// Whether a path ends as a pattern says.
fn ends(url: &Url<'_>, pattern: &str) -> bool {
    let parts: Vec<&str> = url.path.split('/').filter(|part| !part.is_empty()).collect();
    let (pattern, open) = match pattern.strip_suffix("/**") {
        Some(pattern) => (pattern, true),
        None => (pattern, false),
    };
    let wanted: Vec<&str> = pattern.split('/').filter(|part| !part.is_empty()).collect();
    let fits = |run: &[&str]| {
        run.iter().zip(&wanted).all(|(part, want)| *want == "*" || part.eq_ignore_ascii_case(want))
    };
    if open {
        return parts.windows(wanted.len()).any(fits);
    }
    parts.len().checked_sub(wanted.len()).and_then(|start| parts.get(start..)).is_some_and(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_puts_something_in_a_cart() {
        // How it was sent, the address, and whether it puts thing 4711 in the cart.
        let rows = [
            ("POST", "/cart/add", true),
            ("POST", "/en-de/cart/add.js", true),
            ("POST", "/remote/v1/cart/add", true),
            (
                "POST",
                "/api/storefront/carts/b2c8a3d1-4f5e-4a6b-9c7d-8e9f0a1b2c3d/items?include=lineItems",
                true,
            ),
            ("GET", "/cart.php?action=add&product_id=112", true),
            ("POST", "/?wc-ajax=add_to_cart", true),
            ("POST", "/wp-json/wc/store/v1/cart/add-item", true),
            ("GET", "/p/boot/?add-to-cart=4711", true),
            (
                "POST",
                "/de/checkout/cart/add/uenc/aHR0cHM6Ly93d3cuc2hvcC5leGFtcGxlL2Jvb3RzLmh0bWw,/product/4711/",
                true,
            ),
            ("POST", "/checkout/line-item/add", true),
            ("POST", "/checkout/addArticle/sTargetAction/cart", true),
            ("POST", "/checkout/ajaxAddArticleCart", true),
            ("GET", "/en/cart?add=1&id_product=5&token=28add935523ef131c8432825597b9928", true),
            ("POST", "/index.php?cl=details&fnc=tobasket&anid=1", true),
            ("POST", "/index.php?route=checkout/cart/add", true),
            ("POST", "/index.php?route=checkout%2Fcart.add&language=de", true),
            ("POST", "/on/demandware.store/Sites-Boot-Site/de_DE/Cart-AddProduct?format=ajax", true),
            (
                "POST",
                "/occ/v2/boot/users/anonymous/carts/b2c8a3d1-4f5e-4a6b-9c7d-8e9f0a1b2c3d/entries?lang=de",
                true,
            ),
            ("POST", "/api/checkout/pub/orderForm/5c1f7a2e8b9d4e6fa0b1c2d3e4f5a6b7/items?sc=1", true),
            ("POST", "/addproducttocart/details/14/1", true),
            ("POST", "/addproducttocart/catalog/14/1/1", true),
            ("POST", "/api/commerce/shopping-cart/entries?crumb=x", true),
            ("POST", "/boot.html?action=add_product", true),
            // What asks for the cart, on every page, or changes what is in it.
            ("GET", "/cart.js", false),
            ("GET", "/cart", false),
            ("GET", "/cart/add", false),
            ("GET", "/cart?section_id=cart-drawer", false),
            ("POST", "/cart", false),
            ("POST", "/cart/change.js", false),
            ("POST", "/cart/update.js", false),
            ("POST", "/cart/clear.js", false),
            ("POST", "/?wc-ajax=get_refreshed_fragments", false),
            ("POST", "/?wc-ajax=remove_from_cart", false),
            ("GET", "/p/boot/?add-to-cart=4712", false),
            ("GET", "/cart.php?action=remove&item=1", false),
            ("POST", "/checkout/cart/delete/", false),
            ("POST", "/checkout/cart/addgroup/", false),
            ("POST", "/checkout/line-item/delete/407f", false),
            ("GET", "/en/cart?add=1", false),
            ("GET", "/index.php?route=common/cart/info", false),
            ("POST", "/api/checkout/pub/orderForm/5c1f7a2e8b9d4e6fa0b1c2d3e4f5a6b7/items/update", false),
            ("GET", "/occ/v2/boot/users/anonymous/carts/1/entries", false),
            // Kind 2 is the wishlist.
            ("POST", "/addproducttocart/details/14/2", false),
            ("POST", "/wishlist/add", false),
            ("POST", "/compare/add", false),
        ];
        for (method, address, expected) in rows {
            let text = format!("https://shop.example{address}");
            // Said of the address as it is kept, too.
            let mut kept = text.clone();
            crate::scrub::address(&mut kept, &crate::scrub::Key([7; 16]));
            for said in [text, kept] {
                let url = Url::split(&said).expect("an address");
                assert_eq!(adds(&url, method == "POST", &["4711".to_owned()]), expected, "{method} {said}");
            }
        }
    }

    #[test]
    fn pages_that_show_the_cart() {
        let rows = [
            ("/cart", true),
            ("/de/warenkorb/", true),
            ("/checkout/cart", true),
            ("/cart.php?suggest=x", true),
            ("/index.php?route=checkout/cart", true),
            ("/index.php?cl=basket", true),
            ("/blog/cart-racing", false),
            ("/c/bag-and-travel", false),
            ("/cart/add", false),
            ("/cart.js", false),
        ];
        for (address, expected) in rows {
            let text = format!("https://shop.example{address}");
            assert_eq!(shows(&Url::split(&text).expect("an address")), expected, "{address}");
        }
    }
}
