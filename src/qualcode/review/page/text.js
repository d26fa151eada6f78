// The transcript: one text node a turn, so that spans overlap freely and offsets are exact.
// Spans count code points; the DOM counts UTF-16 units.
import { $, copyOf, el, on, put, say, visible } from "./dom.js";

/** @type {Map<number, Row>} */
export const rows = new Map();
/** Turns that are seen, or nearly so.
 * @type {Set<number>} */
export const inSight = new Set();

/** @param {Doc} doc */
export function renderTurns(doc) {
  rows.clear();
  inSight.clear();
  const about = Object.entries(doc.about).map(([name, value]) => el("span", {}, el("small", {}, `${name.replaceAll("_", " ")} `), value));
  const turns = doc.turns.map((turn) => turnRow(turn, doc.audio));
  const groups = [];
  while (turns.length) groups.push(el("div", { class: "some" }, ...turns.splice(0, 8))); // each frame looks at every one
  put($("#page"), { transcript: doc.transcript, about, turns: groups });
}

/** Follow which turns the browser draws. */
export function watchTurns(drawMargins = () => {}) {
  let due = 0;
  on("contentvisibilityautostatechange", ({ skipped }, target) => {
    for (const row of target.querySelectorAll(".t")) inSight[skipped ? "delete" : "add"](Number(row.dataset.turn));
    cancelAnimationFrame(due); // many come at once
    due = requestAnimationFrame(drawMargins);
  });
}

/** @param {Turn} turn */
function turnRow(turn, audio = false) {
  const text = visible(turn.text);
  const { turn: number, role, speaker, time } = turn;
  const row = copyOf("turn", {
    number: String(number), time: !audio && time, play: audio && time, who: `${speaker} (${say(role)})`, text, glosses: turn.glosses.map(gloss),
  });
  row.className = `t ${role}`;
  row.dataset.turn = String(number);
  row.querySelector("button").ariaLabel = say("play-from", { time });
  const node = /** @type {Text} */ (row.querySelector("p").firstChild);
  rows.set(number, { row, node, text, astral: /[\ud800-\udbff]/.test(text), turn });
  return row;
}

/** @param {Gloss} gloss */
const gloss = ({ language, text }) => el("p", { class: "gloss", lang: language }, text);

function toUnits(turn = 0, points = 0) {
  const own = rows.get(turn);
  return own?.astral ? [...own.text].slice(0, points).join("").length : points;
}

function toPoints(turn = 0, units = 0) {
  const own = rows.get(turn);
  return own?.astral ? Array.from(own.text.slice(0, units)).length : units;
}

const nowhere = { turn: 0, start: 0, end: 0 };

export function rangeOf({ turn, start, end } = nowhere) {
  const node = rows.get(turn)?.node;
  if (!node) return null;
  const range = new Range();
  range.setStart(node, Math.min(toUnits(turn, start), node.length));
  range.setEnd(node, Math.min(toUnits(turn, end), node.length));
  return range;
}

export const quoteOf = (span = nowhere) => rangeOf(span)?.toString() ?? "";

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

/** Words of a turn; the first and last one of a span. */
function wordsOf({ turn, start, end } = nowhere) {
  const found = rows.get(turn)?.node.data.matchAll(/\S+/g) ?? [];
  const words = [...found].map(({ index = 0, 0: word }) => [index, index + word.length]);
  const first = words.findIndex((word) => word[1] > toUnits(turn, start));
  return { words, first, last: words.findLastIndex((word) => word[0] < toUnits(turn, end)) };
}

export const within = (low = 0, at = 0, high = 0) => Math.max(low, Math.min(at, high));

/** Move one end of a span by a word. */
export function moveEdge(span = nowhere, edge = "", step = 0) {
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

export function paint(name = "", spans = [nowhere], priority = 0) {
  if (!CSS.highlights) return;
  const highlight = new Highlight(...spans.flatMap((span) => rangeOf(span) ?? []));
  highlight.priority = priority;
  CSS.highlights.set(name, highlight);
}

/** Bring a span up where it is seen; on narrow screens the whole page scrolls. */
export function showSpan(span = nowhere) {
  const range = rangeOf(span);
  if (!range) return;
  const { top } = range.getBoundingClientRect();
  const narrow = document.documentElement.scrollHeight > innerHeight;
  if (top < 95 || top > innerHeight * (narrow ? 0.5 : 0.75)) (narrow ? window : $("#text")).scrollBy({ top: top - innerHeight * 0.35 });
}
