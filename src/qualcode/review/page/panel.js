// The panel at the right: the passage, what it is said to be and why, and what one can do with it.
import { $, $$, el, inLanguage, note, say, span, visible } from "./dom.js";
import { codeOf, hueOf, isOwn, keyOf, labelOf, room } from "./room.js";
import { quoteOf } from "./text.js";

/** @param {Item | null} item @param {{n: number, all: number}} about */
export function drawPanel(item, about) {
  const box = $("#item");
  if (document.activeElement?.id === "memo") return; // an answer that comes late takes nothing from who writes
  const code = codeOf(item?.code);
  if (!item) {
    const unit = room.unit && el("h2", { class: "plain" }, say("unit", { unit: room.unit.why }));
    box.replaceChildren(...[unit].filter(Boolean), el("p", { class: "empty" }, say(unit ? "unit-empty" : room.doc.hidden ? "blind" : "empty", { code: keyOf("code"), next: keyOf("next"), accept: keyOf("accept") })));
    return;
  }
  if (item.sides) {
    box.replaceChildren(...sides(item, about));
    return;
  }
  const state = el("div", { class: "what" }, span(say(item.state)), span(say("of", about)));
  const memo = el("textarea", { id: "memo", "aria-label": say("memo"), placeholder: say("memo-hint"), "data-key": item.key });
  memo.value = item.memo ?? "";
  memo.disabled = !isOwn(item);
  box.replaceChildren(el("div", { "--c": hueOf(item.code) },
    state, el("h2", {}, code ? inLanguage(code.label) || code.code : item.code),
    el("p", { class: "definition" }, code ? inLanguage(code.definition) : ""),
    ...why(item, code), ...about_(code), el("h3", {}, say("memo")), memo));
}

/** Both codings of a difference, and what was decided. @param {Item} item @param {any} about */
function sides(item, about) {
  const { between } = room.study;
  const reason = el("textarea", { id: "memo", "aria-label": say("reason"), placeholder: say("reason-hint"), "data-key": item.key });
  reason.value = item.memo ?? "";
  const decided = item.state === "open" ? [] : [el("h3", {}, say("decided-by", { by: item.by })), ...(item.decided?.length ? item.decided.map((each) => card("", each)) : [el("p", {}, say("b-neither"))])];
  return [el("div", { class: "what" }, span(say(`d-${item.kind}`)), span(say("of", about))),
    ...(item.sides ?? []).map((side, at) => card(between[at], side)), ...decided, el("h3", {}, say("reason")), reason];
}

function card(who = "", /** @type {Side | null} */ side) {
  if (!side) return el("div", { class: "side" }, el("b", {}, who), note(say("not-coded")));
  return el("div", { class: "side", "--c": hueOf(side.code) }, el("b", {}, who), el("h2", {}, labelOf(side.code)), el("q", { lang: "" }, visible(side.quote)),
    note([say(side.assertion || "affirmed"), visible(side.memo)].filter(Boolean).join(" · ")));
}

function why(/** @type {Item} */ item, /** @type {any} */ code) {
  const put = note(`${say("how")}: ${say(item.assertion)}`);
  if (!item.matched?.length) return [put];
  const chips = item.matched.map(([start, end]) => el("span", { lang: "" }, quoteOf({ turn: item.turn, start, end })));
  const rule = note(item.rules.map((name) => inLanguage(code?.says[name] ?? {}) || `${say("rule")} ${name}`).join(" "), ` · ${say(item.assertion)}`);
  const asked = item.asked && el("p", { class: "warn" }, `${say("asked")} `, el("q", { lang: "" }, visible(item.asked)));
  return [el("h3", {}, say("why")), el("div", { class: "chips" }, ...chips), rule, asked];
}

/** What is counted under a code and what is not, with examples. @param {Code | null | undefined} code */
export function about_(code) {
  return [...listed("what", code?.include), ...listed("not", code?.exclude), ...examples(code?.examples ?? [])];
}

/** @param {string} title @param {Record<string, string[]> | undefined} texts */
function listed(title, texts) {
  const own = inLanguage(texts ?? {});
  return own?.length ? [el("h3", {}, say(title)), el("ul", { class: "listed" }, ...own.map((text = "") => el("li", {}, text)))] : [];
}

function examples(/** @type {Example[]} */ all) {
  if (!all.length) return [];
  const items = all.map((each) => el("li", { class: each.found ? "" : "against" }, el("span", { class: each.found ? "mark y" : "mark x", "aria-hidden": "true" }, each.found ? "✓" : "✗"), each.text));
  return [el("h3", {}, say("examples")), el("ul", { class: "examples" }, ...items)];
}

/** What can be done with a passage. @param {Item | null} item */
export function drawActions(item) {
  const suggested = item && item.state !== "own";
  const own = isOwn(item);
  const two = item?.sides;
  const can = { accept: suggested || room.unit, reject: suggested, how: own, memo: own || two, remove: own || item?.of, first: two?.[0], second: two?.[1], both: two?.[0] && two[1] };
  for (const [name, may] of Object.entries(can)) for (const button of $$(`#act [data-action=${name}]`)) button.disabled = !may;
  $("#act [data-action=accept] span").textContent = say(room.unit && !suggested ? "b-looked" : "b-accept");
}
