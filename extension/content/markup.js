// @ts-check
// Made from data/ad-markup.tsv: edit the table, then `UPDATE_EXPECT=1 cargo test html::markup`.

candor.part('markup', () => [
  ['google', 'ins.adsbygoogle'],
  ['google', '[id^="google_ads_iframe"]'],
  ['google', '[id^="div-gpt-ad"]'],
  ['google', '[data-google-query-id]'],
  ['google', '.pla-unit'],
  ['google', '[data-pcu]'],
  ['google', '[data-text-ad]'],
  ['taboola', '.trc_spotlight_item.syndicatedItem'],
  ['taboola', '[data-item-syndicated="true"]'],
  ['outbrain', '.ob-dynamic-rec-container.ob-p'],
  ['revcontent', '.rc-item'],
  ['zergnet', '.zergentity'],
  ['mgid', '.mgline'],
  ['contentad', '.ac_container'],
  ['adblade', '.adblade-dyna'],
  ['feednetwork', '.my6_item'],
  ['microsoft', '.b_ad'],
  ['criteo', '[id^="criteo-"]'],
  ['criteo', 'iframe[src*=".criteo.com/delivery/"]'],
  ['amazon', '[id^="amzn-assoc-ad"]'],
]);
