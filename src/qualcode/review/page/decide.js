// Decisions: each is a line that is shown at once, kept, and taken back where it is refused.
import { $, say, tell } from "./dom.js";
import { draw, undoes } from "./draw.js";
import { goOn, load, next, noteInQueue, setQueue, show } from "./go.js";
import { isOwn, itemsOf, labelOf, numberOf, place, room, toLookAt, uncounted } from "./room.js";
import { answered, keep, newId, pathOf, pending, whyNot } from "./server.js";
import { moveEdge, rows, selectedSpan } from "./text.js";

/** Show decisions at once, and say what was done when they are kept; whether they are.
 * @param {Deed[]} lines */
async function decide(lines, sentence = "", draws = draw) {
  const { current, unit, doc } = room;
  const { transcript } = doc;
  const isNew = lines[0].do !== "undo";
  const isOpen = () => room.doc.transcript === transcript;
  const named = lines.map((line) => ({ id: newId(), ...line }));
  const path = `${pathOf(transcript)}/lines`;
  const kept = keep(path, { lines: named });
  named.forEach(foresee);
  noteInQueue();
  draws();
  try {
    const answer = await kept;
    if (isNew) {
      room.trail.push(transcript);
      room.forward = [];
    }
    room.study.transcripts[numberOf(transcript)] = answer.summary;
    if (isOpen() && !pending(path)) { // else the next answer has it
      Object.assign(room.doc, answer);
      noteInQueue();
      draw();
    }
    tell(sentence, ...(isNew ? undoes() : []));
    return true;
  } catch (error) {
    tell(say("taken-back", { what: say(sentence), transcript, why: whyNot(error) }));
    if (!isOpen()) return false;
    await load(transcript);
    room.unit = unit;
    show(current ?? unit, current);
    return false;
  }
}

/** Show what a line will make of the transcript.
 * @param {any} line */
function foresee(line) {
  const { doc } = room;
  const { id, of, do: deed, ...said } = line;
  const judged = deed === "accept" || deed === "reject";
  const gone = deed === "remove" || deed === "undo";
  for (const each of doc.suggestions) {
    if (each.of && each.of === of) Object.assign(each, gone && { state: "open", of: "", decided: [] });
    else if (line.between) Object.assign(each, each.between?.some((name) => line.between.includes(name)) && { state: "settled", of: id, decided: deed === "code" ? [line] : [], saving: true });
    else if (alike(each, line) && (judged || (deed === "code" && each.state === "open"))) {
      if (each.state === "accept") doc.codings = doc.codings.filter((own) => own.id !== each.of);
      Object.assign(each, { state: judged ? deed : "same", of: id, saving: true });
    }
  }
  if (gone) doc.codings = doc.codings.filter((each) => each.id !== of);
  if (!line.between && (deed === "accept" || deed === "code")) doc.codings.push({ id, do: deed, assertion: "affirmed", memo: "", rules: [], ...said, saving: true });
  const coding = doc.codings.find((each) => each.id === of);
  if (coding) Object.assign(coding, said, { saving: true });
}

/** Whether two passages are one suggestion: half of their characters are the same.
 * @param {CodedSpan} one @param {CodedSpan} other */
function alike(one, other) {
  const both = Math.min(one.end, other.end) - Math.max(one.start, other.start);
  return one.turn === other.turn && one.code === other.code && both >= 0.5 * (Math.max(one.end, other.end) - Math.min(one.start, other.start));
}

/** Give a code to the selected words, to a unit, or instead of another one. */
export function giveCode(code = "", span = selectedSpan()) {
  const { current, unit } = room;
  const target = span ?? current ?? unit;
  if (!target) return tell("nothing-selected");
  const line = { id: newId(), do: "code", code, ...place(target) };
  const instead = span ? null : current;
  room.last = code;
  getSelection()?.removeAllRanges();
  if (current?.sides) return settle([line], "said-own");
  if (isOwn(instead)) return edit("change", { code });
  if (instead?.code === code) return judge("accept"); // as suggested
  const rejection = { do: "reject", code: instead?.code, rules: instead?.rules, ...place(target) };
  decide([line, ...(instead?.state === "open" ? [rejection] : [])], say("said-code", { code: labelOf(code) }) + uncounted(target.turn), () => {
    room.current = itemsOf().find((each) => each.key === line.id) ?? null;
    draw();
  });
}

