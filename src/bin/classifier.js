// @ts-check
// The classifier's edge: hands addresses to its wasm and gives names to the integers that come back.
//
// The boundary (src/bin/classifier.rs): an address is written as UTF-8 into a buffer inside the wasm's
// memory, and its length, the place of its kind in KINDS and of its method in METHODS are passed. The
// page's address is only written when it is another one than before. The answer is one integer:
//
//   bits  0      1–2     3–5   6–10          11–26         and beside it, in memory, the rule's id
//         party  action  job   function + 1  company + 1   (0xffffffff where no rule decided)
//
// Names are read from the pack when they are asked for. Nothing is remembered of an address.
//
//   const { instance } = await WebAssembly.instantiateStreaming(fetch(code));
//   const classifier = new Classifier(instance, pack);
//   const verdict = classifier.classify(url, page, 'script', 'GET');
//   classifier.company(verdict.company)?.name;   classifier.rule(verdict.rule, rules)?.text;

/** Kinds of requests, as webRequest names them, in the order of the core's `RequestKind`. */
export const KINDS = [
  'main_frame',
  'sub_frame',
  'stylesheet',
  'script',
  'image',
  'font',
  'object',
  'xmlhttprequest',
  'ping',
  'csp_report',
  'media',
  'websocket',
  'other',
];

/** Methods that rules name. */
export const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'CONNECT'];

/** What lists say, in the order of the core's `Action`. */
export const ACTIONS = /** @type {const} */ (['block', 'allow', 'none']);

/** What a request does, in the order of the core's `Job`. */
export const JOBS = /** @type {const} */ (['event', 'sync', 'delivery', 'script', 'other']);

/** What companies are for, in the order of the core's `Function`. */
export const FUNCTIONS = /** @type {const} */ ([
  'advertising',
  'retargeting',
  'identity',
  'analytics',
  'session_replay',
  'personalisation',
  'tag_manager',
  'social',
  'consent',
  'affiliate',
  'email',
  'support',
  'reviews',
  'payment',
  'fraud',
  'hosting',
  'essential',
]);

/** Bytes of an address that are looked at; a longer one is cut. */
const CAPACITY = 1 << 16;
const REFUSALS = ['', 'not a knowledge pack', 'a knowledge pack of another version', 'a broken knowledge pack'];
const kinds = new Map(KINDS.map((kind, place) => [kind, place]));
const methods = new Map(METHODS.map((method, place) => [method, place]));
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * What the wasm exports.
 * @typedef {{
 *   memory: WebAssembly.Memory,
 *   reserve(bytes: number): number,
 *   input(): number,
 *   answer(): number,
 *   open(): number,
 *   page(length: number): void,
 *   classify(length: number, kind: number, method: number): number,
 *   company(id: number): void,
 * }} Exports
 */

export class Classifier {
  /** @type {Exports} */ #wasm;
  /** @type {Uint8Array} */ #input;
  /** @type {Uint32Array} */ #answer;
  /** @type {string | undefined} */ #page;

  /**
   * @param {WebAssembly.Instance} instance
   * @param {Uint8Array} pack
   */
  constructor(instance, pack) {
    this.#wasm = /** @type {any} */ (instance.exports);
    const at = this.#wasm.reserve(pack.length);
    new Uint8Array(this.#wasm.memory.buffer, at).set(pack);
    const refused = this.#wasm.open();
    if (refused) throw new Error(REFUSALS[refused]);
    // From here on the wasm allocates nothing, so its memory stays where it is.
    this.#input = new Uint8Array(this.#wasm.memory.buffer, this.#wasm.input(), CAPACITY);
    this.#answer = new Uint32Array(this.#wasm.memory.buffer, this.#wasm.answer(), 6);
  }

  /**
   * Classifies a request to `url` by a page (its address or origin; empty where unknown).
   * @param {string} url
   * @param {string} page
   * @param {string} kind
   * @param {string} method
   */
  classify(url, page, kind, method = '') {
    if (page !== this.#page) {
      this.#wasm.page(encoder.encodeInto(page, this.#input).written);
      this.#page = page;
    }
    const { written } = encoder.encodeInto(url, this.#input);
    const bits = this.#wasm.classify(written, kinds.get(kind) ?? KINDS.length - 1, methods.get(method) ?? METHODS.length);
    return {
      third: (bits & 1) === 1,
      action: ACTIONS[(bits >>> 1) & 3],
      job: JOBS[(bits >>> 3) & 7],
      /** @type {typeof FUNCTIONS[number] | undefined} */
      function: FUNCTIONS[((bits >>> 6) & 31) - 1],
      /** Place of the company; −1 where unknown. */
      company: ((bits >>> 11) & 0xffff) - 1,
      /** Id of the deciding rule; 0xffffffff where no rule decided. */
      rule: /** @type {number} */ (this.#answer[0]),
    };
  }

  /**
   * The company at a place of the pack: its name, its owner's, and which source says so.
   * @param {number} id
   */
  company(id) {
    this.#wasm.company(id);
    const [name, parent, origin] = [0, 2, 4].map((place) => this.#text(place));
    return name ? { name, parent, origin } : undefined;
  }

  /** @param {number} place */
  #text(place) {
    const [at = 0, length = 0] = this.#answer.subarray(place, place + 2);
    return decoder.decode(new Uint8Array(this.#wasm.memory.buffer, at, length));
  }

  /**
   * A rule's list, line and text, out of the second file (src/knowledge/rules.rs tells its form).
   * @param {number} id
   * @param {DataView} rules
   */
  rule(id, rules) {
    /** @param {number} place */
    const word = (place) => rules.getUint32(4 * place, true);
    const [lists, count] = [word(1), word(2)];
    if (id >= count) return undefined;
    const [first, body] = [3 + lists + 2 * id, 4 * (4 + lists + 2 * count)];
    /** @param {number} start @param {number} end */
    const text = (start, end) =>
      decoder.decode(new Uint8Array(rules.buffer, rules.byteOffset + body + start, end - start));
    const [place, start, end] = [word(first), word(first + 1), word(id + 1 === count ? first + 2 : first + 3)];
    const list = word(3 + (place >>> 28));
    return {
      list: text(list >>> 8, (list >>> 8) + (list & 0xff)),
      line: place & 0x0fffffff,
      text: text(start, end),
    };
  }
}
