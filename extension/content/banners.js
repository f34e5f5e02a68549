// @ts-check
// Made from data/banners.tsv: edit the table, then `UPDATE_EXPECT=1 cargo test consent::kept`.

candor.part('banners', () => [
  ['onetrust', '#onetrust-banner-sdk', '#onetrust-accept-btn-handler,#accept-recommended-btn-handler', '#onetrust-reject-all-handler,.ot-pc-refuse-all-handler', 'OptanonConsent|OptanonAlertBoxClosed|eupubconsent-v2', ''],
  ['cookiebot', '#CybotCookiebotDialog', '#CybotCookiebotDialogBodyLevelButtonLevelOptinAllowAll,#CybotCookiebotDialogBodyButtonAccept', '#CybotCookiebotDialogBodyButtonDecline', 'CookieConsent', ''],
  ['didomi', '#didomi-notice,#didomi-popup', '#didomi-notice-agree-button', '#didomi-notice-disagree-button,.didomi-continue-without-agreeing', 'didomi_token|euconsent-v2', ''],
  ['usercentrics', '#usercentrics-root,#usercentrics-cmp-ui', '[data-testid=\'uc-accept-all-button\'],.uc-accept-button,#accept', '[data-testid=\'uc-deny-all-button\'],.uc-deny-button,#deny', 'uc_user_interaction|uc_settings|ucData', ''],
  ['trustarc', '#truste-consent-track,.truste_box_overlay', '#truste-consent-button', '#truste-consent-required', 'notice_behavior|notice_gdpr_prefs|notice_preferences', ''],
  ['sourcepoint', '[id^=\'sp_message_container\']', '.sp_choice_type_11,.sp_choice_type_ACCEPT_ALL', '.sp_choice_type_13,.sp_choice_type_REJECT_ALL', '_sp_user_consent_*|euconsent-v2', 'yes'],
  ['quantcast', '.qc-cmp2-container', '#accept-btn', '#disagree-btn', 'euconsent-v2|_cmpRepromptHash', ''],
  ['shopify', '#shopify-pc__banner', '#shopify-pc__banner__btn-accept', '#shopify-pc__banner__btn-decline', '_tracking_consent', ''],
]);
