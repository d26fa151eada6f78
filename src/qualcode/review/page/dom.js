// Helpers of both pages: elements are made by functions; text is set as text, never as markup.

export const $ = (selector = "") => /** @type {Part} */ (document.querySelector(selector));
export const $$ = (selector = "") => /** @type {Part[]} */ ([...document.querySelectorAll(selector)]);

/** An element; attributes with `--` are styles.
 * @param {Record<string, unknown>} attributes @param {...Child} children */
export function el(tag = "", attributes = {}, ...children) {
  const element = /** @type {Part} */ (document.createElement(tag));
  for (const [name, value] of Object.entries(attributes)) {
    if (value == null || value === false) continue;
    if (name.startsWith("--")) element.style.setProperty(name, String(value));
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.map(shown));
  return element;
}

/** Put values into the parts of markup that name them: a text, elements, what a click does; nothing hides the part.
 * @param {Part} box @param {Record<string, Value>} values */
export function put(box, values) {
  for (const [name, value] of Object.entries(values)) {
    const part = box.querySelector(`[data-f=${name}]`);
    part.hidden = Array.isArray(value) ? !value.length : !value;
    if (Array.isArray(value)) part.replaceChildren(...value.map(shown));
    else if (typeof value === "function") part.onclick = value;
    else if (value && value !== true && part.textContent !== value) part.textContent = visible(value);
  }
}

const ODD = /(?![\t\n])[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;

/** Text whose control signs are visible, one character each, so that offsets hold. */
export const visible = (text = "") => text.replace(ODD, "\u2423");

/** @param {Child} child */
const shown = (child) => (child instanceof Node ? child : visible(String(child || "")));

/** @type {Texts} */
let strings = {};
export let language = "en";

/** Speak the language that was chosen here, else that of the command. */
export async function speak(asked = localStorage.language ?? $("html").lang) {
  strings = await (await fetch(`/static/strings.${asked}.json`)).json();
  language = $("html").lang = asked;
  fill($("html"));
}

/** @param {() => void} draw */
export async function speakOther(draw) {
  await speak((localStorage.language = language === "en" ? "id" : "en"));
  draw();
}

/** @type {WeakMap<object, string>} */
const drawn = new WeakMap();

/** Whether something shows another thing than before.
 * @param {object} box @param {unknown} what */
export function changes(box, what) {
  const said = JSON.stringify([language, what]);
  return said !== drawn.get(box) && Boolean(drawn.set(box, said));
}

/** Put words where markup names them.
 * @param {Part} inside */
function fill(inside) {
  for (const element of inside.querySelectorAll("[data-s], [data-label], [data-placeholder]")) {
    const { s, placeholder, label = placeholder } = element.dataset;
    if (s) element.textContent = say(s);
    if (placeholder) element.placeholder = say(placeholder);
    if (label) element.ariaLabel = say(label);
  }
}

/** A copy of what a template holds, with words and values.
 * @param {Shown} values */
export function copyOf(name = "", values = {}) {
  const { colour = "", ...parts } = values;
  const copy = document.importNode($(`#${name}`).content, true);
  fill(copy);
  put(copy, parts);
  const made = copy.firstElementChild;
  made.style.setProperty("--c", colour);
  return made;
}

/** Listen to what happens anywhere on the page.
 * @param {(event: any, target: Part) => unknown} act */
export const on = (type = "", act) => addEventListener(type, (event) => act(event, /** @type {Part} */ (event.target)));

/** A sentence of the page, with what it speaks of put in.
 * @param {Record<string, unknown>} about */
export const say = (name = "", about = {}) => (strings[name] ?? name).replace(/\{(\w+)\}/g, (whole, key) => String(about[key] ?? whole));

/** A text, or several, in the page's language, else in another one.
 * @template T @param {Record<string, T>} texts @returns {T | ""} */
export const inLanguage = (texts) => texts[language] || texts.en || Object.values(texts)[0] || "";

export function showCount(n = 0, all = 0) {
  const said = all ? say("decided", { n, all }) : "";
  $("#count").textContent = said;
  Object.assign($("#track"), { hidden: !all, ariaLabel: said, max: all || 1, value: n });
}

let timer = 0;

/** Say what happened, for a while, and what can be done about it.
 * @param {...Child} more */
export function tell(sentence = "", ...more) {
  const box = $("#said");
  box.replaceChildren(el("span", {}, say(sentence), ...more));
  box.classList.add("on");
  clearTimeout(timer);
  timer = setTimeout(() => box.classList.remove("on"), more.length ? 2200 : 6000);
}
