// Drawing: margins with stripes, the passage, lists and the bar; only what changes.
import { drawBook } from "./codebook.js";
import { $, $$, changes, copyOf, el, inLanguage, put, say, showCount } from "./dom.js";
import { queueCounts, queueTitle } from "./go.js";
import { drawMemos } from "./memos.js";
import { codeOf, codesLike, digitOf, hueOf, isOwn, isSurprise, itemsOf, keyOf, labelOf, nameOf, numberOf, room, stateOf, titleOf, toLookAt } from "./room.js";
import { inSight, paint, quoteOf, rangeOf, rows } from "./text.js";

export function draw() {
  const items = itemsOf();
  const { current, unit, doc, view } = room;
  const now = items.find(isNow) ?? items.find((each) => each.suggestion && each.suggestion === current?.suggestion) ?? null;
  room.current = now;
  drawMargins(items); // first: it measures before changes
  paint("now", now ? [now] : unit?.transcript === doc.transcript ? [unit] : [], 1);
  paint("match", now?.matched?.map(([start, end]) => ({ ...now, start, end })) ?? [], 2);
  for (const row of $$(".t.now")) row.classList.remove("now");
  rows.get(room.turn)?.row.classList.add("now");
  $("#item").dataset.view = view;
  if (view === "memos") drawMemos();
  else if (view === "codebook") drawBook();
  else drawPanel(now ? items.indexOf(now) + 1 : 0, items.length);
  for (const tab of $$("#tabs button")) tab.ariaPressed = String(tab.dataset.action === view);
  drawActions();
  drawCodes();
  drawBar();
}

/** Stripes, and lines under words, of what is in sight. */
export function drawMargins(items = itemsOf()) {
  const seen = items.filter((each) => inSight.has(each.turn));
  paint("own", seen.filter((each) => !["open", "reject", "settled"].includes(each.state)));
  drawStripes(seen);
}

const LINE = 16;

/** All is measured before anything is changed.
 * @param {Item[]} items */
function drawStripes(items) {
  const byTurn = Map.groupBy(items, (each) => each.turn);
  const drawn = [...inSight].flatMap((turn) => {
    const row = /** @type {Row} */ (rows.get(turn));
    const own = byTurn.get(turn) ?? [];
    return changes(row, [innerWidth, own, own.map(isNow)]) ? { margin: row.row.querySelector(".margin"), stripes: stripesOf(row, own) } : [];
  });
  for (const { margin, stripes } of drawn) margin?.replaceChildren(...stripes);
}

/** @param {Row} row @param {Item[]} items */
function stripesOf({ row }, items) {
  const from = row.getBoundingClientRect().top - 2;
  const placed = items.map((item) => {
    const { top = 0, height = 0 } = rangeOf(item)?.getBoundingClientRect() ?? {};
    return { item, lane: 0, top: top - from, height };
  });
  placed.sort((a, b) => a.top - b.top || b.height - a.height);
  /** @type {number[]} */
  const lanes = [];
  for (const each of placed) {
    const free = lanes.findIndex((bottom) => bottom <= each.top + 1);
    each.lane = free < 0 ? lanes.length : free;
    lanes[each.lane] = each.top + each.height;
  }
  let labelEnd = 0;
  return placed.map(({ item, lane, top, height }, at) => {
    const labelTop = Math.max(labelEnd, top);
    const free = (placed[at + 1]?.top ?? Infinity) - labelTop;
    const tall = free >= 2 * LINE && nameOf(item).length > 18;
    labelEnd = labelTop + (tall ? 2 * LINE : LINE);
    return stripe(item, { "--top": top, "--height": height, "--label": labelTop - top, "--lane": lane, "--lanes": lanes.length }, tall);
  });
}

/** @param {Item} item */
const isNow = (item) => item.key === room.current?.key;

/** @param {Item} item @param {object} place */
function stripe(item, place, tall = false) {
  const now = isNow(item);
  return el("button", {
    class: `stripe ${item.state === "settled" && !item.decided?.length ? "reject" : item.state}${now ? " now" : ""}${item.saving ? " saving" : ""}`, "aria-label": titleOf(item), "aria-pressed": String(now), tabindex: now ? 0 : -1,
    "--c": hueOf(item.decided?.[0]?.code ?? item.code), ...place, "data-key": item.key,
  }, el("span", { class: tall ? "tall" : "" }, nameOf(item)));
}

function drawCodes() {
  const codes = codesLike($("#filter").value.trim());
  if (changes($("#codes"), codes)) $("#codes").replaceChildren(...byKind(codes, "h2", codeRow));
  const counts = Map.groupBy([...room.doc.codings, ...room.doc.suggestions.flatMap((each) => each.decided ?? [])], (each) => each.code);
  for (const button of $$("#codes button")) {
    const { code = "" } = button.dataset;
    button.querySelector(".n").textContent = String(counts.get(code)?.length ?? "");
    button.ariaPressed = String(room.only === code);
    button.classList.toggle("now", code === room.current?.code);
  }
}

/** @param {Code[]} codes @param {(code: Code) => Part} drawOne */
export const byKind = (codes, heading = "", drawOne) => [...Map.groupBy(codes, (each) => each.kind)].flatMap(([kind, some]) => [el(heading, {}, say(kind || "other")), el("ul", {}, ...some.map(drawOne))]);

