// The panel at the right: the passage, what it is said to be and why, and what one can do with it.
import { $, $$, any, anys, el, inLanguage, note, say, span, visible } from "./dom.js";
import { codeOf, hueOf, isOwn, isSurprise, keyOf, labelOf, room, stateOf, toLookAt } from "./room.js";
import { quoteOf } from "./text.js";

export function drawPanel(item = any, about = any) {
  if (document.activeElement?.id === "memo") return; // somebody is writing there
  const { unit } = room;
  const shown = item ?? (unit?.code ? unit : null);
  $("#item").replaceChildren(...(item?.sides ? sides(item, about) : shown ? passage(item, shown, about) : nothing()));
}

/** What stands here when no passage is chosen. */
function nothing() {
  const { unit, doc } = room;
  const keys = { code: keyOf("code"), next: keyOf("next"), accept: keyOf("accept") };
  const title = unit ? [el("h2", { class: "plain" }, say("unit", { unit: unit.why }))] : [];
  return [...title, el("p", { class: "empty" }, say(unit ? "unit-empty" : doc.hidden ? "blind" : "empty", keys))];
}

function passage(item = any, shown = any, about = any) {
  const code = codeOf(shown.code);
  return [el("div", { "--c": hueOf(shown.code) },
    item && head(stateOf(item), about), el("h2", {}, labelOf(shown.code)),
    el("p", { class: "definition" }, inLanguage(code?.definition ?? {})),
    ...whyHere(item), ...(item ? why(item, code) : []), ...aboutCode(code), ...(item ? memoField(item, "memo", !isOwn(item)) : []))];
}

const head = (said = "", about = any) => el("div", { class: "what" }, span(said), span(say("of", about)));

/** A field for what is thought of a passage, or why it was decided so. */
function memoField(item = any, name = "", disabled = false) {
  const field = el("textarea", { id: "memo", "aria-label": say(name), placeholder: say(`${name}-hint`), "data-key": item.key, disabled });
  field.value = item.memo ?? "";
  return [el("h3", {}, say(name)), field];
}

/** Both codings of a difference, and what was decided. */
function sides(/** @type {Item} */ item, about = any) {
  const { between } = room.study;
  const decided = item.state === "open" ? [] : [el("h3", {}, say("decided-by", { by: item.by })), ...(item.decided?.length ? item.decided.map((each) => card("", each)) : [el("p", {}, say("b-neither"))])];
  return [head(say(`d-${item.kind}`), about), ...(item.sides ?? []).map((side, at) => card(between[at], side)), ...decided, ...memoField(item, "reason")];
}

function card(who = "", side = any) {
  if (!side) return el("div", { class: "side" }, el("b", {}, who), note(say("not-coded")));
  return el("div", { class: "side", "--c": hueOf(side.code) }, el("b", {}, who), el("h2", {}, labelOf(side.code)), el("q", { lang: "" }, visible(side.quote)),
    note([say(side.assertion || "affirmed"), visible(side.memo)].filter(Boolean).join(" · ")));
}

/** Why a queue shows a passage: who gave it this code, or how sure it is that the coder would. */
function whyHere(item = any) {
  const { unit } = room;
  if (unit?.coder && !item) return [el("p", { class: "warn" }, say("coded-by", unit)), note(visible(unit.why))];
  if (!isSurprise(unit)) return [];
  const sure = { chance: Math.round(100 * unit.chance), accept: keyOf("accept") };
  return [el("p", { class: "warn" }, say(unit.given ? "again-given" : "again-missed", sure)), unit.why && note(say("speak-for", { words: visible(unit.why) }))];
}

function why(/** @type {Item} */ item, code = any) {
  const put = note(`${say("how")}: ${say(item.assertion)}`);
  if (!item.matched?.length) return [put];
  const chips = item.matched.map(([start, end]) => el("span", { lang: "" }, quoteOf({ turn: item.turn, start, end })));
  const rule = note(item.rules.map((name) => inLanguage(code?.says[name] ?? {}) || `${say("rule")} ${name}`).join(" "), ` · ${say(item.assertion)}`);
  const asked = item.asked && el("p", { class: "warn" }, `${say("asked")} `, el("q", { lang: "" }, visible(item.asked)));
  return [el("h3", {}, say("why")), el("div", { class: "chips" }, ...chips), rule, asked];
}

/** What is counted under a code and what is not, with examples. */
export function aboutCode(code = any) {
  return [...listed("what", code?.include), ...listed("not", code?.exclude), ...examples(code?.examples ?? [])];
}

function listed(title = "", texts = any) {
  const own = inLanguage(texts ?? {});
  return own?.length ? [el("h3", {}, say(title)), el("ul", { class: "listed" }, ...own.map((text = "") => el("li", {}, text)))] : [];
}

function examples(all = anys) {
  const items = all.map((each) => el("li", { class: each.found ? "" : "against" }, each.text));
  return items.length ? [el("h3", {}, say("examples")), el("ul", { class: "examples" }, ...items)] : [];
}

/** What can be done with a passage. */
export function drawActions(item = any) {
  const suggested = item && item.state !== "own";
  const own = isOwn(item);
  const two = item?.sides;
  const can = { accept: suggested || toLookAt(room.unit), reject: suggested, how: own, memo: own || two, remove: own || item?.of, first: two?.[0], second: two?.[1], both: two?.[0] && two[1] };
  for (const [name, may] of Object.entries(can)) for (const button of $$(`#act [data-action=${name}]`)) button.disabled = !may;
  $("#act [data-action=accept] span").textContent = say(isSurprise(room.unit) ? "b-stays" : room.unit && !suggested ? "b-looked" : "b-accept");
}
