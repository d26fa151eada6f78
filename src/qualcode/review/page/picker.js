// A list to type into: codes, transcripts, places. Enter takes the first or the one that the arrows reach.
import { $, any, anys, does, el, say } from "./dom.js";

/** Choose one of the entries that `find` gives for what is typed; `draw` says what a row shows. */
export function pick(hint = "", find = does, draw = does, take = does) {
  const dialog = $("#picker");
  const input = dialog.querySelector("input");
  const list = $("#found");
  let entries = anys;
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
    const rows = entries.map((entry, number) => el("li", { role: "option", id: `option-${number}`, onclick: () => choose(number) }, ...draw(entry).filter(Boolean)));
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
  input.onkeydown = (event = any) => {
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
