// Decisions: each is a line that is kept, and what is in force then is shown.
import { $, say } from "./dom.js";
import { draw, drawBar, drawCurrent, drawTurn, tell } from "./draw.js";
import { choose, goTo, load, next, nextInQueue, noteInQueue, setQueue } from "./go.js";
import { isOwn, itemsOf, labelOf, numberOf, place, room } from "./room.js";
import { Refusal, keep, newId, pending } from "./server.js";
import { moveEdge, rows, selectedSpan, showSpan } from "./text.js";

/** @type {Promise<any>} */
let last = Promise.resolve();

/** Send decisions and show what is in force then. @param {any[]} lines @param {string} sentence
 * @param {((id: string) => any) | null} [then] what is chosen afterwards @param {boolean} [fresh] false for undo and redo */
export async function decide(lines, sentence, then = null, fresh = true) {
  const asked = room.doc;
  const named = lines.map((line) => ({ id: newId(), ...line }));
  if (fresh) {
    room.trail.push(asked.transcript);
    room.forward = [];
  }
  try {
    last = keep(asked.transcript, named);
    const answer = await last;
    room.study.transcripts[numberOf(asked.transcript)] = answer.summary;
    if (pending(asked.transcript)) return; // what was decided since then is painted; its answer will hold it all
    Object.assign(asked, answer);
    if (asked !== room.doc) return tell(sentence, true);
    if (then) room.current = then(named[0].id);
    noteInQueue(named.filter((line) => line.do === "looked").map((line) => line.turn));
    draw();
    if (room.current) showSpan(room.current);
    tell(sentence, true);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (fresh) room.trail.pop();
    if (error.status === 409) {
      await load(asked.transcript);
      tell(say("corrected", { what: `${named[0].do} ${named[0].code ?? ""}` }));
    } else tell(say(error.status === 507 ? "disk" : "refused", { why: error.message }));
    draw();
  }
}

/** Give a code to the selected words, to the unit of a sample, or instead of the suggested or given one. */
export function giveCode(code = "", span = selectedSpan()) {
  const { current, unit } = room;
  const made = (key = "") => ({ key });
  const sentence = say("said-code", { code: labelOf(code) });
  room.last = code;
  if (current?.sides) settle([{ do: "code", code, ...place(span ?? current) }], "said-own");
  else if (span || (unit && !current)) {
    getSelection()?.removeAllRanges();
    decide([{ do: "code", code, ...place(span ?? unit) }], sentence, made);
  } else if (current?.state === "open" || current?.state === "reject") {
    const rejection = { do: "reject", code: current.code, rules: current.rules, ...place(current) };
    decide([{ do: "code", code, ...place(current) }, ...(current.state === "open" ? [rejection] : [])], sentence, made);
  } else if (current) edit("change", { code }, "said-change");
  else tell(say("nothing-selected"));
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
  const chosen = which.map((at) => current.sides?.[at]).filter((side) => side !== undefined);
  const lines = chosen.map((side) => side && { do: "code", code: side.code, assertion: side.assertion, ...place(side) });
  if (!lines.includes(null)) settle(lines.length ? lines : [{ do: "reject", code: current.code, ...place(current) }], lines.length ? "said-taken" : "said-neither");
}

/** Keep one decision between two coders, with its reason, and go on. @param {any[]} lines */
async function settle(lines, sentence = "") {
  const { between, key = "" } = room.current ?? {};
  const memo = $("#memo")?.value.trim();
  getSelection()?.removeAllRanges();
  await decide(lines.map((line) => ({ ...line, between, ...(memo && { memo }) })), say(sentence));
  const after = room.queue.name === "text" ? nextOpen({ key }) : null;
  if (after) choose(after);
  else if (room.queue.name !== "text" && nextInQueue() >= 0) goTo(nextInQueue());
}

/** @param {"accept" | "reject"} deed */
export function judge(deed) {
  const { current, doc, queue } = room;
  if (current?.sides) return take([]);
  if (room.unit && deed === "accept" && current?.state !== "open") return looked();
  if (!current || current.state === "own") return;
  if (current.state === deed) return next();
  const line = { do: deed, code: current.code, assertion: current.assertion, rules: current.rules, ...place(current) };
  for (const each of doc.suggestions) if (each.id === current.suggestion) each.state = deed; // painted before it is saved
  noteInQueue();
  const at = queue.name === "text" ? -1 : nextInQueue();
  const after = queue.name === "text" ? nextOpen(current) : null;
  room.current = after ?? current;
  drawTurn(current.turn);
  drawCurrent();
  drawBar();
  decide([line], say(after || at >= 0 ? `said-${deed}` : "said-last", { next: say(`said-${deed}`) }), () => room.current);
  if (at >= 0) goTo(at);
}

function nextOpen(/** @type {{key: string}} */ item) {
  const items = itemsOf();
  const at = items.findIndex((each) => each.key === item.key);
  return [...items.slice(at + 1), ...items.slice(0, Math.max(at, 0))].find((each) => each.state === "open");
}

function looked() {
  const { turn } = room.unit;
  decide([{ do: "looked", turn, sha: rows.get(turn)?.turn.sha }], say("said-looked"));
  noteInQueue([turn]);
  const at = nextInQueue();
  if (at >= 0) goTo(at);
}

/** Undo or redo the last decision, where it was taken. @param {"undoes" | "redoes"} which */
export async function back(which) {
  await last.catch(() => {}); // what was done a moment ago is what is undone
  const [from, to] = which === "undoes" ? [room.trail, room.forward] : [room.forward, room.trail];
  const name = from.at(-1);
  if (name && name !== room.doc.transcript) await load(name);
  const lines = room.doc[which].map((of) => ({ do: "undo", of }));
  if (!lines.length) return tell(say("nothing-to-undo"));
  if (name) to.push(...from.splice(-1));
  const was = itemsOf().find((each) => room.doc[which].includes(each.of || each.id));
  await decide(lines, say(which === "undoes" ? "said-undo" : "said-redo"), () => was ?? room.current, false);
  if (room.queue.name === "text") return;
  const { name: queue, about, at } = room.queue;
  await setQueue(queue, about);
  room.queue.at = at;
  drawBar();
}

export function finish() {
  if (room.doc.finished) return;
  const turns = room.doc.turns.filter((turn) => turn.role === "participant");
  decide(turns.map((turn) => ({ do: "looked", turn: turn.turn, sha: turn.sha })), say("said-finish"), () => nextOpen({ key: "" }));
}

/** @param {"start" | "end"} edge @param {number} step */
export function move(edge, step) {
  if (isOwn(room.current)) edit("change", place(moveEdge(/** @type {any} */ (room.current), edge, step)), "said-change");
}

export function how() {
  const { assertions } = room.study;
  edit("change", { assertion: assertions[(assertions.indexOf(room.current?.assertion ?? "") + 1) % assertions.length] }, "said-change");
}
