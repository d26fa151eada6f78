// Small helpers: elements are made by functions and text is set as text, never as markup.

/** Anything, and many of it: what arguments without a type are by default. @type {any} */
export const any = undefined;
/** @type {any[]} */
export const anys = [];
/** @type {(...all: any[]) => any} */
export const does = () => {};

export const $ = (selector = "") => /** @type {any} */ (document.querySelector(selector));
export const $$ = (selector = "") => /** @type {any[]} */ ([...document.querySelectorAll(selector)]);

/** An element with attributes and children. @param {...any} children */
export function el(tag = "", attributes = {}, ...children) {
  const element = /** @type {any} */ (document.createElement(tag));
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

/** Whether an element is to be drawn anew, as it shows something else than this. */
export function changes(box = any, what = any) {
  const said = JSON.stringify([language, what]);
  return said !== drawn.get(box) && Boolean(drawn.set(box, said));
}

/** Put words where markup names them. */
function fill(inside = any) {
  for (const element of inside.querySelectorAll("[data-s], [data-label], [data-placeholder]")) {
    const { s, placeholder, label = placeholder } = element.dataset;
    if (s) element.textContent = say(s);
    if (placeholder) element.placeholder = say(placeholder);
    if (label) element.ariaLabel = say(label);
  }
}

/** A copy of a template with its words. */
export function copyOf(name = "") {
  const copy = document.importNode($(`#${name}`).content, true);
  fill(copy);
  return copy;
}

export const span = (/** @type {any[]} */ ...children) => el("span", {}, ...children);
export const note = (/** @type {any[]} */ ...children) => el("p", { class: "rule" }, ...children);

/** Listen to what happens anywhere on the page. */
export const on = (type = "", act = does) => addEventListener(type, (event) => act(event, event.target));

/** A button that looks like a link. */
export const link = (name = "", act = any) => el("button", { class: "link", onclick: act }, say(name));

/** A sentence of the page, with what it speaks of put in. */
export const say = (name = "", about = any) => (strings[name] ?? name).replace(/\{(\w+)\}/g, (whole, key) => String(about?.[key] ?? whole));

/** A text, or several, in the page's language, else in any. */
export const inLanguage = (texts = any) => texts[language] || texts.en || Object.values(texts)[0] || "";
