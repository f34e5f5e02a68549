// @ts-check
// What the page's forms ask for: names and kinds of their fields, never what stands in them.
// src/html/forms.rs reads the same natively.

candor.part('forms', () => {
  const MOST_FORMS = 10;
  const MOST_FIELDS = 40;
  const MOST_NODES = 300;
  const MOST_BUTTONS = 5;
  const LONGEST_NAME = 120;
  const LONGEST_WORD = 60;
  const FIELDS = 'input,select,textarea';
  const BUTTONS = 'button,input[type="submit" i]';
  /** Kinds of input that ask for nothing that could be written. */
  const SILENT = new Set(['hidden', 'submit', 'button', 'reset', 'image', 'checkbox', 'file', 'range', 'color']);
  const { cut, tidy, resolve, text } = candor.read;

  // A form answers with its own field where one is called `getAttribute`: hence by the prototype.
  const { getAttribute, querySelectorAll } = Element.prototype;

  /** @param {Element} element @param {string} name @param {number} [most] */
  const said = (element, name, most = LONGEST_WORD) => cut(tidy(getAttribute.call(element, name) ?? ''), most);

  function forms() {
    /** By their form; what stands in none is one form of its own. @type {Map<Element | null, import("../types").Form>} */
    const found = new Map();
    let left = MOST_NODES;
    for (const element of document.querySelectorAll(FIELDS)) {
      if ((left -= 1) < 0) break;
      const type = kind(element);
      if (SILENT.has(type)) continue;
      const holder = element.closest('form');
      const form = found.get(holder) ?? (found.size < MOST_FORMS ? described(holder) : null);
      if (!form) continue;
      found.set(holder, form);
      const name = said(element, 'name') || said(element, 'id');
      // A group of radio buttons is one field.
      if (type === 'radio' && form.fields.some((field) => field.type === type && field.name === name)) continue;
      if (form.fields.length >= MOST_FIELDS) continue;
      const required = element.hasAttribute('required') || said(element, 'aria-required') === 'true';
      form.fields.push({ type, autocomplete: said(element, 'autocomplete'), name, required });
    }
    return [...found.values()];
  }

  /** @param {Element} element */
  function kind(element) {
    const name = element.tagName.toLowerCase();
    return name === 'input' ? said(element, 'type').toLowerCase() || 'text' : name;
  }

  /** @param {Element | null} form @returns {import("../types").Form} */
  function described(form) {
    if (!form) return { action: null, name: '', buttons: [], fields: [] };
    const name = ['id', 'name', 'class'].map((attribute) => said(form, attribute, LONGEST_NAME)).join(' ');
    const buttons = [...querySelectorAll.call(form, BUTTONS)].slice(0, MOST_BUTTONS);
    return {
      action: resolve(getAttribute.call(form, 'action')) ?? null,
      name: cut(tidy(name), LONGEST_NAME),
      buttons: buttons.map((button) => said(button, 'value') || text(button, LONGEST_WORD)),
      fields: [],
    };
  }

  return forms;
});
