// Memos beside the text: on the study, a code, a transcript, a person or a turn; found, edited, taken back.
import { $, any, anys, copyOf, el, language, link, say, span, visible } from "./dom.js";
import { tell } from "./draw.js";
import { open } from "./go.js";
import { labelOf, matches, numberOf, room } from "./room.js";
import { ask, newId, whyNot } from "./server.js";
import { rows } from "./text.js";

let memos = anys;
let edited = any;
let reading = Promise.resolve();

/** Draw the list; the field keeps what is written. */
export function drawMemos() {
  if (!$("#note")) {
    $("#item").replaceChildren(copyOf("memo-form"));
    $("#find-memo").oninput = drawList;
    $("#keep-memo").onclick = write;
    $("#note").onkeydown = (event = any) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) write();
    };
    reading = ask("memos").then(take);
  }
  drawAbout();
  drawList();
}

function take(all = anys) {
  memos = all;
  if ($("#memos")) drawList();
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

function titleOf(memo = any) {
  const { on } = memo;
  const where = [on.transcript, on.turn || ""].filter(Boolean).join(" ");
  return visible([say(`m-${memo.kind}`), where, on.code && labelOf(on.code), on.respondent, on.set, memo.name].filter(Boolean).join(" · "));
}

function drawList() {
  const typed = $("#find-memo").value.trim();
  const found = memos.filter((memo) => matches(`${titleOf(memo)} ${memo.text} ${memo.on.quote} ${memo.coder}`, typed));
  $("#memos").replaceChildren(...(found.length ? found.map(row) : [el("li", { class: "empty" }, say(memos.length ? "none-found" : "no-memos"))]));
}

function row(memo = any) {
  const time = memo.time && !Number.isNaN(Date.parse(memo.time)) ? new Date(memo.time).toLocaleDateString(language, { dateStyle: "medium" }) : "";
  const there = numberOf(memo.on.transcript) >= 0;
  const buttons = [
    there && link("go-there", () => open(memo.on.transcript, memo.on.turn ? memo.on : null)),
    memo.own && link("edit", () => begin(memo)),
    memo.own && link("b-remove", () => send({ of: memo.id, text: "" }, "memo-gone")),
  ];
  return el("li", {}, el("div", { class: "what" }, el("b", {}, titleOf(memo)), span([memo.coder, time].filter(Boolean).join(", "))),
    memo.on.quote && el("q", { lang: "" }, visible(memo.on.quote)), el("p", { lang: "" }, visible(memo.text)), el("div", { class: "row" }, ...buttons.filter(Boolean)));
}

function begin(memo = any) {
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

/** Send a memo; what was written stays in its field until it is on the disk. */
async function send(memo = any, sentence = "") {
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
