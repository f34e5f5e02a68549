// How shops look and what their buttons say.

export const STYLE = `
body{margin:0;font:15px/1.5 "DejaVu Sans",system-ui,sans-serif;color:#20252b;background:#fbfaf8}
header,footer{display:flex;gap:24px;align-items:center;padding:16px 32px;background:#fff;border-bottom:1px solid #e7e3dc}
.logo{font-weight:700;font-size:22px;color:#20252b;text-decoration:none}nav{display:flex;gap:16px;flex:1}nav a{color:#5b6470}
main{max-width:980px;margin:0 auto;padding:32px}.grid{display:grid;grid-template-columns:repeat(auto-fill,minmax(220px,1fr));gap:24px;padding:0;list-style:none}
.grid a{display:block;color:inherit;text-decoration:none}.grid img,.product img{border-radius:10px;max-width:100%}.grid b{display:block}
.product{display:flex;gap:40px}.price{font-size:22px}button,.button{background:#2b4a3f;color:#fff;border:0;border-radius:8px;padding:12px 20px;font:inherit;text-decoration:none;cursor:pointer}
label{display:block;margin:12px 0}footer{margin-top:64px}`;

export const WORDS = {
  en: {
    add: "Add to cart", cart: "Cart", checkout: "Checkout", pay: "Pay", thanks: "Thank you for your order", order: "Order number",
    name: "Name", address: "Address", search: "Search", privacy: "Privacy policy", about: "Made to last, repaired for free.",
  },
  de: {
    add: "In den Warenkorb", cart: "Warenkorb", checkout: "Zur Kasse", pay: "Bezahlen", thanks: "Vielen Dank für Ihre Bestellung",
    order: "Bestellnummer", name: "Name", address: "Anschrift", search: "Suche", privacy: "Datenschutz", about: "Gebaut, um zu bleiben.",
  },
};
