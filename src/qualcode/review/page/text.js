// The transcript: one text node a turn, so that spans overlap freely and offsets are exact.
// Spans count code points, as everywhere in qualcode; the DOM counts UTF-16 units.
import { $, el, say, span, visible } from "./dom.js";

/** @type {Map<number, Row>} */
export const rows = new Map();
/** Turns that can be seen, or nearly so. @type {Set<number>} */
export const inSight = new Set();

/** Show a transcript. @param {Doc} doc */
export function renderTurns(doc) {
  rows.clear();
  inSight.clear();
  $("#page").replaceChildren(heading(doc), ...doc.turns.map((turn) => turnRow(turn, doc.audio)));
}

/** Follow which turns the browser draws. @param {() => void} drawMargins */
export function watchTurns(drawMargins) {
  let due = 0;
  $("#page").addEventListener("contentvisibilityautostatechange", (/** @type {any} */ { target, skipped }) => {
    inSight[skipped ? "delete" : "add"](Number(target.dataset.turn));
    cancelAnimationFrame(due); // many come at once
    due = requestAnimationFrame(drawMargins);
  }, true);
}

/** @param {Doc} doc */
function heading(doc) {
  const about = Object.entries(doc.about).map(([name, value]) => span(el("small", {}, `${name.replaceAll("_", " ")} `), visible(String(value))));
  return el("div", { class: "about" }, el("h2", {}, visible(doc.transcript)), el("p", {}, ...about.flatMap((each) => [each, " "])));
}

/** @param {Turn} turn */
function turnRow(turn, audio = false) {
  const text = visible(turn.text);
  const words = el("p", { dir: "auto", lang: "" }, text);
  const { time } = turn;
  const meta = el("div", { class: "meta" }, String(turn.turn), el("br"), time && audio ? el("button", { class: "play", "data-action": "play", "data-at": turn.turn, "aria-label": say("play-from", { time }) }, time) : time);
  const who = el("span", { class: "who" }, `${visible(turn.speaker)} (${say(turn.role)})`);
  const row = el("div", { class: `t ${turn.role}`, "data-turn": turn.turn }, meta, el("div", { class: "words" }, who, words, ...turn.glosses.map(gloss)), el("div", { class: "margin" }));
  rows.set(turn.turn, { row, node: words.firstChild, text, astral: /[\ud800-\udbff]/.test(text), turn, boxes: new Map() });
  return row;
}

/** A translation, under its turn. @param {Gloss} gloss */
const gloss = ({ language, text }) => el("p", { class: "gloss", lang: language }, visible(text));

/** Code points to UTF-16 units. */
export function toUnits(turn = 0, points = 0) {
  const own = rows.get(turn);
  return own?.astral ? [...own.text].slice(0, points).join("").length : points;
}

/** UTF-16 units to code points. */
export function toPoints(turn = 0, units = 0) {
  const own = rows.get(turn);
  return own?.astral ? [...own.text.slice(0, units)].length : units;
}

/** @param {Span} span */
export function rangeOf({ turn, start, end }) {
  const node = rows.get(turn)?.node;
  if (!node) return null;
  const range = new Range();
  range.setStart(node, Math.min(toUnits(turn, start), node.length));
  range.setEnd(node, Math.min(toUnits(turn, end), node.length));
  return range;
}

/** @param {Span} span */
export const quoteOf = (span) => rangeOf(span)?.toString() ?? "";

/** The selected words, within the turn in which they begin. */
export function selectedSpan() {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  const { startContainer: from, endContainer: to } = range;
  const turn = Number(/** @type {any} */ (from.nodeType === 3 ? from.parentElement : from).closest(".t")?.dataset.turn);
  const node = rows.get(turn)?.node;
  if (!node || !range.intersectsNode(node)) return null;
  const low = from === node ? range.startOffset : 0;
  const words = node.data.slice(low, to === node ? range.endOffset : node.length);
  const start = low + words.length - words.trimStart().length;
  const end = low + words.trimEnd().length;
  return start < end ? { turn, start: toPoints(turn, start), end: toPoints(turn, end) } : null;
}

/** Word borders of a turn, and the first and last word of a span. @param {Span} span */
function wordsOf({ turn, start, end }) {
  const found = [...(rows.get(turn)?.node.data.matchAll(/\S+/g) ?? [])];
  const words = found.map((word) => [word.index, word.index + word[0].length]);
  const first = words.findIndex((word) => word[1] > toUnits(turn, start));
  return { words, first, last: words.findLastIndex((word) => word[0] < toUnits(turn, end)) };
}

export const within = (low = 0, at = 0, high = 0) => Math.max(low, Math.min(at, high));

/** Move one end of a span by a word. @param {Span} span @returns {Span} */
export function moveEdge(span, edge = "", step = 0) {
  const { words, first, last } = wordsOf(span);
  if (edge === "start") return { ...span, start: toPoints(span.turn, words[within(0, first + step, last)][0]) };
  return { ...span, end: toPoints(span.turn, words[within(first, last + step, words.length - 1)][1]) };
}

/** Begin at the first word of a turn; stretch, shrink or shift what is selected. */
export function selectWords(turn = 0, step = 0, stretch = false) {
  const now = selectedSpan();
  const begun = now?.turn === turn;
  let { words, first, last } = wordsOf(begun ? now : { turn, start: 0, end: 1 });
  const node = rows.get(turn)?.node;
  if (!words.length || !node) return;
  if (begun && stretch) last = within(first, last + step, words.length - 1);
  else if (begun) first = last = within(0, (step > 0 ? last : first) + step, words.length - 1);
  else last = first;
  getSelection()?.setBaseAndExtent(node, words[first][0], node, words[last][1]);
  node.parentElement?.scrollIntoView({ block: "nearest" });
}

/** @param {Span[]} spans */
export function paint(name = "", spans, priority = 0) {
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
