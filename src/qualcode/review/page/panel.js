// The panel at the right: the passage, why it stands there, and what one can do with it.
import { $, $$, copyOf, el, inLanguage, put, say, visible } from "./dom.js";
import { codeOf, hueOf, isOwn, isSurprise, keyOf, labelOf, room, stateOf, toLookAt } from "./room.js";
import { quoteOf } from "./text.js";

/** Show a passage, or what can be done while none is chosen. @param {{ n: number, all: number }} about */
export function drawPanel(about) {
  if (document.activeElement?.id === "memo") return; // somebody is writing there
  const { current: item, unit, study } = room;
  const shown = item ?? (unit?.code ? unit : null);
  const code = shown && !item?.sides ? codeOf(shown.code) : undefined;
  const title = unit && say("unit", { unit: unit.why });
  const box = $("#passage");
  box.style.setProperty("--c", code ? hueOf(code.code) : "transparent");
  put(box, {
    state: item && (item.sides ? say(`d-${item.kind}`) : stateOf(item)), place: item && say("of", about),
    label: code ? labelOf(code.code) : !shown && title, definition: code && inLanguage(code.definition), empty: !shown && nothing(),
    sides: item?.sides?.map((side, at) => card(study.between[at], side)), ...decision(),
    ...doubt(), ...why(code), ...aboutCode(code),
    thought: item && say(item.sides ? "reason" : "memo"), memo: Boolean(item),
  });
  drawMemo();
}

/** What stands here when no passage is chosen. */
function nothing() {
  const { unit, doc } = room;
  return say(unit ? "unit-empty" : doc.hidden ? "blind" : "empty", { code: keyOf("code"), next: keyOf("next"), accept: keyOf("accept") });
}

/** The field for a memo, or why it was decided so. */
function drawMemo(item = room.current) {
  const name = item?.sides ? "reason" : "memo";
  const { memo: value = "", key = "" } = item ?? {};
  Object.assign($("#memo"), { value, ariaLabel: say(name), placeholder: say(`${name}-hint`), disabled: !item?.sides && !isOwn(item) }).dataset.key = key;
}

/** What was decided between two. */
function decision(item = room.current) {
  const decided = item?.sides && item.state !== "open";
  const chosen = decided && item.decided?.length ? item.decided : [];
  return { by: decided && say("decided-by", { by: item.by }), chosen: chosen.map((each) => card("", each)), neither: decided && !chosen.length };
}

/** @param {Side | null} side */
function card(who = "", side) {
  const said = side ? [say(side.assertion || "affirmed"), visible(side.memo)].filter(Boolean).join(" · ") : say("not-coded");
  const made = copyOf("side", { who, label: side && labelOf(side.code), quote: side && visible(side.quote), said });
  if (side) made.style.setProperty("--c", hueOf(side.code));
  return made;
}

/** Why a queue shows a passage. */
function doubt() {
  const { unit, current: item } = room;
  if (unit?.coder && !item) return { doubt: say("coded-by", unit), speaks: visible(unit.why) };
  if (!isSurprise(unit)) return { doubt: "", speaks: "" };
  const sure = { chance: Math.round(100 * unit.chance), accept: keyOf("accept") };
  return { doubt: say(unit.given ? "again-given" : "again-missed", sure), speaks: unit.why && say("speak-for", { words: visible(unit.why) }) };
}

/** @param {Code | undefined} code */
function why(code, item = room.current) {
  if (!item || !code) return { matched: [], put: "", asked: [] };
  const matched = (item.matched ?? []).map(([start, end]) => el("span", { lang: "" }, quoteOf({ turn: item.turn, start, end })));
  const rules = item.rules.map((name) => inLanguage(code.says[name] ?? {}) || `${say("rule")} ${name}`).join(" ");
  const put = matched.length ? `${rules} · ${say(item.assertion)}` : `${say("how")}: ${say(item.assertion)}`;
  return { matched, put, asked: item.asked ? [`${say("asked")} `, el("q", { lang: "" }, visible(item.asked))] : [] };
}

/** @param {Code | undefined} code */
export function aboutCode(code) {
  /** @param {Record<string, string[]> | undefined} texts */
  const listed = (texts) => [...inLanguage(texts ?? {})].map((text) => el("li", {}, text));
  const examples = (code?.examples ?? []).map((each) => el("li", { class: each.found ? "" : "against" }, each.text));
  return { include: listed(code?.include), exclude: listed(code?.exclude), examples };
}

/** What can be done with a passage. */
export function drawActions(item = room.current) {
  const suggested = item && item.state !== "own";
  const own = isOwn(item);
  const two = item?.sides;
  const can = { accept: suggested || toLookAt(room.unit), reject: suggested, how: own, memo: own || two, remove: own || item?.of, first: two?.[0], second: two?.[1], both: two?.[0] && two[1] };
  for (const [name, may] of Object.entries(can)) for (const button of $$(`#act [data-action=${name}]`)) button.disabled = !may;
  $("#act [data-action=accept] span").textContent = say(isSurprise(room.unit) ? "b-stays" : room.unit && !suggested ? "b-looked" : "b-accept");
}
