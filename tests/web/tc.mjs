// TC strings, written bit by bit as IAB Tech Lab's "Consent string and vendor list formats" v2.3 says.

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

const bits = (...fields) => fields.map(([value, width]) => value.toString(2).padStart(width, "0")).join("");

/** Vendors as one bit for each number up to the highest. */
const vendors = (numbers) => {
  const most = Math.max(0, ...numbers);
  return bits([most, 16], [0, 1]) + Array.from({ length: most }, (_, at) => (numbers.includes(at + 1) ? "1" : "0")).join("");
};

const letters = (text) => text.padEnd(Math.ceil(text.length / 24) * 24, "0").match(/.{6}/g).map((six) => LETTERS[parseInt(six, 2)]).join("");

/** The string of a banner made by `cmp`: all ten purposes or none, and the vendors that it named to the person. */
export function tcString({ cmp, yes, disclosed }) {
  const purposes = yes ? "1".repeat(10).padEnd(24, "0") : "0".repeat(24);
  const core = bits([2, 6], [17_000_000_000, 36], [17_000_000_000, 36], [cmp, 12], [1, 12], [1, 6], [0x104, 12], [210, 12], [5, 6], [2, 2], [0, 12])
    + purposes + "0".repeat(24) + bits([0, 1], [0x104, 12]) + vendors(yes ? disclosed : []) + vendors([]) + bits([0, 12]);
  return `${letters(core)}.${letters(bits([1, 3]) + vendors(disclosed))}`;
}
