// Memos beside the text: written, found, edited, taken back.
import { $, copyOf, el, language, say, visible } from "./dom.js";
import { tell } from "./draw.js";
import { open } from "./go.js";
import { labelOf, matches, numberOf, room } from "./room.js";
import { ask, newId, whyNot } from "./server.js";
import { rows } from "./text.js";

/** @type {Memo[]} */
let memos = [];
/** @type {Memo | null} */
let edited = null;
let reading = Promise.resolve();

$("#find-memo").oninput = drawList;
$("#keep-memo").onclick = write;
$("#note").onkeydown = (/** @type {KeyboardEvent} */ event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) write();
};

/** Read all memos, as others may have written some. */
export function readMemos() {
  reading = ask("memos").then(take);
}

export function drawMemos() {
  drawAbout();
  drawList();
}

/** @param {Memo[]} all */
function take(all) {
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
  const options = kinds.map(([kind, shown]) => el("option", { value: kind, selected: kind === about.value }, visible(`${say(`m-${kind}`)} ${shown}`)));
  about.replaceChildren(...(edited ? [el("option", {}, say("edits", { what: titleOf(edited) }))] : options));
  about.disabled = Boolean(edited);
}

/** @param {Memo} memo */
function titleOf(memo) {
  const { on } = memo;
  const where = [on.transcript, on.turn || ""].filter(Boolean).join(" ");
  return visible([say(`m-${memo.kind}`), where, on.code && labelOf(on.code), on.respondent, on.set, memo.name].filter(Boolean).join(" · "));
}

function drawList() {
  const typed = $("#find-memo").value.trim();
  const found = memos.filter((memo) => matches(`${titleOf(memo)} ${memo.text} ${memo.on.quote} ${memo.coder}`, typed));
  $("#memos").replaceChildren(...(found.length ? found.map(row) : [el("li", { class: "empty" }, say(memos.length ? "none-found" : "no-memos"))]));
}

/** @param {Memo} memo */
function row(memo) {
  const time = memo.time && !Number.isNaN(Date.parse(memo.time)) ? new Date(memo.time).toLocaleDateString(language, { dateStyle: "medium" }) : "";
  const there = numberOf(memo.on.transcript) >= 0;
  return copyOf("memo-row", {
    title: titleOf(memo), by: [memo.coder, time].filter(Boolean).join(", "), quote: visible(memo.on.quote), text: visible(memo.text),
    there: there && (() => open(memo.on.transcript, memo.on.turn ? memo.on : null)),
    edit: memo.own && (() => begin(memo)), gone: memo.own && (() => send({ of: memo.id, text: "" }, "memo-gone")),
  });
}

/** @param {Memo} memo */
function begin(memo) {
  edited = memo;
  $("#note").value = memo.text;
  drawAbout();
  $("#note").focus();
}

function write() {
  const text = $("#note").value.trim();
  if (!text) return;
  send(edited ? { of: edited.id, text } : { kind: $("#about").value, on: here(), text }, "said-memo");
}

/** What was written stays in its field until it is kept. @param {{ text: string, [field: string]: unknown }} memo */
async function send(memo, sentence = "") {
  try {
    await reading; // what was asked before would hide what is kept now
    take(await ask("memos", { id: newId(), ...memo }));
    if (memo.text) $("#note").value = "";
    edited = null;
    drawAbout();
    tell(say(sentence));
  } catch (error) {
    tell(`${whyNot(error)} ${say("memo-waits")}`);
  }
}
