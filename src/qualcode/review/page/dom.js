// Small helpers: elements are made by functions and text is set as text, never as markup.

/** @param {string} selector @returns {any} */
export const $ = (selector) => document.querySelector(selector);

/** @param {string} selector @returns {any[]} */
export const $$ = (selector) => [...document.querySelectorAll(selector)];

/**
 * An element with attributes and children.
 * @param {string} tag @param {Record<string, any>} [attributes] @param {...any} children @returns {any}
 */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name.startsWith("--")) element.style.setProperty(name, value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

const ODD = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/** Text whose control and direction signs are visible, each as one character, so that offsets hold. */
export const visible = (text = "") => text.replace(ODD, "\u2423");

/** @type {Record<string, string>} */
let strings = {};
export let language = "en";

export async function speak(asked = "") {
  strings = await (await fetch(`/static/strings.${asked}.json`)).json();
  language = asked;
  document.documentElement.lang = asked;
  fill(document);
}

/** @type {WeakMap<any, string>} */
const drawn = new WeakMap();

/** Whether an element is to be drawn anew, as it shows something else than this. @param {any} box @param {any} what */
export function changes(box, what) {
  const said = JSON.stringify([language, what]);
  return said !== drawn.get(box) && Boolean(drawn.set(box, said));
}

/** Put words where markup names them. @param {any} inside */
function fill(inside) {
  for (const element of inside.querySelectorAll("[data-s]")) element.textContent = say(element.dataset.s);
  for (const element of inside.querySelectorAll("[data-label]")) element.setAttribute("aria-label", say(element.dataset.label));
  for (const element of inside.querySelectorAll("[data-placeholder]")) {
    element.placeholder = say(element.dataset.placeholder);
    element.setAttribute("aria-label", element.placeholder);
  }
}

/** A copy of a template with its words. @returns {any} */
export function copyOf(name = "") {
  const copy = document.importNode($(`#${name}`).content, true);
  fill(copy);
  return copy;
}

export const span = (/** @type {any[]} */ ...children) => el("span", {}, ...children);
export const note = (/** @type {any[]} */ ...children) => el("p", { class: "rule" }, ...children);

/** Listen to what happens anywhere on the page. @param {string} type @param {(event: any, target: any) => void} act */
export const on = (type, act) => addEventListener(type, (event) => act(event, event.target));

/** A button that looks like a link. @param {string} name @param {() => void} act */
export const link = (name, act) => el("button", { class: "link", onclick: act }, say(name));

/** A sentence of the page, with what it speaks of put in. @param {string} name @param {Record<string, any>} [about] */
export const say = (name, about = {}) => (strings[name] ?? name).replace(/\{(\w+)\}/g, (whole, key) => String(about[key] ?? whole));

/** A text, or several, in the page's language, else in any. @param {Record<string, any>} texts */
export const inLanguage = (texts) => texts[language] || texts.en || Object.values(texts)[0] || "";
