// Stripes in the margin of a turn: solid in force, dashed suggested, struck rejected; overlapping ones side by side.
import { el, say } from "./dom.js";
import { hueOf, labelOf, room } from "./room.js";
import { inSight, quoteOf, rangeOf, rows } from "./text.js";

const LANE = 9;
const LINE = 16;

/** What a passage is, in a sentence. @param {Item} item */
export const titleOf = (item) => say("suggestion-label", { code: labelOf(item.code), state: say(item.state), turn: item.turn, quote: quoteOf(item) });

/** Draw the stripes of turns in sight anew; all is measured before anything is changed. @param {Item[]} items */
export function drawStripes(items) {
  const byTurn = Map.groupBy(items, (each) => each.turn);
  const made = [...inSight].map((turn) => stripesOf(turn, byTurn.get(turn) ?? []));
  for (const [at, turn] of [...inSight].entries()) rows.get(turn)?.row.querySelector(".margin")?.replaceChildren(...made[at]);
}

/** @param {number} turn @param {Item[]} items */
function stripesOf(turn, items) {
  const base = rows.get(turn)?.row.getBoundingClientRect().top ?? 0;
  const placed = items.map((item) => ({ item, lane: 0, box: /** @type {Range} */ (rangeOf(item)).getBoundingClientRect() }));
  placed.sort((a, b) => a.box.top - b.box.top || b.box.height - a.box.height);
  /** @type {number[]} */
  const lanes = [];
  for (const each of placed) {
    const free = lanes.findIndex((bottom) => bottom <= each.box.top + 1);
    each.lane = free < 0 ? lanes.length : free;
    lanes[each.lane] = each.box.bottom;
  }
  let labelEnd = 0;
  return placed.map(({ item, lane, box }, at) => {
    const top = box.top - base + 2;
    const labelTop = Math.max(labelEnd, top);
    const free = (placed[at + 1]?.box.top ?? Infinity) - base - labelTop;
    const tall = free >= 2 * LINE && labelOf(item.code).length > 18;
    labelEnd = labelTop + (tall ? 2 * LINE : LINE);
    const place = { top, lane, height: Math.max(box.height - 4, 14), labelTop: labelTop - top, labelLeft: lanes.length * LANE + 7, tall };
    return stripe(item, place, item.key === room.current?.key);
  });
}

/** @param {Item} item @param {Record<string, any>} place @param {boolean} now */
function stripe(item, place, now) {
  return el("button", {
    class: `stripe ${item.state}${now ? " now" : ""}`, "aria-label": titleOf(item), "aria-pressed": String(now), tabindex: now ? 0 : -1,
    "--c": hueOf(item.code), "--top": `${place.top}px`, "--lane": `${place.lane * LANE}px`, "--height": `${place.height}px`,
    "--label": `${place.labelTop}px`, "--left": `${place.labelLeft}px`, "data-turn": item.turn, "data-key": item.key,
  }, el("span", { "aria-hidden": "true", class: place.tall ? "tall" : "" }, labelOf(item.code)));
}
