// Decisions: each is a line that is kept, and what is in force then is shown.
import { say } from "./dom.js";
import { draw, drawBar, drawCurrent, drawTurn, tell } from "./draw.js";
import { goTo, load, next } from "./go.js";
import { nextInQueue, noteInQueue, setQueue } from "./queue.js";
import { isOwn, itemsOf, labelOf, place, room } from "./room.js";
import { Refusal, keep, newId } from "./server.js";
import { moveEdge, rows, selectedSpan, showSpan } from "./text.js";

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
    const answer = await keep(asked.transcript, named);
    Object.assign(asked, answer);
    const { transcripts } = room.study;
    transcripts[transcripts.findIndex((each) => each.transcript === asked.transcript)] = answer.summary;
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

/** Give a code to the selected words, to the unit of a sample, or instead of the suggested or given one.
 * @param {string} code @param {any} [span] */
export function giveCode(code, span = selectedSpan()) {
  const { current, unit } = room;
  const made = (/** @type {string} */ id) => ({ key: id });
  const sentence = say("said-code", { code: labelOf(code) });
  room.last = code;
  if (span || (unit && !current)) {
    getSelection()?.removeAllRanges();
    decide([{ do: "code", code, ...place(span ?? unit) }], sentence, made);
  } else if (current?.state === "open" || current?.state === "reject") {
    const rejection = { do: "reject", code: current.code, rules: current.rules, ...place(current) };
    decide([{ do: "code", code, ...place(current) }, ...(current.state === "open" ? [rejection] : [])], sentence, made);
  } else if (current) edit("change", { code }, "said-change");
  else tell(say("nothing-selected"));
}

/** Change, remove or remark the coding that is chosen; a rejection can be taken back.
 * @param {string} deed @param {any} what @param {string} sentence @param {any} [item] */
export function edit(deed, what, sentence, item = room.current) {
  if (isOwn(item)) decide([{ do: deed, of: item.id, ...what }], say(sentence));
  else if (deed === "remove" && item?.state === "reject") decide([{ do: deed, of: item.of }], say(sentence));
}

/** @param {"accept" | "reject"} deed */
export function judge(deed) {
  const { current, doc, queue } = room;
  if (room.unit && deed === "accept" && current?.state !== "open") return looked();
  if (!current || current.state === "own") return;
  if (current.state === deed) return next();
  const line = { do: deed, code: current.code, assertion: current.assertion, rules: current.rules, ...place(current) };
  for (const each of doc.suggestions) if (each.id === current.suggestion) each.state = deed; // painted before it is saved
  noteInQueue();
  const at = queue.name === "text" ? -1 : nextInQueue();
  const after = queue.name === "text" ? nextOpen(current) : null;
  if (after) room.current = after;
  drawTurn(current.turn);
  drawCurrent();
  drawBar();
  decide([line], say(after || at >= 0 ? `said-${deed}` : "said-last", { next: say(`said-${deed}`) }), () => after ?? room.current ?? current);
  if (at >= 0) goTo(at);
}

function nextOpen(/** @type {any} */ item) {
  const items = itemsOf();
  const at = items.findIndex((each) => each.key === item.key);
  return [...items.slice(at + 1), ...items.slice(0, Math.max(at, 0))].find((each) => each.state === "open");
}

/** The unit of a sample was read; the next one comes. */
function looked() {
  const { turn } = room.unit;
  decide([{ do: "looked", turn, sha: rows.get(turn)?.turn.sha }], say("said-looked"));
  noteInQueue([turn]);
  const at = nextInQueue();
  if (at >= 0) goTo(at);
}

/** Undo or redo the last decision, where it was taken. @param {"undoes" | "redoes"} which */
export async function back(which) {
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

/** The transcript was read to its end. */
export function finish() {
  if (room.doc.finished) return;
  const turns = room.doc.turns.filter((turn) => turn.role === "participant");
  decide(turns.map((turn) => ({ do: "looked", turn: turn.turn, sha: turn.sha })), say("said-finish"));
}

/** Move an end of the coding by a word. @param {"start" | "end"} edge @param {number} step */
export function move(edge, step) {
  if (isOwn(room.current)) edit("change", place(moveEdge(/** @type {any} */ (room.current), edge, step)), "said-change");
}

/** The next way in which a coding is put. */
export function how() {
  const { assertions } = room.study;
  edit("change", { assertion: assertions[(assertions.indexOf(room.current?.assertion ?? "") + 1) % assertions.length] }, "said-change");
}
