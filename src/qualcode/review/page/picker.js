// A list to type into: codes, transcripts, places. Enter takes the first or the one that the arrows reach.
import { $, el, say } from "./dom.js";

/**
 * Choose one of the entries that `find` gives for what is typed; `draw` says what a row shows.
 * @template T @param {(typed: string) => T[] | Promise<T[]>} find @param {(entry: T) => Child[]} draw @param {(entry: T) => unknown} take
 */
export function pick(hint = "", find, draw, take) {
  const dialog = $("#picker");
  const input = dialog.querySelector("input");
  const list = $("#found");
  /** @type {T[]} */
  let entries = [];
  let at = 0;
  let asked = 0;

  const mark = () => [...list.children].forEach((row, number) => {
    row.setAttribute("aria-selected", String(number === at));
    if (number === at) {
      row.scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", row.id);
    }
  });
  const fill = async () => {
    const own = ++asked;
    const found = await find(input.value.trim());
    if (own !== asked) return; // something else was typed meanwhile
    entries = found;
    at = 0;
    const rows = entries.map((entry, number) => el("li", { role: "option", id: `option-${number}` }, ...draw(entry)));
    list.replaceChildren(...(rows.length ? rows : [el("li", { class: "none", role: "option", "aria-disabled": "true" }, say("none-found"))]));
    mark();
  };
  const choose = (number = 0) => {
    if (!entries[number]) return;
    dialog.close();
    take(entries[number]);
  };
  input.value = "";
  input.placeholder = say(hint);
  input.setAttribute("aria-label", say(hint));
  input.oninput = fill;
  list.onclick = (/** @type {any} */ { target }) => choose([...list.children].indexOf(target.closest("li")));
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
