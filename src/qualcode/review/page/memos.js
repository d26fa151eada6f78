// Memos beside the text: written, found, edited, taken back.
import { $, copyOf, el, say, tell } from "./dom.js";
import { open } from "./go.js";
import { labelOf, matches, numberOf, room } from "./room.js";
import { ask, newId, whyNot } from "./server.js";
import { rows } from "./text.js";

const note = $("#note");
/** @type {Memo[]} */
let memos = [];
/** @type {Memo | null} */
let edited = null;
let reading = Promise.resolve();

$("#find-memo").oninput = drawList;
$("#keep-memo").onclick = write;
note.onkeydown = (/** @type {KeyboardEvent} */ event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) write();
};

export function readMemos() {
  reading = ask("memos").then(take);
}

export function drawMemos() {
  drawAbout();
  drawList();
}

function take(all = memos) {
  memos = all;
  drawList();
}

/** Where the coder is: what a memo can be about. */
function here() {
  const { current, only, turn, doc } = room;
  return { transcript: doc.transcript, turn, respondent: rows.get(turn)?.turn.respondent, code: current?.code || only };
}

function drawAbout() {
  const about = $("#about");
  const { transcript, turn, respondent, code } = here();
  const kinds = Object.entries({ turn, respondent, transcript, code: code && labelOf(code), study: " " }).filter(([, shown]) => shown);
  const options = kinds.map(([kind, shown]) => el("option", { value: kind, selected: kind === about.value }, `${say(`m-${kind}`)} ${shown}`));
  about.replaceChildren(...(edited ? [el("option", {}, say("edits", { what: titleOf(edited) }))] : options));
  about.disabled = Boolean(edited);
}

/** @param {Memo} memo */
function titleOf(memo) {
  const { on } = memo;
  const where = [on.transcript, on.turn].filter(Boolean).join(" ");
  return [say(`m-${memo.kind}`), where, on.code && labelOf(on.code), on.respondent, on.set, memo.name].filter(Boolean).join(" · ");
}

function drawList() {
  const typed = $("#find-memo").value.trim();
  const found = memos.filter((memo) => matches(`${titleOf(memo)} ${memo.text} ${memo.on.quote} ${memo.coder}`, typed));
  $("#memos").replaceChildren(...(found.length ? found.map(row) : [el("li", { class: "empty" }, say(memos.length ? "none-found" : "no-memos"))]));
}

/** @param {Memo} memo */
function row(memo) {
  return copyOf("memo-row", {
    title: titleOf(memo), by: [memo.coder, memo.time.slice(0, 10)].filter(Boolean).join(", "), quote: memo.on.quote, text: memo.text,
    there: numberOf(memo.on.transcript) >= 0 && (() => open(memo.on.transcript, memo.on.turn ? memo.on : null)),
    edit: memo.own && (() => begin(memo)), gone: memo.own && (() => send({ of: memo.id, text: "" }, "memo-gone")),
  });
}

/** @param {Memo} memo */
function begin(memo) {
  edited = memo;
  note.value = memo.text;
  drawAbout();
  note.focus();
}

function write() {
  const text = note.value.trim();
  if (!text) return;
  send(edited ? { of: edited.id, text } : { kind: $("#about").value, on: here(), text }, "said-memo");
}

/** What was written stays in its field until it is kept.
 * @param {{ text: string, [field: string]: unknown }} memo */
async function send(memo, sentence = "") {
  try {
    await reading; // what was asked before would hide what is kept now
    take(await ask("memos", { id: newId(), ...memo }));
    if (memo.text) note.value = "";
    edited = null;
    drawAbout();
    tell(sentence);
  } catch (error) {
    tell(`${whyNot(error)} ${say("memo-waits")}`);
  }
}
