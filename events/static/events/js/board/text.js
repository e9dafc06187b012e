// Texts come translated from the server, with {names} to fill in.
let texts = {};

export const learn = (own) => { texts = own; };

export function say(name, values = {}) {
  return (texts[name] ?? name).replace(/\{(\w+)\}/g, (_all, key) => isolated(values[key] ?? ""));
}

/* A name that is written from right to left keeps its order in a sentence that is not. */
const isolated = (text) => (/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/.test(text) ? `\u2068${text}\u2069` : text);

/* An element; `props` are properties, data-… and aria-… are attributes, children may be strings. */
export function el(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.includes("-") || name === "role" || name === "for") element.setAttribute(name, value === true ? "" : value);
    else element[name] = value;
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export const place = (element, values) => {
  for (const [name, value] of Object.entries(values)) element.style.setProperty(`--${name}`, value);
};

const plain = (text) => text.normalize("NFD").replace(/\p{Mn}/gu, "").toLowerCase();
export const contains = (text, words) => plain(words).split(/\s+/).every((word) => plain(text).includes(word));
