// The transcript: one text node a turn, so that spans overlap freely and offsets are exact.
// Spans count code points, as everywhere in qualcode; the DOM counts UTF-16 units.
import { $, el, say, span, visible } from "./dom.js";

/** @type {Map<number, Row>} */
export const rows = new Map();
/** Turns that can be seen, or nearly so: only their margins are drawn. @type {Set<number>} */
export const inSight = new Set();
/** @type {IntersectionObserver | undefined} */
let seen;

/** @param {any} doc @param {(turns: number[]) => void} drawMargins told which turns come into sight */
export function renderTurns(doc, drawMargins) {
  seen?.disconnect();
  rows.clear();
  inSight.clear();
  $("#page").replaceChildren(heading(doc), ...doc.turns.map(turnRow));
  seen = new IntersectionObserver((entries) => {
    const turnOf = (/** @type {any} */ entry) => Number(entry.target.dataset.turn);
    for (const entry of entries) inSight[entry.isIntersecting ? "add" : "delete"](turnOf(entry));
    drawMargins(entries.filter((entry) => entry.isIntersecting).map(turnOf));
  }, { root: $("#text"), rootMargin: "400px" });
  for (const { row } of rows.values()) seen.observe(row);
}

function heading(/** @type {any} */ doc) {
  const about = Object.entries(doc.about).map(([name, value]) => span(el("small", {}, `${name.replaceAll("_", " ")} `), visible(String(value))));
  return el("div", { class: "about" }, el("h2", {}, visible(doc.transcript)), el("p", {}, ...about.flatMap((each) => [each, " "])));
}

function turnRow(/** @type {any} */ turn) {
  const text = visible(turn.text);
  const words = el("p", { dir: "auto", lang: "" }, text);
  const time = turn.start === null ? "" : `${Math.floor(turn.start / 60)}:${String(Math.floor(turn.start % 60)).padStart(2, "0")}`;
  const meta = el("div", { class: "meta" }, String(turn.turn), el("br"), time);
  const who = el("span", { class: "who" }, `${visible(turn.speaker)} (${say(turn.role)})`);
  const row = el("div", { class: `t ${turn.role}`, "data-turn": turn.turn }, meta, el("div", { class: "words" }, who, words), el("div", { class: "margin" }));
  rows.set(turn.turn, { row, node: words.firstChild, text, astral: /[\ud800-\udbff]/.test(text), turn });
  return row;
}

/** Code points to UTF-16 units. */
export function toUnits(turn = 0, points = 0) {
  const own = rows.get(turn);
  if (!own?.astral) return points;
  let units = 0;
  for (const sign of own.text) {
    if (points-- <= 0) break;
    units += sign.length;
  }
  return units;
}

/** UTF-16 units to code points. */
export function toPoints(turn = 0, units = 0) {
  const own = rows.get(turn);
  return own?.astral ? [...own.text.slice(0, units)].length : units;
}

/** The range of a span in the page. @param {Span} span */
export function rangeOf(span) {
  const node = rows.get(span.turn)?.node;
  if (!node) return null;
  const range = new Range();
  range.setStart(node, Math.min(toUnits(span.turn, span.start), node.length));
  range.setEnd(node, Math.min(toUnits(span.turn, span.end), node.length));
  return range;
}

/** @param {Span} span */
export const quoteOf = (span) => rangeOf(span)?.toString() ?? "";

/** The selected words, within the turn in which they begin. @returns {Span | null} */
export function selectedSpan() {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  for (const [turn, { node, row }] of rows) {
    if (!row.contains(range.startContainer) && !(range.startContainer.compareDocumentPosition(node) & 4 && range.intersectsNode(node))) continue;
    const low = range.startContainer === node ? range.startOffset : 0;
    const high = range.endContainer === node ? range.endOffset : node.length;
    const words = node.data.slice(low, high);
    const start = low + words.length - words.trimStart().length;
    const end = high - (words.length - words.trimEnd().length);
    if (start < end) return { turn, start: toPoints(turn, start), end: toPoints(turn, end) };
  }
  return null;
}

const WORD = /\S+/g;

/** Word borders of a turn in UTF-16 units. */
const wordsOf = (turn = 0) => [...(rows.get(turn)?.node.data.matchAll(WORD) ?? [])].map((word) => [word.index, word.index + word[0].length]);

/** Move one end of a span by a word. @param {Span} span @param {"start" | "end"} edge @param {number} step */
export function moveEdge(span, edge, step) {
  const words = wordsOf(span.turn);
  const first = words.findIndex((word) => word[1] > toUnits(span.turn, span.start));
  const last = words.findLastIndex((word) => word[0] < toUnits(span.turn, span.end));
  if (edge === "start") return { ...span, start: toPoints(span.turn, words[Math.max(0, Math.min(first + step, last))][0]) };
  return { ...span, end: toPoints(span.turn, words[Math.min(words.length - 1, Math.max(last + step, first))][1]) };
}

/** Select words by keyboard: begin at the first word of a turn, or stretch, shrink and shift what is selected.
 * @param {number} turn @param {number} step @param {boolean} stretch */
export function selectWords(turn, step, stretch) {
  const words = wordsOf(turn);
  if (!words.length) return;
  const now = selectedSpan();
  let [first, last] = [0, 0];
  if (now && now.turn === turn) {
    first = words.findIndex((word) => word[1] > toUnits(turn, now.start));
    last = words.findLastIndex((word) => word[0] < toUnits(turn, now.end));
    if (stretch) last = Math.max(first, Math.min(words.length - 1, last + step));
    else first = last = Math.max(0, Math.min(words.length - 1, (step > 0 ? last : first) + step));
  }
  const node = /** @type {Text} */ (rows.get(turn)?.node);
  getSelection()?.setBaseAndExtent(node, words[first][0], node, words[last][1]);
  node.parentElement?.scrollIntoView({ block: "nearest" });
}

/** Paint spans under a name of the style sheet. @param {string} name @param {any[]} spans @param {number} [priority] */
export function paint(name, spans, priority = 0) {
  if (!CSS.highlights) return;
  const highlight = new Highlight(...spans.map(rangeOf).filter((range) => range !== null));
  highlight.priority = priority;
  CSS.highlights.set(name, highlight);
}

/** Bring a span a third of the way down the page. @param {Span} span */
export function showSpan(span) {
  const range = rangeOf(span);
  const box = $("#text");
  if (!range) return;
  const top = range.getBoundingClientRect().top - box.getBoundingClientRect().top;
  if (top < 40 || top > box.clientHeight * 0.75) box.scrollBy({ top: top - box.clientHeight * 0.33 });
}
