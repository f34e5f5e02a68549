// @ts-check
// Runs in the page's own world, only where the person wants the detail, and for one moment: reads what the
// page's ad tools say of its slots, and hands it back as its last value. src/ad/detail.rs reads that.
//
// It leaves nothing and changes nothing. The tools are asked only what they offer for reading
// (https://developers.google.com/publisher-tag/reference, https://docs.prebid.org/dev-docs/publisher-api-reference.html);
// `getAllPrebidWinningBids` is not among it, because it speaks on the page's console. A page may have changed
// what arrays and texts do, and sees every call: so all else here is plain syntax, what is read of an answer
// is only what lies there as a value, and what is written is put together from texts.

(() => {
  const MOST = 40;
  const LONGEST = 100;
  const BOOKED = ['advertiserId', 'campaignId', 'lineItemId'];
  const NAMED = ['brandName', 'advertiserName', 'agencyName', 'networkName'];
  const { getOwnPropertyDescriptor } = Object;

  /** A value that lies in an object; a getter is not run. @param {any} object @param {string | number} name */
  function own(object, name) {
    try {
      const found = object && typeof object === 'object' ? getOwnPropertyDescriptor(object, name) : undefined;
      return found && 'value' in found ? found.value : undefined;
    } catch {
      return undefined;
    }
  }

  /** Whether a tool stands ready. @param {any} tool @param {string} flag */
  function ready(tool, flag) {
    try {
      return tool[flag] === true;
    } catch {
      return false;
    }
  }

  /** What a tool answers. @param {any} tool @param {string} question @param {string} [about] */
  function ask(tool, question, about) {
    try {
      return about === undefined ? tool[question]() : tool[question](about);
    } catch {
      return undefined;
    }
  }

  /** @param {unknown} value */
  function quoted(value) {
    if (typeof value !== 'string' && typeof value !== 'number') return 'null';
    const text = `${value}`;
    let written = '"';
    for (let at = 0; at < text.length && at < LONGEST; at += 1) {
      const sign = text[at];
      written += sign === '"' || sign === '\\' ? `\\${sign}` : sign < ' ' ? ' ' : sign;
    }
    return `${written}"`;
  }

  /** The entries of a list, each as it is written. @param {any} from @param {(entry: any) => string} write */
  function list(from, write) {
    let written = '';
    const length = own(from, 'length');
    for (let at = 0; at < length && at < MOST; at += 1) {
      const entry = write(own(from, at));
      written += written && entry ? `,${entry}` : entry;
    }
    return written;
  }

  /** @param {any} object @param {string[]} names */
  function fields(object, names) {
    let written = '';
    for (let at = 0; at < names.length; at += 1) written += `,${quoted(names[at])}:${quoted(own(object, names[at]))}`;
    return written;
  }

  /** @param {any} slot */
  function booked(slot) {
    const id = ask(slot, 'getSlotElementId');
    const path = ask(slot, 'getAdUnitPath');
    const bid = own(ask(slot, 'getTargeting', 'hb_adid'), 0);
    const said = fields(ask(slot, 'getResponseInformation'), BOOKED);
    return `{"id":${quoted(id)},"path":${quoted(path)},"bid":${quoted(bid)}${said}}`;
  }

  /** @param {any} bid */
  function offered(bid) {
    const meta = own(bid, 'meta');
    const dsa = own(meta, 'dsa');
    const named = `${fields(bid, ['adUnitCode', 'adId', 'bidderCode'])}${fields(meta, NAMED)}${fields(dsa, ['behalf', 'paid'])}`;
    const params = list(own(dsa, 'transparency'), (one) => list(own(one, 'dsaparams'), quoted));
    return `{"domains":[${list(own(meta, 'advertiserDomains'), quoted)}],"dsaparams":[${params}]${named}}`;
  }

  const google = own(window, 'googletag');
  // Before this is true nobody has asked for ads, and asking would make the tool set itself up.
  const slots = ready(google, 'pubadsReady') ? ask(ask(google, 'pubads'), 'getSlots') : undefined;
  const prebid = list(own(window, '_pbjsGlobals'), (name) =>
    typeof name === 'string' ? list(ask(own(window, name), 'getAllWinningBids'), offered) : '',
  );
  return slots || prebid ? `{"gpt":[${list(slots, booked)}],"prebid":[${prebid}]}` : undefined;
})();
