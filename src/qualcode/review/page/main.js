// The reading room, its keys and buttons: each action has a name, by which a coder's own keys call it.
import { $, $$, on, put, say, speak, speakOther, tell } from "./dom.js";
import { back, edit, finish, giveCode, how, judge, move, take } from "./decide.js";
import { draw, drawMargins } from "./draw.js";
import { drawAgain, filter, next, open, play, show, startQueue, turnBy } from "./go.js";
import { readMemos } from "./memos.js";
import { pickCode, pickQueue, pickTranscript, search } from "./picker.js";
import { isOwn, itemsOf, keyOf, room } from "./room.js";
import { ask, whyNot } from "./server.js";
import { selectWords, selectedSpan, watchTurns } from "./text.js";

function beside(view = "", focus = "") {
  room.view = view;
  draw();
  if (focus) $(focus)?.focus();
}

/** @type {Record<string, () => void>} */
const ACTIONS = {
  next: () => next(), previous: () => next(-1), accept: () => room.study.between.length || judge("accept"), reject: () => judge("reject"),
  code: pickCode, again: () => room.last && giveCode(room.last), start_back: () => move("start", -1), start_on: () => move("start", 1),
  end_back: () => move("end", -1), end_on: () => move("end", 1), how,
  memo: () => (isOwn() || room.current?.sides ? beside("passage", "#memo") : ACTIONS.memos()),
  first: () => take([0]), second: () => take([1]), both: () => take([0, 1]),
  remove: () => edit("remove"), undo: () => back("undoes"), redo: () => back("redoes"),
  transcript: pickTranscript, search, queue: pickQueue, finish, play, passage: () => beside("passage"), memos: () => {
    readMemos();
    beside("memos", "#note");
  },
  codebook: () => beside("codebook", "#item"), filter: () => $("#filter").focus(), help: () => $("#keys").showModal(), language: () => speakOther(drawAgain),
};

/** @param {KeyboardEvent} event */
function pressed(event) {
  const { actions, codes, modified } = room.study.keys;
  const down = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (down) return () => turnBy(down);
  const sideways = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (sideways) return () => selectWords(selectedSpan()?.turn ?? room.turn, sideways, event.shiftKey);
  if (modified !== event.altKey && !event.getModifierState("AltGraph")) return null;
  const plain = event.altKey && /^(?:Key|Digit)(.)$/.exec(event.code)?.[1]; // with Alt, keyboards vary
  const sign = plain ? (event.shiftKey ? plain : plain.toLowerCase()) : event.key;
  const code = /^[1-9]$/.test(sign) && codes[Number(sign) - 1];
  if (code) return () => giveCode(code);
  const name = Object.keys(actions).find((each) => actions[each] === sign || (!event.shiftKey && actions[each] === sign.toLowerCase()));
  return name && ACTIONS[name];
}

on("keydown", (event, target) => {
  if (!room.doc) return;
  const dialog = target.closest("dialog");
  if (dialog && event.key === "Escape") {
    event.preventDefault(); // the browser would close it later, and lose a key
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
on("mousedown", (event, target) => target.closest("#codes button, #act button") && event.preventDefault());

on("click", (_, target) => {
  const button = target.closest("button");
  const { action = "", code, key } = button?.dataset ?? {};
  if (button?.classList.contains("stripe")) {
    const item = itemsOf().find((each) => each.key === key);
    if (item) show(item, item);
  } else if (button?.closest("#codes") && code) {
    if (selectedSpan()) giveCode(code);
    else filter(code);
  } else {
    if (action === "play") room.turn = Number(target.closest(".t")?.dataset.turn);
    ACTIONS[action]?.();
  }
});

on("change", (_, field) => {
  const item = field.id === "memo" && itemsOf().find((each) => each.key === field.dataset.key);
  if (item) edit("memo", { memo: field.value }, item);
});

on("input", (_, field) => field.id === "filter" && draw());
on("search", () => draw()); // Esc empties a field without a word of input

async function begin() {
  await speak();
  room.study = await ask("study");
  $("#saved").textContent = say("coder", { name: room.study.coder });
  const { transcripts, sample, between } = room.study;
  document.body.classList.toggle("between", between.length > 0);
  put($("#act"), { one: between[0], other: between[1] });
  on("resize", () => drawMargins());
  watchTurns(() => drawMargins());
  for (const key of $$("[data-key]")) key.textContent = keyOf(key.dataset.key);
  const first = transcripts.find((each) => each.open || !each.finished) ?? transcripts[0];
  await open(first.transcript);
  if (sample) await startQueue("sample");
}

begin().catch((error) => tell(whyNot(error)));
