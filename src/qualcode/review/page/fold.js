// What decisions make of a transcript until the server has said so: as its own fold does, where that needs no look back.
// What the server said last stays as it is, so that a decision which is refused is gone from the page at once.
import { room } from "./room.js";
import { quoteOf } from "./text.js";

/** A state with lines that wait to be kept; one that it holds already changes nothing.
 * @param {State} sure @param {Line[]} lines @returns {State} */
export const foreseen = (sure, lines) => lines.reduce((state, line) => (holds(state, line) ? state : fold(state, line)), sure);

const holds = (/** @type {State} */ { codings, suggestions }, /** @type {Line} */ { id }) => codings.some((each) => each.id === id) || suggestions.some((each) => each.of === id);

/** @param {State} state @param {any} line @returns {State} */
function fold(state, line) {
  const { id, of, do: deed, sha, ...said } = line;
  let { codings, suggestions } = state;
  const made = { id, do: deed, assertion: "affirmed", memo: "", rules: [], saving: true, ...said };
  const answer = (/** @type {(each: Suggestion) => any} */ which, /** @type {(each: Suggestion) => any} */ now) => {
    suggestions = suggestions.map((each) => (which(each) ? { ...each, of: id, saving: true, ...now(each) } : each));
  };
  const asks = (/** @type {Suggestion} */ each) => alike(each, line);
  if (line.between) {
    const side = deed === "code" ? [{ ...made, quote: quoteOf(line) }] : [];
    answer((each) => each.between?.some((name) => line.between.includes(name)),
      ({ saving, decided = [] }) => ({ state: "settled", by: room.study.coder, memo: made.memo, decided: [...(saving ? decided : []), ...side] }));
  } else if (deed === "code") {
    codings = [...codings, made];
  } else if (deed === "accept" || deed === "reject") {
    const before = suggestions.filter(asks).map((each) => each.of);
    codings = codings.filter((each) => each.do !== "accept" || !before.includes(each.id));
    if (deed === "accept") codings = [...codings, made];
    answer(asks, () => ({ state: deed }));
  } else if (deed === "change" || deed === "memo") {
    codings = codings.map((each) => (each.id === of ? { ...each, ...said, saving: true } : each));
  } else if (deed === "remove" || deed === "undo") {
    codings = codings.filter((each) => each.id !== of);
    answer((each) => each.of === of, () => ({ state: "open", of: "" }));
  }
  return { ...state, codings, suggestions: suggestions.map((each) => withoutAsking(each, codings)) };
}

/** A suggestion that is not decided on, with the coding that gives it without being asked. @param {Suggestion} each @param {Coding[]} codings @returns {Suggestion} */
function withoutAsking(each, codings) {
  if (each.sides || !["open", "same"].includes(each.state)) return each;
  const coding = codings.find((own) => alike(own, each));
  return { ...each, state: coding ? "same" : "open", of: coding?.id ?? "" };
}

/** Whether two passages of one code are one: they have half of their characters in common. @param {any} one @param {any} other */
const alike = (one, other) => one.turn === other.turn && one.code === other.code && overlap(one, other) >= 0.5;

/** Share of the characters of two spans that are in both. @param {Span} one @param {Span} other */
function overlap(one, other) {
  const both = Math.min(one.end, other.end) - Math.max(one.start, other.start);
  return both / (Math.max(one.end, other.end) - Math.min(one.start, other.start));
}