export function edit(deed = "", what = {}, item = room.current) {
  const of = isOwn(item) ? item?.id : item?.of;
  if (of) decide([{ do: deed, of, ...what }], `said-${deed}`);
}

/** Decide for the codings of one, both or neither; for one who gave none, that is neither.
 * @param {number[]} which */
export function take(which) {
  const { current } = room;
  if (!current?.sides) return;
  const chosen = which.flatMap((at) => current.sides?.[at] ?? []);
  if (chosen.length === 1 && which.length > 1) return; // one coded nothing
  const lines = chosen.map((side) => ({ do: "code", code: side.code, assertion: side.assertion, ...place(side) }));
  settle(lines.length ? lines : [{ do: "reject", code: current.code, ...place(current) }], lines.length ? "said-taken" : "said-neither");
}

/** @param {Deed[]} lines */
function settle(lines, sentence = "") {
  const { between } = room.current ?? {};
  const memo = $("#memo")?.value.trim();
  decide(lines.map((line) => ({ ...line, between, ...(memo && { memo }) })), sentence, goOn);
}

export function judge(deed = "") {
  const { current, unit } = room;
  if (current?.sides) return take([]);
  if (deed === "accept" && toLookAt(unit) && current?.state !== "open") return looked();
  if (!current || current.state === "own") return;
  if (current.state === deed) return next();
  decide([{ do: deed, code: current.code, assertion: current.assertion, rules: current.rules, ...place(current) }], `said-${deed}`, goOn);
}

/** Keep that a unit was looked at, or stays as it is. */
async function looked() {
  const { unit } = room;
  if (!unit) return;
  const line = { do: "looked", turn: unit.turn, ...(unit.code && { code: unit.code }), sha: rows.get(unit.turn)?.turn.sha };
  unit.state = unit.was = "looked";
  if (await decide([line], "said-looked", goOn)) return;
  unit.state = unit.was = "open";
  draw();
}

/** Undo or redo the last decision, where it was taken.
 * @param {"undoes" | "redoes"} which */
export async function back(which) {
  await answered(); // what was done a moment ago is what is undone
  const undoing = which === "undoes";
  const [from, to] = undoing ? [room.trail, room.forward] : [room.forward, room.trail];
  const name = from.at(-1);
  if (name && name !== room.doc.transcript) await load(name);
  const ids = room.doc[which];
  if (!ids.length) return tell("nothing-to-undo");
  if (name) to.push(...from.splice(-1));
  const last = () => itemsOf().find((each) => room.doc.undoes.includes(each.of || each.id));
  const undone = undoing ? last() : null;
  await decide(ids.map((of) => ({ do: "undo", of })), `said-${which}`, () => show(undone, undone));
  const { queue } = room;
  await setQueue(queue.name, queue.about, queue.at);
  const shown = undoing ? undone : last();
  show(shown, shown);
}

export async function finish() {
  if (room.doc.finished) return;
  const lines = room.doc.turns.filter((turn) => turn.role === "participant").map(({ turn, sha }) => ({ do: "looked", turn, sha }));
  if (!(await decide(lines, "said-finish"))) return;
  room.current = null;
  goOn();
}

export function move(edge = "", step = 0) {
  const { current } = room;
  if (current && isOwn()) edit("change", place(moveEdge(current, edge, step)));
}

export function how() {
  const { assertions } = room.study;
  if (isOwn()) edit("change", { assertion: assertions[(assertions.indexOf(room.current?.assertion ?? "") + 1) % assertions.length] });
}
