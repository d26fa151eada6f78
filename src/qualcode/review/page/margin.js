// Stripes in the margin of a turn: solid in force, dashed suggested, struck rejected; overlapping ones side by side.
import { el, say } from "./dom.js";
import { quoteOf, rangeOf, rows } from "./text.js";

const LANE = 9;
const LABEL = 16;

/** Draw the stripes of one turn anew. @param {number} turn @param {any[]} items @param {any} current
 * @param {(code: string) => {label: string, hue: string}} looks @param {(item: any) => void} choose */
export function drawStripes(turn, items, current, looks, choose) {
  const own = rows.get(turn);
  const margin = own?.row.querySelector(".margin");
  if (!own || !margin) return;
  const base = own.row.getBoundingClientRect().top;
  const placed = items.map((item) => ({ item, box: /** @type {Range} */ (rangeOf(item)).getBoundingClientRect() }));
  placed.sort((a, b) => a.box.top - b.box.top || b.box.height - a.box.height);
  /** @type {number[]} */
  const lanes = [];
  let labelEnd = 0;
  margin.replaceChildren(...placed.map(({ item, box }) => {
    let lane = lanes.findIndex((bottom) => bottom <= box.top + 1);
    if (lane < 0) lane = lanes.length;
    lanes[lane] = box.bottom;
    const top = box.top - base + 2;
    const labelTop = Math.max(labelEnd, top);
    labelEnd = labelTop + LABEL;
    return stripe(item, { top, lane, height: Math.max(box.height - 4, 14), labelTop: labelTop - top }, item === current, looks(item.code), choose);
  }));
}

/** @param {any} item @param {{top: number, lane: number, height: number, labelTop: number}} place @param {boolean} now
 * @param {{label: string, hue: string}} look @param {(item: any) => void} choose */
function stripe(item, place, now, look, choose) {
  const label = say("suggestion-label", { code: look.label, state: say(item.state), turn: item.turn, quote: quoteOf(item) });
  return el("button", {
    class: `stripe ${item.state}${now ? " now" : ""}`, "aria-label": label, "aria-pressed": String(now), tabindex: now ? 0 : -1,
    "--c": look.hue, "--top": `${place.top}px`, "--lane": `${place.lane * LANE}px`, "--height": `${place.height}px`,
    "--label": `${place.labelTop}px`, onclick: () => choose(item),
  }, el("span", { "aria-hidden": "true" }, look.label));
}
