// Going about: along a queue, by turns, to another transcript, to what is found.
import { $, say, tell } from "./dom.js";
import { draw } from "./draw.js";
import { isSurprise, itemsOf, labelOf, numberOf, room, same, titleOf } from "./room.js";
import { ask, pathOf, whyNot } from "./server.js";
import { renderTurns, rows, showSpan, within } from "./text.js";

/** Show a place, and let keys act on the passage that stands there.
 * @param {Span | null} [place] @param {Item | null} [item] */
export function show(place, item = null) {
  room.current = item;
  if (item && room.view === "memos") room.view = "passage";
  if (place) {
    room.turn = place.turn;
    showSpan(place); // before drawing: it measures
  }
  draw();
  if (item) $("#position").textContent = titleOf(item);
}

/** What is gone through.
 * @returns {Unit[]} */
const inQueue = () => (room.queue.name === "text" ? itemsOf() : room.queue.items);

/** Place of what is chosen, else of what was chosen last.
 * @param {Unit[]} list */
function placeIn(list) {
  const { queue, unit, current, doc } = room;
  const here = unit ?? current;
  const at = list.findIndex((each) => here && same(each, here) && (each.transcript ?? doc.transcript) === doc.transcript);
  if (at >= 0 || queue.name === "text") queue.at = at;
  return queue.at;
}

export async function next(step = 1) {
  const { queue, doc, study } = room;
  const list = inQueue();
  const at = placeIn(list);
  const item = list[at < 0 && step < 0 ? list.length - 1 : at + step];
  if (item) return goTo(item);
  const more = step > 0 && queue.name === "text" && study.transcripts.slice(numberOf(doc.transcript) + 1).find((each) => each.open || !each.finished);
  if (more && !doc.hidden) await open(more.transcript);
  else tell(doc.hidden ? "blind" : "no-more");
}

export function goOn() {
  const list = inQueue();
  const at = placeIn(list);
  const item = [...list.slice(at + 1), ...list.slice(0, Math.max(at, 0))].find((each) => each.state === "open");
  if (item) goTo(item);
  else draw();
}

/** @param {Unit} item */
async function goTo(item) {
  if (item.transcript && item.transcript !== room.doc.transcript) await load(item.transcript);
  const own = itemsOf().find((each) => same(each, item));
  room.unit = own && !isSurprise(item) ? null : item;
  show(own ?? item, own);
}

export function turnBy(step = 0) {
  const numbers = [...rows.keys()];
  room.turn = numbers[within(0, numbers.indexOf(room.turn) + step, numbers.length - 1)];
  draw();
  const words = rows.get(room.turn)?.row.querySelector("p");
  words?.scrollIntoView({ block: "nearest" });
  $("#position").textContent = `${say("turn", { turn: room.turn })}: ${words?.parentElement?.textContent}`;
}

export function filter(code = "") {
  room.only = room.only === code ? "" : code;
  room.current = null;
  draw();
}

/** Take over what was decided in the open transcript. */
export function noteInQueue() {
  const { doc, queue } = room;
  for (const item of queue.items) {
    if (item.transcript !== doc.transcript) continue;
    const now = doc.suggestions.find((each) => same(each, item));
    const has = doc.codings.some((each) => each.turn === item.turn && each.code === item.code);
    if (isSurprise(item)) item.state = has === item.given ? item.was : "looked";
    else if (now) item.state = now.state;
  }
}

export async function load(name = "") {
  room.doc = await ask(pathOf(name));
  room.current = null;
  room.turn = room.doc.turns[0]?.turn ?? 1;
  renderTurns(room.doc);
  $("#text").scrollTo(0, 0);
  scrollTo(0, 0);
  draw();
}

/** Open a transcript at a place, or at what is open there.
 * @param {Span | null} [at] */
export async function open(name = "", at = null) {
  if (name !== room.doc?.transcript) await load(name);
  const first = itemsOf().find((each) => each.state === "open");
  room.unit = at;
  if (at) show(at);
  else if (first) show(first, first);
  room.unit = null; // a place is no unit to be decided on
}

/** @param {{ name: string, about: Texts }} queue */
export const queueTitle = ({ name, about }) => say(`q-${name}`, { ...about, code: labelOf(about.code), sample: room.study.sample });

/** In order of text, the open transcript itself is the queue. */
export async function setQueue(name = "text", about = {}, at = -1) {
  const items = name === "text" ? [] : (await ask(`queue?${new URLSearchParams({ order: name, ...about })}`)).items;
  for (const item of items) item.was = item.state;
  room.queue = { name, about, items, at };
}

export async function startQueue(name = "text", about = {}) {
  try {
    await setQueue(name, about);
  } catch (error) {
    return tell(whyNot(error));
  }
  room.unit = null;
  room.only = "";
  const { items } = room.queue;
  if (items.length) await goTo(items.find((each) => each.state === "open") ?? items[0]);
  else if (name !== "text") tell("empty-queue");
  draw();
}

/** How far the queue is, without what was coded unasked. */
export function queueCounts() {
  const { queue, doc } = room;
  const states = (queue.name === "text" ? doc.suggestions : queue.items).map((each) => each.state).filter((state) => state !== "own");
  return { decided: states.filter((state) => state !== "open").length, all: states.length };
}

export function drawAgain() {
  renderTurns(room.doc);
  draw();
  if (room.current) showSpan(room.current);
}

/** Play from the chosen turn, or stop; the player sends no token but a ticket. */
export async function play() {
  const { doc, turn } = room;
  const player = $("#player");
  if (!player.paused) return player.pause();
  const from = rows.get(turn)?.turn.start ?? null;
  if (!doc.audio || from === null) return tell(doc.audio ? "no-time" : "no-audio");
  try {
    if (player.title !== doc.transcript || player.error) {
      const { ticket } = await ask("ticket", { transcript: doc.transcript });
      Object.assign(player, { src: `/audio/${ticket}`, title: doc.transcript, hidden: false });
    }
    player.currentTime = from;
    await player.play();
  } catch (error) {
    tell(say("not-played", { why: error }));
  }
}
