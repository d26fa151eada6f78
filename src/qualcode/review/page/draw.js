// Drawing: margins with stripes, lists and the bar; only what changes.
import { $, $$, changes, el, say, span, visible } from "./dom.js";
import { drawBook } from "./codebook.js";
import { drawMemos } from "./memos.js";
import { drawActions, drawPanel } from "./panel.js";
import { queueCounts, queueTitle } from "./go.js";
import { codesLike, digitOf, hueOf, itemsOf, keyOf, labelOf, numberOf, room, titleOf } from "./room.js";
import { inSight, paint, rangeOf, rows } from "./text.js";

const BESIDE = { passage: "#passage", memos: "#memos-beside", codebook: "#codebook" };

/** Show the state of things. */
export function draw() {
  const items = itemsOf();
  const { current, unit, doc, view } = room;
  const now = items.find((each) => each.key === current?.key) ?? items.find((each) => each.suggestion && each.suggestion === current?.suggestion) ?? null;
  room.current = now;
  drawMargins(items); // first: it measures, which is cheap before changes
  paint("now", now ? [now] : unit?.transcript === doc.transcript ? [unit] : [], 1);
  paint("match", now?.matched?.map(([start, end]) => ({ ...now, start, end })) ?? [], 2);
  for (const row of $$(".t.now")) row.classList.remove("now");
  rows.get(room.turn)?.row.classList.add("now");
  for (const [name, box] of Object.entries(BESIDE)) $(box).hidden = name !== view;
  if (view === "memos") drawMemos();
  else if (view === "codebook") drawBook();
  else drawPanel({ n: now ? items.indexOf(now) + 1 : 0, all: items.length });
  for (const tab of $$("#tabs button")) tab.ariaPressed = String(tab.dataset.action === view);
  drawActions();
  drawCodes();
  drawBar();
}

/** Draw what is in sight: stripes, and lines under the words of codings. */
export function drawMargins(items = itemsOf()) {
  const seen = items.filter((each) => inSight.has(each.turn));
  paint("own", seen.filter((each) => !["open", "reject", "settled"].includes(each.state)));
  drawStripes(seen);
}

const LANE = 9;
const LINE = 16;

/** All is measured before anything is changed. @param {Item[]} items */
function drawStripes(items) {
  const byTurn = Map.groupBy(items, (each) => each.turn);
  const all = [...inSight].map((turn) => ({ own: byTurn.get(turn) ?? [], row: /** @type {Row} */ (rows.get(turn)) }));
  const other = all.filter(({ own, row }) => changes(row, [innerWidth, own, own.find(isNow)?.key]));
  const made = other.map(({ own, row }) => stripesOf(row, own));
  for (const [at, { row }] of other.entries()) row.row.querySelector(".margin")?.replaceChildren(...made[at]);
}

/** @param {Item} item */
const isNow = (item) => item.key === room.current?.key;

/** Where a span stands in its row, measured once for each width of the page. @param {Row} row @param {Span} span */
function boxOf({ row, boxes }, span) {
  const name = [span.start, span.end, innerWidth].join();
  const known = boxes.get(name);
  if (known) return known;
  const { top, height } = /** @type {Range} */ (rangeOf(span)).getBoundingClientRect();
  const box = { top: top - row.getBoundingClientRect().top + 2, height };
  boxes.set(name, box);
  return box;
}

/** @param {Row} row @param {Item[]} items */
function stripesOf(row, items) {
  const placed = items.map((item) => ({ item, lane: 0, ...boxOf(row, item) }));
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
    const tall = free >= 2 * LINE && labelOf(item.code).length > 18;
    labelEnd = labelTop + (tall ? 2 * LINE : LINE);
    return stripe(item, { top, lane: lane * LANE, height: Math.max(height - 4, 14), label: labelTop - top, left: lanes.length * LANE + 7 }, tall);
  });
}

/** @param {Item} item @param {Record<string, number>} place */
function stripe(item, place, tall = false) {
  const now = isNow(item);
  const styles = Object.entries(place).map(([name, pixels]) => [`--${name}`, `${pixels}px`]);
  return el("button", {
    class: `stripe ${item.state}${now ? " now" : ""}${item.saving ? " saving" : ""}`, "aria-label": titleOf(item), "aria-pressed": String(now), tabindex: now ? 0 : -1,
    "--c": hueOf(item.code), ...Object.fromEntries(styles), "data-turn": item.turn, "data-key": item.key,
  }, el("span", { "aria-hidden": "true", class: tall ? "tall" : "" }, labelOf(item.code)));
}

function drawCodes() {
  const codes = codesLike($("#filter").value.trim());
  if (changes($("#codes"), codes)) $("#codes").replaceChildren(...byKind(codes, "h2", (some) => [el("ul", {}, ...some.map((each) => el("li", {}, codeButton(each.code))))]));
  const counts = Map.groupBy(room.doc.codings, (each) => each.code);
  for (const button of $$("#codes button")) {
    const { code } = button.dataset;
    button.querySelector(".n").textContent = counts.get(code)?.length ?? "";
    button.ariaPressed = String(room.only === code);
    button.classList.toggle("now", code === room.current?.code);
  }
}

/** Codes under headings of their kinds. @param {Code[]} codes @param {(some: Code[]) => Node[]} drawSome */
export const byKind = (codes, heading = "", drawSome) => [...Map.groupBy(codes, (each) => each.kind)].flatMap(([kind, some]) => [el(heading, {}, say(kind || "other")), ...drawSome(some)]);

function codeButton(code = "") {
  const digit = digitOf(code);
  return el("button", { "--c": hueOf(code), "data-code": code },
    el("span", { class: "dot" }), span(labelOf(code)), el("span", { class: "n" }), digit ? el("kbd", {}, keyOf(digit)) : el("span"));
}

function drawBar() {
  const { doc, study, only } = room;
  const { decided, all } = queueCounts();
  const said = all ? say("decided", { n: decided, all }) : "";
  $("#count").textContent = said;
  Object.assign($("#track"), { hidden: !all, ariaLabel: said, max: all || 1, value: decided });
  $("#where b").textContent = visible(doc.transcript);
  $("#where span").textContent = `${numberOf(doc.transcript) + 1} / ${study.transcripts.length}${only ? ` · ${say("filtered", { code: labelOf(only) })}` : ""}`;
  $("#queue b").textContent = queueTitle(room.queue);
  $("#finish span").textContent = say(doc.finished ? "finished" : doc.hidden ? "finish-blind" : "finish");
  $("#hidden").hidden = !doc.hidden;
}

let timer = 0;
export function tell(sentence = "", undoable = false) {
  const box = $("#said");
  box.replaceChildren(sentence, ...(undoable ? [" ", el("kbd", {}, keyOf("undo")), ` ${say("undoes")}`] : []));
  box.classList.add("on");
  clearTimeout(timer);
  timer = setTimeout(() => box.classList.remove("on"), undoable ? 2200 : 6000);
}
