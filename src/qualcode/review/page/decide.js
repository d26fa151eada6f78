// Decisions: each is a line that is kept, and what is in force then is shown.
import { $, say } from "./dom.js";
import { draw, tell, tellRefusal } from "./draw.js";
import { goOn, load, next, noteInQueue, setQueue } from "./go.js";
import { isOwn, itemsOf, labelOf, numberOf, place, room, toLookAt } from "./room.js";
import { Refusal, keep, newId, pending } from "./server.js";
import { moveEdge, rows, selectedSpan, showSpan } from "./text.js";

/** @type {Promise<any>} */
let last = Promise.resolve();

/** Send decisions and show what is in force then. @param {any[]} lines @param {string} sentence
 * @param {any} [then] what is chosen afterwards: its `key`, or that of its `suggestion` */
export async function decide(lines, sentence, then = null) {
  const asked = room.doc;
  const isNew = lines[0].do !== "undo";
  try {
    last = keep(asked.transcript, lines.map((line) => ({ id: newId(), ...line })));
    const answer = await last;
    if (isNew) {
      room.trail.push(asked.transcript);
      room.forward = [];
    }
    room.study.transcripts[numberOf(asked.transcript)] = answer.summary;
    if (pending(asked.transcript)) return; // what was decided since then is painted; its answer will hold it all
    Object.assign(asked, answer);
    if (asked === room.doc) {
      room.current = then ?? room.current;
      noteInQueue();
      draw();
      if (room.current) showSpan(room.current);
    }
    tell(sentence, isNew);
  } catch (error) {
    tellRefusal(error);
    draw();
    if (!(error instanceof Refusal) || error.status !== 409) return;
    await load(asked.transcript);
    tell(say("corrected", { what: `${lines[0].do} ${lines[0].code ?? ""}` }));
  }
}

/** Give a code to the selected words, to the unit of a queue, or instead of the suggested or given one. */
export function giveCode(code = "", span = selectedSpan()) {
  const { current, unit } = room;
  const target = span ?? current ?? unit;
  if (!target) return tell(say("nothing-selected"));
  const line = { id: newId(), do: "code", code, ...place(target) };
  const instead = span ? null : current;
  room.last = code;
  getSelection()?.removeAllRanges();
  if (current?.sides) settle([line], "said-own");
  else if (isOwn(instead)) edit("change", { code }, "said-change");
  else {
    const rejection = { do: "reject", code: instead?.code, rules: instead?.rules, ...place(target) };
    decide([line, ...(instead?.state === "open" ? [rejection] : [])], say("said-code", { code: labelOf(code) }), { key: line.id });
  }
}

/** Change, remove or remark the coding that is chosen; a rejection or a decision between two can be taken back. */
export function edit(deed = "", what = {}, sentence = "", item = room.current) {
  const of = isOwn(item) ? item?.id : item?.of;
  if (of) decide([{ do: deed, of, ...what }], say(sentence));
}

/** Decide a difference for the codings of one or both, or for neither. @param {number[]} which */
export function take(which) {
  const { current } = room;
  if (!current?.sides) return;
  const chosen = which.map((at) => /** @type {Side[]} */ (current.sides)[at]);
  if (chosen.includes(/** @type {any} */ (null))) return; // one of them did not code this
  const lines = chosen.map((side) => ({ do: "code", code: side.code, assertion: side.assertion, ...place(side) }));
  settle(lines.length ? lines : [{ do: "reject", code: current.code, ...place(current) }], lines.length ? "said-taken" : "said-neither");
}

/** Keep one decision between two coders, with its reason, and go on. @param {any[]} lines */
async function settle(lines, sentence = "") {
  const { between } = room.current ?? {};
  const memo = $("#memo")?.value.trim();
  await decide(lines.map((line) => ({ ...line, between, ...(memo && { memo }) })), say(sentence));
  goOn();
}

/** Accept or reject what is suggested and go on: both are painted before they are saved. @param {"accept" | "reject"} deed */
export function judge(deed) {
  const { current, doc, unit } = room;
  if (current?.sides) return take([]);
  if (deed === "accept" && toLookAt(unit) && current?.state !== "open") return looked();
  if (!current || current.state === "own") return;
  if (current.state === deed) return next();
  const line = { do: deed, code: current.code, assertion: current.assertion, rules: current.rules, ...place(current) };
  for (const each of doc.suggestions) if (each.id === current.suggestion) each.state = deed;
  noteInQueue();
  decide([line], say(`said-${deed}`)); // before going on, which may open another transcript
  goOn();
}

/** Keep that a unit was looked at, or that a code stays given or not. */
function looked() {
  const { unit } = room;
  unit.state = "looked";
  decide([{ do: "looked", turn: unit.turn, ...(unit.code && { code: unit.code }), sha: rows.get(unit.turn)?.turn.sha }], say("said-looked"));
  goOn();
}

/** Undo or redo the last decision, where it was taken. @param {"undoes" | "redoes"} which */
export async function back(which) {
  await last.catch(() => {}); // what was done a moment ago is what is undone
  const [from, to] = which === "undoes" ? [room.trail, room.forward] : [room.forward, room.trail];
  const name = from.at(-1);
  if (name && name !== room.doc.transcript) await load(name);
  const ids = room.doc[which];
  if (!ids.length) return tell(say("nothing-to-undo"));
  if (name) to.push(...from.splice(-1));
  const was = itemsOf().find((each) => ids.includes(each.of || each.id));
  await decide(ids.map((of) => ({ do: "undo", of })), say(which === "undoes" ? "said-undo" : "said-redo"), was);
  const { name: queue, about, at } = room.queue;
  await setQueue(queue, about);
  room.queue.at = at;
  draw();
}

export async function finish() {
  if (room.doc.finished) return;
  const turns = room.doc.turns.filter((turn) => turn.role === "participant");
  await decide(turns.map((turn) => ({ do: "looked", turn: turn.turn, sha: turn.sha })), say("said-finish"));
  room.current = null;
  goOn();
}

/** @param {"start" | "end"} edge @param {number} step */
export function move(edge, step) {
  if (isOwn(room.current)) edit("change", place(moveEdge(/** @type {any} */ (room.current), edge, step)), "said-change");
}

export function how() {
  const { assertions } = room.study;
  edit("change", { assertion: assertions[(assertions.indexOf(room.current?.assertion ?? "") + 1) % assertions.length] }, "said-change");
}
