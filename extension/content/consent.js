// @ts-check
// Sees that a consent banner shows, and the person's own choice on it. Only seen choices are told:
// nothing is clicked, and what an earlier visit decided stays unknown.

candor.consent ??= (() => {
  const LONGEST_BUTTON = 60;
  const LONGEST_PATH = 12;

  /** Banner products: what shows, what accepts, what refuses. */
  const PRODUCTS = [
    {
      id: 'onetrust',
      banner: '#onetrust-banner-sdk',
      accept: '#onetrust-accept-btn-handler,#accept-recommended-btn-handler',
      reject: '#onetrust-reject-all-handler,.ot-pc-refuse-all-handler',
    },
    {
      id: 'cookiebot',
      banner: '#CybotCookiebotDialog',
      accept: '#CybotCookiebotDialogBodyLevelButtonLevelOptinAllowAll,#CybotCookiebotDialogBodyButtonAccept',
      reject: '#CybotCookiebotDialogBodyButtonDecline',
    },
    {
      id: 'didomi',
      banner: '#didomi-notice,#didomi-popup',
      accept: '#didomi-notice-agree-button',
      reject: '#didomi-notice-disagree-button,.didomi-continue-without-agreeing',
    },
    {
      id: 'usercentrics',
      banner: '#usercentrics-root,#usercentrics-cmp-ui',
      accept: "[data-testid='uc-accept-all-button'],.uc-accept-button",
      reject: "[data-testid='uc-deny-all-button'],.uc-deny-button",
    },
    {
      id: 'trustarc',
      banner: '#truste-consent-track,.truste_box_overlay',
      accept: '#truste-consent-button',
      reject: '#truste-consent-required',
    },
    {
      id: 'sourcepoint',
      banner: "[id^='sp_message_container']",
      accept: '.sp_choice_type_11',
      reject: '.sp_choice_type_13',
    },
    { id: 'quantcast', banner: '.qc-cmp2-container', accept: '', reject: '' },
    {
      id: 'shopify',
      banner: '#shopify-pc__banner',
      accept: '#shopify-pc__banner__btn-accept',
      reject: '#shopify-pc__banner__btn-decline',
    },
  ];
  /** What other banners are called by those who write them. */
  const GENERIC = ['cookie', 'consent']
    .flatMap((word) => [`[id*='${word}' i]`, `[class*='${word}' i]`, `[aria-label*='${word}' i]`])
    .map((selector) => `:is(div,section,aside,dialog,form)${selector}`)
    .join(',');
  const SPEAKS_OF = /cookie|consent|einwilligung|datenschutz|privacy/i;
  /** Refusals first: "accept only what is necessary" is one. */
  const REJECT =
    /\b(reject|decline|deny|refuse|disagree|without accepting|(only|strictly) (necessary|essential|required)|(necessary|essential|required)( cookies)? only)\b|ablehnen|verweigern|ohne (zustimmung|einwilligung)|nur (notwendige|erforderliche|essenzielle|essentielle|technisch)/i;
  const ACCEPT =
    /^(yes|ok|okay|got it|i (accept|agree|consent)|(accept|agree|allow|consent|continue)\b)|akzeptieren|zustimmen|einverstanden|annehmen|(alle|cookies) (zulassen|erlauben)/i;

  /** @type {{ state: "unknown" | "asked" | "accepted" | "rejected", product: string | null }} */
  let told = { state: 'unknown', product: null };

  /** @param {"asked" | "accepted" | "rejected"} state @param {string | null} product */
  function tell(state, product) {
    if (told.state === state && told.product === product) return;
    told = { state, product };
    candor.channel.tell({ type: 'consent', state, product });
  }

  /** A banner counts once it shows; a choice that was made here stands until the next load. */
  function look() {
    if (told.state !== 'unknown' || window !== window.top) return;
    for (const { id, banner } of PRODUCTS) {
      const found = document.querySelector(banner);
      if (found && shows(found)) return tell('asked', id);
    }
    for (const found of [...document.querySelectorAll(GENERIC)].slice(0, 5)) {
      const buttons = [...found.querySelectorAll("button,[role='button'],input[type='submit'],a")].slice(0, 20);
      if (buttons.some((button) => choice(button)) && shows(found)) return tell('asked', null);
    }
  }

  /** @param {Element} element */
  function shows(element) {
    return element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  }

  /** @param {Element} button */
  function choice(button) {
    const said = candor.read.text(button, LONGEST_BUTTON + 1) || button.getAttribute('value') || '';
    if (said.length > LONGEST_BUTTON) return undefined;
    return REJECT.test(said) ? 'rejected' : ACCEPT.test(said) ? 'accepted' : undefined;
  }

  /** @param {MouseEvent} event */
  function clicked(event) {
    if (!event.isTrusted) return;
    const path = event
      .composedPath()
      .filter((node) => node instanceof Element)
      .slice(0, LONGEST_PATH);
    for (const { id, accept, reject } of PRODUCTS) {
      if (reject && path.some((node) => node.matches(reject))) return tell('rejected', id);
      if (accept && path.some((node) => node.matches(accept))) return tell('accepted', id);
    }
    const button = path.find((node) =>
      node.matches("button,a,[role='button'],input[type='submit'],input[type='button']"),
    );
    const chosen = button && choice(button);
    if (!chosen) return;
    const product = PRODUCTS.find(({ banner }) => path.some((node) => node.matches(banner)));
    const around = product ? null : path.find((node) => node.matches(`[role='dialog'],[aria-modal],${GENERIC}`));
    if (product) tell(chosen, product.id);
    else if (around && SPEAKS_OF.test(candor.read.text(around, 300))) tell(chosen, null);
  }

  return {
    look,
    again() {
      if (told.state !== 'unknown') candor.channel.tell({ type: 'consent', ...told });
    },
    start() {
      document.addEventListener('click', clicked, true);
    },
  };
})();