/** @param {Code} code */
function codeRow({ code }) {
  const row = copyOf("code", { label: labelOf(code), digit: digitOf(code), colour: hueOf(code) });
  row.querySelector("button").dataset.code = code;
  return row;
}

function drawBar() {
  const { doc, study, only, queue } = room;
  const { decided, all } = queueCounts();
  showCount(decided, all);
  put($("header"), {
    transcript: doc.transcript, order: queueTitle(queue), blind: doc.hidden, finish: say(doc.finished ? "finished" : doc.hidden ? "finish-blind" : "finish"),
    at: `${numberOf(doc.transcript) + 1} / ${study.transcripts.length}${only && ` · ${say("filtered", { code: labelOf(only) })}`}`,
  });
}

export const undoes = () => [" ", el("kbd", {}, keyOf("undo")), ` ${say("undoes")}`];

/** Show a passage, or what can be done while none is chosen. */
function drawPanel(n = 0, all = 0) {
  if (document.activeElement?.id === "memo") return; // somebody is writing there
  const { current: item, unit, doc, study } = room;
  const shown = item ?? (unit?.code ? unit : null);
  const code = shown && !item?.sides ? codeOf(shown.code) : undefined;
  const title = unit?.why && say("unit", { unit: unit.why });
  const box = $("#passage");
  box.style.setProperty("--c", code ? hueOf(code.code) : "transparent");
  put(box, {
    state: item && (item.sides ? say(`d-${item.kind}`) : stateOf(item)), place: item && say("of", { n, all }),
    label: code ? labelOf(code.code) : !shown && title, definition: code && inLanguage(code.definition), empty: !shown && say(unit?.why ? "unit-empty" : doc.hidden ? "blind" : "empty", { code: keyOf("code"), next: keyOf("next"), accept: keyOf("accept") }),
    sides: item?.sides?.map((side, at) => card(study.between[at], side)), ...decision(),
    ...doubt(), ...why(code), ...aboutCode(code),
    thought: item && say(item.sides ? "reason" : "memo"), memo: Boolean(item),
  });
  drawMemo();
}

/** The field for a memo, or why it was decided so. */
function drawMemo(item = room.current) {
  const name = item?.sides ? "reason" : "memo";
  const { memo: value = "", key = "" } = item ?? {};
  Object.assign($("#memo"), { value, ariaLabel: say(name), placeholder: say(`${name}-hint`), disabled: !item?.sides && !isOwn(item) }).dataset.key = key;
}

function decision(item = room.current) {
  const decided = item?.sides && item.state !== "open";
  const chosen = (decided && item.decided) || [];
  return { by: decided && say("decided-by", { by: item.by }), chosen: chosen.map((each) => card("", each)), neither: decided && !chosen.length };
}

/** @param {Side | null} side */
function card(who = "", side) {
  const said = side ? [say(side.assertion || "affirmed"), side.memo].filter(Boolean).join(" · ") : say("not-coded");
  return copyOf("side", { who, label: side && labelOf(side.code), quote: side?.quote, said, colour: hueOf(side?.code) });
}

function doubt() {
  const { unit, current: item } = room;
  if (unit?.coder && !item) return { doubt: say("coded-by", { coder: unit.coder }), speaks: unit.why };
  if (!unit || !isSurprise(unit)) return { doubt: "", speaks: "" };
  const sure = { chance: Math.round(100 * Number(unit.chance)), accept: keyOf("accept") };
  return { doubt: say(unit.given ? "again-given" : "again-missed", sure), speaks: unit.why && say("speak-for", { words: unit.why }) };
}

function why(code = codeOf(), item = room.current) {
  if (!item || !code) return { matched: [], put: "", asked: [] };
  const matched = (item.matched ?? []).map(([start, end]) => el("span", { lang: "" }, quoteOf({ turn: item.turn, start, end })));
  const rules = item.rules.map((name) => inLanguage(code.says[name] ?? {}) || `${say("rule")} ${name}`).join(" ");
  const put = matched.length ? `${rules} · ${say(item.assertion)}` : `${say("how")}: ${say(item.assertion)}`;
  return { matched, put, asked: item.asked ? [`${say("asked")} `, el("q", { lang: "" }, item.asked)] : [] };
}

export function aboutCode(code = codeOf()) {
  const listed = (texts = code?.include) => [...inLanguage(texts ?? {})].map((text) => el("li", {}, text));
  const examples = (code?.examples ?? []).map((each) => el("li", { class: each.found ? "" : "against" }, each.text));
  return { include: listed(code?.include), exclude: listed(code?.exclude), examples };
}

function drawActions(item = room.current) {
  const suggested = item && item.state !== "own";
  const own = isOwn(item);
  const two = item?.sides;
  const can = { accept: suggested || toLookAt(), reject: suggested, how: own, remove: own || item?.of, first: two, second: two, both: two?.[0] && two[1] };
  for (const [name, may] of Object.entries(can)) for (const button of $$(`#act [data-action=${name}]`)) button.disabled = !may;
  $("#act [data-action=accept] span").textContent = say(isSurprise(room.unit) ? "b-stays" : toLookAt() && !suggested ? "b-looked" : "b-accept");
}
