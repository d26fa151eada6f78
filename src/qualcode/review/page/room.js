// What is open and chosen, and the names and colours of codes.
import { inLanguage, say } from "./dom.js";
import { quoteOf, rows } from "./text.js";

export const room = /** @type {Room} */ (/** @type {Partial<Room>} */ ({
  current: null, // the passage that keys act on
  unit: null, // the unit of a sample that is read
  turn: 1, only: "", last: "", view: "passage",
  queue: { name: "text", about: {}, items: [], at: -1 },
  trail: [], forward: [], // transcripts of decisions to undo and redo
}));

/** Codings and suggestions in order of text; an accepted suggestion is its coding.
 * @returns {Item[]} */
export function itemsOf() {
  const { doc, only } = room;
  /** @type {Item[]} */
  const codings = doc.codings.map((each) => ({ ...each, state: each.do === "code" ? "own" : each.do, key: each.id }));
  const byId = new Map(codings.map((each) => [each.id, each]));
  /** @type {Item[]} */
  const open = [];
  for (const each of doc.suggestions) {
    const coding = byId.get(each.of);
    if (coding) Object.assign(coding, { matched: each.matched, asked: each.asked, rules: each.rules, suggestion: each.id });
    else if (each.state !== "same") open.push({ ...each, key: each.id, suggestion: each.id });
  }
  return [...codings, ...open].filter((each) => !only || each.code === only).sort((a, b) => a.turn - b.turn || a.start - b.start || a.end - b.end);
}

export const isOwn = (item = room.current) => item?.state === "own" || item?.state === "accept";
/** A second look at a code that is doubted or missed. */
export const isSurprise = (unit = room.unit) => typeof unit?.chance === "number";
/** Whether the unit can be left as it is. */
export const toLookAt = (unit = room.unit) => unit && (isSurprise(unit) || (unit.why && !unit.code));
export const codeOf = (name = "") => room.study.codes.find((each) => each.code === name);
export const labelOf = (name = "") => inLanguage(codeOf(name)?.label ?? {}) || name;
export const hueOf = (name = "") => `var(--c${Math.max(0, room.study.codes.findIndex((each) => each.code === name)) % 8})`;

/** A span as it is sent, with the turn as it was read.
 * @param {Span} span */
export const place = ({ turn, start, end }) => ({ turn, start, end, sha: rows.get(turn)?.turn.sha });

/** What a passage is called: by what was decided between two, else by its code.
 * @param {Item} item */
export const nameOf = ({ code, decided }) => (decided?.length ? decided.map((each) => labelOf(each.code)).join(" + ") : labelOf(code));

/** Whether two passages are one.
 * @param {Unit} one @param {Unit} other */
export function same(one, other) {
  if (one.suggestion && one.suggestion === other.suggestion) return true;
  if (one.key && other.key) return one.key === other.key;
  return one.turn === other.turn && one.code === other.code && one.start === other.start && one.end === other.end;
}

/** The key that gives a code. */
export function digitOf(code = "") {
  const at = room.study.keys.codes.indexOf(code);
  return at < 0 ? "" : keyOf(String(at + 1));
}

export function keyOf(action = "") {
  const key = room.study.keys.actions[action] ?? action;
  const shown = key.toLowerCase() === key ? key.toUpperCase() : `⇧${key}`;
  return room.study.keys.modified ? `Alt ${shown}` : shown;
}

export const matches = (text = "", typed = "") => typed.toLowerCase().split(/\s+/).every((word) => text.toLowerCase().includes(word));

export const numberOf = (name = "") => room.study.transcripts.findIndex((each) => each.transcript === name);

export const codesLike = (typed = "") => room.study.codes.filter((each) => matches(`${labelOf(each.code)} ${each.code}`, typed));

/** @param {Item} item */
export const titleOf = (item) => say("suggestion-label", { code: nameOf(item), state: stateOf(item), turn: item.turn, quote: quoteOf(item) });

/** @param {Item} item */
export const stateOf = ({ state, saving, turn }) => say(saving ? "being-saved" : state, { state: say(state) }) + uncounted(turn);

/** Tables count what participants say. */
export const uncounted = (turn = 0) => (rows.get(turn)?.turn.role === "participant" ? "" : say("uncounted"));
