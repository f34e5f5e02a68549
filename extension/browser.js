// @ts-check
// The one seam between browsers: what Chromium and Firefox tell differently leaves here the same.

/** @typedef {import('./types').What} What */
/** @typedef {{ time: number, tz: number, tab: number | null, frame: number, document: string, what: What }} Seen */

/** Most of a request body that is passed on; the systems that post send less. */
const MAX_BODY = 64 * 1024;

/** Requests of pages; a browser's own and other extensions' are none of our business. */
export const WEB = ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*'];

/** How each browser says that a rule stopped a request. */
const BLOCKED = /ERR_BLOCKED_BY_CLIENT|NS_ERROR_ABORT/;

/**
 * @param {What} what
 * @param {{ timeStamp?: number, tabId?: number, frameId?: number, documentId?: string }} at
 * @returns {Seen}
 */
export function seen(what, at = {}) {
  return {
    ...moment(at.timeStamp),
    tab: at.tabId ?? null,
    frame: at.frameId ?? 0,
    document: at.documentId ?? '',
    what,
  };
}

/** A moment with the person's time zone, minutes east of UTC. @param {number} [timeStamp] */
function moment(timeStamp = Date.now()) {
  const time = Math.round(timeStamp);
  return { time, tz: -new Date(time).getTimezoneOffset() };
}

/**
 * A document's address without what is no address: `data:` documents carry their whole content,
 * and a person's own files are named by nobody.
 * @param {string} url
 */
export function address(url) {
  return /^(https?|about):/.test(url) ? url : url.slice(0, url.indexOf(':') + 1);
}

/** @param {chrome.webRequest.OnBeforeRequestDetails} details @returns {What} */
export function request(details) {
  const { requestId, url, method, type } = details;
  return {
    type: 'request',
    request: requestId,
    url,
    method,
    kind: /** @type {any} */ (type),
    initiator: initiator(details),
    // What a person types into a form of the page itself is not even looked at.
    body: type === 'main_frame' || type === 'sub_frame' ? undefined : body(details.requestBody),
  };
}

/** @param {{ initiator?: string, documentUrl?: string, originUrl?: string }} details */
function initiator({ initiator, documentUrl, originUrl }) {
  const from = initiator ?? documentUrl ?? originUrl;
  if (from === undefined || from === 'null' || !URL.canParse(from)) return undefined;
  return new URL(from).origin;
}

/** Packed bytes are unpacked in pieces of this size: what a piece swells to (a thousandfold at most) is held at once. */
const PIECE = 2048;

/** How packed bodies begin: gzip (RFC 1952) and zlib (RFC 1950). Of zlib's four marks one, `x^`, may as well
 * begin a text. @type {[CompressionFormat, number, number][]} */
const PACKED = [
  ['gzip', 0x1f, 0x8b],
  ['deflate', 0x78, 0x01],
  ['deflate', 0x78, 0x9c],
  ['deflate', 0x78, 0xda],
];

/**
 * The same request with its body unpacked; undefined where it is not packed. What a body says before it
 * breaks off or gets too long is read, and no more of it is unpacked.
 * @param {chrome.webRequest.OnBeforeRequestDetails} details @returns {Promise<What> | undefined}
 */
export function unpacked(details) {
  const bytes = details.requestBody?.raw?.find((part) => part.bytes)?.bytes;
  const [first, second] = bytes && bytes.byteLength > 2 ? new Uint8Array(bytes, 0, 2) : [];
  const format = PACKED.find(([, one, two]) => one === first && two === second)?.[0];
  const told = format && request(details);
  if (!bytes || !told || told.type !== 'request' || told.body === undefined) return undefined;
  return unpack(bytes, format).then((body) => ({ ...told, body: body || told.body }));
}

/** @param {ArrayBuffer} bytes @param {CompressionFormat} format */
async function unpack(bytes, format) {
  let at = 0;
  const pieces = new ReadableStream({
    pull(to) {
      if (at >= bytes.byteLength) return to.close();
      to.enqueue(new Uint8Array(bytes, at, Math.min(PIECE, bytes.byteLength - at)));
      at += PIECE;
    },
  });
  const reader = pieces.pipeThrough(new DecompressionStream(format)).getReader();
  const texts = new TextDecoder();
  let text = '';
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      text += texts.decode(part.value, { stream: true });
      if (text.length < MAX_BODY) continue;
      void reader.cancel().catch(() => {});
      break;
    }
  } catch {
    // Cut off, or never packed.
  }
  return text.slice(0, MAX_BODY);
}

/** @param {chrome.webRequest.OnBeforeRequestDetails['requestBody']} body */
function body(body) {
  if (body?.formData) {
    const pairs = Object.entries(body.formData).flatMap(([name, values]) =>
      values.map((value) => [name, typeof value === 'string' ? value : '']),
    );
    return new URLSearchParams(pairs).toString().slice(0, MAX_BODY);
  }
  const bytes = body?.raw?.find((part) => part.bytes)?.bytes;
  return bytes && new TextDecoder().decode(bytes.slice(0, MAX_BODY));
}

/** @param {string} error @returns {import('./types').Outcome} */
export function outcome(error) {
  return { type: BLOCKED.test(error) ? 'blocked' : 'failed' };
}

/** @param {chrome.runtime.MessageSender} sender */
export function from(sender) {
  return {
    ...moment(),
    tab: sender.tab?.id ?? null,
    frame: sender.frameId ?? 0,
    document: sender.documentId ?? '',
    // The path of our own page, as the browser says; null for a page of the web.
    page: sender.url?.startsWith(chrome.runtime.getURL('')) ? new URL(sender.url).pathname : null,
  };
}
