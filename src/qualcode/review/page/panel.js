// The panel at the right: the passage, what it is said to be and why, and what one can do with it.
import { $, el, inLanguage, say, visible } from "./dom.js";
import { quoteOf } from "./text.js";

/** @param {any} item @param {any} code @param {{n: number, all: number, hue: string, hidden: boolean}} about @param {(memo: string) => void} keepMemo */
export function drawPanel(item, code, about, keepMemo) {
  const box = $("#item");
  if (!item) {
    box.replaceChildren(el("p", { class: "empty" }, say(about.hidden ? "blind" : "empty")));
    return;
  }
  const state = el("div", { class: "what" }, el("span", {}, say(item.state)), el("span", {}, say("of", about)));
  const memo = el("textarea", { id: "memo", "aria-label": say("memo"), placeholder: say("memo-hint"), onchange: (/** @type {any} */ event) => keepMemo(event.target.value) });
  memo.value = item.memo ?? "";
  memo.disabled = item.state !== "own" && item.state !== "accept";
  box.replaceChildren(el("div", { "--c": about.hue },
    state, el("h2", {}, code ? inLanguage(code.label) || code.code : item.code),
    el("p", { class: "definition" }, code ? inLanguage(code.definition) : ""),
    ...why(item), ...listed("what", inLanguage(code?.include ?? {})), ...listed("not", inLanguage(code?.exclude ?? {})), ...examples(code?.examples ?? []),
    el("h3", {}, say("memo")), memo));
}

function why(/** @type {any} */ item) {
  const put = el("p", { class: "rule" }, `${say("how")}: ${say(item.assertion)}`);
  if (!item.matched?.length) return [put];
  const chips = item.matched.map((/** @type {number[]} */ [start, end]) => el("span", { lang: "" }, quoteOf({ turn: item.turn, start, end })));
  const rule = el("p", { class: "rule" }, `${say("rule")} `, el("code", {}, item.rules.join(", ")));
  const asked = item.asked && el("p", { class: "warn" }, `${say("asked")} `, el("q", { lang: "" }, visible(item.asked)));
  return [el("h3", {}, say("why")), el("div", { class: "chips" }, ...chips), rule, put, asked];
}

/** @param {string} title @param {string[] | undefined} texts */
function listed(title, texts) {
  return texts?.length ? [el("h3", {}, say(title)), el("ul", { class: "listed" }, ...texts.map((text) => el("li", {}, text)))] : [];
}

function examples(/** @type {any[]} */ all) {
  if (!all.length) return [];
  const items = all.map((each) => el("li", { class: each.found ? "" : "against" }, el("span", { class: each.found ? "mark y" : "mark x", "aria-hidden": "true" }, each.found ? "✓" : "✗"), each.text));
  return [el("h3", {}, say("examples")), el("ul", { class: "examples" }, ...items)];
}

const BUTTONS = [["accept", "A", "yes"], ["reject", "X", "no"], ["code", "C"], ["how", "N"], ["memo", "M"], ["remove", "D"], ["undo", "U"], ["redo", "⇧U"]];

/** The actions, always in the same place. @param {(action: string) => void} act @param {any} item */
export function drawActions(act, item) {
  const suggested = item && item.state !== "own";
  const own = item && (item.state === "own" || item.state === "accept");
  const off = { accept: !suggested, reject: !suggested, how: !own, memo: !own, remove: !own };
  $("#act").replaceChildren(...BUTTONS.map(([name, key, look]) =>
    el("button", { class: look ?? "small", disabled: /** @type {any} */ (off)[name], "data-action": name, onclick: () => act(name) }, el("span", {}, say(`b-${name}`)), el("kbd", {}, key))));
}
