// A list to type into: codes, transcripts, places. Enter takes the first or the one that the arrows reach.
import { $, el, say } from "./dom.js";

/**
 * @param {string} hint name of the sentence in the field
 * @param {(typed: string) => Promise<any[]> | any[]} find entries for what is typed
 * @param {(entry: any) => any[]} draw what a row shows
 * @param {(entry: any) => void} take
 */
export function pick(hint, find, draw, take) {
  const dialog = $("#picker");
  const input = dialog.querySelector("input");
  const list = $("#found");
  /** @type {any[]} */
  let entries = [];
  let at = 0;

  const mark = () => [...list.children].forEach((row, number) => {
    row.setAttribute("aria-selected", String(number === at));
    if (number === at) {
      row.scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", row.id);
    }
  });
  const fill = async () => {
    entries = await find(input.value.trim());
    at = 0;
    const rows = entries.map((entry, number) => el("li", { role: "option", id: `option-${number}`, onclick: () => choose(number) }, ...draw(entry)));
    list.replaceChildren(...(rows.length ? rows : [el("li", { class: "none", role: "option", "aria-disabled": "true" }, say("none-found"))]));
    mark();
  };
  const choose = (/** @type {number} */ number) => {
    if (!entries[number]) return;
    dialog.close();
    take(entries[number]);
  };
  input.value = "";
  input.placeholder = say(hint);
  input.setAttribute("aria-label", say(hint));
  input.oninput = fill;
  input.onkeydown = (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "ArrowDown") at = Math.min(at + 1, entries.length - 1);
    else if (event.key === "ArrowUp") at = Math.max(at - 1, 0);
    else if (event.key === "Enter") choose(at);
    else return;
    event.preventDefault();
    mark();
  };
  dialog.showModal();
  fill();
}
