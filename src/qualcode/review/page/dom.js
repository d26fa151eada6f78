// Small helpers: elements are made by functions and text is set as text, never as markup.

export const $ = (selector = "") => /** @type {any} */ (document.querySelector(selector));
export const $$ = (selector = "") => /** @type {any[]} */ ([...document.querySelectorAll(selector)]);

/** An element; attributes with `--` are styles. @param {Record<string, unknown>} attributes @param {...Child} children */
export function el(tag = "", attributes = {}, ...children) {
  const element = /** @type {any} */ (document.createElement(tag));
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("--")) element.style.setProperty(name, value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.filter((child) => child || child === 0));
  return element;
}

/**
 * Put values into the parts of markup that name them (`data-f`): a text, elements, or what a click does; nothing hides the part.
 * @param {Element} box @param {Record<string, Value>} values
 */
export function put(box, values) {
  for (const [name, value] of Object.entries(values)) {
    const part = /** @type {HTMLElement} */ (box.querySelector(`[data-f=${name}]`));
    part.hidden = Array.isArray(value) ? !value.length : !value;
    if (Array.isArray(value)) part.replaceChildren(...value);
    else if (typeof value === "function") part.onclick = value;
    else if (value && value !== true && part.textContent !== value) part.textContent = value;
  }
}

const ODD = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/** Text whose control signs are visible, one character each, so that offsets hold. */
export const visible = (text = "") => text.replace(ODD, "\u2423");

/** @type {Record<string, string>} */
let strings = {};
export let language = "en";

const usual = () => localStorage.getItem("language") ?? (navigator.language.startsWith("id") ? "id" : "en");

export async function speak(asked = usual()) {
  strings = await (await fetch(`/static/strings.${asked}.json`)).json();
  language = asked;
  document.documentElement.lang = asked;
  localStorage.setItem("language", asked);
  fill(document);
}

/** @type {WeakMap<any, string>} */
const drawn = new WeakMap();

/** Whether something shows another thing than before. @param {object} box @param {unknown} what */
export function changes(box, what) {
  const said = JSON.stringify([language, what]);
  return said !== drawn.get(box) && Boolean(drawn.set(box, said));
}

/** Put words where markup names them. @param {ParentNode} inside */
function fill(inside) {
  for (const element of /** @type {Iterable<any>} */ (inside.querySelectorAll("[data-s], [data-label], [data-placeholder]"))) {
    const { s, placeholder, label = placeholder } = element.dataset;
    if (s) element.textContent = say(s);
    if (placeholder) element.placeholder = say(placeholder);
    if (label) element.ariaLabel = say(label);
  }
}

/** A copy of what a template holds, with words and values. @param {Record<string, Value>} values @returns {HTMLElement} */
export function copyOf(name = "", values = {}) {
  const copy = document.importNode($(`#${name}`).content, true);
  fill(copy);
  put(copy, values);
  return copy.firstElementChild;
}

/** @param {...Child} children */
export const span = (...children) => el("span", {}, ...children);

/** Listen to what happens anywhere on the page. @param {(event: any, target: any) => unknown} act */
export const on = (type = "", act) => addEventListener(type, (event) => act(event, event.target));

/** A sentence of the page, with what it speaks of put in. @param {any} about */
export const say = (name = "", about = {}) => (strings[name] ?? name).replace(/\{(\w+)\}/g, (whole, key) => String(about?.[key] ?? whole));

/** A text, or several, in the page's language, else in any. @template T @param {Record<string, T>} texts @returns {T | ""} */
export const inLanguage = (texts) => texts[language] || texts.en || Object.values(texts)[0] || "";
