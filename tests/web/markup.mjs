// Writes HTML: values are escaped unless they are markup themselves.

class Markup {
  constructor(text) { this.text = text; }
  toString() { return this.text; }
}

const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

export const escape = (value) => String(value).replace(/[&<>"']/g, (c) => ESCAPES[c]);

/** Text that is already markup. */
export const raw = (text) => new Markup(String(text));

const written = (value) => {
  if (value === undefined || value === null || value === false) return "";
  if (Array.isArray(value)) return value.map(written).join("");
  return value instanceof Markup ? value.text : escape(value);
};

/** Tagged template: html`<p>${text}</p>`. */
export const html = (strings, ...values) =>
  raw(strings.reduce((all, string, i) => all + written(values[i - 1]) + string));

/** A value inside a script: `<` is escaped so that it cannot close the element. */
export const json = (value) => raw(JSON.stringify(value).replace(/</g, "\\u003c"));
