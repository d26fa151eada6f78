// Stripes in the margin of a turn: solid in force, dashed suggested, struck rejected; overlapping ones side by side.
import { changes, el, say } from "./dom.js";
import { hueOf, labelOf, room } from "./room.js";
import { inSight, quoteOf, rangeOf, rows } from "./text.js";

const LANE = 9;
const LINE = 16;

/** What a passage is, in a sentence. @param {Item} item */
export const titleOf = (item) => say("suggestion-label", { code: labelOf(item.code), state: stateOf(item), turn: item.turn, quote: quoteOf(item) });

/** What is decided on a passage, and whether that is on the disk. @param {Item} item */
export const stateOf = ({ state, saving }) => (saving ? say("being-saved", { state: say(state) }) : say(state));

/** Draw the stripes of those turns in sight that have others than before; all is measured before anything is changed.
 * @param {Item[]} items */
export function drawStripes(items) {
  const byTurn = Map.groupBy(items, (each) => each.turn);
  const all = [...inSight].map((turn) => ({ own: byTurn.get(turn) ?? [], row: /** @type {Row} */ (rows.get(turn)) }));
  const other = all.filter(({ own, row }) => changes(row, [innerWidth, own, own.find(isNow)?.key]));
  const made = other.map(({ own, row }) => stripesOf(row, own));
  for (const [at, { row }] of other.entries()) row.row.querySelector(".margin")?.replaceChildren(...made[at]);
}

const isNow = (/** @type {Item} */ item) => item.key === room.current?.key;

/** Where a span begins and ends in its row, in pixels: measured once for each width of the page. @param {Row} row @param {Item} span */
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

/** @param {Item} item @param {Record<string, number>} place in pixels */
function stripe(item, place, tall = false) {
  const now = isNow(item);
  const styles = Object.entries(place).map(([name, pixels]) => [`--${name}`, `${pixels}px`]);
  return el("button", {
    class: `stripe ${item.state}${now ? " now" : ""}${item.saving ? " saving" : ""}`, "aria-label": titleOf(item), "aria-pressed": String(now), tabindex: now ? 0 : -1,
    "--c": hueOf(item.code), ...Object.fromEntries(styles), "data-turn": item.turn, "data-key": item.key,
  }, el("span", { "aria-hidden": "true", class: tall ? "tall" : "" }, labelOf(item.code)));
}
