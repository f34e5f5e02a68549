// The ways in which a product page says what it sells: JSON-LD, microdata, OpenGraph.

import { html, json, raw } from "./markup.mjs";
import { imageUrl, productUrl } from "./shops.mjs";

const NOTHING = { attributes: {}, markup: "", head: "" };

const ldProduct = (shop, item) => ({
  "@type": "Product", name: item.name, sku: item.id, image: [imageUrl(shop, item)], url: productUrl(shop, item),
  brand: { "@type": "Brand", name: shop.name },
  offers: { "@type": "Offer", price: item.price.toFixed(2), priceCurrency: shop.currency, availability: "https://schema.org/InStock" },
});

const ld = (value) => html`<script type="application/ld+json">${json({ "@context": "https://schema.org", ...value })}</script>`;

const WAYS = {
  json_ld: (shop, item) => ({ head: ld(ldProduct(shop, item)) }),
  json_ld_graph: (shop, item) => ({
    head: ld({
      "@graph": [
        { "@type": "Organization", name: shop.name, url: `https://www.${shop.site}/` },
        { "@type": "WebPage", mainEntity: ldProduct(shop, item) },
      ],
    }),
  }),
  microdata: (shop, item) => ({
    attributes: {
      item: raw('itemscope itemtype="https://schema.org/Product"'), name: raw('itemprop="name"'), image: raw('itemprop="image"'),
      offer: raw('itemprop="offers" itemscope itemtype="https://schema.org/Offer"'),
    },
    markup: html`<meta itemprop="sku" content="${item.id}"><span itemprop="brand" itemscope itemtype="https://schema.org/Brand">
      <meta itemprop="name" content="${shop.name}"></span>`,
  }),
  open_graph: (shop, item) => ({
    head: html`<meta property="og:type" content="product"><meta property="og:title" content="${item.name}">
      <meta property="og:url" content="${productUrl(shop, item)}"><meta property="og:image" content="${imageUrl(shop, item)}">
      <meta property="product:retailer_item_id" content="${item.id}"><meta property="product:brand" content="${shop.name}">
      <meta property="product:price:amount" content="${item.price.toFixed(2)}">
      <meta property="product:price:currency" content="${shop.currency}">`,
  }),
};

/** What a product page says about its product: in its head, inside the product, and as attributes of its parts. */
export const description = (shop, item) => ({ ...NOTHING, ...WAYS[shop.describes](shop, item) });
