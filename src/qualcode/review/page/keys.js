// Keys and buttons: each action has a name, by which the coder's own keys call it and the buttons show them.
import { $ } from "./dom.js";
import { back, edit, finish, giveCode, how, judge, move } from "./decide.js";
import { draw, drawCodes, drawCurrent } from "./draw.js";
import { choose, filter, next, pickCode, pickQueue, pickTranscript, search, speakOther, turnBy } from "./go.js";
import { itemsOf, room } from "./room.js";
import { selectWords, selectedSpan } from "./text.js";

function show(/** @type {string} */ view, /** @type {string} */ focus = "") {
  room.view = view;
  drawCurrent();
  if (focus) $(focus)?.focus();
}

/** @type {Record<string, () => void>} */
export const ACTIONS = {
  next: () => next(), previous: () => next(-1), accept: () => judge("accept"), reject: () => judge("reject"),
  code: pickCode, again: () => room.last && giveCode(room.last), start_back: () => move("start", -1), start_on: () => move("start", 1),
  end_back: () => move("end", -1), end_on: () => move("end", 1), how, memo: () => show("passage", "#memo"),
  remove: () => edit("remove", {}, "said-remove"), undo: () => back("undoes"), redo: () => back("redoes"),
  transcript: pickTranscript, search, queue: pickQueue, finish, passage: () => show("passage"), memos: () => show("memos", "#note"),
  codebook: () => show("codebook", "#item"), filter: () => $("#filter").focus(), help: () => $("#keys").showModal(), language: speakOther,
};

/** The sign that a key stands for; with Alt, some keyboards give another one. @param {KeyboardEvent} event */
function signOf(event) {
  const letter = event.altKey && /^Key([A-Z])$/.exec(event.code)?.[1];
  if (letter) return event.shiftKey ? letter : letter.toLowerCase();
  const digit = event.altKey && /^Digit(\d)$/.exec(event.code)?.[1];
  return digit || event.key;
}

function pressed(/** @type {KeyboardEvent} */ event) {
  const { actions, codes, modified } = room.study.keys;
  const arrows = { ArrowDown: () => turnBy(1), ArrowUp: () => turnBy(-1) };
  const sideways = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (sideways) return () => selectWords(selectedSpan()?.turn ?? room.turn, sideways, event.shiftKey);
  if (event.key in arrows) return /** @type {any} */ (arrows)[event.key];
  if (modified !== event.altKey && !event.getModifierState("AltGraph")) return null;
  const sign = signOf(event);
  if (/^[1-9]$/.test(sign)) return codes[Number(sign) - 1] && (() => giveCode(codes[Number(sign) - 1]));
  const names = Object.keys(actions);
  const name = names.find((each) => actions[each] === sign) ?? names.find((each) => actions[each] === sign.toLowerCase() && !event.shiftKey);
  return name && ACTIONS[name];
}

addEventListener("keydown", (event) => {
  if (!room.doc) return;
  const target = /** @type {HTMLElement} */ (event.target);
  const dialog = /** @type {HTMLDialogElement | null} */ (target.closest("dialog"));
  if (dialog && event.key === "Escape") {
    event.preventDefault(); // the browser would close it a moment later, and lose the key that comes next
    dialog.close();
    return;
  }
  if (target.matches("input, textarea, select")) {
    if (event.key === "Escape") target.blur();
    return;
  }
  const alone = !event.metaKey && (!event.ctrlKey || event.getModifierState("AltGraph")) && !dialog;
  const act = alone && pressed(event);
  if (!act) return;
  event.preventDefault();
  act();
});

// The selection would be lost when a button takes the focus.
addEventListener("mousedown", (event) => /** @type {HTMLElement} */ (event.target).closest("#codes button, #act button") && event.preventDefault());

addEventListener("click", (event) => {
  const button = /** @type {HTMLElement} */ (event.target).closest("button");
  const { action = "", code, turn, key } = button?.dataset ?? {};
  if (button?.classList.contains("stripe")) {
    const item = itemsOf().find((each) => each.key === key && each.turn === Number(turn));
    if (item) choose(item);
  } else if (button?.closest("#codes") && code) {
    if (selectedSpan()) giveCode(code);
    else filter(code);
  } else ACTIONS[action]?.();
});

addEventListener("change", (event) => {
  const field = /** @type {any} */ (event.target);
  const item = field.id === "memo" && itemsOf().find((each) => each.key === field.dataset.key);
  if (item) edit("memo", { memo: field.value }, "said-memo", item);
});

addEventListener("input", (event) => {
  if (/** @type {HTMLElement} */ (event.target).id !== "filter") return;
  drawCodes();
  if (room.view === "codebook") draw();
});
