// Going about: along a queue, by turns, to another transcript, to what is found.
import { $, el, language, say, span, speak, visible } from "./dom.js";
import { draw, tell } from "./draw.js";
import { giveCode } from "./decide.js";
import { pick } from "./picker.js";
import { codesLike, digitOf, hueOf, isSurprise, itemsOf, keyOf, labelOf, matches, numberOf, room, same, titleOf } from "./room.js";
import { ask, pathOf, whyNot } from "./server.js";
import { renderTurns, rows, selectedSpan, showSpan, within } from "./text.js";

/** Show a place, and let keys act on the passage that stands there. @param {Span} place @param {Item | null} [item] */
export function show(place, item = null) {
  room.current = item;
  room.turn = place.turn;
  if (item && room.view === "memos") room.view = "passage";
  showSpan(place); // first: it measures, which is cheap before changes
  draw();
  if (item) $("#position").textContent = titleOf(item);
}

/** What is gone through. @returns {any[]} */
const inQueue = () => (room.queue.name === "text" ? itemsOf() : room.queue.items);

/** Place of what is chosen, else of what was chosen last. @param {any[]} list */
function placeIn(list) {
  const { queue, unit, current, doc } = room;
  const here = unit ?? current;
  const at = list.findIndex((each) => here && same(each, here) && (each.transcript ?? doc.transcript) === doc.transcript);
  if (at >= 0 || queue.name === "text") queue.at = at;
  return queue.at;
}

/** The next passage of the queue, or of the next text. */
export async function next(step = 1) {
  const { queue, doc, study } = room;
  const list = inQueue();
  const at = placeIn(list);
  const item = list[at < 0 && step < 0 ? list.length - 1 : at + step];
  if (item) return goTo(item);
  const more = step > 0 && queue.name === "text" && study.transcripts.slice(numberOf(doc.transcript) + 1).find((each) => each.open || !each.finished);
  if (more && !doc.hidden) await open(more.transcript);
  else tell(say(doc.hidden ? "blind" : "no-more"));
}

/** The next passage that is open. */
export function goOn() {
  const list = inQueue();
  const at = placeIn(list);
  const item = [...list.slice(at + 1), ...list.slice(0, Math.max(at, 0))].find((each) => each.state === "open");
  if (item) goTo(item);
  else draw();
}

/** @param {any} item */
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
  $("#position").textContent = `${say("turn", room)}: ${words?.parentElement?.textContent}`;
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

/** Read a transcript and show it, with nothing chosen. */
export async function load(name = "") {
  room.doc = await ask(pathOf(name));
  room.current = null;
  room.turn = room.doc.turns[0]?.turn ?? 1;
  renderTurns(room.doc);
  $("#text").scrollTo(0, 0);
  draw();
}

/** Open a transcript at a place, or at what is open there. @param {Span | null} [at] */
export async function open(name = "", at = null) {
  if (name !== room.doc?.transcript) await load(name);
  const first = itemsOf().find((each) => each.state === "open");
  room.unit = at;
  if (at) show(at);
  else if (first) show(first, first);
  room.unit = null; // a place is shown, and is no unit to be decided on
}

export function pickCode() {
  const chosen = selectedSpan();
  pick("type-code", codesLike, (each) => [el("i", { "--c": hueOf(each.code) }), span(labelOf(each.code)), digitOf(each.code) && el("kbd", {}, keyOf(digitOf(each.code)))],
    (each) => giveCode(each.code, chosen));
}

export function pickTranscript() {
  pick("type-transcript", (typed) => room.study.transcripts.filter((each) => matches(`${each.transcript} ${each.about}`, typed)),
    (each) => [span(visible(each.transcript), el("small", {}, ` ${visible(each.about)}`)), el("span", { class: "n" }, [each.finished ? "✓" : "", each.codings || "", each.open ? `+${each.open}` : ""].filter(Boolean).join(" "))],
    async (each) => {
      await setQueue("text");
      open(each.transcript);
    });
}

export function pickQueue() {
  const titled = room.study.queues.map((each) => ({ ...each, title: queueTitle(each) }));
  pick("type-queue", (typed) => titled.filter((each) => matches(each.title, typed)), (each) => [each.about.code && el("i", { "--c": hueOf(each.about.code) }), span(each.title)],
    (each) => startQueue(each.name, each.about));
}

/** @param {{ name: string, about: Texts }} queue */
export const queueTitle = ({ name, about }) => say(`q-${name}`, { ...about, code: labelOf(about.code), sample: room.study.sample });

/** In order of text, the open transcript itself is the queue. */
export async function setQueue(name = "text", about = {}) {
  const items = name === "text" ? [] : (await ask(`queue?${new URLSearchParams({ order: name, ...about })}`)).items;
  for (const item of items) item.was = item.state;
  room.queue = { name, about, items, at: -1 };
}

/** Begin a queue at its first open item. */
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
  else if (name !== "text") tell(say("empty-queue"));
  draw();
}

/** How far the queue is; what was coded without a suggestion is not counted. */
export function queueCounts() {
  const { queue, doc } = room;
  const states = (queue.name === "text" ? doc.suggestions : queue.items).map((each) => each.state).filter((state) => state !== "own");
  return { decided: states.filter((state) => state !== "open").length, all: states.length };
}

export function search() {
  /** @returns {Promise<Found[]>} */
  const find = async (typed = "") => (typed ? (await ask("find", { terms: typed, transcript: room.doc.transcript })).slice(0, 100) : []);
  /** @param {Found} each */
  const drawn = (each) => [el("span", { lang: "" }, visible(`…${each.before}`), el("b", {}, visible(each.quote)), visible(`${each.after}…`), el("small", {}, ` ${visible(each.transcript)} ${each.turn}`))];
  pick("type-term", find, drawn, (each) => open(each.transcript, each));
}

export async function speakOther() {
  await speak(language === "en" ? "id" : "en");
  renderTurns(room.doc);
  draw();
  if (room.current) showSpan(room.current);
}

/** Play from the chosen turn, or stop; a player sends no token, its address holds a ticket. */
export async function play() {
  const { doc, turn } = room;
  const player = $("#player");
  if (!player.paused) return player.pause();
  const from = rows.get(turn)?.turn.start ?? null;
  if (!doc.audio || from === null) return tell(say(doc.audio ? "no-time" : "no-audio"));
  try {
    if (player.title !== doc.transcript || player.error) {
      const { ticket } = await ask("ticket", { transcript: doc.transcript });
      Object.assign(player, { src: `/audio/${ticket}`, title: doc.transcript, hidden: false });
    }
    player.currentTime = from;
    await player.play();
  } catch (error) {
    tell(say("not-played", { why: error instanceof Error ? error.message : "" }));
  }
}
